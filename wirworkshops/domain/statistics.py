"""The office's figures: what took place, how full it was, who came."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain.reach import Reach
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Figures:
    """Shares are whole percent, None where there is nothing to divide by."""

    workshops: int
    people: int
    seats_taken: int | None
    came: int | None


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def since(start: datetime, *, reach: Reach) -> Figures:
    """Return the figures of published workshops with a session over since then.

    People are counted once for each session they were at.
    """
    held = [Workshop.status == "published", _has_session_over(start), reach.workshops()]
    workshops = db.session.scalar(select(func.count(Workshop.id)).where(*held)) or 0
    taken, capacity = db.session.execute(
        select(func.sum(Pool.taken), func.sum(Pool.capacity))
        .join(Workshop, Workshop.id == Pool.workshop_id)
        .where(*held, Workshop.signup_mode == "form", Pool.kind != "session")
    ).one()
    here, marked = _seen(held, start)
    return Figures(workshops, here, percent(taken or 0, capacity or 0), percent(here, marked))


def _over(session: type[Session], start: datetime) -> ColumnElement[bool]:
    until = clock.now()
    return and_(session.ends_at > start, session.ends_at <= until, session.status == "planned")


def _has_session_over(start: datetime) -> ColumnElement[bool]:
    some = aliased(Session)
    return exists().where(some.workshop_id == Workshop.id, _over(some, start))


def _seen(held: list[ColumnElement[bool]], start: datetime) -> tuple[int, int]:
    """Return how many were there, and how many of those expected were looked for."""
    looked_for = (
        select(Attendance.present, func.count())
        .join(Session, Session.id == Attendance.session_id)
        .join(Workshop, Workshop.id == Session.workshop_id)
        .where(*held, _over(Session, start))
        .group_by(Attendance.present)
    )
    marks = dict(db.session.execute(looked_for).all())
    return marks.get(True, 0), sum(marks.values())
