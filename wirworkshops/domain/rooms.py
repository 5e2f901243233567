"""Rooms: where sessions can be, on which floor, for how many, and what is accessible there."""

from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata, places
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Session, Workshop

NOUN = masterdata.Noun(Room, masterdata.pairs(Session.room_id, Session.workshop_id).subquery())


@dataclass(frozen=True)
class RoomPlan:
    """A room as the form gives it; features by their codes, each with its note by language."""

    name: str = ""
    floor: dict[str, str] = field(default_factory=dict)
    capacity: int | None = None
    features: dict[str, dict[str, str]] = field(default_factory=dict)


def plan_of(room: Room) -> RoomPlan:
    features = {row.feature: row.note for row in sorted(room.features, key=lambda row: row.feature)}
    return RoomPlan(room.name, room.floor, room.capacity, features)


@verb
def add(venue: Venue, plan: RoomPlan, *, by: Actor = WORKER) -> Room:
    _refuse_double(venue.id, plan)
    room = Room(venue_id=venue.id, name=plan.name)
    db.session.add(room)
    _write(room, plan)
    db.session.flush()
    masterdata.note("added", NOUN, room.id, by=by)
    return room


@verb
def change(room: Room, plan: RoomPlan, *, by: Actor, quietly: bool = False, seen: str = "") -> int:
    """Change a room; a new name is told to those who come, unless quietly.

    Returns how many people are written to.
    """
    masterdata.again(NOUN, room)
    now = plan_of(room)
    masterdata.refuse_changed(now, seen)
    _refuse_double(room.venue_id, plan, but=room.id)
    if now == plan:
        return 0
    masterdata.note("changed", NOUN, room.id, by=by)
    if now.name != plan.name and not quietly:
        return places.rewrite({room.id}, lambda: _write(room, plan), by=by)
    places.rewrite_quietly({room.id}, lambda: _write(room, plan))
    return 0


def _refuse_double(venue_id: int, plan: RoomPlan, *, but: int = 0) -> None:
    masterdata.refuse_double(NOUN, plan.name, but=but, among=Room.venue_id == venue_id)


def _write(room: Room, plan: RoomPlan) -> None:
    room.name, room.floor, room.capacity = plan.name, plan.floor, plan.capacity
    present = {row.feature: row for row in room.features}
    for feature, row in present.items():
        if feature not in plan.features:
            room.features.remove(row)
            db.session.delete(row)
    for feature, note in plan.features.items():
        if feature in present:
            present[feature].note = note
        else:
            room.features.append(RoomFeature(feature=feature, note=note))


@verb
def remove(room: Room, *, by: Actor = WORKER) -> None:
    masterdata.again(NOUN, room)
    if masterdata.used(NOUN, room.id):
        raise Conflict("record-in-use")
    masterdata.note("deleted", NOUN, room.id, by=by)
    drop(room)


def drop(room: Room) -> None:
    for row in list(room.features):
        db.session.delete(row)
    db.session.flush()
    db.session.expire(room, ["features"])
    masterdata.drop(room)


@verb
def merge(room: Room, into: Room, *, by: Actor, quietly: bool = False) -> int:
    """Let all dates of a room be in another one of the same venue; the room goes.

    Returns how many people are written to: those whose date is now said to be elsewhere.
    """
    masterdata.begin_merge(NOUN, room, into, by=by)
    if room.venue_id != into.venue_id:
        raise Invalid("merge-elsewhere")
    if not quietly:
        return places.rewrite({room.id}, lambda: unite(room, into), by=by)
    places.rewrite_quietly({room.id}, lambda: unite(room, into))
    return 0


def unite(room: Room, into: Room) -> None:
    """Move a room's dates into another, with what is accessible there and unknown of that one."""
    known = {row.feature for row in into.features}
    for row in list(room.features):
        if row.feature not in known:
            into.features.append(RoomFeature(feature=row.feature, note=row.note))
    dates = update(Session).where(Session.room_id == room.id)
    db.session.execute(dates.values(room_id=into.id))
    drop(room)


# Queries


def by_id(room_id: int) -> Room | None:
    query = (
        select(Room)
        .where(Room.id == room_id)
        .options(joinedload(Room.venue), selectinload(Room.features))
    )
    return db.session.scalars(query).one_or_none()


def numbers_in(venue: Venue) -> list[int]:
    return list(db.session.scalars(select(Room.id).where(Room.venue_id == venue.id)))


def in_venue(venue: Venue) -> list[masterdata.Line]:
    """Return the rooms of a venue by name, each with how many workshops use it."""
    query = (
        select(Room)
        .where(Room.venue_id == venue.id)
        .options(selectinload(Room.features))
        .order_by(Room.name, Room.id)
    )
    found = list(db.session.scalars(query))
    counts = masterdata.counts(NOUN, [room.id for room in found])
    return [masterdata.Line(room, counts.get(room.id, 0)) for room in found]


def all_rooms() -> list[Room]:
    """Return every room with its venue and features, by name."""
    query = (
        select(Room)
        .join(Room.venue)
        .options(contains_eager(Room.venue), selectinload(Room.features))
        .order_by(Venue.name, Room.name)
    )
    return list(db.session.scalars(query))


def access_of(workshop: Workshop) -> dict[int, list[RoomFeature]]:
    """Return what is accessible in each room of a workshop, by the room's id; one query."""
    rooms = {session.room_id for session in workshop.sessions if session.room_id}
    found: dict[int, list[RoomFeature]] = {room: [] for room in rooms}
    query = select(RoomFeature).where(RoomFeature.room_id.in_(rooms)).order_by(RoomFeature.feature)
    for row in db.session.scalars(query) if rooms else ():
        found[row.room_id].append(row)
    return found
