"""Hosts, series, places, trainers, topics and audiences: the rows workshops stand on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.demo import content
from wirworkshops.domain.plans import slugify
from wirworkshops.models.hosts import Host
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Audience, Series, Topic

NO_MAILBOX = ("Leyla Tunç", "Tariq Bensaïd")


@dataclass(frozen=True)
class Numbers:
    """The row numbers by the names the files use."""

    hosts: dict[str, int]
    series: dict[str, int]
    topics: dict[str, int]
    audiences: dict[str, int]
    trainers: dict[str, int]
    rooms: dict[str, int]


def insert(settings: Settings) -> None:
    """Insert all rows in one transaction."""
    words, places = content.read("words"), content.read("places")
    with transaction() as session:
        session.add_all(Host(**_host(row, settings)) for row in words["host"])
        session.add_all(
            Series(**row, position=number) for number, row in enumerate(words["series"], 1)
        )
        session.add_all(Topic(**row) for row in words["topic"])
        session.add_all(Audience(**row) for row in words["audience"])
        session.add_all(_trainer(name) for name in words["trainers"])
        session.add_all(_venue(row) for row in places["venue"])


def _host(row: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Return a host's values; the one without an address is the centre itself."""
    return {"email": settings.email, "phone": settings.phone} | row


def _venue(row: dict[str, Any]) -> Venue:
    values = {name: value for name, value in row.items() if name != "room"}
    return Venue(**values, rooms=[_room(room) for room in row["room"]])


def _room(row: dict[str, Any]) -> Room:
    features = [
        RoomFeature(feature=feature, note=note) for feature, note in row["features"].items()
    ]
    return Room(
        name=row.get("name", ""),
        floor=row.get("floor", {}),
        capacity=row.get("capacity"),
        features=features,
    )


def _trainer(name: str) -> Trainer:
    """Return a trainer with a mailbox, but for one with an account and one without either."""
    mailbox = f"{slugify(name).replace('-', '.')}@referat.example"
    return Trainer(name=name, email="" if name in NO_MAILBOX else mailbox)


def numbers() -> Numbers:
    return Numbers(
        hosts=_by(Host, "slug"),
        series=_by(Series, "slug"),
        topics=_by(Topic, "slug"),
        audiences=_by(Audience, "slug"),
        trainers=_by(Trainer, "name"),
        rooms={room.label: room.id for room in db.session.scalars(select(Room))},
    )


def _by(model: Any, name: str) -> dict[str, int]:
    return {getattr(row, name): row.id for row in db.session.scalars(select(model))}
