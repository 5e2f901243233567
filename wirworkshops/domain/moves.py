"""Moving registrations between states, and their pools' counters with them.

move() is the only writer of a status, resize() the only one of a number of seats. Both
need the lock of locks.seats_of(). Who moves up from the waiting list: waiting.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import attending, deadlines, history, seats, states
from wirworkshops.domain.history import PARTICIPANT, Actor
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.workshops import Workshop

_hold_hours = 24
_offer_hours = 24


def hold_hours() -> int:
    return _hold_hours


def set_hold_hours(hours: int) -> None:
    """Set how long a seat is held (from the settings, at the start)."""
    global _hold_hours
    _hold_hours = hours


def offer_hours() -> int:
    return _offer_hours


def set_offer_hours(hours: int) -> None:
    """Set how many waking hours an offer lasts (from the settings, at the start)."""
    global _offer_hours
    _offer_hours = hours


def hold_ends_at(workshop: Workshop) -> datetime:
    """Return until when a seat would be held for somebody who signs up now."""
    return deadlines.hold_until(clock.now(), seats.begins_at(workshop), _hold_hours)


def hold_words_change_at(workshop: Workshop) -> tuple[datetime, datetime]:
    """Return when a new hold gets shorter than usual, and when it begins to last to the start."""
    latest = seats.begins_at(workshop) - deadlines.CONFIRM_BEFORE_START
    return latest - timedelta(hours=_hold_hours), latest


def offer_ends_at(workshop: Workshop) -> datetime | None:
    """Return until when an offer made now lasts; None where several are called at once."""
    return deadlines.offer_until(clock.now(), seats.begins_at(workshop), _offer_hours)


def is_over(registration: Registration) -> bool:
    """Whether a hold or an offer has ended, even where the worker has not noticed yet."""
    ends_at = registration.held_until
    runs = registration.status in ("held", "offered")
    return runs and ends_at is not None and ends_at <= clock.now()


def move(registration: Registration, status: str, *, by: Actor, reason: str = "") -> None:
    """Bring a registration into another state; the people named in a group come along."""
    before = registration.status or states.NEW
    states.check(before, status)
    followers, number = members(registration), registration.seats
    _take(registration, number * (states.takes_seat(status) - states.takes_seat(before)))
    registration.pool.waiting += number * ((status == "waiting") - (before == "waiting"))
    if states.raises_sequence(before, status, registration.sequence):
        registration.raise_sequence(clock.now())
    registration.is_late = _is_late(registration, before, status, by)
    registration.status, registration.status_at = status, clock.now()
    if status != "waiting":
        registration.called_at = None
    if registration.id is None:
        db.session.add(registration)
        db.session.flush()  # history needs its number
    _record(registration, by, reason)
    if not states.takes_seat(status) and states.takes_seat(before):
        _give_choices_back(registration)
    for member in followers:
        member.held_until = registration.held_until
        move(member, status, by=by)


def _record(registration: Registration, by: Actor, reason: str) -> None:
    facts: dict[str, Any] = {"late": True} if registration.is_late else {}
    history.record(
        registration.status,
        by=by,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
        reason=reason,
        **facts,
    )


def _is_late(registration: Registration, before: str, status: str, by: Actor) -> bool:
    if status != "withdrawn" or by != PARTICIPANT or not states.takes_seat(before):
        return False
    return deadlines.is_late(clock.now(), seats.begins_at(registration.workshop))


def _take(registration: Registration, number: int) -> None:
    """Take seats from the pool (or give them back), out of her contingent where she has one."""
    pool, contingent = registration.pool, registration.contingent
    if contingent is not None:
        before = contingent.left
        contingent.used += number
        pool.reserved += contingent.left - before
    pool.taken += number


def resize(registration: Registration, number: int, *, by: Actor) -> None:
    """Change how many seats a registration is for, in whatever state it is."""
    more = number - registration.seats
    if registration.status == "waiting":
        registration.pool.waiting += more
    elif states.takes_seat(registration.status):
        _take(registration, more)
    registration.seats = number
    history.record(
        "resized",
        by=by,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
        seats=number,
    )


def hold(registration: Registration, *, by: Actor) -> None:
    registration.held_until = hold_ends_at(registration.workshop)
    move(registration, "held", by=by)


def end_with_start(workshop: Workshop) -> None:
    """Let no hold and no offer last longer than to the start, where it is earlier now."""
    begins_at = seats.begins_at(workshop)
    query = select(Registration).where(
        Registration.workshop_id == workshop.id,
        Registration.status.in_(("held", "offered")),
        Registration.held_until > begins_at,
    )
    for registration in db.session.scalars(query):
        registration.held_until = begins_at


def members(registration: Registration) -> list[Registration]:
    """Return the people named in a group who still belong to it, in the order of naming."""
    if registration.id is None or not is_group(registration):
        return []
    query = (
        select(Registration)
        .where(Registration.group_id == registration.id, Registration.status.in_(states.ACTIVE))
        .options(joinedload(Registration.participant))
        .order_by(Registration.id)
    )
    return list(db.session.scalars(query))


def people(registration: Registration) -> int:
    """Return how many people a registration is known to bring: those named, and herself."""
    return registration.attends + len(members(registration))


def is_group(registration: Registration) -> bool:
    """Whether it is a contact's, with seats for others: whoever comes alone has no members."""
    return registration.group_id is None and (registration.seats > 1 or not registration.attends)


def take_session(registration: Registration, pool: Pool) -> None:
    """Take a seat in a session that people choose; coming back takes up the same row."""
    choice = db.session.get(Choice, (registration.id, pool.id))
    if choice is None:
        choice = Choice(registration_id=registration.id, pool_id=pool.id)
        db.session.add(choice)
    choice.left_at = None
    pool.taken += 1


def leave_session(registration: Registration, pool: Pool) -> None:
    """Give such a seat back; the row stays, so that her calendar shows what she gave up."""
    db.session.get_one(Choice, (registration.id, pool.id)).left_at = clock.now()
    pool.taken -= 1


def _give_choices_back(registration: Registration) -> None:
    if not attending.has_choices(registration.workshop):
        return
    chosen = attending.chosen_by(registration)
    for pool in registration.workshop.pools:
        if pool.id in chosen:
            leave_session(registration, pool)
