"""Places: what follows where a venue or a room is called, or lies, otherwise than before.

RFC 5546: a new place is a new SEQUENCE, and those who come are told. Parts of the verbs of
venues and rooms: nothing here commits.
"""

from collections.abc import Callable, Collection
from contextlib import ExitStack
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, update

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue, history, news, states, workshops
from wirworkshops.domain.history import Actor
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop


def rewrite(rooms: Collection[int], write: Callable[[], None], *, by: Actor) -> int:
    """Write something new about rooms; tell everybody whose dates are now said to be elsewhere.

    Returns how many people are written to.
    """
    concerned = _coming(rooms)
    with ExitStack() as stack:
        for workshop in concerned:  # in the order of their numbers, as all locks of two
            stack.enter_context(workshops.changing(workshop))
        there = [(workshop, _reading(workshop, rooms)) for workshop in concerned]
        rewrite_quietly(rooms, write)
        return sum(_tell(workshop, before, by) for workshop, before in there)


def rewrite_quietly(rooms: Collection[int], write: Callable[[], None]) -> None:
    """Write something new about rooms; calendars take it with their next look, nobody is told."""
    _stamp(rooms)
    write()
    db.session.flush()
    catalogue.touch()


def _coming(rooms: Collection[int]) -> list[Workshop]:
    query = (
        select(Workshop)
        .where(Workshop.status == "published", Workshop.sessions.any(_is_there(rooms)))
        .order_by(Workshop.id)
    )
    return list(db.session.scalars(query))


def _is_there(rooms: Collection[int]) -> Any:
    """Return the condition on dates in these rooms that are still to come."""
    return and_(
        Session.room_id.in_(rooms), Session.status == "planned", Session.ends_at > clock.now()
    )


def _reading(workshop: Workshop, rooms: Collection[int]) -> dict[Session, tuple[str, ...]]:
    """Return how calendars name the place of each coming date in these rooms."""
    now = clock.now()
    return {
        session: _name(session.room)
        for session in workshop.sessions
        if session.room_id in rooms and not session.is_cancelled and session.ends_at > now
    }


def _name(room: Room | None) -> tuple[str, ...]:
    return (room.label, room.venue.address) if room else ()


def _tell(workshop: Workshop, before: dict[Session, tuple[str, ...]], by: Actor) -> int:
    for session in before:
        db.session.expire(session, ["room_id", "room"])
    moved = [(s, s.starts_at) for s, place in before.items() if _name(s.room) != place]
    if not moved:
        return 0
    for session, _start in moved:
        session.sequence += 1
        session.changed_at = clock.now()
    told = news.tell(workshop, moved, [])
    history.record("edited", by=by, workshop_id=workshop.id, moved=len(moved), told=told)
    return told


def _stamp(rooms: Collection[int]) -> None:
    there = select(Session.workshop_id).where(Session.room_id.in_(rooms))
    changed = update(Workshop).where(Workshop.id.in_(there), Workshop.status != "draft")
    quiet = changed.execution_options(synchronize_session=False)
    db.session.execute(quiet.values(changed_at=clock.now()))


# Queries


def concerned(rooms: Collection[int]) -> int:
    """Return how many registrations with a mailbox have a coming date in one of these rooms."""
    own = Pool.session_id == Session.id  # a date that people choose has a pool of its own
    chosen = exists().where(
        Choice.registration_id == Registration.id, Choice.pool_id == Pool.id, own,
        Choice.left_at.is_(None),
    )  # fmt: skip
    attends = or_(~exists().where(own), chosen)
    hers = exists().where(
        Session.workshop_id == Registration.workshop_id, _is_there(rooms), attends
    )
    query = (
        select(func.count(Registration.id))
        .join(Participant, Participant.id == Registration.participant_id)
        .join(Workshop, Workshop.id == Registration.workshop_id)
        .where(
            Registration.status.in_(states.ACTIVE),
            Workshop.status == "published",
            Participant.email != "",
            hers,
        )
    )
    return db.session.scalar(query) or 0
