"""Locking a workshop's seats for a verb: one row for all its pools, read anew after it.

At the end of the verb freed seats go on, and strangers see what has changed.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ScalarSelect, Select, Table, bindparam, func, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import instance_state

from wirworkshops.database import db
from wirworkshops.domain import catalogue, seats, waiting
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@contextmanager
def seats_of(workshop: Workshop) -> Iterator[None]:
    """Lock a workshop's pools and read them anew; at the end freed seats go on."""
    number = _key(workshop)
    _lock(number)
    _read_anew(_workshop_query(), number)
    with _settled(workshop):
        yield


@contextmanager
def seats_for(registration: Registration) -> Iterator[None]:
    """Lock the pools of a registration's workshop and read all anew; as seats_of()."""
    number = _key(registration)
    own = select(Registration.workshop_id).where(Registration.id == number).scalar_subquery()
    _lock(own)
    _read_anew(_registration_query(), number)
    with _settled(registration.workshop):
        yield


@contextmanager
def seats_of_both(one: Workshop, other: Workshop) -> Iterator[None]:
    """Lock two workshops, always in the same order, so that nobody waits in a circle."""
    with ExitStack() as stack:
        for workshop in sorted({one, other}, key=_key):
            stack.enter_context(seats_of(workshop))
        yield


def _lock(workshop_id: int | ScalarSelect[Any]) -> None:
    """Lock the first pool's row for the rest of the transaction; read after that, anew.

    An UPDATE, not SELECT … FOR UPDATE, which SQLite ignores: the same statement makes
    everybody else wait on both databases.
    """
    pools = cast(Table, Pool.__table__)
    each = pools.alias()
    first = select(func.min(each.c.id)).where(each.c.workshop_id == workshop_id)
    mine = pools.c.id == first.scalar_subquery()
    db.session.execute(update(pools).where(mine).values(turn=pools.c.turn + 1))


def _key(row: Workshop | Registration) -> int:
    """Return the id without a query: at the start of a verb the row itself has expired."""
    (number,) = instance_state(row).key[1]  # type: ignore[index]
    return int(number)


@lru_cache
def _workshop_query() -> Select[Any]:
    """Return the query of a workshop by its key; made once, as each sign-up asks it."""
    names = (Workshop.pools, Workshop.sessions, Workshop.series)
    loads = [joinedload(name) for name in names]
    return _anew(select(Workshop).where(Workshop.id == bindparam("key")).options(*loads))


@lru_cache
def _registration_query() -> Select[Any]:
    workshop = joinedload(Registration.workshop)
    loads = (
        joinedload(Registration.pool),
        joinedload(Registration.participant),
        joinedload(Registration.contingent),
        workshop.joinedload(Workshop.sessions),
        workshop.joinedload(Workshop.pools),
    )
    return _anew(select(Registration).where(Registration.id == bindparam("key")).options(*loads))


def _anew(query: Select[Any]) -> Select[Any]:
    """Let a query bring rows up to date: what was read before the lock may have changed."""
    return query.execution_options(populate_existing=True)


def _read_anew(query: Select[Any], key: int) -> None:
    db.session.scalars(query, {"key": key}).unique().one()


@contextmanager
def _settled(workshop: Workshop) -> Iterator[None]:
    before = _shown(workshop)
    yield
    waiting.settle(workshop)
    if before != _shown(workshop):
        catalogue.touch()


def _shown(workshop: Workshop) -> list[tuple[seats.Availability, int, bool]]:
    """Return what strangers see of the pools: label, how many wait, whether some are reserved."""
    return [
        (seats.open_label(pool, workshop), seats.roughly(pool.waiting), pool.reserved > 0)
        for pool in workshop.pools
    ]
