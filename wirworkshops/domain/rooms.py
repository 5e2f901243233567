"""Rooms: where sessions can be."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from wirworkshops.database import db
from wirworkshops.models.venues import Room, Venue


def all_rooms() -> list[Room]:
    """Return every room with its venue and features, by name."""
    query = (
        select(Room)
        .join(Room.venue)
        .options(contains_eager(Room.venue), selectinload(Room.features))
        .order_by(Venue.name, Room.name)
    )
    return list(db.session.scalars(query))
