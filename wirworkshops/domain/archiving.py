"""The archive: workshops that are over or off leave the lists, and answer on their address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, history, seats
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.workshops import Session, Workshop

MONTH = timedelta(days=30)


def may_go(workshop: Workshop, now: datetime) -> bool:
    """Whether a workshop may leave the lists: it is off, or over and no new date follows."""
    if workshop.status == "cancelled":
        return True
    is_over = workshop.ends_at <= now and not seats.has_open_date(workshop)
    return workshop.status == "published" and is_over


@verb
def archive(workshop: Workshop, *, by: Actor) -> None:
    """Put it away; doing it twice is the same as once."""
    db.session.refresh(workshop)
    if not may_go(workshop, clock.now()):
        raise Conflict("archive-coming")
    if workshop.archived_at is None:
        _put_away([workshop], by=by)


@verb
def archive_old(reach: Reach, *, months: int, by: Actor) -> int:
    """Put away all that is over for so long. Returns how many."""
    found = list(db.session.scalars(_old(select(Workshop), reach, months)))
    _put_away(found, by=by)
    return len(found)


def _put_away(found: Iterable[Workshop], *, by: Actor) -> None:
    for workshop in found:
        workshop.archived_at = clock.now()
        history.record("archived", by=by, workshop_id=workshop.id)
    catalogue.touch()


@verb
def bring_back(workshop: Workshop, *, by: Actor) -> None:
    """Let it stand in the lists again."""
    db.session.refresh(workshop)
    if workshop.archived_at is None:
        return
    workshop.archived_at = None
    catalogue.touch()
    history.record("brought-back", by=by, workshop_id=workshop.id)


# Queries


def count_old(reach: Reach, *, months: int) -> int:
    """Return how many workshops could be put away, since they are over for so long."""
    return db.session.scalar(_old(select(func.count(Workshop.id)), reach, months)) or 0


def _old(query: Select[Any], reach: Reach, months: int) -> Select[Any]:
    since = clock.now() - months * MONTH
    later = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > since)
    return query.where(_is_out(), Workshop.archived_at.is_(None), ~later, reach.workshops())


def _is_out() -> ColumnElement[bool]:
    waits = exists().where(Session.workshop_id == Workshop.id, Session.undated_since.is_not(None))
    done = (Workshop.status == "published") & ~waits
    return or_(Workshop.status == "cancelled", done)
