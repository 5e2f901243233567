"""Moving registrations between states: counters, history, and seats that come free.

move() is the only writer of a status; settle() gives freed seats to those who wait,
before anybody else can see them. The verbs that use them stand in registrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import instance_state

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue, history, outbox, seats, states
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

_hold_hours = 24


def hold_hours() -> int:
    return _hold_hours


def set_hold_hours(hours: int) -> None:
    """Set how long a seat is held (from the settings, at the start)."""
    global _hold_hours
    _hold_hours = hours


def hold_ends_at(workshop: Workshop) -> datetime:
    """Return until when a seat would be held for somebody who signs up now."""
    return seats.hold_until(clock.now(), seats.begins_at(workshop), _hold_hours)


def hold_words_change_at(workshop: Workshop) -> tuple[datetime, datetime]:
    """Return when a new hold gets shorter than usual, and when it begins to last to the start."""
    latest = seats.begins_at(workshop) - seats.CONFIRM_BEFORE_START
    return latest - timedelta(hours=_hold_hours), latest


def is_over(registration: Registration) -> bool:
    """Whether a hold has ended, even where the worker has not noticed yet."""
    ends_at = registration.held_until
    return registration.status == "held" and ends_at is not None and ends_at <= clock.now()


def move(registration: Registration, status: str, *, by: Actor) -> None:
    """Bring a registration into another state and its pool's counters with it."""
    before = registration.status or states.NEW
    states.check(before, status)
    pool, number = registration.pool, registration.seats
    pool.taken += number * (states.takes_seat(status) - states.takes_seat(before))
    pool.waiting += number * ((status == "waiting") - (before == "waiting"))
    if states.raises_sequence(before, registration.sequence):
        registration.sequence += 1
    registration.status, registration.status_at = status, clock.now()
    if registration.id is None:
        db.session.flush()  # history needs its number
    history.record(
        status, by=by, workshop_id=registration.workshop_id, registration_id=registration.id
    )


def hold(registration: Registration, *, by: Actor) -> None:
    registration.held_until = hold_ends_at(registration.workshop)
    move(registration, "held", by=by)


@contextmanager
def seats_of(workshop: Workshop) -> Iterator[Pool]:
    """Lock the workshop's pool and read both anew; at the end freed seats move up.

    What strangers see follows, where it has changed.
    """
    number = _key(workshop)
    seats.lock(Pool.workshop_id == number)
    _read_anew(_workshop_query(), number)
    with _settled(workshop, workshop.pool):
        yield workshop.pool


@contextmanager
def seats_for(registration: Registration) -> Iterator[Pool]:
    """Lock the pool of one registration and read both anew; at the end freed seats move up."""
    number = _key(registration)
    own = select(Registration.pool_id).where(Registration.id == number).scalar_subquery()
    seats.lock(Pool.id == own)
    _read_anew(_registration_query(), number)
    with _settled(registration.workshop, registration.pool):
        yield registration.pool


def _key(row: Workshop | Registration) -> int:
    """Return the id without a query: at the start of a verb the row itself has expired."""
    (number,) = instance_state(row).key[1]  # type: ignore[index]
    return int(number)


@lru_cache
def _workshop_query() -> Select[Any]:
    """Return the query of a workshop by its key; made once, as each sign-up asks it."""
    loads = (joinedload(Workshop.pools), joinedload(Workshop.sessions))
    return _anew(select(Workshop).where(Workshop.id == bindparam("key")).options(*loads))


@lru_cache
def _registration_query() -> Select[Any]:
    loads = (
        joinedload(Registration.pool),
        joinedload(Registration.participant),
        joinedload(Registration.workshop).joinedload(Workshop.sessions),
    )
    return _anew(select(Registration).where(Registration.id == bindparam("key")).options(*loads))


def _anew(query: Select[Any]) -> Select[Any]:
    """Let a query bring rows up to date: what was read before the lock may have changed."""
    return query.execution_options(populate_existing=True)


def _read_anew(query: Select[Any], key: int) -> None:
    db.session.scalars(query, {"key": key}).unique().one()


@contextmanager
def _settled(workshop: Workshop, pool: Pool) -> Iterator[None]:
    before = _shown(workshop, pool)
    yield
    settle(workshop, pool)
    if before != _shown(workshop, pool):
        catalogue.touch()


def _shown(workshop: Workshop, pool: Pool) -> tuple[seats.Availability, int]:
    """Return what strangers see of a pool: its label, and how many wait."""
    label = seats.pool_label(pool.capacity, pool.taken, pool.waiting, workshop.waiting_list)
    return label, pool.waiting


def settle(workshop: Workshop, pool: Pool) -> None:
    """Give free seats to those who wait, in order of receipt, until one does not fit."""
    if workshop.status != "published" or seats.begins_at(workshop) <= clock.now():
        return
    while pool.waiting and pool.free > 0:
        first = db.session.scalars(_queue(pool.id).limit(1)).one()
        if first.seats > pool.free:
            return
        _move_up(first)


def _queue(pool_id: int) -> Select[Registration]:
    return (
        select(Registration)
        .where(Registration.pool_id == pool_id, Registration.status == "waiting")
        .order_by(Registration.received_at, Registration.id)
    )


def _move_up(registration: Registration) -> None:
    """Confirm somebody whose mailbox is known to be hers; hold the seat for others."""
    if registration.verified_at:
        move(registration, "confirmed", by=WORKER)
        outbox.queue_course("moved_up", "invitation", registration)
    else:
        hold(registration, by=WORKER)
        outbox.queue("please_confirm", registration, moved_up=True)
