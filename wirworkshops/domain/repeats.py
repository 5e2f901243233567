"""Repeats: several workshops made at once, after one plan on several days."""

from collections.abc import Sequence
from dataclasses import replace

from wirworkshops.database import verb
from wirworkshops.domain import recurrence, workshops
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.errors import Invalid
from wirworkshops.models.workshops import Workshop


@verb
def create(
    plans: list[WorkshopPlan], *, by: Actor, asks: Sequence[QuestionPlan] = ()
) -> list[Workshop]:
    """Store all as drafts with the same questions, or none.

    They repeat what the plans name, or else the first of them.
    """
    if not 1 <= len(plans) <= recurrence.MOST:
        raise Invalid("rule-times")
    made: list[Workshop] = []
    for plan in plans:
        original = plan.original_id or (made[0].id if made else None)
        made.append(workshops.add(replace(plan, original_id=original), by=by, asks=asks))
    return made
