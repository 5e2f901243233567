"""Publishing at a time: a draft that publishes itself, by any worker, once."""

from datetime import datetime

from sqlalchemy import select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, locks, workshops
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.workshops import Workshop


@verb
def schedule(workshop: Workshop, at: datetime, *, by: Actor) -> None:
    """Let a draft publish itself; a later call changes the time."""
    with locks.seats_of(workshop):
        if workshop.status != "draft":
            raise Conflict("workshop-published")
        if not clock.now() < at < workshop.starts_at:
            raise Invalid("publish-at")
        workshop.publish_at = at
        history.record("scheduled", by=by, workshop_id=workshop.id)


@verb
def unschedule(workshop: Workshop, *, by: Actor) -> None:
    """Let a draft stay a draft; doing it twice is the same as once."""
    with locks.seats_of(workshop):
        if workshop.status != "draft":
            raise Conflict("workshop-published")
        if workshop.publish_at is None:
            return
        workshop.publish_at = None
        history.record("unscheduled", by=by, workshop_id=workshop.id)


@verb
def publish_in_time(workshop_id: int) -> bool:
    """Publish what is due; False where somebody has published or put it off meanwhile."""
    workshop = db.session.get(Workshop, workshop_id)
    if workshop is None:
        return False
    with locks.seats_of(workshop):
        at = workshop.publish_at
        if workshop.status != "draft" or at is None or at > clock.now():
            return False
        workshops.release(workshop, by=WORKER)
    return True


# Queries


def due(now: datetime, *, limit: int = 100) -> list[int]:
    """Return the numbers of the drafts whose time has come, the oldest first."""
    query = select(Workshop.id).where(Workshop.status == "draft", Workshop.publish_at <= now)
    return list(db.session.scalars(query.order_by(Workshop.publish_at, Workshop.id).limit(limit)))
