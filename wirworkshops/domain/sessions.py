"""Sessions: writing a workshop's dates as planned, and calling one off.

Parts of the verbs of domain.workshops: nothing here commits or tells anybody.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import trainers
from wirworkshops.domain.plans import SessionPlan, WorkshopPlan
from wirworkshops.errors import Conflict
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop

Moved = list[tuple[Session, datetime]]  # each with its start before


def _place(session: Session | SessionPlan) -> tuple[Any, ...]:
    return (session.starts_at, session.ends_at, session.room_id, session.is_online)


def _moves(session: Session, plan: SessionPlan) -> bool:
    """Whether people see another date or place; a link that nobody has yet is none."""
    has_new_link = session.online_url != plan.online_url and not session.holds_link_back
    return _place(session) != _place(plan) or has_new_link


def add(workshop: Workshop, plan: SessionPlan) -> Session:
    session = Session(
        uid=plan.uid or str(uuid.uuid4()),
        title=plan.title,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        room_id=plan.room_id,
        is_online=plan.is_online,
        online_url=plan.online_url,
        status="planned",
        sequence=0,
        changed_at=clock.now(),
        trainers=trainers.of_plan(plan),
    )
    workshop.sessions.append(session)
    return session


def apply(workshop: Workshop, plan: WorkshopPlan) -> tuple[Moved, list[Session]]:
    """Write the sessions; return those that moved, each with its old start, and the new ones."""
    present = {session.id: session for session in workshop.sessions}
    moved, added = [], []
    for given in plan.sessions:
        session = present.pop(given.id, None) if given.id else None
        if session is None:
            added.append(add(workshop, given))
            continue
        if not session.is_cancelled and _moves(session, given):
            moved.append((session, session.starts_at))
            _move(session, given, published=workshop.status == "published")
        if not session.is_cancelled:
            session.online_url = given.online_url
        session.title, session.trainers = given.title, trainers.of_plan(given)
    _drop(workshop, list(present.values()))
    return moved, added


def _move(session: Session, plan: SessionPlan, *, published: bool) -> None:
    session.starts_at, session.ends_at = plan.starts_at, plan.ends_at
    session.room_id, session.is_online = plan.room_id, plan.is_online
    session.changed_at = clock.now()
    session.sequence += published
    session.room = db.session.get(Room, plan.room_id) if plan.room_id else None


def shift(session: Session, *, days: int) -> None:
    """Move a published session by days; its hours on the wall clock stay."""
    for name in ("starts_at", "ends_at"):
        was = clock.local(getattr(session, name))
        setattr(session, name, clock.at(was.date() + timedelta(days=days), was.time()))
    session.changed_at = clock.now()
    session.sequence += 1


def _drop(workshop: Workshop, sessions: list[Session]) -> None:
    left = [session for session in sessions if not session.is_cancelled]
    if left and workshop.status != "draft":
        raise Conflict("session-published")
    for session in left:
        for pool in [pool for pool in workshop.pools if pool.session_id == session.id]:
            workshop.pools.remove(pool)
            db.session.delete(pool)
        workshop.sessions.remove(session)
        db.session.delete(session)


def call_off(session: Session, because: str) -> None:
    session.status, session.cancelled_because = "cancelled", because
    session.sequence += 1
    session.changed_at = clock.now()
