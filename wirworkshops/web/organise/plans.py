"""Between the form of a workshop and the domain's plan of it."""

from datetime import date, datetime, time
from typing import Any

from wirworkshops import clock
from wirworkshops.domain import habits, trainers
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan, slugify
from wirworkshops.models.accounts import Account
from wirworkshops.models.workshops import Session, Workshop, WorkshopText
from wirworkshops.web.organise.forms import SessionForm, WorkshopForm

TEXTS = ("title", "summary", "body", "bring")
SEATS = (
    "signup_mode",
    "signup_url",
    "waiting_list",
    "admission",
    "moves_up",
    "queue",
    "most_seats",
    "minimum",
    "link_hours",
)
INSTANTS = {  # of a workshop, each with its two fields in the form
    "opens_at": ("opens_on", "opens_hour"),
    "closes_at": ("closes_on", "closes_hour"),
    "names_until": ("names_on", "names_hour"),
    "decide_at": ("decide_on", "decide_hour"),
}


def plan_of(form: WorkshopForm) -> WorkshopPlan:
    """Return what was filled in; the form must have been found valid."""
    given = form.data
    return WorkshopPlan(
        texts=_texts(given),
        sessions=tuple(_session(row.form) for row in form.sessions),
        host_id=given["host_id"],
        capacity=given["capacity"],
        slug=given["slug"],
        series_id=given["series_id"],
        original_id=given["original_id"],
        kind=given["kind"],
        signup_mode=given["signup_mode"],
        signup_url=given["signup_url"],
        waiting_list=given["waiting_list"],
        online_capacity=given["online_capacity"],
        admission=given["admission"],
        moves_up=given["moves_up"],
        queue=given["queue"],
        most_seats=given["most_seats"] or 1,
        names_until=form.names_until,
        minimum=given["minimum"],
        decide_at=form.decide_at,
        reminders=tuple(sorted(given["reminders"], reverse=True)),
        link_hours=given["link_hours"],
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        spoken=tuple(given["spoken"]),
        features=tuple(given["features"]),
        topic_ids=tuple(given["topics"]),
        audience_ids=tuple(given["audiences"]),
        funder_ids=tuple(given["funders"]),
        partner_ids=tuple(number for number in given["partners"] if number != given["host_id"]),
        still_fits=given["still_fits"],
    )


def _texts(given: dict[str, Any]) -> dict[str, TextPlan]:
    texts = {"de": TextPlan(**{name: given[name] for name in TEXTS})}
    if given["title_en"]:
        texts["en"] = TextPlan(**{name: given[f"{name}_en"] for name in TEXTS})
    return texts


def _session(row: SessionForm) -> SessionPlan:
    given = row.data
    names = tuple(name.strip()[:200] for name in given["trainers"].split(",") if name.strip())
    return SessionPlan(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        id=given["id"],
        room_id=given["room_id"],
        is_online=given["is_online"],
        online_url=given["online_url"],
        trainer_names=names,
        title=_titles(given),
        capacity=given["capacity"],
    )


def _titles(given: dict[str, Any]) -> dict[str, str]:
    both = {"de": given["title"], "en": given["title_en"]}
    return {language: title for language, title in both.items() if title}


def seen_at(form: WorkshopForm) -> datetime | None:
    """Return the changed_at the form was made from; one that cannot be read fits nothing."""
    try:
        return datetime.fromisoformat(form.seen_at.data or "")
    except ValueError:
        return datetime.min.replace(tzinfo=clock.BERLIN)


def blank(account: Account, host_id: int | None = None) -> dict[str, Any]:
    """Return what a new form starts with: what the host's last workshops had in common."""
    usual = habits.of_host(host_id or account.host_id)
    if usual is None:
        return {"host_id": account.host_id, "capacity": 20, "most_seats": 1, "sessions": [{}]}
    names = ("host_id", "series_id", "kind", "capacity", "signup_mode", "waiting_list", "moves_up",
             "admission", "queue", "most_seats")  # fmt: skip
    row = {
        "begin": usual.begin,
        "end": usual.end,
        "room_id": usual.room_id,
        "trainers": ", ".join(usual.trainers),
    }
    return {name: getattr(usual, name) for name in names} | {
        "spoken": list(usual.spoken),
        "reminders": list(usual.reminders),
        "sessions": [row],
    }


def filled(workshop: Workshop) -> dict[str, Any]:
    """Return a workshop as the form shows it; sessions that are called off are left out."""
    by_language = {text.language: text for text in workshop.texts}
    planned = [session for session in workshop.sessions if not session.is_cancelled]
    chosen = {pool.session_id: pool.capacity for pool in workshop.pools if pool.session_id}
    return {
        **_text(by_language.get("de"), ""),
        **_text(by_language.get("en"), "_en"),
        **_signup(workshop),
        "series_id": workshop.series_id,
        "kind": workshop.kind,
        "host_id": workshop.host_id,
        "original_id": workshop.original_id,
        "slug": _own_slug(workshop),
        "sessions": [_row(session) | {"capacity": chosen.get(session.id)} for session in planned],
        "capacity": workshop.pool.capacity,
        "spoken": [row.language for row in workshop.languages],
        "features": [row.feature for row in workshop.features],
        "topics": [topic.id for topic in workshop.topics],
        "audiences": [audience.id for audience in workshop.audiences],
        "partners": [host.id for host in workshop.partners],
        "funders": [funder.id for funder in workshop.funders],
        "seen_at": workshop.changed_at.isoformat(),
    }


def _own_slug(workshop: Workshop) -> str:
    """Return the address, unless it is a draft's and just follows the title."""
    follows = workshop.slug.startswith(slugify(workshop.text("de").title))
    return "" if workshop.status == "draft" and follows else workshop.slug


def shown(plan: WorkshopPlan, day: date | None) -> dict[str, Any]:
    """Return a plan as the form shows it; without a day its dates are left empty."""
    names = {trainer.id: trainer.name for trainer in trainers.all_trainers()}
    data = {
        **{f"{name}": getattr(plan.texts["de"], name) for name in TEXTS},
        **{f"{name}_en": _english(plan, name) for name in TEXTS},
        **{name: getattr(plan, name) for name in (*SEATS, "series_id", "kind", "host_id")},
        **_hours({name: getattr(plan, name) if day else None for name in INSTANTS}),
        "original_id": plan.original_id,
        "capacity": plan.capacity,
        "online_capacity": plan.online_capacity,
        "reminders": list(plan.reminders),
        "spoken": list(plan.spoken),
        "features": list(plan.features),
        "topics": list(plan.topic_ids),
        "audiences": list(plan.audience_ids),
        "partners": list(plan.partner_ids),
        "funders": list(plan.funder_ids),
        "sessions": [_planned(session, names) for session in plan.sessions],
    }
    if day is None:
        data["sessions"] = [row | {"day": None, "last_day": None} for row in data["sessions"]]
    return data


def _english(plan: WorkshopPlan, name: str) -> str:
    return getattr(plan.texts["en"], name) if "en" in plan.texts else ""


def _planned(session: SessionPlan, names: dict[int, str]) -> dict[str, Any]:
    people = (names.get(number, "") for number in session.trainer_ids)
    return {
        **_times(session.starts_at, session.ends_at),
        "title": session.title.get("de", ""),
        "title_en": session.title.get("en", ""),
        "room_id": session.room_id,
        "is_online": session.is_online,
        "online_url": session.online_url,
        "trainers": ", ".join(filter(None, people)),
        "capacity": session.capacity,
    }


def _text(text: WorkshopText | None, suffix: str) -> dict[str, str]:
    return {f"{name}{suffix}": getattr(text, name) if text else "" for name in TEXTS}


def _signup(workshop: Workshop) -> dict[str, Any]:
    online = [pool.capacity for pool in workshop.pools if pool.kind == "online"]
    return {
        **{name: getattr(workshop, name) for name in SEATS},
        **_hours({name: getattr(workshop, name) for name in INSTANTS}),
        "online_capacity": online[0] if online else None,
        "reminders": list(workshop.reminders),
    }


def _hours(instants: dict[str, datetime | None]) -> dict[str, Any]:
    """Return deadlines as the two fields that each has in the form."""
    return {
        field: value
        for name, fields in INSTANTS.items()
        for field, value in zip(fields, _shown(instants[name]), strict=True)
    }


def _shown(instant: datetime | None) -> tuple[date | None, time | None]:
    """Return day and hour of an instant on the office's clock."""
    local = clock.local(instant) if instant else None
    return (local.date(), local.time()) if local else (None, None)


def _row(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "title": session.title.get("de", ""),
        "title_en": session.title.get("en", ""),
        **_times(session.starts_at, session.ends_at),
        "room_id": session.room_id,
        "is_online": session.is_online,
        "online_url": session.online_url,
        "trainers": ", ".join(trainer.name for trainer in session.trainers),
    }


def _times(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    begin, end = clock.local(starts_at), clock.local(ends_at)
    last_day = end.date() if end.date() != begin.date() else None
    return {"day": begin.date(), "begin": begin.time(), "end": end.time(), "last_day": last_day}
