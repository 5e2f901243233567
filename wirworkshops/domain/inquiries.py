"""What people ask the office when they sign up; answered outside, and marked so by the office."""

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.sql.elements import ColumnElement

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, states
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop

ANSWERED = "answered"


@verb
def mark_answered(registration: Registration, *, by: Actor) -> None:
    """Note that the question has been answered; twice is the same as once."""
    if is_answered(registration):
        return
    history.record(
        ANSWERED, by=by, workshop_id=registration.workshop_id, registration_id=registration.id
    )


# Queries


def _answered() -> ColumnElement[bool]:
    """Return the condition that it has been answered since she signed up, perhaps anew."""
    return exists().where(
        Event.registration_id == Registration.id,
        Event.act == ANSWERED,
        Event.at >= Registration.received_at,
    )


def is_answered(registration: Registration) -> bool:
    query = select(Registration.id).where(Registration.id == registration.id, _answered())
    return db.session.scalar(query) is not None


def still_open(reach: Reach, *, limit: int = 500) -> list[Registration]:
    """Return registrations for coming workshops whose question nobody has marked answered."""
    coming = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > clock.now())
    query = (
        select(Registration)
        .join(Registration.workshop)
        .where(
            Registration.question != "",
            Registration.status.in_(states.ACTIVE),
            Workshop.status == "published",
            coming,
            ~_answered(),
        )
        .options(
            joinedload(Registration.participant),
            contains_eager(Registration.workshop).selectinload(Workshop.texts),
        )
        .order_by(Registration.received_at)
        .limit(limit)
    )
    query = query.where(reach.workshops())
    return list(db.session.scalars(query))
