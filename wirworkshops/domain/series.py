"""Series: programme lines, with their colour and how many coming workshops a person may have."""

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Invalid
from wirworkshops.models.workshops import Series, Workshop

MOST = 100
NOUN = masterdata.Noun(
    Series,
    masterdata.pairs(Workshop.series_id, Workshop.id).subquery(),
    filter="series",
    shown=frozenset({"name", "palette"}),
    order=Series.position,
    loads=(joinedload(Series.image),),
)


@dataclass(frozen=True)
class SeriesPlan:
    """A series as the form gives it. most_per_person: how many coming workshops; None: any number.

    Who has more already keeps them.
    """

    name: dict[str, str]
    summary: dict[str, str]
    palette: str
    position: int = 0
    most_per_person: int | None = None


@verb
def add(plan: SeriesPlan, *, by: Actor = WORKER) -> Series:
    _check(plan)
    series: Series = masterdata.add(NOUN, plan, by=by)
    return series


@verb
def change(series: Series, plan: SeriesPlan, *, seen: str = "", by: Actor = WORKER) -> None:
    _check(plan)
    masterdata.change(NOUN, series, plan, seen, by=by)


def _check(plan: SeriesPlan) -> None:
    if plan.most_per_person is not None and not 1 <= plan.most_per_person <= MOST:
        raise Invalid("series-limit")


@verb
def remove(series: Series, *, by: Actor = WORKER) -> None:
    masterdata.remove(NOUN, series, by=by)


@verb
def merge(series: Series, into: Series, *, by: Actor = WORKER) -> None:
    """Let all workshops of a series belong to another one; the series goes."""
    masterdata.begin_merge(NOUN, series, into, by=by)
    mine = update(Workshop).where(Workshop.series_id == series.id)
    db.session.execute(mine.values(series_id=into.id))
    masterdata.leave(NOUN, series, into)


# Queries


def by_id(series_id: int) -> Series | None:
    return db.session.get(Series, series_id)


def next_position() -> int:
    """Return where a new series stands: after all others."""
    return (db.session.scalar(select(func.max(Series.position))) or 0) + 1
