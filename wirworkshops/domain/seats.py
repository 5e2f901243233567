"""Seats: how many are free, and what the public is told of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.workshops import Workshop

FEW = 3
FEW_SHARE = 5  # a fifth
EXACTLY = 9  # so many who wait are told to strangers one by one
WAITING_STEPS: tuple[int, ...] = (*range(EXACTLY + 1), 10, 20, 50, 100, 200, 500, 1000)
SOME_DAY = datetime(2999, 1, 1, tzinfo=UTC)
BEST_FIRST = ("free", "few", "waiting", "full")


@dataclass(frozen=True)
class Availability:
    """What a stranger is told. free is given only where few seats are left."""

    label: str  # free few waiting full request open external cancelled over closed soon undated
    free: int | None = None

    @property
    def can_sign_up(self) -> bool:
        return self.label in ("free", "few", "waiting", "request")


def pool_label(free: int, capacity: int, waiting: int, has_list: bool) -> Availability:
    """Name the state of a pool: free, few (three or fewer, or a fifth), waiting or full.

    A free seat belongs to those who wait, so a pool with a list is never called free.
    """
    if free <= 0 or waiting:
        return Availability("waiting" if has_list else "full")
    if free <= FEW or free * FEW_SHARE <= capacity:
        return Availability("few", free)
    return Availability("free")


def begins_at(workshop: Workshop) -> datetime:
    """Return when it begins: the start of the first session that has not been called off.

    Far from now while all its dates are open: nobody's deadline runs out meanwhile.
    """
    if workshop.is_undated:
        return SOME_DAY
    planned = (session.starts_at for session in workshop.sessions if not session.is_cancelled)
    return next(planned, workshop.starts_at)


def has_open_date(workshop: Workshop) -> bool:
    """Whether a date of it was taken back, and a new one follows."""
    return any(session.undated_since for session in workshop.sessions)


def signup_ends_at(workshop: Workshop) -> datetime:
    """Return when sign-up ends: as set, and never after the first session has begun."""
    begins = begins_at(workshop)
    return min(workshop.closes_at or begins, begins)


def closed_because(workshop: Workshop, now: datetime, contingent: Contingent | None = None) -> str:
    """Return why nobody can sign up here now, in one word; empty where one can.

    A contingent's link may open sign-up earlier.
    """
    if workshop.status == "cancelled":
        return "cancelled"
    if workshop.is_undated:
        return "undated"
    if workshop.ends_at <= now:
        return "over"
    if workshop.signup_mode != "form":
        return "open" if workshop.signup_mode == "none" else "external"
    if _opens_later(workshop, now) and not opens_early(contingent, now):
        return "soon"
    return "closed" if now >= signup_ends_at(workshop) else ""


def _opens_later(workshop: Workshop, now: datetime) -> bool:
    return workshop.opens_at is not None and now < workshop.opens_at


def opens_early(contingent: Contingent | None, now: datetime) -> bool:
    """Whether a contingent's link lets somebody in now."""
    if contingent is None or contingent.released_at or contingent.until_at <= now:
        return False
    return contingent.opens_at is None or contingent.opens_at <= now


def availability(workshop: Workshop, now: datetime) -> Availability:
    """Say in one word whether and how one can take part; of two halves, the better one."""
    found = [availability_in(pool, workshop, now) for pool in workshop.entries]
    ranked = [state for label in BEST_FIRST for state in found if state.label == label]
    return (ranked or found)[0]


def availability_in(pool: Pool, workshop: Workshop, now: datetime) -> Availability:
    """Say the same of one pool."""
    reason = closed_because(workshop, now)
    return Availability(reason) if reason else open_label(pool, workshop)


def open_label(pool: Pool, workshop: Workshop) -> Availability:
    """Name the state of a pool while sign-up is open; nobody waits for a session one chooses."""
    if pool.kind == "session":
        return pool_label(pool.free, pool.capacity, 0, has_list=False)
    if workshop.admission == "approval":
        return Availability("request")
    return pool_label(pool.free, pool.capacity, pool.waiting, workshop.waiting_list)


def roughly(number: int) -> int:
    """Return how many wait as strangers are told: exactly while they are few, then in steps.

    Else the pages of a full workshop would change with each of hundreds who join its list.
    """
    return max(step for step in WAITING_STEPS if step <= number)


def taken(workshop: Workshop) -> int:
    """Return how many seats are taken, in all halves together."""
    return sum(pool.taken for pool in workshop.entries)


def has_seats(pool: Pool, number: int) -> bool:
    """Whether so many seats are there for somebody new: those who wait come first."""
    return pool.free >= number and not pool.waiting
