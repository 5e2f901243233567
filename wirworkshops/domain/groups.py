"""Groups: one contact's seats for several people, and the names she gives for them.

The contact's registration has all the seats; each named person has a registration of her
own without seats, with her own link, letters, needs and calendar, and follows the contact's.
"""

from dataclasses import dataclass

from wirworkshops import clock
from wirworkshops.database import verb
from wirworkshops.domain import (
    applications,
    attending,
    history,
    locks,
    moves,
    needs,
    outbox,
    participants,
    registrations,
    seats,
    states,
)
from wirworkshops.domain.history import PARTICIPANT, WORKER, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration


@dataclass(frozen=True)
class Named:
    """Somebody the contact names; without a mailbox she hears of it from the contact only."""

    name: str
    email: str = ""


def unnamed(registration: Registration) -> int:
    """Return how many seats of a group nobody has been named for yet."""
    if registration.group_id is not None:
        return 0
    return registration.seats - registration.attends - len(moves.members(registration))


@verb
def name(contact: Registration, named: Named, *, by: Actor = PARTICIPANT) -> Registration:
    """Name somebody for a seat of the group.

    Raises Conflict where no seat is left without a name, or she has a registration already.
    """
    with locks.seats_for(contact):
        return _name(contact, named, by=by)


def _name(contact: Registration, named: Named, *, by: Actor) -> Registration:
    _refuse_unless_open(contact)
    if unnamed(contact) < 1:
        raise Conflict("group-named")
    person = _person(named, contact.language)
    known = applications.registration_of(contact.workshop, person)
    if known and known.status in states.ACTIVE:
        raise Conflict("already-registered")
    member = known or applications.fresh(contact.workshop, contact.pool, person)
    _join(member, contact)
    moves.move(member, contact.status, by=by)
    if contact.status == "confirmed":
        outbox.queue_course("named", "invitation", member)
    return member


def _refuse_unless_open(contact: Registration) -> None:
    if (
        contact.group_id is not None
        or contact.status not in states.ACTIVE
        or moves.is_over(contact)
    ):
        raise Conflict("group-closed")
    if seats.begins_at(contact.workshop) <= clock.now():
        raise Conflict("withdraw-begun")


def _person(named: Named, language: str) -> Participant:
    if named.email:
        return participants.find_or_add(name=named.name, email=named.email, language=language)
    return participants.add_without_mailbox(name=named.name, other_contact="", language=language)


def _join(member: Registration, contact: Registration) -> None:
    """Make it a seat of the group: all that was known of an earlier registration is new."""
    member.group, member.pool, member.contingent = contact, contact.pool, None
    member.seats, member.attends = 0, True
    needs.replace(member, [])
    member.source, member.language = contact.source, contact.language
    member.received_at, member.verified_at = contact.received_at, None
    member.organisation, member.field = contact.organisation, contact.field
    member.phone, member.question, member.declined_because = "", "", ""
    member.held_until, member.knows_overlap = contact.held_until, False


@verb
def unname(member: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Take a name back; the seat stays with the group. Twice is the same as once."""
    with locks.seats_for(member):
        _unname(member, by=by)


def _unname(member: Registration, *, by: Actor) -> None:
    contact = member.group
    if contact is None or member.status not in states.ACTIVE:
        raise Conflict("group-closed")
    _refuse_unless_open(contact)
    was_firm = member.status == "confirmed"
    if was_firm:
        outbox.queue_course("withdrawn", "removal", member, group=True)
    moves.move(member, "withdrawn", by=by)


@verb
def swap(member: Registration, named: Named, *, by: Actor = PARTICIPANT) -> Registration:
    """Put another person in the place of one who was named; each is written to."""
    with locks.seats_for(member):
        contact = member.group
        if contact is None:
            raise Conflict("group-closed")
        _unname(member, by=by)
        return _name(contact, named, by=by)


@verb
def resize(
    contact: Registration, number: int, *, by: Actor = PARTICIPANT, seen: int | None = None
) -> None:
    """Change how many seats the group has: fewer always, more while they are free.

    Raises Invalid for a number that cannot be meant, Conflict where more are not free or
    more people are named than would have a seat.
    """
    with locks.seats_for(contact):
        _refuse_unless_open(contact)
        if seen is not None and seen != contact.seats:
            raise Conflict("group-meanwhile", str(contact.seats))
        if not 1 <= number <= contact.workshop.most_seats:
            raise Invalid("too-many-seats", str(contact.workshop.most_seats))
        people = moves.people(contact)
        if number < people:
            raise Conflict("group-smaller-than-named", str(people))
        if number > contact.seats:
            _refuse_more(contact, number - contact.seats)
        if number != contact.seats:
            moves.resize(contact, number, by=by)
            outbox.queue("resized", contact)


def _refuse_more(contact: Registration, more: int) -> None:
    """More seats are for those who have some already, while nobody waits for them."""
    if contact.status == "requested":
        return
    own = contact.contingent.left if contact.contingent else 0
    free = own if contact.pool.waiting else own + contact.pool.free
    if not states.takes_seat(contact.status) or more > free:
        raise Conflict("seats-not-free", str(free))


@verb
def agree_to_fewer(contact: Registration, *, agrees: bool) -> None:
    """Say whether a waiting group comes with fewer seats as well."""
    with locks.seats_for(contact):
        _refuse_unless_open(contact)
        contact.takes_fewer = agrees


def release_unnamed(contact: Registration) -> None:
    """Give the seats without a name to the list, as a part of another verb; tell the contact."""
    left = unnamed(contact)
    if left < 1 or contact.status != "confirmed":
        return
    if left == contact.seats:
        registrations.leave(contact, by=WORKER, unnamed=True)
        return
    moves.resize(contact, contact.seats - left, by=WORKER)
    history.record(
        "names-released",
        by=WORKER,
        workshop_id=contact.workshop_id,
        registration_id=contact.id,
        seats=left,
    )
    outbox.queue("names_released", contact, seats=left)


# Queries


def with_unnamed(workshop_id: int) -> list[Registration]:
    """Return the firm groups of a workshop that have seats without a name."""
    return [row for row in attending.groups_of(workshop_id) if unnamed(row) > 0]
