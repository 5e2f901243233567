"""Sets of an organiser's own questions, kept under a name to be put into other workshops."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from wirworkshops.database import db, verb
from wirworkshops.domain import history
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.models.questions import QuestionSet


@verb
def keep_set(
    host_id: int,
    name: str,
    questions: Sequence[QuestionPlan],
    *,
    by: Actor = WORKER,
    workshop_id: int | None = None,
) -> QuestionSet:
    """Keep questions under a name; a set of that name is replaced."""
    same = (row for row in sets_of(host_id) if row.name.casefold() == name.casefold())
    row = next(same, None) or QuestionSet(host_id=host_id)
    row.name, row.questions = name, kept(questions)
    db.session.add(row)
    db.session.flush()
    _note("kept-questions", row, by, workshop_id)
    return row


@verb
def delete_set(
    question_set: QuestionSet, *, by: Actor = WORKER, workshop_id: int | None = None
) -> None:
    _note("forgot-questions", question_set, by, workshop_id)
    db.session.delete(question_set)


def _note(act: str, question_set: QuestionSet, by: Actor, workshop_id: int | None) -> None:
    """Write it down at the workshop where somebody did it: sets have no page of their own."""
    thing = ("question-set", question_set.id)
    history.record(act, by=by, workshop_id=workshop_id, thing=thing)


def sets_of(host_id: int) -> list[QuestionSet]:
    query = select(QuestionSet).where(QuestionSet.host_id == host_id)
    return list(db.session.scalars(query.order_by(QuestionSet.name, QuestionSet.id)))


def kept(plans: Sequence[QuestionPlan]) -> list[dict[str, Any]]:
    """Return questions as JSON, to be asked elsewhere."""
    return [asdict(replace(plan, id=None)) for plan in plans]


def taken_out(rows: Sequence[dict[str, Any]], *, after: int = 0) -> list[QuestionPlan]:
    """Return what has been kept as new questions, to stand after so many others."""
    plans = [QuestionPlan(**values) for values in rows]
    return [
        replace(
            plan,
            choices=tuple(plan.choices),
            depends_on=None if plan.depends_on is None else plan.depends_on + after,
        )
        for plan in plans
    ]


def plans_in(question_set: QuestionSet, *, after: int = 0) -> list[QuestionPlan]:
    """Return a set's questions as new ones, to stand after so many others."""
    return taken_out(question_set.questions, after=after)
