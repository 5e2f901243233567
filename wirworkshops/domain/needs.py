"""Needs: who needs what in order to take part. Seen only by those who act on them."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops.database import db, verb
from wirworkshops.domain import history, states
from wirworkshops.domain.history import PARTICIPANT
from wirworkshops.models.registrations import Need, Registration


@verb
def forget_needs_of(registration: Registration) -> None:
    """Delete what somebody said she needs: she has taken her consent back."""
    if not registration.needs:
        return
    registration.needs = []
    history.record(
        "needs-forgotten",
        by=PARTICIPANT,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
    )


# Queries


def of_workshop(workshop_id: int) -> list[Registration]:
    """Return the registrations that still count and have needs, in order of receipt."""
    query = (
        select(Registration)
        .where(
            Registration.workshop_id == workshop_id,
            Registration.status.in_(states.ACTIVE),
            Registration.needs.any(),
        )
        .options(joinedload(Registration.participant), selectinload(Registration.needs))
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


def count(workshop_id: int) -> int:
    """Return how many registrations that still count have needs."""
    query = (
        select(func.count(func.distinct(Need.registration_id)))
        .join(Registration, Registration.id == Need.registration_id)
        .where(Registration.workshop_id == workshop_id, Registration.status.in_(states.ACTIVE))
    )
    return db.session.scalar(query) or 0
