"""What workshops are labelled with, as far as strangers choose by it."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from wirworkshops.database import db
from wirworkshops.models.hosts import Host
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import (
    Audience,
    Series,
    Session,
    Topic,
    Workshop,
    WorkshopLanguage,
    workshop_audiences,
    workshop_partners,
    workshop_topics,
)

ORDER: dict[str, Any] = {
    "series": Series.position,
    "topic": Topic.slug,
    "audience": Audience.slug,
    "host": Host.name,
    "venue": Venue.name,
}


def offered() -> dict[str, list[tuple[str, Any]]]:
    """Return slug and name of what each filter offers: what a public workshop has."""
    return {name: _rows(query) for name, query in _queries().items()}


def _rows(query: Select[Any]) -> list[tuple[str, Any]]:
    return [(slug, name) for slug, name in db.session.execute(query)]


@cache  # queries are values; building them anew costs as much as running them
def _queries() -> dict[str, Select[Any]]:
    return {name: _query(order, _used()[name]) for name, order in ORDER.items()}


def _query(order: Any, used: ColumnElement[bool]) -> Select[Any]:
    model = order.class_
    return select(model.slug, model.name).where(used).order_by(order, model.id)


def _used() -> dict[str, ColumnElement[bool]]:
    """Return by filter the condition that a workshop which is no draft has it."""
    topics, audiences = workshop_topics.c, workshop_audiences.c
    in_a_room = exists().where(Room.venue_id == Venue.id, Session.room_id == Room.id)
    return {
        "series": _public(Workshop.series_id == Series.id),
        "topic": _linked(topics.workshop_id, topics.topic_id == Topic.id),
        "audience": _linked(audiences.workshop_id, audiences.audience_id == Audience.id),
        "host": or_(
            _public(Workshop.host_id == Host.id),
            _linked(workshop_partners.c.workshop_id, workshop_partners.c.host_id == Host.id),
        ),
        "venue": in_a_room.where(Session.workshop_id == Workshop.id, Workshop.status != "draft"),
    }


def _public(condition: Any) -> ColumnElement[bool]:
    return exists().where(condition, Workshop.status != "draft")


def _linked(workshop_id: Any, condition: Any) -> ColumnElement[bool]:
    return exists().where(condition, workshop_id == Workshop.id, Workshop.status != "draft")


def spoken() -> set[str]:
    """Return the languages that public workshops are held in."""
    query = select(WorkshopLanguage.language).distinct().join(Workshop)
    return set(db.session.scalars(query.where(Workshop.status != "draft")))
