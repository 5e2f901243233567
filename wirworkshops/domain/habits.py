"""Habits: what a host's last workshops had in common, for the next one to start with."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.models.workshops import Session, Workshop

LAST = 5
Value = TypeVar("Value")


@dataclass(frozen=True)
class Usual:
    """What is usual at a host; trainers by name."""

    host_id: int
    series_id: int | None
    kind: str
    capacity: int
    signup_mode: str
    waiting_list: bool
    admission: str
    moves_up: str
    queue: str
    most_seats: int
    begin: time
    end: time
    room_id: int | None
    trainers: tuple[str, ...]
    spoken: tuple[str, ...]
    reminders: tuple[int, ...]


def most_common(values: Iterable[Value]) -> Value:
    """Return what stands there most often; of several, what stands there first (the newest)."""
    return Counter(values).most_common(1)[0][0]


def of_host(host_id: int | None) -> Usual | None:
    """Return what is usual at a host, or at all of them; None where nothing has been held yet."""
    query = (
        select(Workshop)
        .where(Workshop.sessions.any(), Workshop.kind != "conference")
        .order_by(Workshop.id.desc())
        .limit(LAST)
        .options(
            selectinload(Workshop.sessions).selectinload(Session.trainers),
            selectinload(Workshop.pools),
            selectinload(Workshop.languages),
        )
    )
    if host_id:
        query = query.where(Workshop.host_id == host_id)
    found = list(db.session.scalars(query))
    return _usual(found) if found else None


def _usual(found: list[Workshop]) -> Usual:
    firsts = [workshop.sessions[0] for workshop in found]
    hours = [(clock.local(one.starts_at).time(), clock.local(one.ends_at).time()) for one in firsts]
    begin, end = most_common(hours)
    plain = (
        "host_id", "series_id", "kind", "signup_mode", "waiting_list", "admission", "moves_up",
        "queue", "most_seats",
    )  # fmt: skip
    return Usual(
        **{name: most_common(getattr(one, name) for one in found) for name in plain},
        capacity=most_common(one.pool.capacity for one in found),
        begin=begin,
        end=end,
        room_id=most_common(one.room_id for one in firsts),
        trainers=most_common(tuple(person.name for person in one.trainers) for one in firsts),
        spoken=most_common(
            tuple(sorted(row.language for row in one.languages)) or ("de",) for one in found
        ),
        reminders=most_common(tuple(one.reminders) for one in found),
    )
