"""Dues: what is to be done at an instant, planned with the workshop, done once by any worker.

plan() is a part of the verbs that change a workshop. Doing one is a verb: whoever sets its
done_at does it, in one transaction, so that a worker that dies has done nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import deadlines, seats
from wirworkshops.models.dues import Due
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.workshops import Workshop

SOON = timedelta(days=2)  # people hear of a decision, or of missing names, before the date
SAME = timedelta(hours=12)  # a reminder is not repeated for a session that moved less than this


class Planned(NamedTuple):
    kind: str
    due_at: datetime
    session_id: int | None = None
    contingent_id: int | None = None
    hours: int = 0


def plan(workshop: Workshop) -> None:
    """Write anew what is still to be done for a workshop; what has been done stays.

    So does what is due already and still wanted: the worker comes to it.
    """
    rows = list(db.session.scalars(select(Due).where(Due.workshop_id == workshop.id)))
    wanted = list(_wanted(workshop)) if workshop.status == "published" else []
    done = [due for due in rows if due.done_at]
    kept = {_key(due): due for due in rows if not due.done_at}
    for key in kept.keys() - set(wanted):
        db.session.delete(kept.pop(key))
    now = clock.now()
    for item in wanted:
        if item not in kept and item.due_at > now and not _is_done(item, done):
            db.session.add(Due(workshop_id=workshop.id, **item._asdict()))


def _key(due: Due) -> Planned:
    return Planned(due.kind, due.due_at, due.session_id, due.contingent_id, due.hours)


def _is_done(item: Planned, done: list[Due]) -> bool:
    return any(
        (due.kind, due.session_id, due.contingent_id, due.hours)
        == (item.kind, item.session_id, item.contingent_id, item.hours)
        and abs(due.due_at - item.due_at) < SAME
        for due in done
    )


def _wanted(workshop: Workshop) -> Iterator[Planned]:
    if workshop.is_undated:  # deadlines wait for the new date
        return
    for session in workshop.sessions:
        for hours in workshop.reminders if not session.is_cancelled else ():
            due_at = session.starts_at - timedelta(hours=hours)
            yield Planned("reminder", due_at, session_id=session.id, hours=hours)
    if workshop.names_until:
        yield Planned("names-soon", workshop.names_until - SOON)
        yield Planned("names", workshop.names_until)
    if workshop.minimum and workshop.decide_at and not workshop.decided_at:
        yield Planned("decision-soon", workshop.decide_at - SOON)
        yield Planned("decision", workshop.decide_at)
    for contingent in _open_contingents(workshop):
        yield Planned("contingent", contingent.until_at, contingent_id=contingent.id)
    if workshop.moves_up == "offer":
        yield from _last_calls(workshop)


def _open_contingents(workshop: Workshop) -> list[Contingent]:
    query = (
        select(Contingent)
        .join(Pool, Pool.id == Contingent.pool_id)
        .where(Pool.workshop_id == workshop.id, Contingent.released_at.is_(None))
    )
    return list(db.session.scalars(query))


def _last_calls(workshop: Workshop) -> Iterator[Planned]:
    """Look once an hour whether somebody else is to be called, from the last call on."""
    begins_at = seats.begins_at(workshop)
    due_at = deadlines.last_call_at(begins_at)
    number = 0
    while due_at < begins_at:
        yield Planned("rush", due_at, hours=number)
        due_at, number = due_at + timedelta(hours=1), number + 1


def claim(due_id: int) -> Due | None:
    """Take a due for this transaction; None where somebody else has done it."""
    mine = (
        update(Due)
        .where(Due.id == due_id, Due.done_at.is_(None))
        .values(done_at=clock.now())
        .returning(Due)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(mine).one_or_none()


# Queries


def due(now: datetime, *, limit: int = 100) -> list[int]:
    """Return the numbers of what is due, the oldest first."""
    query = select(Due.id).where(Due.done_at.is_(None), Due.due_at <= now)
    return list(db.session.scalars(query.order_by(Due.due_at, Due.id).limit(limit)))
