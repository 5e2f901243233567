"""Calls: whom the office has to tell by phone or post, since no letter reaches them.

note() is a part of the verbs that would have queued a letter, and commits nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.orm import contains_eager, joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.models.calls import Call
from wirworkshops.models.registrations import Registration
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop

PAGE_SIZE = 50
STANDING = (  # say where somebody stands: the newest takes the place of those before it
    "requested",
    "waiting",
    "offered",
    "called",
    "offer_expired",
    "confirmed",
    "moved_up",
    "declined",
    "withdrawn",
    "cancelled",
)
ENDING = ("declined", "withdrawn", "cancelled", "offer_expired")  # nothing else is news any more
OF_A_DATE = ("changed", "session_cancelled", "date_open")  # of one date only the newest is true
NEWS = (  # stand beside each other
    *OF_A_DATE,
    "invitation",
    "link",
    "reminder",
    "resized",
    "member_left",
    "names_missing",
    "names_released",
    "need_news",
    "mailing",
)


def note(
    kind: str, registration: Registration, session: Session | None, facts: Mapping[str, Any]
) -> None:
    """Note that somebody without a mailbox is to be told; nothing where there is no way at all.

    A group's people hear it from their contact, and whoever came in at the door stands there.
    """
    if kind not in (*STANDING, *NEWS) or not _can_be_told(registration):
        return
    if registration.source == "door" and kind == "confirmed":
        return
    if kind == "invitation" and not facts.get("added"):
        return  # for calendars only: she has heard of this date
    now = clock.now()
    _supersede(kind, registration, session)
    call = Call(
        kind=kind, registration=registration, session=session, facts=dict(facts), created_at=now
    )
    db.session.add(call)


def _can_be_told(registration: Registration) -> bool:
    person = registration.participant
    if person is None or registration.group_id is not None:
        return False
    return bool(person.other_contact or registration.phone)


def _supersede(kind: str, registration: Registration, session: Session | None) -> None:
    """Set aside what nobody has told her yet and what is no longer news."""
    older = update(Call).where(Call.registration_id == registration.id, Call.done_at.is_(None))
    if kind == "mailing":
        return  # each of them says something else
    if kind in NEWS:
        number = session.id if session else None
        alike = OF_A_DATE if kind in OF_A_DATE else (kind,)
        older = older.where(Call.kind.in_(alike), Call.session_id == number)
    elif kind not in ENDING:
        older = older.where(Call.kind.in_(STANDING))
    db.session.execute(older.values(done_at=clock.now()))


@verb
def mark_done(call: Call, *, by: Actor) -> None:
    """Note that she has been told; twice is the same as once."""
    if call.done_at is not None:
        return
    call.done_at, call.done_by_id = clock.now(), by.account_id
    history.record(
        "called",
        by=by,
        workshop_id=call.registration.workshop_id,
        registration_id=call.registration_id,
    )


@verb
def open_again(call: Call, *, by: Actor) -> None:
    """Take back that she has been told, where somebody pressed the wrong button."""
    if call.done_at is None or call.done_by_id is None:
        return
    call.done_at = call.done_by_id = None
    history.record(
        "called-not",
        by=by,
        workshop_id=call.registration.workshop_id,
        registration_id=call.registration_id,
    )


# Queries


@dataclass(frozen=True)
class Listing:
    calls: list[Call]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def _query(reach: Reach, *, done: bool) -> Select[Call]:
    """Return the calls that wait, as long as a date is still to come; or those that were made."""
    query = (
        select(Call)
        .join(Call.registration)
        .join(Registration.workshop)
        .where(Registration.participant_id.is_not(None), reach.workshops())
    )
    if done:
        return query.where(Call.done_by_id.is_not(None))
    coming = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > clock.now())
    return query.where(Call.done_at.is_(None), coming)


def find(reach: Reach, *, done: bool = False, page: int = 1) -> Listing:
    """Return one page of calls: those that wait, oldest first; those made, newest first."""
    query = _query(reach, done=done)
    order = Call.done_at.desc() if done else Call.created_at
    rows = query.options(*_loads()).order_by(order, Call.id)
    found = db.session.scalars(rows.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Listing(list(found), page, _number(query))


def everything(reach: Reach, *, done: bool = False) -> list[Call]:
    """Return all of them, for a file."""
    query = _query(reach, done=done).options(*_loads())
    return list(db.session.scalars(query.order_by(Call.created_at, Call.id)))


def waiting(reach: Reach) -> tuple[int, list[Call]]:
    """Return how many calls wait, and the oldest few."""
    query = _query(reach, done=False)
    rows = query.options(*_loads()).order_by(Call.created_at, Call.id).limit(3)
    return _number(query), list(db.session.scalars(rows))


def _number(query: Select[Call]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _loads() -> tuple[Any, ...]:
    about = contains_eager(Call.registration)
    workshop = about.contains_eager(Registration.workshop)
    return (
        about.joinedload(Registration.participant),
        workshop.selectinload(Workshop.texts),
        workshop.selectinload(Workshop.sessions).joinedload(Session.room).joinedload(Room.venue),
        joinedload(Call.session),
        joinedload(Call.done_by),
    )


def of_registration(registration_id: int) -> list[Call]:
    """Return the calls about one registration, those set aside left out."""
    query = (
        select(Call)
        .where(Call.registration_id == registration_id)
        .where((Call.done_at.is_(None)) | (Call.done_by_id.is_not(None)))
        .options(joinedload(Call.done_by), joinedload(Call.session))
        .order_by(Call.id.desc())
    )
    return list(db.session.scalars(query))


def by_id(call_id: int) -> Call | None:
    query = select(Call).where(Call.id == call_id)
    about = joinedload(Call.registration)
    loads = (about.joinedload(Registration.participant), about.joinedload(Registration.workshop))
    return db.session.scalars(query.options(*loads)).one_or_none()
