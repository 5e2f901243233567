"""Audiences: whom workshops are for."""

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.models.workshops import Audience, workshop_audiences

_LINK = workshop_audiences.c
NOUN = masterdata.Noun(
    Audience, masterdata.pairs(_LINK.audience_id, _LINK.workshop_id).subquery(), filter="audience"
)


@verb
def add(plan: NamePlan, *, by: Actor = WORKER) -> Audience:
    audience: Audience = masterdata.add(NOUN, plan, by=by)
    return audience


@verb
def change(audience: Audience, plan: NamePlan, *, seen: str = "", by: Actor = WORKER) -> None:
    masterdata.change(NOUN, audience, plan, seen, by=by)


@verb
def remove(audience: Audience, *, by: Actor = WORKER) -> None:
    masterdata.remove(NOUN, audience, by=by)


@verb
def merge(audience: Audience, into: Audience, *, by: Actor = WORKER) -> None:
    """Let all workshops of an audience have another one instead; the audience goes."""
    masterdata.begin_merge(NOUN, audience, into, by=by)
    masterdata.relink(_LINK.audience_id, audience.id, into.id)
    masterdata.leave(NOUN, audience, into)


def by_id(audience_id: int) -> Audience | None:
    return db.session.get(Audience, audience_id)
