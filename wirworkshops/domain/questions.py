"""An organiser's own questions and the answers to them. What can be asked and answered: asking."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, select
from sqlalchemy.orm import load_only

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, history, locks, seats, states
from wirworkshops.domain.asking import CHOOSING, Answers, QuestionPlan, mistakes
from wirworkshops.domain.history import PARTICIPANT, Actor
from wirworkshops.errors import Conflict, Gone, Invalid
from wirworkshops.models.questions import Answer, Question
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

# Verbs for questions


@verb
def plan_questions(
    workshop: Workshop,
    plans: Sequence[QuestionPlan],
    *,
    by: Actor,
    seen: str | None = None,
) -> int:
    """Make these the workshop's questions. Those kept keep their answers, others lose them.

    seen is the print of the questions the form was made from. Returns how many answers were
    deleted. Raises Invalid where one cannot be asked; Conflict where somebody else changed them
    meanwhile, or an answered question would become one of another kind.
    """
    _refuse_mistakes(plans)
    with locks.seats_of(workshop):  # nobody answers meanwhile
        if workshop.status == "cancelled":
            raise Conflict("workshop-cancelled")
        present = {row.id: row for row in db.session.scalars(_of_workshop(workshop.id))}
        if seen is not None and seen != print_of(list(present.values())):
            raise Conflict("questions-meanwhile")
        _refuse_other_kind(plans, present)
        rows = _write(workshop, plans, present)
        gone = _forget(set(present) - {row.id for row in rows})
        history.record("edited-questions", by=by, workshop_id=workshop.id, answers=gone)
        if workshop.status != "draft":
            catalogue.touch()  # the sign-up form is another one now
    return gone


def ask(workshop: Workshop, plans: Sequence[QuestionPlan], *, by: Actor) -> None:
    """Ask this of those who sign up for a new workshop; part of the verb that makes it."""
    _refuse_mistakes(plans)
    _write(workshop, plans, {})
    history.record("edited-questions", by=by, workshop_id=workshop.id, answers=0)


def _refuse_mistakes(plans: Sequence[QuestionPlan]) -> None:
    for place, code in mistakes(plans):
        raise Invalid(code, str(place + 1))


def _refuse_other_kind(plans: Sequence[QuestionPlan], present: dict[int, Question]) -> None:
    for place, plan in enumerate(plans, start=1):
        row = present.get(plan.id or 0)
        if row and row.kind != plan.kind and _is_answered(row):
            raise Conflict("question-answered", str(place))


def _is_answered(question: Question) -> bool:
    query = select(Answer.question_id).where(Answer.question_id == question.id).limit(1)
    return db.session.scalar(query) is not None


def _write(
    workshop: Workshop, plans: Sequence[QuestionPlan], present: dict[int, Question]
) -> list[Question]:
    rows = [present.get(plan.id or 0) or Question(workshop_id=workshop.id) for plan in plans]
    for place, (row, plan) in enumerate(zip(rows, plans, strict=True)):
        row.position, row.kind, row.required = place, plan.kind, plan.required
        row.label, row.help, row.purpose = dict(plan.label), dict(plan.help), plan.purpose
        row.choices = list(plan.choices) if plan.kind in CHOOSING else []
        row.keep_days = plan.keep_days
        row.depends_on_id, row.depends_value = None, ""
    db.session.add_all(rows)
    db.session.flush()  # dependencies need the numbers
    for row, plan in zip(rows, plans, strict=True):
        if plan.depends_on is not None:
            row.depends_on_id = rows[plan.depends_on].id
            row.depends_value = plan.depends_value
    db.session.flush()
    return rows


def _forget(ids: set[int]) -> int:
    """Delete questions and their answers; return how many answers."""
    if not ids:
        return 0
    gone = db.session.execute(delete(Answer).where(Answer.question_id.in_(ids)))
    db.session.execute(delete(Question).where(Question.id.in_(ids)))
    return int(gone.rowcount)  # type: ignore[attr-defined]


# Verbs for answers


def keep_answers(registration: Registration, answers: Mapping[int, Any]) -> None:
    """Make these the answers of a registration; part of a verb that has the workshop's lock.

    Questions that somebody removed since the form was made are left out.
    """
    if registration.id is None:
        if not answers:
            return
        db.session.add(registration)
        db.session.flush()  # answers need its number
    known = _own_ids(registration.workshop_id, answers)
    before = select(Answer).where(Answer.registration_id == registration.id)
    present = {row.question_id: row for row in db.session.scalars(before)}
    for number, row in present.items():
        if number not in known:
            db.session.delete(row)
    for number in known:
        row = present.get(number) or Answer(registration_id=registration.id, question_id=number)
        row.value = answers[number]
        db.session.add(row)


def _own_ids(workshop_id: int, answers: Mapping[int, Any]) -> set[int]:
    if not answers:
        return set()
    own = select(Question.id).where(Question.workshop_id == workshop_id)
    return set(db.session.scalars(own.where(Question.id.in_(answers))))


@verb
def change_answers(registration: Registration, answers: Mapping[int, Any]) -> None:
    """Let a participant answer anew, until the workshop begins."""
    with locks.seats_for(registration):
        if registration.participant is None:
            raise Gone("deleted")
        if not can_change(registration):
            raise Conflict("answers-closed")
        keep_answers(registration, answers)
        history.record(
            "corrected",
            by=PARTICIPANT,
            workshop_id=registration.workshop_id,
            registration_id=registration.id,
        )


def can_change(registration: Registration) -> bool:
    begun = seats.begins_at(registration.workshop) <= clock.now()
    return registration.status in states.ACTIVE and not begun


# Plans of what there is


def plans_of(questions: Sequence[Question]) -> list[QuestionPlan]:
    """Return questions as plans, as the form of the office begins with them."""
    places = {question.id: place for place, question in enumerate(questions)}
    return [
        QuestionPlan(
            id=row.id,
            kind=row.kind,
            label=row.label,
            help=row.help,
            choices=tuple(row.choices),
            required=row.required,
            depends_on=places.get(row.depends_on_id or 0),
            depends_value=row.depends_value,
            purpose=row.purpose,
            keep_days=row.keep_days,
        )
        for row in questions
    ]


def print_of(questions: Sequence[Question]) -> str:
    """Return a print of all that these questions say: another one, once anything is changed."""
    said = json.dumps([asdict(plan) for plan in plans_of(questions)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def copies(questions: Sequence[Question]) -> list[QuestionPlan]:
    """Return plans of new questions like these, for another workshop."""
    return [replace(plan, id=None) for plan in plans_of(questions)]


# Queries. Questions come apart from the session: the beginning of a verb would expire them.


def _of_workshop(workshop_id: int) -> Select[Any]:
    query = select(Question).where(Question.workshop_id == workshop_id)
    return query.order_by(Question.position, Question.id)


def of_workshop(workshop_id: int) -> list[Question]:
    return _apart(db.session.scalars(_of_workshop(workshop_id)))


def _apart(rows: Iterable[Question | None]) -> list[Question]:
    found = [row for row in rows if row is not None]
    for row in found:
        db.session.expunge(row)
    return found


@lru_cache
def _for_signup() -> Select[Workshop, Question]:
    """Return the query of a workshop's key with its questions; made once, each sign-up asks it."""
    return (
        select(Workshop, Question)
        .outerjoin(Question, Question.workshop_id == Workshop.id)
        .where(Workshop.slug == bindparam("slug"))
        .options(load_only(Workshop.id, Workshop.slug, Workshop.most_seats))
        .order_by(Question.position, Question.id)
    )


def for_signup(slug: str) -> tuple[Workshop | None, list[Question]]:
    """Return hardly more than a workshop's key, for a verb, and what it asks; one query."""
    rows = db.session.execute(_for_signup(), {"slug": slug}).all()
    return (rows[0][0] if rows else None), _apart(row[1] for row in rows)


def answered(registration: Registration) -> tuple[list[Question], Answers]:
    """Return what a registration's workshop asks, and her answers; one query."""
    own = and_(Answer.question_id == Question.id, Answer.registration_id == registration.id)
    query = _of_workshop(registration.workshop_id).add_columns(Answer.value).outerjoin(Answer, own)
    rows = db.session.execute(query).all()
    answers = {row[0].id: row[1] for row in rows if row[1] is not None}
    return _apart(row[0] for row in rows), answers


def answers_of(registration_id: int) -> Answers:
    query = select(Answer).where(Answer.registration_id == registration_id)
    return {row.question_id: row.value for row in db.session.scalars(query)}


def answers_in(workshop_id: int) -> dict[int, Answers]:
    """Return all answers given in a workshop, by registration."""
    query = select(Answer).join(Question, Question.id == Answer.question_id)
    found: dict[int, Answers] = {}
    for row in db.session.scalars(query.where(Question.workshop_id == workshop_id)):
        found.setdefault(row.registration_id, {})[row.question_id] = row.value
    return found


def counts(workshop_id: int) -> dict[int, int]:
    """Return how many have answered each question of a workshop."""
    query = select(Answer.question_id, func.count()).join(
        Question, Question.id == Answer.question_id
    )
    query = query.where(Question.workshop_id == workshop_id).group_by(Answer.question_id)
    return {number: count for number, count in db.session.execute(query)}  # noqa: C416 - types
