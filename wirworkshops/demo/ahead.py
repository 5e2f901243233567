"""What the demo's office has prepared: templates, and a draft that publishes itself."""

from datetime import time

from sqlalchemy import select

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import publishing, templates
from wirworkshops.domain.history import Actor
from wirworkshops.models.workshops import Workshop

KEPT = {"story-cafe": "Erzählcafé, wie immer", "course": "Kurs am Abend", "workshop": "Workshop"}


def prepare(*, by: Actor) -> None:
    """Keep a template of each of some kinds; let the last draft to come publish itself."""
    for kind, name in KEPT.items():
        query = select(Workshop).where(Workshop.kind == kind).order_by(Workshop.id)
        workshop = db.session.scalars(query).first()
        if workshop:
            templates.keep(workshop, name, by=by)
    at = clock.at(clock.after(2), time(9))
    query = select(Workshop).where(Workshop.status == "draft").order_by(Workshop.id.desc())
    later = [row for row in db.session.scalars(query) if row.sessions and row.starts_at > at]
    if later:
        publishing.schedule(later[0], at, by=by)
