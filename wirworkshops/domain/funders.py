"""Funders: who pays for workshops. Where a workshop names none, the setting `funding` speaks."""

from dataclasses import dataclass

from sqlalchemy import select

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.models.funders import Funder, workshop_funders

_LINK = workshop_funders.c
NOUN = masterdata.Noun(Funder, masterdata.pairs(_LINK.funder_id, _LINK.workshop_id).subquery())


@dataclass(frozen=True)
class FunderPlan:
    """A funder as the form gives it; line goes on after "Gefördert"."""

    name: str
    line: dict[str, str]
    website: str = ""


@verb
def add(plan: FunderPlan, *, by: Actor = WORKER) -> Funder:
    funder: Funder = masterdata.add(NOUN, plan, by=by)
    return funder


@verb
def change(funder: Funder, plan: FunderPlan, *, seen: str = "", by: Actor = WORKER) -> None:
    masterdata.change(NOUN, funder, plan, seen, by=by)


@verb
def remove(funder: Funder, *, by: Actor = WORKER) -> None:
    masterdata.remove(NOUN, funder, by=by)


@verb
def merge(funder: Funder, into: Funder, *, by: Actor = WORKER) -> None:
    """Let another funder have all workshops; the funder goes."""
    masterdata.begin_merge(NOUN, funder, into, by=by)
    masterdata.relink(_LINK.funder_id, funder.id, into.id)
    masterdata.leave(NOUN, funder, into)


# Queries


def by_id(funder_id: int) -> Funder | None:
    return db.session.get(Funder, funder_id)


def all_funders() -> list[Funder]:
    return list(db.session.scalars(select(Funder).order_by(Funder.name, Funder.id)))
