"""Timetables: the sessions that a trainer leads, or an office has, for their own calendars."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue
from wirworkshops.domain.reach import Reach
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import STATUSES
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop

PAGE_SIZE = 50
COUNTED = (*STATUSES, "resized", "chose")  # the acts that change how many come or wait


def of_trainer(trainer_id: int, *, since: datetime) -> list[Session]:
    """Return the published sessions somebody leads, called off or not, in order."""
    leads = Session.trainers.any(Trainer.id == trainer_id)
    return _sessions(since, leads, Workshop.status != "draft")


def of_office(reach: Reach, *, since: datetime) -> list[Session]:
    """Return a host's sessions, drafts included; all there are without a host."""
    return _sessions(since, reach.workshops())


def listed(reach: Reach, *, is_past: bool, page: int = 1) -> tuple[list[Session], int]:
    """Return a page of the planned sessions in reach: to come, or the newest that are over.

    What has ended today still counts as to come: its list is often saved only then.
    """
    morning = clock.midnight(clock.today())
    when = Session.ends_at <= morning if is_past else Session.ends_at > morning
    query = (
        select(Session)
        .join(Session.workshop)
        .where(reach.sessions(), when)
        .where(Session.status == "planned", Workshop.status == "published")
    )
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    first = Session.starts_at.desc() if is_past else Session.starts_at.asc()
    rows = query.order_by(first, Session.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    workshop = contains_eager(Session.workshop).options(*catalogue.with_everything())
    return list(db.session.scalars(rows.options(workshop))), total


def _sessions(since: datetime, *conditions: Any) -> list[Session]:
    query = (
        select(Session)
        .join(Session.workshop)
        .where(Session.ends_at > since, *conditions)
        .order_by(Session.starts_at, Session.id)
        .options(contains_eager(Session.workshop).options(*catalogue.with_everything()))
    )
    return list(db.session.scalars(query))


def last_acts(workshop_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when the numbers of each workshop last changed."""
    query = (
        select(Event.workshop_id, func.max(Event.at))
        .where(Event.workshop_id.in_(set(workshop_ids)), Event.act.in_(COUNTED))
        .group_by(Event.workshop_id)
    )
    return {number: at for number, at in db.session.execute(query) if number is not None}
