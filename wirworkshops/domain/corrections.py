"""Corrections: a participant's name, contact and mailbox, changed by herself."""

from wirworkshops.database import db, verb
from wirworkshops.domain import (
    applications,
    history,
    locks,
    moves,
    needs,
    participants,
    registrations,
    seats,
    states,
)
from wirworkshops.domain.applications import Outcome
from wirworkshops.domain.history import PARTICIPANT
from wirworkshops.errors import Conflict
from wirworkshops.models.registrations import Registration

TAKEN_OVER = (
    "received_at",
    "language",
    "pool",
    "contingent",
    "seats",
    "attends",
    "takes_fewer",
    "declined_because",
)


@verb
def correct(registration: Registration, *, name: str, phone: str, organisation: str) -> None:
    """Correct name and contact. The person stays the same; her other registrations follow.

    Raises Conflict where another person of this mailbox has the name already.
    """
    registrations.refuse_deleted(registration)
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
    """Send a held, requested or waiting registration to another mailbox; the old link ends.

    Only while nobody has shown that the old mailbox is hers; a hold begins anew. Where
    the new mailbox stands on the list already, that one is written to and this one is
    given back.
    """
    with locks.seats_for(registration):
        person = registration.participant
        if person is None or registration.verified_at or not _is_open(registration):
            raise Conflict("address-confirmed")
        if registration.group_id:
            raise Conflict("group-closed")
        other = participants.find_or_add(
            name=person.name, email=email, language=registration.language
        )
        if registration.status == "held":
            registration.held_until = moves.hold_ends_at(registration.workshop)
        if other is person:
            registrations.remind(registration)
            return Outcome(registration, registration.status)
        registration.link_number += 1
        known = applications.registration_of(registration.workshop, other)
        if known:
            return _give_back(registration, known)
        registration.participant = other
        db.session.flush()
        participants.forget_unused(person)
        registrations.remind(registration)
        return Outcome(registration, registration.status)


def _is_open(registration: Registration) -> bool:
    return registrations.status_now(registration) in ("held", "requested", "waiting")


def _give_back(registration: Registration, known: Registration) -> Outcome:
    """Give this one back, and let the one that the right mailbox has take its place."""
    before = registration.status
    moves.move(registration, "withdrawn", by=PARTICIPANT)
    if known.status in states.ACTIVE:
        registrations.remind(known)
        return Outcome(None, before)
    for name in TAKEN_OVER:
        setattr(known, name, getattr(registration, name))
    known.group, known.verified_at = None, None
    needs.replace(known, needs.copies(registration.needs))
    needs.replace(registration, [])
    if before == "held":
        before = "held" if _has_seats(known) else "waiting"
    if before == "waiting":
        known.contingent = None
    registrations.enter(known, before)
    return Outcome(None, before)


def _has_seats(known: Registration) -> bool:
    own = known.contingent.left if known.contingent else 0
    return own >= known.seats or seats.has_seats(known.pool, known.seats)
