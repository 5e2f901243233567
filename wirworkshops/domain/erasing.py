"""Erasing: all that is known of one person, at once, because she wishes it (Art. 17 DSGVO)."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, needs, privacy, seats, states
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration


@verb
def erase(person: Participant, *, by: Actor) -> None:
    """Delete somebody; of her registrations stays what counts: status, field, attendance.

    Raises Conflict while one of them still goes on: withdrawing her first lets others move up.
    """
    query = select(Participant).where(Participant.id == person.id)
    if db.session.scalar(query.with_for_update()) is None:
        raise Conflict("erase-gone")
    rows = _registrations_of(person.id)
    if any(goes_on(row) for row in rows):
        raise Conflict("erase-running")
    for row in rows:
        needs.drop(row)
    db.session.flush()
    privacy.part([row.id for row in rows])
    privacy.drop([person.id])
    history.record("erased", by=by)


def goes_on(registration: Registration) -> bool:
    """Whether a seat, a place in the queue or a request hangs on it."""
    workshop = registration.workshop
    comes = workshop.ends_at > clock.now() or seats.has_open_date(workshop)
    return registration.status in states.ACTIVE and comes


def _registrations_of(person_id: int) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.participant_id == person_id)
        .options(joinedload(Registration.workshop))
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))
