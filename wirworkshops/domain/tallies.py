"""A year's figures, taken apart by month, series or host: sums of what is over, no names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain.reach import Reach
from wirworkshops.domain.statistics import percent
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Session, Workshop

WAYS = ("month", "series", "host")


@dataclass(frozen=True)
class Held:
    """A session that is over: when, of what, and how many of those looked for were there."""

    starts_at: datetime
    workshop_id: int
    series_id: int | None
    host_id: int
    here: int
    looked_for: int


@dataclass(frozen=True)
class Tally:
    """One line: key is a month's number, or that of a series or host (0: without; -1: all).

    A workshop with sessions in several months counts in each of them, and once in the sum.
    """

    key: int
    workshops: int
    sessions: int
    people: int
    seats_taken: int | None
    came: int | None


# Pure


def tally(held: Sequence[Held], seats: dict[int, tuple[int, int]], *, key: int) -> Tally:
    """Sum sessions up; seats are taken and capacity by workshop, each counted once."""
    workshops = {session.workshop_id for session in held}
    taken, capacity = (sum(seats.get(each, (0, 0))[n] for each in workshops) for n in (0, 1))
    here = sum(session.here for session in held)
    return Tally(
        key=key,
        workshops=len(workshops),
        sessions=len(held),
        people=here,
        seats_taken=percent(taken, capacity),
        came=percent(here, sum(session.looked_for for session in held)),
    )


_KEYS: dict[str, Callable[[Held], int]] = {
    "month": lambda session: clock.local(session.starts_at).month,
    "series": lambda session: session.series_id or 0,
    "host": lambda session: session.host_id,
}


def by(way: str, held: Iterable[Held], seats: dict[int, tuple[int, int]]) -> list[Tally]:
    """Return a line for each month, series or host there is, in order, and the sum at the end."""
    groups: dict[int, list[Held]] = {}
    for session in held:
        groups.setdefault(_KEYS[way](session), []).append(session)
    lines = [tally(groups[key], seats, key=key) for key in sorted(groups)]
    return [*lines, tally([one for group in groups.values() for one in group], seats, key=-1)]


# Queries


def of_year(year: int, way: str, *, reach: Reach) -> list[Tally]:
    """Return a year's lines; only the sum where nothing is over yet."""
    held = _held(year, reach)
    return by(way, held, _seats({session.workshop_id for session in held}))


def years(reach: Reach) -> list[int]:
    """Return the years with sessions, this one always, the newest first."""
    span = select(func.min(Session.starts_at), func.max(Session.starts_at)).join(Session.workshop)
    query = span.where(reach.workshops(), Session.ends_at <= clock.now(), *_COUNTED)
    first, last = db.session.execute(query).one()
    known = {clock.today().year}
    if first and last:
        known |= set(range(clock.local(first).year, clock.local(last).year + 1))
    return sorted(known, reverse=True)


_COUNTED = (Session.status == "planned", Workshop.status == "published")


def _held(year: int, reach: Reach) -> list[Held]:
    begins, ends = clock.midnight(date(year, 1, 1)), clock.midnight(date(year + 1, 1, 1))
    here = func.count(Attendance.registration_id).filter(Attendance.present)
    query = (
        select(
            Session.starts_at,
            Session.workshop_id,
            Workshop.series_id,
            Workshop.host_id,
            here,
            func.count(Attendance.registration_id),
        )
        .join(Session.workshop)
        .join(Attendance, Attendance.session_id == Session.id, isouter=True)
        .where(Session.starts_at >= begins, Session.starts_at < ends)
        .where(Session.ends_at <= clock.now(), reach.workshops(), *_COUNTED)
        .group_by(Session.id, Workshop.id)
    )
    return [Held(*row) for row in db.session.execute(query)]


def _seats(workshop_ids: set[int]) -> dict[int, tuple[int, int]]:
    """Return taken and capacity of workshops that people sign up for here."""
    query = (
        select(Pool.workshop_id, func.sum(Pool.taken), func.sum(Pool.capacity))
        .join(Workshop, Workshop.id == Pool.workshop_id)
        .where(Pool.workshop_id.in_(workshop_ids), Pool.kind != "session")
        .where(Workshop.signup_mode == "form")
        .group_by(Pool.workshop_id)
    )
    return {number: (taken, capacity) for number, taken, capacity in db.session.execute(query)}
