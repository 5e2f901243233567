"""Sets of an organiser's own questions, kept under a name to be put into other workshops."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import select

from wirworkshops.database import db, verb
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.models.questions import QuestionSet


@verb
def keep_set(host_id: int, name: str, questions: Sequence[QuestionPlan]) -> QuestionSet:
    """Keep questions under a name; a set of that name is replaced."""
    same = (row for row in sets_of(host_id) if row.name.casefold() == name.casefold())
    kept = next(same, None) or QuestionSet(host_id=host_id)
    kept.name = name
    kept.questions = [asdict(replace(plan, id=None)) for plan in questions]
    db.session.add(kept)
    return kept


@verb
def delete_set(question_set: QuestionSet) -> None:
    db.session.delete(question_set)


def sets_of(host_id: int) -> list[QuestionSet]:
    query = select(QuestionSet).where(QuestionSet.host_id == host_id)
    return list(db.session.scalars(query.order_by(QuestionSet.name, QuestionSet.id)))


def plans_in(question_set: QuestionSet, *, after: int = 0) -> list[QuestionPlan]:
    """Return a set's questions as new ones, to stand after so many others."""
    plans = [QuestionPlan(**values) for values in question_set.questions]
    return [
        replace(
            plan,
            choices=tuple(plan.choices),
            depends_on=None if plan.depends_on is None else plan.depends_on + after,
        )
        for plan in plans
    ]
