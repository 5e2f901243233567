"""What a workshop's form chose: still there, and kept until the workshop is stored."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from wirworkshops.database import db
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.errors import Conflict
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Audience, Series, Topic, Workshop


def hold(plan: WorkshopPlan) -> None:
    """Refuse what has been deleted or merged meanwhile; nobody deletes the rest before we end.

    One query for each kind that was chosen. A lock for share only: others choose it, too.
    """
    wanted: dict[Any, Iterable[int | None]] = {
        Series: [plan.series_id],
        Host: [plan.host_id, *plan.partner_ids],
        Room: [session.room_id for session in plan.sessions],
        Topic: plan.topic_ids,
        Audience: plan.audience_ids,
        Funder: plan.funder_ids,
        Workshop: [plan.original_id],
    }
    for model, numbers in wanted.items():
        _hold(model, sorted({number for number in numbers if number}))


def _hold(model: Any, numbers: list[int]) -> None:
    if not numbers:
        return
    query = select(model.id).where(model.id.in_(numbers)).order_by(model.id)
    found = db.session.scalars(query.with_for_update(read=True, key_share=True)).all()
    if len(found) < len(numbers):
        raise Conflict("choice-gone")
