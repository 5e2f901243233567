"""What the office sees: its lists of workshops, and what needs somebody soon.

reach narrows everything to the workshops that an account sees.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue
from wirworkshops.domain.reach import Reach
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import fold
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop, WorkshopText

PAGE_SIZE = 20
LOOK_BACK = timedelta(days=30)
LOOK_AHEAD = timedelta(days=14)
DECISION_SOON = timedelta(days=7)


@dataclass(frozen=True)
class Listing:
    workshops: list[Workshop]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def _span() -> Any:
    """Return a subquery: each workshop with its first start and its last end."""
    return (
        select(
            Session.workshop_id,
            func.min(Session.starts_at).label("first_at"),
            func.max(Session.ends_at).label("last_at"),
        )
        .group_by(Session.workshop_id)
        .subquery()
    )


def _of_view(view: str, span: Any, now: datetime) -> tuple[list[Any], list[Any]]:
    """Return the conditions and the order of one view."""
    if view == "drafts":
        return [Workshop.status == "draft"], [Workshop.changed_at.desc()]
    if view == "cancelled":
        return [Workshop.status == "cancelled"], [span.c.first_at.desc()]
    if view == "past":
        over = [Workshop.status == "published", span.c.last_at <= now]
        return over, [span.c.last_at.desc()]
    return [Workshop.status == "published", span.c.last_at > now], [span.c.first_at]


def find(view: str, *, reach: Reach, q: str = "", page: int = 1) -> Listing:
    """Return one page of a view: coming ones soonest first, the others newest first."""
    span = _span()
    conditions, order = _of_view(view, span, clock.now())
    conditions.append(reach.workshops())
    for word in fold(q).split()[:8]:
        found = WorkshopText.folded.contains(word, autoescape=True)
        conditions.append(exists().where(WorkshopText.workshop_id == Workshop.id, found))
    query = (select(Workshop).join(span, span.c.workshop_id == Workshop.id, isouter=True)).where(
        *conditions
    )
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = db.session.scalars(
        query.order_by(*order, Workshop.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .options(*catalogue.with_everything())
    )
    return Listing(list(rows), page, total)


def _published_sessions(reach: Reach) -> Select[Session]:
    """Return the query of all planned sessions of published workshops, in order."""
    workshop = contains_eager(Session.workshop)
    query = (
        select(Session)
        .join(Session.workshop)
        .where(Session.status == "planned", Workshop.status == "published")
        .options(
            workshop.selectinload(Workshop.texts),
            workshop.selectinload(Workshop.pools),
            workshop.joinedload(Workshop.series),
            joinedload(Session.room).joinedload(Room.venue),
        )
        .order_by(Session.starts_at, Session.id)
    )
    return query.where(reach.workshops())


def next_sessions(reach: Reach, *, limit: int = 5) -> list[Session]:
    query = _published_sessions(reach).where(Session.ends_at > clock.now())
    return list(db.session.scalars(query.limit(limit)))


def without_room(reach: Reach) -> list[Session]:
    """Return the coming sessions that have neither a room nor are held online."""
    query = _published_sessions(reach).where(
        Session.starts_at > clock.now(), Session.room_id.is_(None), ~Session.is_online
    )
    return list(db.session.scalars(query.limit(20)))


def without_attendance(reach: Reach) -> list[Session]:
    """Return sessions of the last weeks where people were expected and nobody ticked a list."""
    now = clock.now()
    expected = exists().where(
        Registration.workshop_id == Session.workshop_id, Registration.status == "confirmed"
    )
    ticked = exists().where(Attendance.session_id == Session.id)
    query = _published_sessions(reach).where(
        Session.ends_at <= now, Session.ends_at > now - LOOK_BACK, expected, ~ticked
    )
    return list(db.session.scalars(query.limit(20)))


def drafts_soon(reach: Reach) -> list[Workshop]:
    """Return the drafts whose first date is within two weeks."""
    span, now = _span(), clock.now()
    query = (
        select(Workshop)
        .join(span, span.c.workshop_id == Workshop.id)
        .where(
            Workshop.status == "draft",
            span.c.first_at > now,
            span.c.first_at < now + LOOK_AHEAD,
        )
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(span.c.first_at)
    )
    query = query.where(reach.workshops())
    return list(db.session.scalars(query.limit(20)))


def originals(reach: Reach, *, but: int = 0) -> list[Workshop]:
    """Return the workshops a new one may repeat: newest first, none that repeats another."""
    query = (
        select(Workshop)
        .where(Workshop.original_id.is_(None), Workshop.id != but, Workshop.status != "cancelled")
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(Workshop.id.desc())
        .limit(200)
    )
    query = query.where(reach.workshops())
    return list(db.session.scalars(query))


def title_of(workshop_id: int) -> Workshop | None:
    """Return a workshop with what its name in a list needs."""
    query = select(Workshop).where(Workshop.id == workshop_id)
    loads = (selectinload(Workshop.texts), selectinload(Workshop.sessions))
    return db.session.scalars(query.options(*loads)).one_or_none()


def elsewhere(workshop: Workshop) -> list[Workshop]:
    """Return the coming workshops of the same host one can go to instead: the same content
    first, then soonest first."""
    same = workshop.original_id or workshop.id
    span = _span()
    is_same = or_(Workshop.id == same, Workshop.original_id == same)
    query = (
        select(Workshop)
        .join(span, span.c.workshop_id == Workshop.id)
        .where(
            Workshop.id != workshop.id,
            Workshop.host_id == workshop.host_id,
            Workshop.status == "published",
            Workshop.signup_mode == "form",
            span.c.first_at > clock.now(),
        )
        .options(
            selectinload(Workshop.texts),
            selectinload(Workshop.sessions),
            selectinload(Workshop.pools),
        )
        .order_by(case((is_same, 0), else_=1), span.c.first_at, Workshop.id)
        .limit(50)
    )
    return list(db.session.scalars(query))


def _published(reach: Reach) -> Select[Workshop]:
    """Return the query of the published workshops, with what a line about one needs."""
    query = (
        select(Workshop)
        .where(Workshop.status == "published")
        .options(
            selectinload(Workshop.texts),
            selectinload(Workshop.sessions),
            selectinload(Workshop.pools),
        )
    )
    return query.where(reach.workshops())


def undecided(reach: Reach) -> list[Workshop]:
    """Return the workshops below their minimum whose decision is due within a week, or was."""
    now = clock.now()
    taken = (
        select(func.sum(Pool.taken))
        .where(Pool.workshop_id == Workshop.id, Pool.kind != "session")
        .scalar_subquery()
    )
    coming = exists().where(Session.workshop_id == Workshop.id, Session.starts_at > now)
    query = _published(reach).where(
        Workshop.minimum > taken,
        Workshop.decided_at.is_(None),
        Workshop.decide_at < now + DECISION_SOON,
        coming,
    )
    return list(db.session.scalars(query.order_by(Workshop.decide_at).limit(20)))


def _with_number(
    reach: Reach, *conditions: ColumnElement[bool], of: ColumnElement[Any]
) -> list[tuple[Workshop, Any]]:
    """Return the workshops that have such registrations, with what is counted of them."""
    query = _published(reach).join(Registration, Registration.workshop_id == Workshop.id)
    rows = query.add_columns(of).where(*conditions).group_by(Workshop.id).order_by(Workshop.id)
    return [(workshop, value) for workshop, value in db.session.execute(rows.limit(20))]


def with_offers(reach: Reach) -> list[tuple[Workshop, datetime]]:
    """Return the workshops with offers that end within a day, each with the first end."""
    now = clock.now()
    offered = (
        Registration.status == "offered",
        Registration.group_id.is_(None),
        Registration.held_until > now,
        Registration.held_until < now + timedelta(days=1),
    )
    return _with_number(reach, *offered, of=func.min(Registration.held_until))


def without_names(reach: Reach) -> list[tuple[Workshop, int]]:
    """Return the workshops of the next days with seats of groups nobody is named for."""
    now = clock.now()
    soon = exists().where(
        Session.workshop_id == Workshop.id,
        Session.starts_at > now,
        Session.starts_at < now + LOOK_AHEAD,
    )
    people = func.sum(case((Registration.attends, 1), else_=0))
    seats = func.sum(Registration.seats)
    found = _with_number(
        reach,
        Registration.status == "confirmed",
        soon,
        Workshop.most_seats > 1,
        of=seats - people,
    )
    return [(workshop, number) for workshop, number in found if number]
