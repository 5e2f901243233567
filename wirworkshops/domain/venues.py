"""Venues: houses and squares where workshops are, how they are called, and how one gets there."""

from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata, places, rooms
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.texts import fold
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Session

NOUN = masterdata.Noun(
    Venue,
    masterdata.pairs(Room.venue_id, Session.workshop_id)
    .select_from(Room)
    .join(Session, Session.room_id == Room.id)
    .subquery(),
    filter="venue",
    loads=(selectinload(Venue.rooms),),
)
WHERE = frozenset({"name", "street", "postal_code", "city"})  # what calendars say of a place


@dataclass(frozen=True)
class VenuePlan:
    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    directions: dict[str, str] = field(default_factory=dict)


@verb
def add(plan: VenuePlan, *, by: Actor = WORKER) -> Venue:
    """Add a venue, with a first room that stands for the whole of it."""
    venue: Venue = masterdata.add(NOUN, plan, by=by)
    db.session.add(Room(venue=venue, name="", floor={}))
    return venue


@verb
def change(
    venue: Venue, plan: VenuePlan, *, by: Actor, quietly: bool = False, seen: str = ""
) -> int:
    """Change a venue; a new name or address is told to those who come, unless quietly.

    Returns how many people are written to.
    """
    masterdata.again(NOUN, venue)
    now = masterdata.plan_of(venue, VenuePlan)
    masterdata.refuse_changed(now, seen)
    masterdata.refuse_double(NOUN, plan.name, but=venue.id)
    if now == plan:
        return 0
    masterdata.note("changed", NOUN, venue.id, by=by)
    there = rooms.numbers_in(venue)
    if not quietly and any(getattr(now, name) != getattr(plan, name) for name in WHERE):
        return places.rewrite(there, lambda: _write(venue, plan), by=by)
    places.rewrite_quietly(there, lambda: _write(venue, plan))
    return 0


def _write(venue: Venue, plan: VenuePlan) -> None:
    masterdata.write(venue, plan)


@verb
def remove(venue: Venue, *, by: Actor = WORKER) -> None:
    """Delete a venue where no workshop is or was, with its rooms."""
    masterdata.again(NOUN, venue)
    if masterdata.used(NOUN, venue.id):
        raise Conflict("record-in-use")
    for room in list(venue.rooms):
        rooms.drop(room)
    db.session.expire(venue, ["rooms"])
    masterdata.remove(NOUN, venue, by=by)


@verb
def merge(venue: Venue, into: Venue, *, by: Actor, quietly: bool = False) -> int:
    """Let another venue have all rooms; those of the same name become one. The venue goes.

    Returns how many people are written to: those whose date is now said to be elsewhere.
    """
    masterdata.begin_merge(NOUN, venue, into, by=by)
    there = rooms.numbers_in(venue)
    if not quietly:
        return places.rewrite(there, lambda: _move_rooms(venue, into), by=by)
    places.rewrite_quietly(there, lambda: _move_rooms(venue, into))
    return 0


def _move_rooms(venue: Venue, into: Venue) -> None:
    known = {fold(room.name): room for room in into.rooms}
    for room in list(venue.rooms):
        if same := known.get(fold(room.name)):
            rooms.unite(room, same)
        else:
            mine = update(Room).where(Room.id == room.id)
            db.session.execute(mine.values(venue_id=into.id))
            db.session.expire(room, ["venue_id", "venue"])
    for each in (venue, into):
        db.session.expire(each, ["rooms"])
    masterdata.leave(NOUN, venue, into)


# Queries


def by_id(venue_id: int) -> Venue | None:
    query = select(Venue).where(Venue.id == venue_id).options(selectinload(Venue.rooms))
    return db.session.scalars(query).one_or_none()
