"""Requests: where the organiser decides who gets a seat, several at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops.database import db, verb
from wirworkshops.domain import locks, moves, outbox, seats
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Invalid
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@dataclass(frozen=True)
class Accepted:
    """What came of accepting: so many have a seat; left are those there was none for."""

    number: int
    left: list[Registration]


@verb
def accept(workshop: Workshop, chosen: Iterable[int], *, by: Actor) -> Accepted:
    """Give seats to requests, in order of receipt, as far as there are any.

    Whose mailbox is known gets hers at once; for others it is held until they confirm.
    """
    with locks.seats_of(workshop):
        number, left = 0, []
        for registration in _requested(workshop, chosen):
            if not seats.has_seats(registration.pool, registration.seats):
                left.append(registration)
                continue
            _accept(registration, by=by)
            number += 1
        return Accepted(number, left)


def _accept(registration: Registration, *, by: Actor) -> None:
    if registration.verified_at:
        moves.move(registration, "confirmed", by=by)
        outbox.tell_firm("confirmed", registration, accepted=True)
    else:
        moves.hold(registration, by=by)
        outbox.queue("please_confirm", registration, accepted=True)


@verb
def put_on_list(workshop: Workshop, chosen: Iterable[int], *, by: Actor) -> int:
    """Let requests stand on the waiting list, by the time they were received."""
    with locks.seats_of(workshop):
        rows = _requested(workshop, chosen)
        for registration in rows:
            moves.move(registration, "waiting", by=by)
            outbox.queue("waiting", registration)
        return len(rows)


@verb
def decline(workshop: Workshop, chosen: Iterable[int], *, because: str, by: Actor) -> int:
    """Decline requests, with a reason that each of them reads."""
    reason = because.strip()
    if not reason:
        raise Invalid("reason-missing")
    with locks.seats_of(workshop):
        rows = _requested(workshop, chosen, "waiting")
        for registration in rows:
            registration.declined_because = reason
            moves.move(registration, "declined", by=by, reason=reason)
            outbox.queue("declined", registration)
        return len(rows)


# Queries


def of_workshop(workshop: Workshop) -> list[Registration]:
    """Return the requests nobody has decided on, with their people, in order of receipt."""
    query = _query(workshop).options(joinedload(Registration.participant))
    return list(db.session.scalars(query))


def count(workshop_id: int) -> int:
    query = select(func.count()).where(
        Registration.workshop_id == workshop_id,
        Registration.status == "requested",
        Registration.group_id.is_(None),
    )
    return db.session.scalar(query) or 0


def _requested(workshop: Workshop, chosen: Iterable[int], *others: str) -> list[Registration]:
    query = _query(workshop, *others).where(Registration.id.in_(set(chosen)))
    return list(db.session.scalars(query))


def _query(workshop: Workshop, *others: str) -> Select[Registration]:
    return (
        select(Registration)
        .where(
            Registration.workshop_id == workshop.id,
            Registration.status.in_(("requested", *others)),
            Registration.group_id.is_(None),
        )
        .order_by(Registration.received_at, Registration.id)
    )


def still_open(reach: Reach) -> list[tuple[Workshop, int]]:
    """Return the workshops that have requests nobody has decided on, with their number."""
    query = (
        select(Workshop, func.count(Registration.id))
        .join(Registration, Registration.workshop_id == Workshop.id)
        .where(
            Registration.status == "requested",
            Registration.group_id.is_(None),
            Workshop.status == "published",
        )
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .group_by(Workshop.id)
        .order_by(Workshop.id)
    )
    query = query.where(reach.workshops())
    return [(workshop, number) for workshop, number in db.session.execute(query)]
