"""What the public feed is made of: its sessions, and a print of all the rows each one shows.

A print is a hash of the data itself, not of stamps: while it stands, so does every byte.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import Select, select, type_coerce
from sqlalchemy.orm import joinedload, load_only, raiseload, selectinload
from sqlalchemy.types import NullType

from wirworkshops.database import Base, db
from wirworkshops.domain import catalogue
from wirworkshops.domain.catalogue import Filters
from wirworkshops.models.hosts import Host
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Series, Session, Workshop, WorkshopText

BATCH = 100
SHARED = (Series, Host, Venue, Room, RoomFeature)
# what an entry may show: the loads below refuse everything else, so that no print misses it
OF_WORKSHOP: tuple[Any, ...] = (
    Workshop.slug,
    Workshop.series_id,
    Workshop.host_id,
    Workshop.status,
    Workshop.signup_mode,
    Workshop.changed_at,
)
OF_TEXT: tuple[Any, ...] = (
    WorkshopText.language,
    WorkshopText.title,
    WorkshopText.summary,
    WorkshopText.bring,
)


def prints(filters: Filters, *, since: datetime, until: datetime | None = None) -> dict[int, bytes]:
    """Return the public sessions that match, by id and in order, each with its print."""
    chosen = catalogue.in_order(filters, since=since, until=until)
    workshops = chosen.with_only_columns(Session.workshop_id).order_by(None)
    texts = _of_each(WorkshopText, OF_TEXT, workshops)
    dates = _of_each(Session, (Session.id, Session.starts_at), workshops)
    shared = _shared()
    columns = _raw([Session.id, Session.workshop_id, *Session.__table__.columns, *OF_WORKSHOP])
    rows = db.session.execute(chosen.with_only_columns(*columns))
    return {
        number: _print(shared, row, texts[workshop], dates[workshop])
        for number, workshop, *row in rows
    }


def _print(*parts: Any) -> bytes:
    return blake2b(repr(parts).encode(), digest_size=16).digest()


def _raw(columns: Sequence[Any]) -> list[Any]:
    """Return columns as the driver gives their values: making instants of them takes its time."""
    return [
        type_coerce(column, NullType()).label(f"column{number}")
        for number, column in enumerate(columns)
    ]


def _of_each(
    model: type[Base], columns: Sequence[Any], workshops: Select[Any]
) -> dict[int, list[Any]]:
    """Return the rows of each of these workshops."""
    key = model.__table__.c.workshop_id
    query = select(key, *_raw(columns)).where(key.in_(workshops)).order_by(key, columns[0])
    found: dict[int, list[Any]] = defaultdict(list)
    for workshop, *row in db.session.execute(query):
        found[workshop].append(row)
    return found


def _shared() -> bytes:
    """Return one print for all that many sessions share; a change there makes all anew."""
    tables = [model.__table__ for model in SHARED]
    return _print(*(_whole(table) for table in tables))


def _whole(table: Any) -> list[Any]:
    query = select(*_raw(table.columns)).order_by(*table.primary_key.columns)
    return [tuple(row) for row in db.session.execute(query)]


def sessions(ids: Sequence[int]) -> Iterator[Session]:
    """Return these sessions with what an entry shows; use each before taking the next.

    A few at a time, each batch forgotten with the next: thousands at once stay in memory.
    """
    for begin in range(0, len(ids), BATCH):
        some = ids[begin : begin + BATCH]
        yield from db.session.scalars(
            select(Session).where(Session.id.in_(some)).options(*_loads())
        )
        db.session.expire_all()  # cuts the circles, which else wait for the collector


@cache
def _loads() -> list[Any]:
    workshop = joinedload(Session.workshop, innerjoin=True)
    room = selectinload(Session.room)
    return [
        workshop.options(load_only(*OF_WORKSHOP, raiseload=True)),
        workshop.selectinload(Workshop.series),
        workshop.selectinload(Workshop.host),
        workshop.selectinload(Workshop.sessions),
        workshop.selectinload(Workshop.texts).load_only(*OF_TEXT, raiseload=True),
        raiseload("*"),
        room.selectinload(Room.venue),
        room.selectinload(Room.features),
    ]
