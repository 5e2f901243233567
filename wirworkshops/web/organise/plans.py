"""Between the form of a workshop and the domain's plan of it."""

from datetime import datetime
from typing import Any

from wirworkshops import clock
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan, slugify
from wirworkshops.models.accounts import Account
from wirworkshops.models.workshops import Session, Workshop, WorkshopText
from wirworkshops.web.organise.forms import SessionForm, WorkshopForm

TEXTS = ("title", "summary", "body", "bring")


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
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        spoken=tuple(given["spoken"]),
        features=tuple(given["features"]),
        topic_ids=tuple(given["topics"]),
        audience_ids=tuple(given["audiences"]),
        partner_ids=tuple(number for number in given["partners"] if number != given["host_id"]),
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
    )


def seen_at(form: WorkshopForm) -> datetime | None:
    """Return the changed_at the form was made from; one that cannot be read fits nothing."""
    try:
        return datetime.fromisoformat(form.seen_at.data or "")
    except ValueError:
        return datetime.min.replace(tzinfo=clock.BERLIN)


def blank(account: Account) -> dict[str, Any]:
    """Return what a new form starts with."""
    return {"host_id": account.host_id, "capacity": 20, "sessions": [{}]}


def filled(workshop: Workshop) -> dict[str, Any]:
    """Return a workshop as the form shows it; sessions that are called off are left out."""
    by_language = {text.language: text for text in workshop.texts}
    planned = [session for session in workshop.sessions if not session.is_cancelled]
    return {
        **_text(by_language.get("de"), ""),
        **_text(by_language.get("en"), "_en"),
        **_signup(workshop),
        "series_id": workshop.series_id,
        "kind": workshop.kind,
        "host_id": workshop.host_id,
        "original_id": workshop.original_id,
        "slug": _own_slug(workshop),
        "sessions": [_row(session) for session in planned],
        "capacity": workshop.pool.capacity,
        "spoken": [row.language for row in workshop.languages],
        "features": [row.feature for row in workshop.features],
        "topics": [topic.id for topic in workshop.topics],
        "audiences": [audience.id for audience in workshop.audiences],
        "partners": [host.id for host in workshop.partners],
        "seen_at": workshop.changed_at.isoformat(),
    }


def _own_slug(workshop: Workshop) -> str:
    """Return the address, unless it is a draft's and just follows the title."""
    follows = workshop.slug.startswith(slugify(workshop.text("de").title))
    return "" if workshop.status == "draft" and follows else workshop.slug


def copied(workshop: Workshop) -> dict[str, Any]:
    """Return a workshop as the start of a new one: same content, dates still to be set."""
    data = filled(workshop)
    rows = [row | {"id": None, "day": None, "last_day": None} for row in data["sessions"]]
    return data | {
        "sessions": rows or [{}],
        "original_id": workshop.original_id or workshop.id,
        "slug": "",
        "seen_at": "",
        **dict.fromkeys(("opens_on", "opens_hour", "closes_on", "closes_hour")),
    }


def _text(text: WorkshopText | None, suffix: str) -> dict[str, str]:
    return {f"{name}{suffix}": getattr(text, name) if text else "" for name in TEXTS}


def _signup(workshop: Workshop) -> dict[str, Any]:
    opens_at, closes_at = workshop.opens_at, workshop.closes_at
    return {
        "signup_mode": workshop.signup_mode,
        "signup_url": workshop.signup_url,
        "waiting_list": workshop.waiting_list,
        "opens_on": clock.local(opens_at).date() if opens_at else None,
        "opens_hour": clock.local(opens_at).time() if opens_at else None,
        "closes_on": clock.local(closes_at).date() if closes_at else None,
        "closes_hour": clock.local(closes_at).time() if closes_at else None,
    }


def _row(session: Session) -> dict[str, Any]:
    begin, end = clock.local(session.starts_at), clock.local(session.ends_at)
    return {
        "id": session.id,
        "day": begin.date(),
        "begin": begin.time(),
        "end": end.time(),
        "last_day": end.date() if end.date() != begin.date() else None,
        "room_id": session.room_id,
        "is_online": session.is_online,
        "online_url": session.online_url,
        "trainers": ", ".join(trainer.name for trainer in session.trainers),
    }
