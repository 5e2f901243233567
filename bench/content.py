"""A programme of so many workshops to measure with."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan

BODY = "## Darum geht es\n\n" + "Wir planen Schritt für Schritt, mit Ihrem eigenen Beispiel. " * 12


def fill(app: Flask, number: int) -> str:
    """Publish so many workshops from tomorrow on; return the slug of one with many seats."""
    with app.app_context():
        host, series, room = cast.host().id, cast.series().id, cast.room().id
        start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
        for index in range(number):
            at = start + timedelta(hours=3 * index)
            session = SessionPlan(at, at + timedelta(hours=2), room_id=room)
            title = f"Workshop {index}: Beratung, die ankommt"
            plan = WorkshopPlan(
                texts={"de": TextPlan(title, "Kurz und praktisch.", BODY)},
                sessions=(session,), host_id=host, series_id=series,
                capacity=100_000 if index == number - 1 else 20,
            )  # fmt: skip
            workshop = workshops.create(plan, by=WORKER)
            workshops.publish(workshop, by=WORKER)
            slug = workshop.slug
            db.session.expunge_all()
        return slug
