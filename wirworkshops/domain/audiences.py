"""Audiences: whom workshops are for."""

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.models.workshops import Audience, workshop_audiences

_LINK = workshop_audiences.c
NOUN = masterdata.Noun(
    Audience, masterdata.pairs(_LINK.audience_id, _LINK.workshop_id).subquery(), filter="audience"
)


@verb
def add(plan: NamePlan) -> Audience:
    audience: Audience = masterdata.add(NOUN, plan)
    return audience


@verb
def change(audience: Audience, plan: NamePlan, *, seen: str = "") -> None:
    masterdata.change(NOUN, audience, plan, seen)


@verb
def remove(audience: Audience) -> None:
    masterdata.remove(NOUN, audience)


@verb
def merge(audience: Audience, into: Audience) -> None:
    """Let all workshops of an audience have another one instead; the audience goes."""
    masterdata.begin_merge(NOUN, audience, into)
    masterdata.relink(_LINK.audience_id, audience.id, into.id)
    masterdata.leave(NOUN, audience, into)


def by_id(audience_id: int) -> Audience | None:
    return db.session.get(Audience, audience_id)
