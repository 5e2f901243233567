"""The waiting list moves by itself: freed seats go to the next in line.

settle() runs at the end of each verb that may free a seat, in its transaction, so that no
stranger ever sees a seat that somebody waits for. In which order: queues.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select, tuple_

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import moves, outbox, queues, seats
from wirworkshops.domain.history import WORKER
from wirworkshops.models.history import Event
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

LOOKED_AT = 200  # of a line: as many as could get a seat at once
CALL_LASTS = timedelta(hours=1)  # then further ones are called as well
NEVER = datetime.min.replace(tzinfo=UTC)


def settle(workshop: Workshop) -> None:
    """Give free seats to those who wait, as the workshop's rules say."""
    if workshop.status != "published" or seats.begins_at(workshop) <= clock.now():
        return
    for pool in workshop.entries:
        if pool.waiting and pool.free > 0:
            _move_line(workshop, pool)


def _move_line(workshop: Workshop, pool: Pool) -> None:
    until = moves.offer_ends_at(workshop)
    if workshop.moves_up == "offer" and until is None:
        _call_several(pool)
        return
    line = {row.id: row for row in db.session.scalars(_line(pool.id).limit(LOOKED_AT))}
    for grant in queues.RULES[workshop.queue](map(_place, line.values()), pool.free):
        _give(line[grant.id], grant.seats, until=until)


def _place(registration: Registration) -> queues.Place:
    """Return her place; a group that takes fewer has a seat for each person named."""
    fewest = max(1, moves.people(registration)) if registration.takes_fewer else 0
    return queues.Place(registration.id, registration.seats, fewest)


def share(registration: Registration) -> int:
    """Return how many of the free seats she would take now; 0 where she waits on."""
    return queues.share(_place(registration), registration.pool.free)


def _line(pool_id: int) -> Select[Registration]:
    return (
        select(Registration)
        .where(
            Registration.pool_id == pool_id,
            Registration.status == "waiting",
            Registration.group_id.is_(None),
        )
        .order_by(Registration.received_at, Registration.id)
    )


def _give(registration: Registration, number: int, *, until: datetime | None) -> None:
    """Offer seats, or make them hers at once; of a group perhaps fewer than it wanted."""
    said: dict[str, Any] = {"wanted": registration.seats} if number < registration.seats else {}
    if said:
        moves.resize(registration, number, by=WORKER)
    if registration.workshop.moves_up == "direct" or until is None:
        _move_up(registration, **said)
        return
    registration.held_until = until
    moves.move(registration, "offered", by=WORKER)
    outbox.queue("offered", registration, **said)


def _move_up(registration: Registration, **said: Any) -> None:
    """Confirm somebody whose mailbox is known to be hers; hold the seat for others."""
    if registration.verified_at:
        moves.move(registration, "confirmed", by=WORKER)
        outbox.tell_firm("moved_up", registration, **said)
    else:
        moves.hold(registration, by=WORKER)
        outbox.queue("please_confirm", registration, moved_up=True, **said)


def _call_several(pool: Pool) -> None:
    """Tell the next few that the first to accept gets the seat: no time for one by one.

    A call is spent when somebody has taken a seat after it; then it is news again.
    """
    taken_at = _last_taken_at(pool)
    lately = max(clock.now() - CALL_LASTS, taken_at)
    called = select(func.count()).where(
        Registration.pool_id == pool.id,
        Registration.status == "waiting",
        Registration.called_at > lately,
    )
    uncalled = _line(pool.id).where(
        or_(Registration.called_at.is_(None), Registration.called_at <= lately)
    )
    # those never called come before those who did not answer
    uncalled = uncalled.order_by(None).order_by(
        Registration.called_at.is_not(None), Registration.received_at, Registration.id
    )
    rows = {row.id: row for row in db.session.scalars(uncalled.limit(LOOKED_AT))}
    places = [_place(row) for row in rows.values()]
    for number in queues.last_call(places, pool.free, db.session.scalar(called) or 0):
        _call(rows[number], taken_at)


def _last_taken_at(pool: Pool) -> datetime:
    """Return when somebody's seat in a pool last became firm; long ago where nobody's has."""
    taken = (
        select(func.max(Event.at))
        .join(Registration, Registration.id == Event.registration_id)
        .where(
            Event.workshop_id == pool.workshop_id,
            Event.act == "confirmed",
            Registration.pool_id == pool.id,
        )
    )
    return db.session.scalar(taken) or NEVER


def _call(registration: Registration, taken_at: datetime) -> None:
    registration.called_at = clock.now()
    if not outbox.has_told("called", registration, after=taken_at):
        outbox.queue("called", registration)


# Queries


def position(registration: Registration) -> int:
    """Return the place in the line, from 1."""
    ahead = select(func.count()).where(
        Registration.pool_id == registration.pool_id,
        Registration.status == "waiting",
        Registration.group_id.is_(None),
        tuple_(Registration.received_at, Registration.id)
        < tuple_(registration.received_at, registration.id),
    )
    return 1 + (db.session.scalar(ahead) or 0)


def length(pool_id: int) -> int:
    """Return how many stand in the line, each group once."""
    return (
        db.session.scalar(
            select(func.count()).select_from(_line(pool_id).order_by(None).subquery())
        )
        or 0
    )
