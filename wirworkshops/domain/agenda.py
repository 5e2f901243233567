"""What the office sees: its lists of workshops, and what needs somebody soon.

reach narrows everything to the workshops that an account sees.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue
from wirworkshops.domain.reach import Reach
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import fold, one_line
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop, WorkshopText

PAGE_SIZE = 20
LOOK_BACK = timedelta(days=30)
LOOK_AHEAD = timedelta(days=14)
DECISION_SOON = timedelta(days=7)
MOST = 500  # things of one kind that Today looks at


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


@dataclass(frozen=True)
class Narrowing:
    """What narrows a view of the office's list, and its order; rows by their numbers.

    sort is empty for the view's own order.
    """

    q: str = ""
    series: int | None = None
    host: int | None = None
    trainer: int | None = None
    venue: int | None = None
    year: int | None = None
    sort: str = ""

    @property
    def has_more(self) -> bool:
        """Whether it says more than words to look for."""
        return self != Narrowing(self.q)

    def conditions(self) -> list[Any]:
        found = [_says(word) for word in fold(one_line(self.q)).split()[:8]]
        if self.series:
            found.append(Workshop.series_id == self.series)
        if self.host:
            found.append(Workshop.host_id == self.host)
        if self.trainer:
            led = Session.trainers.any(Trainer.id == self.trainer)
            found.append(Workshop.sessions.any(led))
        if self.venue:
            there = Session.room.has(Room.venue_id == self.venue)
            found.append(Workshop.sessions.any(there))
        if self.year:
            begin, end = clock.year(self.year)
            inside = (Session.starts_at >= begin) & (Session.starts_at < end)
            found.append(Workshop.sessions.any(inside))
        return found


def _says(word: str) -> ColumnElement[bool]:
    found = WorkshopText.folded.contains(word, autoescape=True)
    return exists().where(WorkshopText.workshop_id == Workshop.id, found)


def _of_view(view: str, span: Any, now: datetime) -> tuple[list[Any], list[Any]]:
    """Return the conditions and the order of one view."""
    if view == "archived":
        return [Workshop.archived_at.is_not(None)], [span.c.first_at.desc()]
    listed = Workshop.archived_at.is_(None)
    if view == "drafts":
        return [Workshop.status == "draft"], [Workshop.changed_at.desc()]
    if view == "cancelled":
        return [listed, Workshop.status == "cancelled"], [span.c.first_at.desc()]
    goes_on = or_(span.c.last_at > now, Workshop.sessions.any(Session.undated_since.is_not(None)))
    if view == "past":
        return [listed, Workshop.status == "published", ~goes_on], [span.c.last_at.desc()]
    return [Workshop.status == "published", goes_on], [span.c.first_at]


def _order(sort: str, span: Any) -> list[Any]:
    """Return what a list is sorted by, where somebody has chosen."""
    title = (
        select(func.min(WorkshopText.folded))
        .where(WorkshopText.workshop_id == Workshop.id, WorkshopText.language == "de")
        .scalar_subquery()
    )
    taken = (
        select(func.sum(Pool.taken) * 1000 / func.sum(Pool.capacity))
        .where(Pool.workshop_id == Workshop.id, Pool.kind != "session")
        .scalar_subquery()
    )
    return {
        "first": [span.c.first_at],
        "last": [span.c.first_at.desc()],
        "title": [title],
        "changed": [Workshop.changed_at.desc()],
        "full": [taken.desc()],
        "empty": [taken],
    }.get(sort, [])


def _found(view: str, reach: Reach, narrowing: Narrowing) -> Select[Workshop]:
    """Return the query of a view, in its order: coming ones soonest first, others newest first."""
    span = _span()
    conditions, order = _of_view(view, span, clock.now())
    order = _order(narrowing.sort, span) or order
    query = select(Workshop).join(span, span.c.workshop_id == Workshop.id, isouter=True)
    query = query.where(reach.workshops(), *conditions, *narrowing.conditions())
    return query.order_by(*order, Workshop.id)


def find(view: str, *, reach: Reach, narrowing: Narrowing = Narrowing(), page: int = 1) -> Listing:
    """Return one page of a view."""
    query = _found(view, reach, narrowing)
    plain = query.order_by(None).subquery()
    total = db.session.scalar(select(func.count()).select_from(plain)) or 0
    rows = db.session.scalars(
        query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE).options(*catalogue.with_everything())
    )
    return Listing(list(rows), page, total)


def years(reach: Reach) -> list[int]:
    """Return the years in which there is something to list, the newest first."""
    ends = select(func.min(Session.starts_at), func.max(Session.starts_at)).join(Session.workshop)
    first, last = db.session.execute(ends.where(reach.workshops())).one()
    if first is None:
        return []
    return list(range(clock.local(last).year, clock.local(first).year - 1, -1))


def outdated_translations(reach: Reach) -> list[Workshop]:
    """Return the drafts and coming workshops with a text older than the German one, or in part."""
    german = aliased(WorkshopText)
    older = and_(
        german.changed_at.is_not(None),
        or_(WorkshopText.changed_at.is_(None), WorkshopText.changed_at < german.changed_at),
    )
    in_part = and_(WorkshopText.body == "", german.body != "")
    behind = exists().where(
        WorkshopText.workshop_id == Workshop.id,
        WorkshopText.language != "de",
        german.workshop_id == Workshop.id,
        german.language == "de",
        or_(older, in_part),
    )
    coming = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > clock.now())
    span = _span()
    query = (
        select(Workshop)
        .join(span, span.c.workshop_id == Workshop.id)
        .where(Workshop.status != "cancelled", coming, behind, reach.workshops())
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(span.c.first_at, Workshop.id)
    )
    return list(db.session.scalars(query.limit(MOST)))


def everything(view: str, *, reach: Reach, narrowing: Narrowing = Narrowing()) -> list[Workshop]:
    """Return all of a view, for a file."""
    query = _found(view, reach, narrowing).options(*catalogue.with_everything())
    return list(db.session.scalars(query))


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
    return list(db.session.scalars(query.limit(MOST)))


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
    return list(db.session.scalars(query.limit(MOST)))


def drafts_soon(reach: Reach) -> list[Workshop]:
    """Return the drafts whose first date is within two weeks, and that no plan publishes."""
    span, now = _span(), clock.now()
    query = (
        select(Workshop)
        .join(span, span.c.workshop_id == Workshop.id)
        .where(
            Workshop.status == "draft",
            Workshop.publish_at.is_(None),
            span.c.first_at > now,
            span.c.first_at < now + LOOK_AHEAD,
        )
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(span.c.first_at)
    )
    query = query.where(reach.workshops())
    return list(db.session.scalars(query.limit(MOST)))


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
    return list(db.session.scalars(query.order_by(Workshop.decide_at).limit(MOST)))


def _with_number(
    reach: Reach, *conditions: ColumnElement[bool], of: ColumnElement[Any]
) -> list[tuple[Workshop, Any]]:
    """Return the workshops that have such registrations, with what is counted of them."""
    query = _published(reach).join(Registration, Registration.workshop_id == Workshop.id)
    rows = query.add_columns(of).where(*conditions).group_by(Workshop.id).order_by(Workshop.id)
    return [(workshop, value) for workshop, value in db.session.execute(rows.limit(MOST))]


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
