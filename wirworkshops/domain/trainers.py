"""Trainers: those of a session's plan, found by name or added."""

from sqlalchemy import select

from wirworkshops.database import db
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.texts import fold
from wirworkshops.models.trainers import Trainer


def of_plan(plan: SessionPlan) -> list[Trainer]:
    """Return the trainers of a session; a name nobody has yet becomes a new one."""
    if not (plan.trainer_ids or plan.trainer_names):
        return []
    everybody = all_trainers()
    chosen = [trainer for trainer in everybody if trainer.id in plan.trainer_ids]
    by_name = {fold(trainer.name): trainer for trainer in everybody}
    for name in plan.trainer_names:
        trainer = by_name.setdefault(fold(name), Trainer(name=name))
        if trainer not in chosen:
            chosen.append(trainer)
    db.session.add_all(chosen)
    return chosen


def all_trainers() -> list[Trainer]:
    return list(db.session.scalars(select(Trainer).order_by(Trainer.name)))
