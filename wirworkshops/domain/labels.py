"""What workshops are labelled with, as far as strangers choose by it."""

from typing import Any

from sqlalchemy import select

from wirworkshops.database import db
from wirworkshops.models.hosts import Host
from wirworkshops.models.venues import Venue
from wirworkshops.models.workshops import Audience, Series, Topic, Workshop, WorkshopLanguage

ORDER: dict[str, Any] = {
    "series": Series.position,
    "topic": Topic.slug,
    "audience": Audience.slug,
    "host": Host.name,
    "venue": Venue.name,
}


def offered() -> dict[str, list[tuple[str, Any]]]:
    """Return slug and name of what each filter offers, without whole rows."""
    return {name: _named(order) for name, order in ORDER.items()}


def _named(order: Any) -> list[tuple[str, Any]]:
    model = order.class_
    query = select(model.slug, model.name).order_by(order, model.id)
    return [(slug, name) for slug, name in db.session.execute(query)]


def spoken() -> set[str]:
    """Return the languages that public workshops are held in."""
    query = select(WorkshopLanguage.language).distinct().join(Workshop)
    return set(db.session.scalars(query.where(Workshop.status != "draft")))
