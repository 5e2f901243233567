"""Templates: kept plans without dates, for what a host holds again and again."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, outlines, question_sets, questions
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.templates import Template
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Audience, Series, Topic, Workshop

LABELS: dict[str, Any] = {
    "topic_ids": Topic,
    "audience_ids": Audience,
    "partner_ids": Host,
    "funder_ids": Funder,
}
PAGE_SIZE = 50


@verb
def keep(workshop: Workshop, name: str, *, by: Actor) -> Template:
    """Keep how a workshop is planned, and what it asks, as a template of its host."""
    _refuse_double(workshop.host_id, name)
    content = outlines.content_of(outlines.plan_of(workshop))
    content["asks"] = question_sets.kept(questions.plans_of(questions.of_workshop(workshop.id)))
    template = Template(
        host_id=workshop.host_id, name=name, content=content, changed_at=clock.now()
    )
    db.session.add(template)
    db.session.flush()
    _record("kept-template", template, by)
    return template


@verb
def rename(template: Template, name: str, *, by: Actor) -> None:
    db.session.refresh(template)
    if name == template.name:
        return
    _refuse_double(template.host_id, name)
    template.name, template.changed_at = name, clock.now()
    _record("renamed-template", template, by)


@verb
def remove(template: Template, *, by: Actor) -> None:
    """Throw a template away; what was made after it stays."""
    _record("removed-template", template, by)
    db.session.delete(template)


def _record(act: str, template: Template, by: Actor) -> None:
    history.record(act, by=by, thing=("template", template.id))


def _refuse_double(host_id: int, name: str) -> None:
    # with the host's row locked, so that two at once do not both find it free
    db.session.execute(select(Host.id).where(Host.id == host_id).with_for_update())
    same = select(Template.id).where(Template.host_id == host_id, Template.name == name)
    if db.session.scalar(same):
        raise Conflict("template-name")


def asks_of(template: Template) -> list[QuestionPlan]:
    """Return the questions that a workshop made after a template begins with."""
    return question_sets.taken_out(template.content.get("asks", []))


def plan_of(template: Template, day: date) -> WorkshopPlan:
    """Return the plan of a new workshop after a template; what is gone since is left open."""
    plan = outlines.plan_from(template.content, day)
    wanted = {session.room_id for session in plan.sessions} - {None}
    rooms = _present(Room, wanted)
    sessions = tuple(
        session if session.room_id in rooms else replace(session, room_id=None)
        for session in plan.sessions
    )
    left: dict[str, Any] = {
        name: tuple(number for number in numbers if number in _present(model, numbers))
        for name, model in LABELS.items()
        if (numbers := getattr(plan, name))
    }
    series_id = plan.series_id if plan.series_id in _present(Series, [plan.series_id]) else None
    return replace(plan, sessions=sessions, series_id=series_id, host_id=template.host_id, **left)


def _present(model: Any, numbers: Collection[int | None]) -> set[int]:
    """Return those of the numbers that there still are."""
    return set(db.session.scalars(select(model.id).where(model.id.in_(numbers))))


# Queries


def by_id(template_id: int) -> Template | None:
    query = select(Template).where(Template.id == template_id)
    return db.session.scalars(query.options(joinedload(Template.host))).one_or_none()


def in_reach(reach: Reach, *, page: int = 1) -> tuple[list[Template], int]:
    """Return a page of the templates of an account's hosts by name, and how many there are."""
    mine = true() if reach.is_all else Template.host_id.in_(reach.host_ids)
    total = db.session.scalar(select(func.count(Template.id)).where(mine)) or 0
    query = select(Template).where(mine).order_by(Template.name, Template.id)
    query = query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return list(db.session.scalars(query.options(joinedload(Template.host)))), total
