"""Contingents: seats kept for a partner until a date, signed up for by a link of their own.

What is unused then goes to the list. A contingent without seats opens sign-up earlier for
those who have its link, such as one audience.
"""

from datetime import datetime

from sqlalchemy import select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, dues, history, locks
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.workshops import Workshop


@verb
def reserve(
    pool: Pool,
    workshop: Workshop,
    *,
    name: str,
    seats: int,
    until_at: datetime,
    opens_at: datetime | None = None,
    by: Actor,
) -> Contingent:
    """Keep seats of a pool for a partner. Raises Conflict where so many are not free."""
    with locks.seats_of(workshop):
        _check(workshop, name, until_at, opens_at)
        if pool.free < seats:
            raise Conflict("seats-not-free", str(max(pool.free, 0)))
        contingent = Contingent(
            pool_id=pool.id,
            name=name.strip(),
            seats=seats,
            used=0,
            until_at=until_at,
            opens_at=opens_at,
            link_number=0,
        )
        pool.reserved += seats
        db.session.add(contingent)
        db.session.flush()
        dues.plan(workshop)
        history.record("reserved", by=by, workshop_id=workshop.id, seats=seats)
        return contingent


def _check(workshop: Workshop, name: str, until_at: datetime, opens_at: datetime | None) -> None:
    if not name.strip():
        raise Invalid("contingent-name")
    if not clock.now() < until_at <= workshop.starts_at:
        raise Invalid("contingent-until")
    if opens_at and opens_at >= until_at:
        raise Invalid("contingent-opens")


@verb
def change(
    contingent: Contingent,
    workshop: Workshop,
    *,
    seats: int,
    until_at: datetime,
    by: Actor,
    seen: str = "",
) -> None:
    """Keep more or fewer seats, or longer. Fewer than are used, or more than free: refused.

    seen is the print of what the form was made from; another one, and somebody else was quicker.
    """
    with locks.seats_of(workshop):
        db.session.refresh(contingent)
        pool = _pool(contingent, workshop)
        if contingent.released_at:
            raise Conflict("contingent-released")
        if seen and seen != print_of(contingent):
            raise Conflict("contingent-meanwhile")
        _check(workshop, contingent.name, until_at, contingent.opens_at)
        if seats < contingent.used:
            raise Conflict("contingent-below-used", str(contingent.used))
        more = seats - contingent.used - contingent.left
        if more > pool.free:
            raise Conflict("seats-not-free", str(max(pool.free, 0)))
        contingent.seats, contingent.until_at = seats, until_at
        pool.reserved += more
        catalogue.touch()  # until when is said to strangers
        dues.plan(workshop)
        history.record("reserved", by=by, workshop_id=workshop.id, seats=seats)


@verb
def release(contingent: Contingent, workshop: Workshop, *, by: Actor) -> None:
    """Give what is unused to the list now; twice is the same as once."""
    with locks.seats_of(workshop):
        db.session.refresh(contingent)
        let_go(contingent, workshop, by=by)


def let_go(contingent: Contingent, workshop: Workshop, *, by: Actor = WORKER) -> None:
    """Release a contingent as a part of another verb."""
    if contingent.released_at:
        return
    left = contingent.left
    _pool(contingent, workshop).reserved -= left
    contingent.released_at = clock.now()
    history.record("released", by=by, workshop_id=workshop.id, seats=left)


def _pool(contingent: Contingent, workshop: Workshop) -> Pool:
    return next(pool for pool in workshop.pools if pool.id == contingent.pool_id)


def print_of(contingent: Contingent) -> str:
    """Return what says that two have seen the same."""
    return f"{contingent.seats} {contingent.until_at.isoformat()}"


# Queries


def by_id(contingent_id: int) -> Contingent | None:
    return db.session.get(Contingent, contingent_id)


def workshop_id_of(contingent: Contingent) -> int:
    return db.session.get_one(Pool, contingent.pool_id).workshop_id


def of_workshop(workshop_id: int) -> list[Contingent]:
    query = (
        select(Contingent)
        .join(Pool, Pool.id == Contingent.pool_id)
        .where(Pool.workshop_id == workshop_id)
        .order_by(Contingent.id)
    )
    return list(db.session.scalars(query))
