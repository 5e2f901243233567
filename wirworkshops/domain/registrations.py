"""Registrations: who gets a seat, who waits, and every way out.

Each verb locks the pool first, decides on what is true then, and leaves history and
letters in the same transaction. How a status changes and freed seats move up: moves.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, history, moves, outbox, participants, seats, states
from wirworkshops.domain.history import PARTICIPANT, WORKER, Actor
from wirworkshops.errors import Conflict, Gone, NotFound
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Workshop


@dataclass(frozen=True)
class Application:
    """What somebody fills in. email may be empty only on the phone (other_contact then)."""

    name: str
    email: str
    language: str = "de"
    organisation: str = ""
    field: str = ""
    phone: str = ""
    question: str = ""
    other_contact: str = ""
    needs: tuple[str, ...] = ()
    need_text: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of signing up.

    registration is None where the person stood on the list already. status is what
    somebody new would have got (held or waiting), so that it tells a stranger nothing.
    """

    registration: Registration | None
    status: str


def status_now(registration: Registration) -> str:
    """Return the status; expired for a hold whose time is over, before the worker says so."""
    return "expired" if moves.is_over(registration) else registration.status


# Verbs of the participant


@verb
def sign_up(workshop: Workshop, application: Application) -> Outcome:
    """Hold a seat, or stand on the waiting list; who is there already is written to again.

    Raises Conflict where sign-up is not open, or the workshop is full without a list.
    """
    with moves.seats_of(workshop) as pool:
        refuse_unless_open(workshop, pool)
        person, known = _who(workshop, application)
        if known and moves.is_over(known):
            moves.move(known, "expired", by=WORKER)
            moves.settle(workshop, pool)
        if known and known.status in states.ACTIVE:
            remind(known)
            return Outcome(None, "held" if _has_seat_for(known, pool) else "waiting")
        registration = known or _fresh(workshop, pool, person)
        _fill_in(registration, application)
        _take_or_wait(registration, pool)
        return Outcome(registration, registration.status)


def _who(workshop: Workshop, application: Application) -> tuple[Participant, Registration | None]:
    """Return the person, added where she is new, and what she has here already."""
    named = {"name": application.name, "email": application.email}
    added = participants.add(**named, language=application.language)
    if added:
        return added, None
    person = participants.find_or_add(**named, language=application.language)
    return person, _registration_of(workshop, person)


def refuse_unless_open(workshop: Workshop, pool: Pool) -> None:
    if workshop.status == "draft":
        raise NotFound("draft")
    state = seats.availability_in(pool, workshop, clock.now())
    if not state.can_sign_up:
        raise Conflict(f"signup-{state.label}")


def _has_seat_for(registration: Registration, pool: Pool) -> bool:
    """Whether there is a seat for somebody new: those who wait come first."""
    return pool.free >= registration.seats and not pool.waiting


def _registration_of(workshop: Workshop, person: Participant) -> Registration | None:
    query = select(Registration).where(
        Registration.workshop_id == workshop.id, Registration.participant_id == person.id
    )
    return db.session.scalars(query).one_or_none()


def _fresh(workshop: Workshop, pool: Pool, person: Participant) -> Registration:
    return Registration(
        workshop=workshop, pool=pool, participant=person, seats=1, sequence=0, link_number=0
    )


def _fill_in(registration: Registration, application: Application, source: str = "web") -> None:
    """Write what was filled in; whoever returns has to show anew that it is her mailbox."""
    now = clock.now()
    registration.source = source
    registration.received_at, registration.verified_at = now, None
    registration.language = application.language
    registration.organisation = application.organisation
    registration.field = application.field
    registration.phone = application.phone
    registration.question = application.question
    registration.needs = [
        Need(kind=kind, text=application.need_text if kind == "other" else "", consented_at=now)
        for kind in application.needs
    ]


def _take_or_wait(registration: Registration, pool: Pool) -> None:
    db.session.add(registration)
    if _has_seat_for(registration, pool):
        moves.hold(registration, by=PARTICIPANT)
        outbox.queue("please_confirm", registration)
    elif registration.workshop.waiting_list:
        moves.move(registration, "waiting", by=PARTICIPANT)
        outbox.queue("waiting", registration)
    else:
        raise Conflict("signup-full")


def remind(registration: Registration) -> None:
    """Write again to somebody who signs up twice, or whose letter did not come."""
    kinds = {"held": "please_confirm", "waiting": "waiting"}
    outbox.queue(kinds.get(registration.status, "already"), registration)


@verb
def remind_again(workshop: Workshop, *, name: str, email: str) -> None:
    """Write again to the person of this name and mailbox, where she is on the list."""
    registration = of_person_in(workshop, name=name, email=email)
    if registration and status_now(registration) in states.ACTIVE:
        remind(registration)


@verb
def confirm(registration: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Make a held seat firm, or show that the mailbox of a waiting person is hers.

    Confirming twice is the same as once. Raises Conflict where the hold has ended.
    """
    with moves.seats_for(registration):
        _refuse_deleted(registration)
        if registration.status in ("confirmed", "waiting"):
            registration.verified_at = registration.verified_at or clock.now()
            return
        if registration.status != "held" or moves.is_over(registration):
            raise Conflict(f"confirm-{registration.status}")
        registration.verified_at = clock.now()
        moves.move(registration, "confirmed", by=by)
        outbox.queue_course("confirmed", "invitation", registration)


def _refuse_deleted(registration: Registration) -> None:
    if registration.participant is None:
        raise Gone("deleted")


@verb
def withdraw(registration: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Give the seat up, or leave the list; withdrawing twice is the same as once."""
    with moves.seats_for(registration):
        _refuse_deleted(registration)
        before = registration.status
        if before not in states.ACTIVE:
            return
        if by == PARTICIPANT and seats.begins_at(registration.workshop) <= clock.now():
            raise Conflict("withdraw-begun")
        moves.move(registration, "withdrawn", by=by)
        if before == "confirmed":
            outbox.queue_course("withdrawn", "removal", registration)
        elif by != PARTICIPANT or before == "waiting":
            outbox.queue("withdrawn", registration)


@verb
def correct(registration: Registration, *, name: str, phone: str, organisation: str) -> None:
    """Correct name and contact. The person stays the same; her other registrations follow.

    Raises Conflict where another person of this mailbox has the name already.
    """
    _refuse_deleted(registration)
    person = registration.participant
    if person and name.strip() != person.name:
        participants.rename(person, name.strip())
    registration.phone, registration.organisation = phone, organisation
    history.record(
        "corrected",
        by=PARTICIPANT,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
    )


@verb
def change_address(registration: Registration, *, email: str) -> Outcome:
    """Send a held or waiting registration to another mailbox; the old link ends.

    Only while nobody has shown that the old mailbox is hers; a hold begins anew. Where
    the new mailbox stands on the list already, that one is written to and this one is
    given back.
    """
    with moves.seats_for(registration) as pool:
        person = registration.participant
        if person is None or registration.verified_at or not _is_open(registration):
            raise Conflict("address-confirmed")
        other = participants.find_or_add(
            name=person.name, email=email, language=registration.language
        )
        if registration.status == "held":
            registration.held_until = moves.hold_ends_at(registration.workshop)
        if other is person:
            remind(registration)
            return Outcome(registration, registration.status)
        registration.link_number += 1
        known = _registration_of(registration.workshop, other)
        if known:
            return _give_back(registration, known, pool)
        registration.participant = other
        db.session.flush()
        participants.forget_unused(person)
        remind(registration)
        return Outcome(registration, registration.status)


def _is_open(registration: Registration) -> bool:
    return status_now(registration) in ("held", "waiting")


def _give_back(registration: Registration, known: Registration, pool: Pool) -> Outcome:
    before = registration.status
    moves.move(registration, "withdrawn", by=PARTICIPANT)
    if known.status in states.ACTIVE:
        remind(known)
    else:
        known.received_at, known.verified_at = registration.received_at, None
        known.language = registration.language
        _take_or_wait(known, pool)
    return Outcome(None, before)


# Verbs of the office and the worker


@verb
def add_by_phone(workshop: Workshop, application: Application, *, by: Actor) -> Registration:
    """Sign somebody up on her behalf: firm at once, or waiting; no mailbox is needed.

    Raises Conflict where she stands on the list already, or the workshop is over or off.
    """
    with moves.seats_of(workshop) as pool:
        if workshop.status != "published" or workshop.ends_at <= clock.now():
            raise Conflict("signup-over")
        person = _person_on_the_phone(application)
        known = _registration_of(workshop, person)
        if known and known.status in states.ACTIVE:
            raise Conflict("already-registered")
        registration = known or _fresh(workshop, pool, person)
        _fill_in(registration, application, source="phone")
        registration.verified_at = clock.now()
        db.session.add(registration)
        if _has_seat_for(registration, pool):
            moves.move(registration, "confirmed", by=by)
            outbox.queue_course("confirmed", "invitation", registration)
        else:
            moves.move(registration, "waiting", by=by)
            outbox.queue("waiting", registration)
        return registration


def _person_on_the_phone(application: Application) -> Participant:
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
def confirm_for(registration: Registration, *, by: Actor) -> None:
    """Confirm on somebody's behalf; the waiting list keeps its order."""
    with moves.seats_for(registration) as pool:
        if registration.status == "confirmed":
            return
        if not states.takes_seat(registration.status) and not _may_return(registration, pool):
            raise Conflict("confirm-waiting")
        registration.verified_at = registration.verified_at or clock.now()
        moves.move(registration, "confirmed", by=by)
        outbox.queue_course("confirmed", "invitation", registration)


def _may_return(registration: Registration, pool: Pool) -> bool:
    return registration.status != "waiting" and _has_seat_for(registration, pool)


@verb
def expire(registration: Registration) -> None:
    """End a hold whose time is over; does nothing where it was confirmed meanwhile."""
    with moves.seats_for(registration):
        if moves.is_over(registration):
            moves.move(registration, "expired", by=WORKER)


# Queries


def overdue_holds(now: datetime) -> list[Registration]:
    query = select(Registration).where(
        Registration.status == "held", Registration.held_until <= now
    )
    return list(db.session.scalars(query.limit(200)))


def position(registration: Registration) -> int:
    """Return the place in the queue, from 1."""
    ahead = select(func.count()).where(
        Registration.pool_id == registration.pool_id,
        Registration.status == "waiting",
        tuple_(Registration.received_at, Registration.id)
        < tuple_(registration.received_at, registration.id),
    )
    return 1 + (db.session.scalar(ahead) or 0)


def by_id(registration_id: int) -> Registration | None:
    return db.session.get(Registration, registration_id)


def of_person_in(workshop: Workshop, *, name: str, email: str) -> Registration | None:
    """Return the registration of the person of this name and mailbox in a workshop."""
    person = participants.find(name=name, email=email)
    return _registration_of(workshop, person) if person else None


def of_participant(participant_id: int) -> list[Registration]:
    """Return all of a person's registrations with their workshops, in order of receipt."""
    query = (
        select(Registration)
        .where(Registration.participant_id == participant_id)
        .options(joinedload(Registration.workshop).options(*catalogue.with_everything()))
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


@lru_cache
def _for_page() -> Select[Any]:
    """Return the query of a registration's page; made once, as each sign-up asks it."""
    loads = (
        joinedload(Registration.participant),
        joinedload(Registration.needs),
        joinedload(Registration.workshop).options(*catalogue.at_a_glance()),
    )
    return select(Registration).where(Registration.id == bindparam("key")).options(*loads)


def for_page(registration_id: int) -> Registration | None:
    """Return a registration with everything its own page shows."""
    return db.session.scalars(_for_page(), {"key": registration_id}).unique().one_or_none()
