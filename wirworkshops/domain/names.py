"""Names in files and the rows they stand for: found without regard to case and accents, or added.

Part of the verb of domain.imports: nothing here commits.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from wirworkshops.database import db
from wirworkshops.domain import history, masterdata
from wirworkshops.domain.history import Actor
from wirworkshops.domain.programme import Row
from wirworkshops.models.hosts import Host
from wirworkshops.models.texts import fold
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import PALETTES, Audience, Series, Topic

MODELS: dict[str, Any] = {
    "host": Host,
    "series": Series,
    "topic": Topic,
    "audience": Audience,
    "trainer": Trainer,
    "venue": Venue,
}


def known(kind: str) -> dict[str, int]:
    """Return the numbers of all rows of a kind by their folded names, in any language."""
    model = MODELS[kind]
    found: dict[str, int] = {}
    for number, name in db.session.execute(select(model.id, model.name).order_by(model.id)):
        for text in name.values() if isinstance(name, dict) else (name,):
            found.setdefault(fold(text), number)
    return found


def known_rooms() -> dict[tuple[int, str], int]:
    """Return the numbers of all rooms by their venue's number and their folded name."""
    query = select(Room.venue_id, Room.name, Room.id).order_by(Room.id.desc())
    return {(venue, fold(name)): number for venue, name, number in db.session.execute(query)}


class Names:
    """The numbers of what rows name; what nobody knows yet is added."""

    def __init__(self, by: Actor) -> None:
        self._by = by
        self._known = {kind: known(kind) for kind in MODELS}
        self._rooms = known_rooms()

    def host(self, name: str) -> int:
        return self._number(
            "host", name, lambda: Host(slug=masterdata.free_slug(Host, name), name=name)
        )

    def hosts(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.host(name) for name in names)

    def trainers(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._trainer(name) for name in names)

    def _trainer(self, name: str) -> int:
        return self._number("trainer", name, lambda: Trainer(name=name))

    def series(self, name: str) -> int | None:
        return self._number("series", name, lambda: _series(name)) if name else None

    def topics(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._label("topic", name) for name in names)

    def audiences(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._label("audience", name) for name in names)

    def room(self, row: Row) -> int | None:
        """Return the room of a row; one without a name is the whole venue."""
        if not row.venue:
            return None
        venue_id = self._number("venue", row.venue, lambda: _venue(row))
        key = (venue_id, fold(row.room))
        if key not in self._rooms:
            self._rooms[key] = _added(Room(venue_id=venue_id, name=row.room, floor={}), self._by)
        return self._rooms[key]

    def _label(self, kind: str, name: str) -> int:
        model = MODELS[kind]
        return self._number(
            kind, name, lambda: model(slug=masterdata.free_slug(model, name), name={"de": name})
        )

    def _number(self, kind: str, name: str, make: Callable[[], Any]) -> int:
        numbers = self._known[kind]
        if fold(name) not in numbers:
            numbers[fold(name)] = _added(make(), self._by)
        return numbers[fold(name)]


def _added(row: Any, by: Actor) -> int:
    db.session.add(row)
    db.session.flush()
    history.record("added", by=by, thing=(type(row).__name__.lower(), row.id))
    return int(row.id)


def _series(name: str) -> Series:
    """Return a new series: the last in order, in the next colour."""
    number = db.session.scalar(select(func.count()).select_from(Series)) or 0
    last = db.session.scalar(select(func.max(Series.position))) or 0
    return Series(
        slug=masterdata.free_slug(Series, name),
        name={"de": name},
        summary={},
        palette=PALETTES[number % len(PALETTES)],
        position=last + 1,
    )


def _venue(row: Row) -> Venue:
    return Venue(
        slug=masterdata.free_slug(Venue, row.venue),
        name=row.venue,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        latitude=row.latitude,
        longitude=row.longitude,
        directions={},
    )
