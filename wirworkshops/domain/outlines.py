"""Outlines: the plan that a workshop was made by, moved to other days, or kept without days.

Pure but for reading a workshop's rows. Days move on the wall calendar, so that 9 o'clock stays
9 o'clock across summer time.
"""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from wirworkshops import clock
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.models.workshops import Session, Workshop

INSTANTS = ("opens_at", "closes_at", "names_until", "decide_at")
TEXTS = ("title", "summary", "body", "bring")
LABELS = ("signup_mode", "signup_url", "waiting_list", "admission", "moves_up", "queue")
RULES = ("kind", "series_id", "host_id", "most_seats", "minimum", "link_hours", *LABELS)


def plan_of(workshop: Workshop) -> WorkshopPlan:
    """Return the plan of a workshop as that of a new one; dates called off are left out."""
    planned = [session for session in workshop.sessions if not session.is_cancelled]
    own = {pool.session_id: pool.capacity for pool in workshop.pools if pool.session_id}
    online = [pool.capacity for pool in workshop.pools if pool.kind == "online"]
    return WorkshopPlan(
        texts={
            text.language: TextPlan(**{name: getattr(text, name) for name in TEXTS})
            for text in workshop.texts
        },
        sessions=tuple(_session(row, own.get(row.id)) for row in planned or workshop.sessions),
        capacity=workshop.pool.capacity,
        online_capacity=online[0] if online else None,
        original_id=workshop.original_id or workshop.id,
        **{name: getattr(workshop, name) for name in (*RULES, *INSTANTS)},
        reminders=tuple(workshop.reminders),
        spoken=tuple(row.language for row in workshop.languages),
        features=tuple(row.feature for row in workshop.features),
        feature_notes={row.feature: row.note for row in workshop.features},
        topic_ids=tuple(row.id for row in workshop.topics),
        audience_ids=tuple(row.id for row in workshop.audiences),
        partner_ids=tuple(row.id for row in workshop.partners),
        funder_ids=tuple(row.id for row in workshop.funders),
    )


def _session(session: Session, capacity: int | None) -> SessionPlan:
    return SessionPlan(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room_id=session.room_id,
        is_online=session.is_online,
        online_url=session.online_url,
        trainer_ids=tuple(trainer.id for trainer in session.trainers),
        capacity=capacity,
        title=dict(session.title),
    )


# To other days


def first_day(plan: WorkshopPlan) -> date:
    return min(clock.local(session.starts_at).date() for session in plan.sessions)


def later(instant: datetime, days: int) -> datetime:
    """Return the same hour on the wall clock, so many days later."""
    local = clock.local(instant)
    return clock.at(local.date() + timedelta(days=days), local.time())


def shifted(plan: WorkshopPlan, days: int) -> WorkshopPlan:
    """Move all dates and deadlines of a plan together."""
    moved: dict[str, Any] = {
        name: later(at, days) for name in INSTANTS if (at := getattr(plan, name))
    }
    return replace(plan, sessions=tuple(_moved(one, days) for one in plan.sessions), **moved)


def _moved(session: SessionPlan, days: int) -> SessionPlan:
    starts_at, ends_at = later(session.starts_at, days), later(session.ends_at, days)
    return replace(session, starts_at=starts_at, ends_at=ends_at)


def starting(plan: WorkshopPlan, day: date) -> WorkshopPlan:
    """Move a plan so that its first date is on this day; a past opening of sign-up falls away."""
    moved = shifted(plan, (day - first_day(plan)).days)
    is_past = moved.opens_at is not None and moved.opens_at <= clock.now()
    return replace(moved, opens_at=None) if is_past else moved


def at_first(plan: WorkshopPlan) -> SessionPlan:
    return min(plan.sessions, key=lambda one: one.starts_at)


def at_hours(plan: WorkshopPlan, begin: time, end: time) -> WorkshopPlan:
    """Give a plan one date: the first one's place and people, with these hours."""
    session = at_first(plan)
    day = clock.local(session.starts_at).date()
    one = replace(session, starts_at=clock.at(day, begin), ends_at=clock.at(day, end))
    return replace(plan, sessions=(replace(one, capacity=None),))


def as_course(plan: WorkshopPlan, days: list[date]) -> WorkshopPlan:
    """Repeat the first date on each day: one workshop with all of them."""
    begun = starting(plan, days[0])
    first = begun.sessions[0]
    offsets = ((day - days[0]).days for day in days)
    return replace(begun, sessions=tuple(_moved(first, offset) for offset in offsets))


def as_singles(plan: WorkshopPlan, days: list[date]) -> list[WorkshopPlan]:
    """Repeat the whole plan on each day: a workshop for each."""
    return [starting(plan, day) for day in days]


# Without days, for templates


def content_of(plan: WorkshopPlan) -> dict[str, Any]:
    """Return a plan as JSON without its days: instants are days from the first, and an hour."""
    day = first_day(plan)
    content = asdict(replace(plan, original_id=None, slug=""))
    for name in INSTANTS:
        content[name] = _relative(content[name], day)
    for session in content["sessions"]:
        for name in ("starts_at", "ends_at"):
            session[name] = _relative(session[name], day)
        del session["id"], session["uid"], session["trainer_names"]
    return content


def _relative(instant: datetime | None, day: date) -> list[Any] | None:
    if instant is None:
        return None
    local = clock.local(instant)
    return [(local.date() - day).days, f"{local:%H:%M}"]


def plan_from(content: dict[str, Any], day: date) -> WorkshopPlan:
    """Return the plan of a template that begins on this day; what it does not know is left."""
    known = {name: content[name] for name in _names(WorkshopPlan) if name in content}
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    instants = {name: _absolute(content.get(name), day) for name in INSTANTS}
    texts = {language: TextPlan(**text) for language, text in content["texts"].items()}
    sessions = tuple(_session_from(row, day) for row in content["sessions"])
    return WorkshopPlan(**{**known, **lists, **instants, "texts": texts, "sessions": sessions})


def _session_from(row: dict[str, Any], day: date) -> SessionPlan:
    known = {name: row[name] for name in _names(SessionPlan) if name in row}
    times = {name: _absolute(row[name], day) for name in ("starts_at", "ends_at")}
    return SessionPlan(**{**known, **times, "trainer_ids": tuple(row["trainer_ids"])})


def _absolute(relative: list[Any] | None, day: date) -> datetime | None:
    if relative is None:
        return None
    return clock.at(day + timedelta(days=relative[0]), time.fromisoformat(relative[1]))


def _names(plan: type) -> Iterable[str]:
    return (field.name for field in fields(plan))
