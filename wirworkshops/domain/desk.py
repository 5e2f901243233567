"""The desk: what the office does on somebody's behalf: by phone, on paper, at the door.

Phone and paper stand in the same queue as everybody, by the time they were received. What
makes an exception from the queue needs a reason, kept in the history.
"""

from wirworkshops import clock
from wirworkshops.database import verb
from wirworkshops.domain import (
    applications,
    attendance,
    attending,
    history,
    locks,
    moves,
    outbox,
    participants,
    questions,
    registrations,
    seats,
    states,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


@verb
def sign_up(
    workshop: Workshop, application: Application, *, by: Actor, source: str = "phone"
) -> Registration:
    """Sign somebody up on her behalf: firm at once, or waiting; no mailbox is needed.

    Raises Conflict where she stands on the list already, or the workshop is over or off;
    Invalid for a time of receipt in the future, or for too many seats.
    """
    with locks.seats_of(workshop):
        if workshop.status != "published" or workshop.ends_at <= clock.now():
            raise Conflict("signup-over")
        _check(workshop, application)
        registration = _entered(workshop, application, source)
        if seats.has_seats(registration.pool, registration.seats):
            moves.move(registration, "confirmed", by=by)
            outbox.tell_firm("confirmed", registration)
        else:
            moves.move(registration, "waiting", by=by)
            outbox.queue("waiting", registration)
        questions.keep_answers(registration, application.answers)
        return registration


def _check(workshop: Workshop, application: Application) -> None:
    if application.received_at and application.received_at > clock.now():
        raise Invalid("received-later")
    if not 1 <= application.seats <= workshop.most_seats:
        raise Invalid("too-many-seats", str(workshop.most_seats))


def _entered(workshop: Workshop, application: Application, source: str) -> Registration:
    """Return the registration with all that was filled in, before its first state."""
    person = _person(application)
    known = applications.registration_of(workshop, person)
    if known and known.status in states.ACTIVE:
        raise Conflict("already-registered")
    pool = applications.pool_of(workshop, application.pool_id)
    registration = known or applications.fresh(workshop, pool, person)
    applications.fill_in(registration, application, pool, source)
    registration.verified_at = clock.now()
    return registration


def _person(application: Application) -> Participant:
    if application.email:
        return participants.find_or_add(
            name=application.name, email=application.email, language=application.language
        )
    return participants.add_without_mailbox(
        name=application.name,
        other_contact=application.other_contact or application.phone,
        language=application.language,
    )


@verb
def confirm(registration: Registration, *, by: Actor) -> None:
    """Confirm on somebody's behalf; the waiting list keeps its order."""
    with locks.seats_for(registration):
        if registration.status == "confirmed":
            return
        if registration.group_id is not None:
            raise Conflict("member-follows")
        registrations.refuse_deleted(registration)
        if registration.workshop.status != "published":
            raise Conflict("signup-over")
        if not states.takes_seat(registration.status) and not _may_return(registration):
            raise Conflict("confirm-waiting")
        _make_firm(registration, by=by)


def _may_return(registration: Registration) -> bool:
    has_left = registration.status in states.ENDED and registration.group_id is None
    return has_left and seats.has_seats(registration.pool, registration.seats)


def _make_firm(registration: Registration, *, by: Actor, reason: str = "") -> None:
    registration.verified_at = registration.verified_at or clock.now()
    moves.move(registration, "confirmed", by=by, reason=reason)
    outbox.tell_firm("confirmed", registration)


@verb
def admit(registration: Registration, *, because: str, by: Actor) -> int:
    """Let somebody who waits or asks in ahead of the others, with seats added where none is free.

    Returns how many seats were added. Raises Invalid without a reason, Conflict where she
    neither waits nor asks.
    """
    reason = because.strip()
    if not reason:
        raise Invalid("reason-missing")
    with locks.seats_for(registration):
        if registration.status not in ("waiting", "requested"):
            raise Conflict("admit-other")
        if registration.group_id is not None:
            raise Conflict("member-follows")
        pool = registration.pool
        added = max(0, registration.seats - pool.free)
        pool.capacity += added
        _make_firm(registration, by=by, reason=reason)
        history.record(
            "admitted",
            by=by,
            workshop_id=registration.workshop_id,
            registration_id=registration.id,
            reason=reason,
            added=added,
        )
        return added


@verb
def at_door(
    session: Session, application: Application, *, by: Actor, absent: Registration | None = None
) -> Registration:
    """Give somebody at the door a free seat, or that of somebody absent, once it has begun.

    She counts as present. Raises Conflict where the session has not begun or is over, no
    seat is free, or the absent one is there.
    """
    workshop = session.workshop
    with locks.seats_of(workshop):
        now = clock.now()
        if session.is_cancelled or not session.starts_at <= now < session.ends_at:
            raise Conflict("door-closed")
        if absent is not None:
            _pass_on(absent, session, by=by)
        registration = _arrived(workshop, application)
        if registration.pool.free < registration.seats:
            raise Conflict("door-full")
        moves.move(registration, "confirmed", by=by)
        _seat_in(session, registration)
        attendance.mark_one(session, registration, present=True, by=by)
        outbox.tell_firm("confirmed", registration)
        return registration


def _seat_in(session: Session, registration: Registration) -> None:
    """Give somebody a seat in a session that people choose, where it is one."""
    pool = attending.pool_of(session)
    if pool is None:
        return
    if pool.free < 1:
        raise Conflict("door-full")
    moves.take_session(registration, pool)


def _arrived(workshop: Workshop, application: Application) -> Registration:
    """Return the registration of somebody at the door; who waits or asks takes up hers."""
    named = {"name": application.name, "email": application.email}
    known = registrations.of_person_in(workshop, **named) if application.email else None
    if known and known.status in ("waiting", "requested") and known.group_id is None:
        known.verified_at = known.verified_at or clock.now()
        return known
    return _entered(workshop, application, "door")


def _pass_on(absent: Registration, session: Session, *, by: Actor) -> None:
    """Take the seat of somebody who has not come; she is written to."""
    if absent.workshop_id != session.workshop_id or absent.status != "confirmed":
        raise Conflict("not-absent")
    if absent.id in attendance.present(session):
        raise Conflict("not-absent")
    if not absent.attends:
        raise Conflict("not-absent")
    attendance.mark_one(session, absent, present=False, by=by)
    if absent.seats > 1:  # the seats of the others in her group stay theirs
        absent.attends = False
        moves.resize(absent, absent.seats - 1, by=by)
        outbox.queue("resized", absent)
    else:
        registrations.leave(absent, by=by, absent=True)
