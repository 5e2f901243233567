"""Decisions: what becomes of a workshop whose minimum number is not reached.

It is held all the same here, postponed (domain.postponing), or called off (domain.workshops).
"""

from wirworkshops import clock
from wirworkshops.database import verb
from wirworkshops.domain import dues, history, workshops
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.workshops import Workshop


@verb
def hold_anyway(workshop: Workshop, *, by: Actor) -> None:
    """Decide that it takes place with those who come; nobody is asked again."""
    with workshops.changing(workshop):
        if workshop.status != "published":
            raise Conflict("workshop-cancelled")
        workshop.decided_at = clock.now()
        dues.plan(workshop)
        history.record("held-anyway", by=by, workshop_id=workshop.id)
