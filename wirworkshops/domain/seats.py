"""Seats: how many are free, what the public is told of it, and the lock on a pool."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update

from wirworkshops.database import db
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Workshop

FEW = 3
FEW_SHARE = 5  # a fifth
CONFIRM_BEFORE_START = timedelta(hours=1)


@dataclass(frozen=True)
class Availability:
    """What a stranger is told. free is given only where few seats are left."""

    label: str  # free few waiting full open external cancelled over closed soon
    free: int | None = None

    @property
    def can_sign_up(self) -> bool:
        return self.label in ("free", "few", "waiting")


def pool_label(capacity: int, taken: int, waiting: int, has_list: bool) -> Availability:
    """Name the state of a pool: free, few (three or fewer, or a fifth), waiting or full.

    A free seat belongs to those who wait, so a pool with a list is never called free.
    """
    free = capacity - taken
    if free <= 0 or waiting:
        return Availability("waiting" if has_list else "full")
    if free <= FEW or free * FEW_SHARE <= capacity:
        return Availability("few", free)
    return Availability("free")


def begins_at(workshop: Workshop) -> datetime:
    """Return when it begins: the start of the first session that has not been called off."""
    planned = (session.starts_at for session in workshop.sessions if not session.is_cancelled)
    return next(planned, workshop.starts_at)


def signup_ends_at(workshop: Workshop) -> datetime:
    """Return when sign-up ends: as set, and never after the first session has begun."""
    begins = begins_at(workshop)
    return min(workshop.closes_at or begins, begins)


def closed_because(workshop: Workshop, now: datetime) -> str:
    """Return why nobody can sign up here now, in one word; empty where one can."""
    if workshop.status == "cancelled":
        return "cancelled"
    if workshop.ends_at <= now:
        return "over"
    if workshop.signup_mode != "form":
        return "open" if workshop.signup_mode == "none" else "external"
    if workshop.opens_at and now < workshop.opens_at:
        return "soon"
    return "closed" if now >= signup_ends_at(workshop) else ""


def availability(workshop: Workshop, now: datetime) -> Availability:
    """Say in one word whether and how one can take part."""
    return availability_in(workshop.pool, workshop, now)


def availability_in(pool: Pool, workshop: Workshop, now: datetime) -> Availability:
    """Say the same of one pool, as it stands under the lock."""
    reason = closed_because(workshop, now)
    if reason:
        return Availability(reason)
    return pool_label(pool.capacity, pool.taken, pool.waiting, workshop.waiting_list)


def hold_until(now: datetime, starts_at: datetime, hold_hours: int) -> datetime:
    """Return until when a seat is held: hold_hours, or less when the start is near.

    An hour before the start the seat should be firm or free again; who signs up later
    than that has until the start.
    """
    latest = starts_at - CONFIRM_BEFORE_START
    return min(now + timedelta(hours=hold_hours), latest if latest > now else starts_at)


def lock(which: ColumnElement[bool]) -> None:
    """Lock a pool's row for the rest of the transaction; read it after that, anew.

    An UPDATE, not SELECT … FOR UPDATE, which SQLite ignores: the same statement makes
    everybody else wait on both databases.
    """
    turn = update(Pool).where(which).values(turn=Pool.turn + 1)
    db.session.execute(turn, execution_options={"synchronize_session": False})
