"""Interests: "tell me about the next date", for those who do not want to wait."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import locks, outbox, participants
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.workshops import Workshop


@verb
def note(workshop: Workshop, *, name: str, email: str, language: str) -> None:
    """Write to somebody when the same content gets another date; she hears of it only once.

    Asking twice is the same as once; the letter that says so goes out each time.
    """
    with locks.seats_of(workshop):  # two clicks at once make one row
        person = participants.find_or_add(name=name, email=email, language=language)
        _note(workshop, person)


@verb
def note_for(registration: Registration) -> None:
    """The same for somebody who is known, from the page of her registration."""
    with locks.seats_for(registration):
        if registration.participant and registration.participant.email:
            _note(registration.workshop, registration.participant)


def _note(workshop: Workshop, person: Participant) -> None:
    known = db.session.scalars(
        select(Interest).where(
            Interest.workshop_id == workshop.id, Interest.participant_id == person.id
        )
    ).one_or_none()
    interest = known or Interest(
        workshop=workshop, participant=person, created_at=clock.now(), link_number=0
    )
    interest.told_at = None
    db.session.add(interest)
    db.session.flush()
    outbox.queue_for_person("interest", person, interest=interest.id)


@verb
def forget(interest: Interest) -> None:
    db.session.delete(interest)


def tell(workshop: Workshop) -> int:
    """Write to all who asked for another date of this content; part of publishing it."""
    same = workshop.original_id or workshop.id
    query = (
        select(Interest)
        .join(Interest.workshop)
        .where(
            or_(Workshop.id == same, Workshop.original_id == same),
            Workshop.id != workshop.id,
            Interest.told_at.is_(None),
        )
        .options(joinedload(Interest.participant))
        .order_by(Interest.id)
    )
    people = {row.participant_id: row for row in db.session.scalars(query)}
    for row in people.values():
        outbox.queue_for_person("next_date", row.participant, workshop=workshop.id)
    for row in db.session.scalars(query):
        row.told_at = clock.now()
    return len(people)


# Queries


def by_id(interest_id: int) -> Interest | None:
    query = select(Interest).where(Interest.id == interest_id)
    loads = (joinedload(Interest.workshop), joinedload(Interest.participant))
    return db.session.scalars(query.options(*loads)).one_or_none()
