"""Rebooking: what was booked for needs, where one date is called off, moved or added.

Part of the verbs that change dates. The needs stay as they are; the office ticks off line by line
what it has called off, moved or added. Of a whole workshop that is called off: arranging.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, history, states
from wirworkshops.domain.history import Actor
from wirworkshops.domain.needs import BOOKED, Kind, kind_of
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import NotFound
from wirworkshops.models.registrations import Need, Rebooking, Registration
from wirworkshops.models.workshops import Session, Workshop

CALL_OFF, MOVE, ADD = "call-off", "move", "add"  # what is to be done


@dataclass(frozen=True)
class Date:
    """When and where a date is: what somebody who is booked for it has to know."""

    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    is_online: bool


def what_to_do(row: Rebooking) -> str:
    """Return what is to be done: call off, move to the new date or place, or add."""
    if row.session.is_cancelled:
        return CALL_OFF
    return MOVE if row.was_at else ADD


# Parts of the verbs that change dates


def dates_of(workshop: Workshop) -> dict[int, Date]:
    """Return the planned dates, to be compared with those after a change."""
    return {
        row.id: Date(row.starts_at, row.ends_at, row.room_id, row.is_online)
        for row in workshop.sessions
        if not row.is_cancelled
    }


def follow(workshop: Workshop, was: dict[int, Date]) -> None:
    """Leave a line for what is booked for each date that is another one now."""
    if workshop.status == "cancelled":  # then each need is to be called off as a whole
        db.session.execute(delete(Rebooking).where(Rebooking.workshop_id == workshop.id))
    if workshop.status != "published":
        return
    now, dates = clock.now(), dates_of(workshop)
    changed = [
        row
        for row in workshop.sessions
        if was.get(row.id) != dates.get(row.id)
        and max(date.ends_at for date in (was.get(row.id), dates.get(row.id)) if date) > now
    ]
    booked = _booked(workshop) if changed else []
    known = _known(workshop) if booked else {}
    for session in changed:
        for kind, rows in _by_kind(session, booked).items():
            _note(known.get((session.id, kind)), session, kind, rows, was.get(session.id))


def _booked(workshop: Workshop) -> list[Need]:
    query = (
        select(Need)
        .join(Need.registration)
        .where(
            Registration.workshop_id == workshop.id,
            Registration.status.in_(states.ACTIVE),
            Need.state.in_(BOOKED),
        )
        .options(contains_eager(Need.registration))
        .order_by(Need.id)
    )
    return list(db.session.scalars(query))


def _by_kind(session: Session, booked: list[Need]) -> dict[Kind, list[Need]]:
    """Return what is booked of those who attend a session, kind by kind."""
    pool = attending.pool_of(session)
    chosen = attending.chosen_in(session.workshop) if pool and booked else {}
    found: dict[Kind, list[Need]] = {}
    for need in booked:
        if pool is None or pool.id in chosen.get(need.registration_id, ()):
            found.setdefault(kind_of(need), []).append(need)
    return found


def _known(workshop: Workshop) -> dict[tuple[int, Kind], Rebooking]:
    """Return the lines that nobody has seen to yet."""
    query = select(Rebooking).where(Rebooking.workshop_id == workshop.id)
    return {(row.session_id, kind_of(row)): row for row in db.session.scalars(query)}


def _note(
    known: Rebooking | None, session: Session, kind: Kind, rows: list[Need], was: Date | None
) -> None:
    """Leave a line for a date; one that is there goes on from what was booked first."""
    if known is None:
        owner_id = next((need.owner_id for need in rows if need.owner_id), None)
        known = Rebooking(
            workshop_id=session.workshop_id,
            session_id=session.id,
            kind=kind.name,
            language=kind.language,
            was_at=was and was.starts_at,
            owner_id=owner_id,
        )
        db.session.add(known)
    known.number = len(rows)
    if session.is_cancelled and known.was_at is None:  # nothing was booked for it yet
        db.session.delete(known)


@verb
def mark_done(number: int, *, by: Actor) -> None:
    """Note that something is booked anew, or called off for one date; nothing of it stays.

    Raises NotFound where somebody else has noted it meanwhile.
    """
    row = db.session.get(Rebooking, number, with_for_update=True)
    if row is None:
        raise NotFound("not-found")
    history.record("need-rebooked", by=by, workshop_id=row.workshop_id)
    db.session.delete(row)


# Queries


def by_id(number: int) -> Rebooking | None:
    return db.session.get(Rebooking, number)


def still_open(reach: Reach, workshop: Workshop | None = None) -> list[Rebooking]:
    """Return what is to be seen to, of all workshops in reach or one, the next dates first."""
    query = (
        select(Rebooking)
        .join(Rebooking.session)
        .join(Rebooking.workshop)
        .where(reach.workshops(), _matters())
        .options(
            contains_eager(Rebooking.session),
            contains_eager(Rebooking.workshop).selectinload(Workshop.texts),
            contains_eager(Rebooking.workshop).selectinload(Workshop.sessions),
            joinedload(Rebooking.owner),
        )
        .order_by(Session.starts_at, Rebooking.id)
    )
    if workshop:
        query = query.where(Rebooking.workshop_id == workshop.id)
    return list(db.session.scalars(query))


def _matters() -> ColumnElement[bool]:
    """Return the condition that it is not over, and that somebody still needs what goes on."""
    now = clock.now()
    off = and_(Session.status == "cancelled", Rebooking.was_at > now)
    needed = exists().where(
        Need.registration_id == Registration.id,
        Registration.workshop_id == Rebooking.workshop_id,
        Registration.status.in_(states.ACTIVE),
        Need.state.in_(BOOKED),
        Need.kind == Rebooking.kind,
        Need.language == Rebooking.language,
    )
    return or_(off, and_(Session.status == "planned", Session.ends_at > now, needed))


def unsettled(workshop_id: int) -> set[Kind]:
    """Return what is booked and not yet for all the dates of a workshop as they are now."""
    query: Any = (
        select(Rebooking.kind, Rebooking.language)
        .join(Rebooking.session)
        .where(
            Rebooking.workshop_id == workshop_id,
            Session.status == "planned",
            Session.ends_at > clock.now(),
        )
    )
    return {Kind(*row) for row in db.session.execute(query)}
