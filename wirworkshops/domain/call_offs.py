"""Calling off: what was booked for needs that are deleted meanwhile, until somebody has done it.

Of needs that are still there: arranging. Of one date that has changed: rebookings.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops.database import db, verb
from wirworkshops.domain import history
from wirworkshops.domain.arranging import CALL_OFF, Due
from wirworkshops.domain.history import Actor
from wirworkshops.domain.lead_times import due_at
from wirworkshops.domain.needs import kind_of
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import NotFound
from wirworkshops.models.registrations import CallOff
from wirworkshops.models.workshops import Workshop

MOST = 500  # lines that Today looks at


@verb
def mark_done(number: int, *, by: Actor) -> None:
    """Note that something booked is called off; nothing of it stays.

    Raises NotFound where somebody else has noted it meanwhile.
    """
    row = db.session.get(CallOff, number, with_for_update=True)
    if row is None:
        raise NotFound("not-found")
    history.record("need-called-off", by=by, workshop_id=row.workshop_id)
    db.session.delete(row)


# Queries


def still_open(reach: Reach) -> list[CallOff]:
    """Return what was booked for needs that are deleted meanwhile."""
    query = select(CallOff).join(CallOff.workshop).where(reach.workshops()).order_by(CallOff.id)
    return list(db.session.scalars(query))


def with_workshops(rows: Sequence[CallOff]) -> list[CallOff]:
    """Return what is to be called off with what a line about each needs."""
    workshop = joinedload(CallOff.workshop)
    query = (
        select(CallOff)
        .where(CallOff.id.in_([row.id for row in rows]))
        .options(
            workshop.selectinload(Workshop.texts),
            workshop.selectinload(Workshop.sessions),
            joinedload(CallOff.owner),
        )
        .order_by(CallOff.id)
    )
    return list(db.session.scalars(query))


def by_id(number: int) -> CallOff | None:
    return db.session.get(CallOff, number)


def due(reach: Reach) -> list[Due]:
    """Return what was booked for people whose needs are deleted meanwhile."""
    return [_due(row) for row in with_workshops(still_open(reach)[:MOST])]


def _due(row: CallOff) -> Due:
    at = due_at(row.kind, row.workshop.starts_at)
    return Due(row.id, row.workshop, kind_of(row), CALL_OFF, 1, at, row.owner)
