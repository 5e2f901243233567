"""Clashes: room or trainer that another workshop has at the same time; a room that is too small.

Told, not forbidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from wirworkshops.database import db
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.texts import fold
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Wanted:
    """A time with what is to be free then."""

    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    trainers: frozenset[str]  # their names, folded


@dataclass(frozen=True)
class Clash:
    """Somebody or something that is elsewhere at that time; number is the place in the list."""

    number: int
    kind: str  # room trainer
    name: str
    session: Session


def of_workshop(workshop: Workshop) -> list[Clash]:
    """Return the clashes of a workshop's dates that are still planned."""
    planned = [session for session in workshop.sessions if not session.is_cancelled]
    return find([_of_session(session) for session in planned], but=workshop.id)


def too_small(workshop: Workshop) -> dict[Room, int]:
    """Return the rooms that hold fewer than are planned there, each with how many are."""
    own = {pool.session_id: pool.capacity for pool in workshop.pools if pool.session_id}
    found: dict[Room, int] = {}
    for session in workshop.sessions:
        room, wanted = session.room, own.get(session.id, workshop.pool.capacity)
        may_be_online = session.is_online and workshop.pool.kind == "all"
        if room is None or session.is_cancelled or may_be_online:
            continue
        if room.capacity and room.capacity < wanted:
            found[room] = max(wanted, found.get(room, 0))
    return found


def of_plans(plans: Sequence[SessionPlan]) -> list[Clash]:
    """Return the clashes of dates that are not stored yet."""
    chosen = {number for plan in plans for number in plan.trainer_ids}
    query = select(Trainer.id, Trainer.name).where(Trainer.id.in_(chosen))
    names: dict[int, str] = dict(db.session.execute(query).all()) if chosen else {}
    return find([_of_plan(plan, names) for plan in plans])


def _of_session(session: Session) -> Wanted:
    names = frozenset(fold(trainer.name) for trainer in session.trainers)
    return Wanted(session.starts_at, session.ends_at, session.room_id, names)


def _of_plan(plan: SessionPlan, names: Mapping[int, str]) -> Wanted:
    known = [names[number] for number in plan.trainer_ids if number in names]
    led_by = frozenset(map(fold, (*known, *plan.trainer_names)))
    return Wanted(plan.starts_at, plan.ends_at, plan.room_id, led_by)


def find(wanted: Sequence[Wanted], *, but: int = 0) -> list[Clash]:
    """Return every clash with another workshop's date, drafts included; one query for all."""
    others = _others(wanted, but)
    return [
        clash
        for number, one in enumerate(wanted)
        for other in others
        if other.starts_at < one.ends_at and one.starts_at < other.ends_at
        for clash in _between(number, one, other)
    ]


def _between(number: int, one: Wanted, other: Session) -> Iterable[Clash]:
    if one.room_id and other.room and other.room_id == one.room_id:
        yield Clash(number, "room", other.room.label, other)
    for trainer in other.trainers:
        if fold(trainer.name) in one.trainers:
            yield Clash(number, "trainer", trainer.name, other)


def _others(wanted: Sequence[Wanted], but: int) -> list[Session]:
    rooms = {one.room_id for one in wanted if one.room_id}
    if not wanted or not (rooms or any(one.trainers for one in wanted)):
        return []
    led = Session.trainers.any()
    query = (
        select(Session)
        .join(Session.workshop)
        .where(
            Session.workshop_id != but,
            Session.status == "planned",
            Session.ends_at > min(one.starts_at for one in wanted),
            Session.starts_at < max(one.ends_at for one in wanted),
            or_(Session.room_id.in_(rooms), led),
        )
        .options(
            contains_eager(Session.workshop).options(
                selectinload(Workshop.texts), joinedload(Workshop.host)
            ),
            joinedload(Session.room).joinedload(Room.venue),
            selectinload(Session.trainers),
        )
        .order_by(Session.starts_at, Session.id)
    )
    return list(db.session.scalars(query))
