"""Registrations: signing up, confirming, withdrawing, and what happens when time is over.

Each verb locks the workshop's seats first, decides on what is true then, and leaves history
and letters in the same transaction. How a status changes: moves. Who is next: waiting.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    applications,
    attending,
    catalogue,
    locks,
    moves,
    outbox,
    participants,
    questions,
    seats,
    states,
    waiting,
)
from wirworkshops.domain.applications import Application, Outcome
from wirworkshops.domain.history import PARTICIPANT, WORKER, Actor
from wirworkshops.errors import Conflict, Gone, Invalid, NotFound
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


def status_now(registration: Registration) -> str:
    """Return the status; expired for a hold or an offer whose time is over, before the worker
    says so."""
    return "expired" if moves.is_over(registration) else registration.status


# Verbs of the participant


@verb
def sign_up(
    workshop: Workshop, application: Application, *, contingent: Contingent | None = None
) -> Outcome:
    """Hold a seat, ask for one, or stand on the list; who is there already is written to again.

    A contingent's seats go first, as long as it has any. Raises Conflict where sign-up is
    not open, or the workshop is full without a list; Invalid where more seats are asked for
    than one may have.
    """
    with locks.seats_of(workshop):
        pool = applications.pool_of(workshop, application.pool_id)
        own = _usable(contingent, pool)
        refuse_unless_open(workshop, pool, own)
        if not 1 <= application.seats <= workshop.most_seats:
            raise Invalid("too-many-seats", str(workshop.most_seats))
        person, known = applications.who(workshop, application)
        if known and moves.is_over(known):
            moves.move(known, "expired", by=WORKER)
            waiting.settle(workshop)
        status = _status_for(pool, workshop, application.seats, own)
        if known and known.status in states.ACTIVE:
            remind(known)
            return Outcome(None, status)
        if applications.has_too_many(person, workshop):
            outbox.queue_for_person("too_many", person, workshop=workshop.id)
            return Outcome(None, status)
        registration = known or applications.fresh(workshop, pool, person)
        applications.fill_in(registration, application, pool)
        if own and own.left >= application.seats:
            registration.contingent = own
        enter(registration, status)
        if application.answers or known:
            questions.keep_answers(registration, application.answers)
        return Outcome(registration, status)


def _usable(contingent: Contingent | None, pool: Pool) -> Contingent | None:
    """Return a contingent anew, where it belongs to the pool and is open."""
    if contingent is None or contingent.pool_id != pool.id:
        return None
    return contingent if seats.opens_early(contingent, clock.now()) else None


def refuse_unless_open(
    workshop: Workshop, pool: Pool, contingent: Contingent | None = None
) -> None:
    if workshop.status == "draft":
        raise NotFound("draft")
    if reason := seats.closed_because(workshop, clock.now(), contingent):
        raise Conflict(f"signup-{reason}")
    has_own = contingent is not None and contingent.left > 0
    if not has_own and not seats.open_label(pool, workshop).can_sign_up:
        raise Conflict("signup-full")


def _status_for(pool: Pool, workshop: Workshop, number: int, own: Contingent | None) -> str:
    """Return what somebody new gets who wants so many seats."""
    if own and own.left >= number:
        return "held"
    if workshop.admission == "approval":
        return "requested"
    return "held" if seats.has_seats(pool, number) else "waiting"


LETTERS = {"held": "please_confirm", "waiting": "waiting", "requested": "requested"}


def enter(registration: Registration, status: str) -> None:
    """Bring a registration into its first state, and write to her."""
    if status == "held":
        moves.hold(registration, by=PARTICIPANT)
    elif status == "waiting" and not registration.workshop.waiting_list:
        raise Conflict("signup-full")
    else:
        moves.move(registration, status, by=PARTICIPANT)
    outbox.queue(LETTERS[status], registration)


def remind(registration: Registration) -> None:
    """Write again to somebody who signs up twice, or whose letter did not come."""
    kinds = LETTERS | {"offered": "offered"}
    outbox.queue(kinds.get(registration.status, "already"), registration)


@verb
def remind_again(workshop: Workshop, *, name: str, email: str) -> None:
    """Write again to the person of this name and mailbox, where she is on the list."""
    registration = of_person_in(workshop, name=name, email=email)
    if registration and status_now(registration) in states.ACTIVE:
        remind(registration)


@verb
def confirm(
    registration: Registration, *, by: Actor = PARTICIPANT, knows_overlap: bool = False
) -> None:
    """Make a held or offered seat firm, take a seat as one of several who were called, or show
    that the mailbox of somebody waiting is hers.

    Confirming twice is the same as once. Raises Conflict where the time is over, somebody
    else was quicker, or she has something else at the same time and has not said she knows.
    """
    with locks.seats_for(registration):
        refuse_deleted(registration)
        if _only_shows_mailbox(registration):
            registration.verified_at = registration.verified_at or clock.now()
            return
        if registration.status not in ("held", "offered", "waiting") or moves.is_over(registration):
            raise Conflict(f"confirm-{registration.status}")
        if registration.status == "waiting":
            _take_called_seat(registration)
        if not (knows_overlap or registration.knows_overlap) and attending.clashes(registration):
            raise Conflict("confirm-overlap")
        registration.knows_overlap = knows_overlap or registration.knows_overlap
        registration.verified_at = registration.verified_at or clock.now()
        moves.move(registration, "confirmed", by=by)
        outbox.tell_firm("confirmed", registration)


def _only_shows_mailbox(registration: Registration) -> bool:
    """Whether confirming changes nothing else: a group's people follow their contact."""
    if registration.group_id or registration.status in ("confirmed", "requested"):
        return registration.status in states.ACTIVE
    return registration.status == "waiting" and registration.called_at is None


def _take_called_seat(registration: Registration) -> None:
    """Make room for somebody who was called, as far as she agreed to fewer seats."""
    number = waiting.share(registration)
    if not number or seats.begins_at(registration.workshop) <= clock.now():
        raise Conflict("offer-taken")
    if number < registration.seats:
        moves.resize(registration, number, by=PARTICIPANT)


def refuse_deleted(registration: Registration) -> None:
    if registration.participant is None:
        raise Gone("deleted")


@verb
def withdraw(registration: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Give the seats up, decline an offer, or leave the list; twice is the same as once.

    A contact's whole group goes with her. Whoever was named in a group leaves her seat to
    it, where names can still be changed.
    """
    with locks.seats_for(registration):
        refuse_deleted(registration)
        if registration.status not in states.ACTIVE:
            return
        if by == PARTICIPANT and seats.begins_at(registration.workshop) <= clock.now():
            raise Conflict("withdraw-begun")
        leave(registration, by=by)


def leave(registration: Registration, *, by: Actor, reason: str = "", **facts: Any) -> None:
    """Bring somebody off the list, with the letters that follow.

    Who was named in a group hears of it only where she has heard of her seat before.
    """
    if registration.status == "confirmed":
        outbox.queue_course("withdrawn", "removal", registration, **facts)
        for member in moves.members(registration):
            outbox.queue_course("withdrawn", "removal", member, group=True)
    elif by != PARTICIPANT or registration.status != "held":
        outbox.queue("withdrawn", registration, **facts)
    moves.move(registration, "withdrawn", by=by, reason=reason)
    if registration.group:
        _leave_to_group(registration, registration.group)


def _leave_to_group(member: Registration, contact: Registration) -> None:
    """Leave a named person's seat to her group, or give it to the list where names are final."""
    begins_at = seats.begins_at(contact.workshop)
    if min(contact.workshop.names_until or begins_at, begins_at) > clock.now():
        outbox.queue("member_left", contact, member=member.id)
    elif contact.seats > 1:
        moves.resize(contact, contact.seats - 1, by=WORKER)
        outbox.queue("member_left", contact, member=member.id, passed_on=True)
    elif contact.status in states.ACTIVE:
        outbox.queue("withdrawn", contact, empty=True)
        moves.move(contact, "withdrawn", by=WORKER)


# Verbs of the worker


@verb
def expire(registration: Registration) -> None:
    """End a hold or an offer whose time is over; does nothing where it is firm meanwhile."""
    with locks.seats_for(registration):
        if not moves.is_over(registration):
            return
        was_offer = registration.status == "offered"
        moves.move(registration, "expired", by=WORKER)
        if was_offer:
            outbox.queue("offer_expired", registration)


# Queries


def overdue_holds(now: datetime) -> list[Registration]:
    """Return the holds and offers whose time is over, those of a group's contact only."""
    query = select(Registration).where(
        Registration.status.in_(("held", "offered")),
        Registration.held_until <= now,
        Registration.group_id.is_(None),
    )
    return list(db.session.scalars(query.limit(200)))


def by_id(registration_id: int) -> Registration | None:
    return db.session.get(Registration, registration_id)


def several(ids: Sequence[int]) -> list[Registration]:
    """Return registrations with their people, in the order of their numbers given."""
    query = (
        select(Registration)
        .where(Registration.id.in_(ids))
        .options(joinedload(Registration.participant), joinedload(Registration.workshop))
    )
    found = {row.id: row for row in db.session.scalars(query)}
    return [found[number] for number in ids if number in found]


def of_person_in(workshop: Workshop, *, name: str, email: str) -> Registration | None:
    """Return the registration of the person of this name and mailbox in a workshop."""
    person = participants.find(name=name, email=email)
    return applications.registration_of(workshop, person) if person else None


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
