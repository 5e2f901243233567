"""Transfers: from one workshop to another, by the office; and seats elsewhere instead of one
that was called off."""

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    applications,
    history,
    inquiries,
    locks,
    moves,
    needs,
    outbox,
    registrations,
    seats,
    states,
)
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CARRIED = (
    "language",
    "organisation",
    "field",
    "phone",
    "received_at",
    "verified_at",
    "seats",
    "attends",
    "takes_fewer",
)


@verb
def move_to(registration: Registration, target: Workshop, *, by: Actor) -> Registration:
    """Move somebody to another workshop: firm there, or waiting by her time of receipt.

    Raises Conflict where she is there already, comes in a group, or nobody can sign up there.
    """
    with locks.seats_of_both(registration.workshop, target):
        db.session.refresh(registration)
        if registration.status not in states.ACTIVE or target.id == registration.workshop_id:
            raise Conflict("illegal-move")
        if registration.group_id or moves.members(registration):
            raise Conflict("move-group")
        refuse_unless_open(target)
        moved = carry_over(registration, target)
        if moved is None:
            raise Conflict("already-registered")
        is_firm = registration.status == "confirmed"
        registrations.leave(registration, by=by, moved_to=target.id)
        _enter(moved, is_firm=is_firm, by=by)
        history.record(
            "moved-here",
            by=by,
            workshop_id=target.id,
            registration_id=moved.id,
            source=registration.workshop_id,
        )
        return moved


def is_open(workshop: Workshop) -> bool:
    """Whether the office may still bring somebody there, or let two change places."""
    return workshop.status == "published" and seats.begins_at(workshop) > clock.now()


def refuse_unless_open(target: Workshop) -> None:
    if not is_open(target):
        raise Conflict("signup-over")


def carry_over(registration: Registration, target: Workshop) -> Registration | None:
    """Return her registration there, before its first state; None where she has one that counts.

    She needs there what she needs here, and nothing of what she said there before.
    """
    person = registration.participant
    if person is None:
        return None
    known = applications.registration_of(target, person)
    if known and known.status in states.ACTIVE:
        return None
    question = "" if inquiries.is_answered(registration) else registration.question
    moved = known or applications.fresh(target, target.pool, person)
    moved.pool, moved.contingent, moved.group = target.pool, None, None
    moved.source, moved.declined_because = registration.source, ""
    moved.question = question
    for name in CARRIED:
        setattr(moved, name, getattr(registration, name))
    needs.replace(moved, needs.copies(registration.needs))
    return moved


def _enter(moved: Registration, *, is_firm: bool, by: Actor) -> None:
    if not seats.has_seats(moved.pool, moved.seats):
        moves.move(moved, "waiting", by=by)
        outbox.queue("waiting", moved)
    elif is_firm or moved.verified_at:
        moved.verified_at = moved.verified_at or clock.now()
        moves.move(moved, "confirmed", by=by)
        outbox.tell_firm("confirmed", moved)
    else:
        moves.hold(moved, by=by)
        outbox.queue("please_confirm", moved)


def offer_instead(registration: Registration, target: Workshop) -> bool:
    """Offer somebody whose workshop is called off a seat in another one, while there are any.

    A part of the verb that calls off, which has locked both; before anybody else hears of it.
    """
    until = moves.offer_ends_at(target) if target.status == "published" else None
    if until is None or not seats.has_seats(target.pool, registration.seats):
        return False
    offered = carry_over(registration, target)
    if offered is None:
        return False
    offered.held_until = until
    moves.move(offered, "offered", by=WORKER)
    outbox.queue("offered", offered, instead_of=registration.workshop_id)
    return True
