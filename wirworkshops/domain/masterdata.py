"""Master data: what its kinds share, from series to rooms. Which rows use one, lists, doubles.

Parts of the verbs of series, hosts, venues, rooms, trainers, topics and audiences: nothing here
commits.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Column, Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import instance_state

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import catalogue, history, images, plans
from wirworkshops.domain.history import Actor
from wirworkshops.domain.likeness import Candidate
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.labels import OldLabel
from wirworkshops.models.texts import fold, text_in
from wirworkshops.models.workshops import Workshop

PAGE_SIZE = 50
MOST_SLUG = 80
MOST_SHOWN = 20  # of those that use one


@dataclass(frozen=True)
class Noun:
    """A kind of row, with the pairs of its numbers and those of the workshops that use it.

    shown are the columns that stand in calendar entries. Lists are by name, or by order. filter
    is what the public list calls it.
    """

    model: Any
    pairs: Any
    filter: str = ""
    shown: frozenset[str] = frozenset()
    order: Any = None
    loads: tuple[Any, ...] = ()

    @property
    def thing(self) -> str:
        """What history calls such a row."""
        return str(self.model.__name__).lower()


class Line(NamedTuple):
    """A row, and how many workshops use it."""

    row: Any
    used: int


@dataclass(frozen=True)
class Listing:
    lines: list[Line]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class NamePlan:
    """What a topic or an audience is called, by language."""

    name: dict[str, str]


def pairs(row: Any, workshop: Any) -> Select[Any]:
    """Return the query of the pairs, from one column for each of the two."""
    return select(row.label("row"), workshop.label("workshop"))


def again(noun: Noun, row: Any) -> None:
    """Read a row anew, and let nobody else change it meanwhile; refuse what is gone."""
    (number,) = instance_state(row).key[1]  # type: ignore[index]
    lock = {"key_share": True}  # others may go on referring to it
    if db.session.get(noun.model, number, with_for_update=lock) is None:
        raise Conflict("record-gone")


def plan_of(row: Any, kind: type[Any]) -> Any:
    """Return a row as a plan of this kind, one attribute for each field."""
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def seen(plan: Any) -> str:
    """Return a print of what somebody saw: another one, and somebody else has changed it."""
    return blake2b(repr(astuple(plan)).encode(), digest_size=8).hexdigest()


def refuse_changed(now: Any, seen_print: str) -> None:
    if seen_print and seen(now) != seen_print:
        raise Conflict("record-meanwhile")


def write(row: Any, plan: Any) -> set[str]:
    """Give a row what the plan says; return the names of what is new."""
    new = {f.name for f in fields(plan) if getattr(row, f.name) != getattr(plan, f.name)}
    for name in new:
        setattr(row, name, getattr(plan, name))
    return new


def note(act: str, noun: Noun, number: int, *, by: Actor, **facts: Any) -> None:
    """Write a line of history about a row; facts are numbers, never its name."""
    history.record(act, by=by, thing=(noun.thing, number), **facts)


def add(noun: Noun, plan: Any, *, by: Actor, **values: Any) -> Any:
    """Add a row, with an address of its own where its kind has one."""
    refuse_double(noun, plan.name)
    row = noun.model(**{field.name: getattr(plan, field.name) for field in fields(plan)}, **values)
    if hasattr(noun.model, "slug"):
        row.slug = free_slug(noun.model, text_in(_texts(plan.name), "de"))
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError:  # somebody has just added one of this name
        raise Invalid("name-known") from None
    note("added", noun, row.id, by=by)
    catalogue.touch()
    return row


def change(noun: Noun, row: Any, plan: Any, seen_print: str, *, by: Actor) -> set[str]:
    """Change a row that stands in no place of a calendar; its address stays."""
    again(noun, row)
    refuse_changed(plan_of(row, type(plan)), seen_print)
    refuse_double(noun, plan.name, but=row.id)
    new = write(row, plan)
    if new & noun.shown:
        stamp(noun, row.id)
    if new:
        note("changed", noun, row.id, by=by)
        catalogue.touch()
    return new


def remove(noun: Noun, row: Any, *, by: Actor) -> None:
    """Delete a row that no workshop uses."""
    again(noun, row)
    if used(noun, row.id):
        raise Conflict("record-in-use")
    note("deleted", noun, row.id, by=by)
    drop(row)
    catalogue.touch()


def drop(row: Any) -> None:
    """Delete a row; where somebody has begun to use it, say so."""
    db.session.delete(row)
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict("record-in-use") from None


def begin_merge(noun: Noun, row: Any, into: Any, *, by: Actor) -> None:
    """Read both rows anew, always in the same order, and stamp what will change its label.

    History tells it of the row that stays. The revision is raised at the end: who edits a
    workshop has the lock of its seats first, too.
    """
    if row is into:
        raise Invalid("merge-same")
    for each in sorted((row, into), key=lambda one: instance_state(one).key[1]):  # type: ignore[index]
        again(noun, each)
    if noun.shown:
        stamp(noun, row.id)
    note("merged", noun, into.id, by=by, gone=row.id)


def leave(noun: Noun, row: Any, into: Any) -> None:
    """Delete a row after a merge; in bookmarks and subscribed feeds its address goes on working."""
    if noun.filter:
        ours = OldLabel.kind == noun.filter
        older = update(OldLabel).where(ours, OldLabel.instead == row.slug)
        db.session.execute(older.values(instead=into.slug))
        db.session.add(OldLabel(kind=noun.filter, slug=row.slug, instead=into.slug))
    images.follow(noun.model, row.id, into.id)
    drop(row)
    catalogue.touch()


def relink(column: Column[int], old: int, new: int) -> None:
    """Let a table of links point to another row; what is linked to both keeps one link."""
    table = column.table
    (other,) = (each for each in table.columns if each is not column)
    linked = select(other).where(column == new)
    db.session.execute(delete(table).where(column == old, other.in_(linked)))
    db.session.execute(update(table).where(column == old).values({column.name: new}))


def stamp(noun: Noun, number: int) -> None:
    """Say that the workshops of a row have changed, so that calendars take their entries anew."""
    users = select(noun.pairs.c.workshop).where(noun.pairs.c.row == number)
    changed = update(Workshop).where(Workshop.id.in_(users), Workshop.status != "draft")
    quiet = changed.execution_options(synchronize_session=False)
    db.session.execute(quiet.values(changed_at=clock.now()))


def refuse_double(noun: Noun, name: Any, *, but: int = 0, among: Any = True) -> None:
    """Refuse a name that another row has, without regard to case and accents."""
    texts = {fold(text) for text in _texts(name).values()}
    for number, known in _names(noun, among):
        if number != but and texts & {fold(text) for text in _texts(known).values()}:
            raise Invalid("name-known")


def free_slug(model: Any, name: str) -> str:
    """Return an address for filters that no other row of the model has, and no merged one had."""
    wanted = plans.slugify(name)[: MOST_SLUG - 6]
    used: set[str] = set()
    for column in (model.slug, OldLabel.slug):
        used |= set(db.session.scalars(select(column).where(column.startswith(wanted))))
    numbers = (f"{wanted}-{number}" for number in range(2, len(used) + 3))
    return next(slug for slug in (wanted, *numbers) if slug not in used)


def _texts(name: Any) -> dict[str, str]:
    return name if isinstance(name, dict) else {"de": name}


def _names(noun: Noun, among: Any = True) -> list[tuple[int, Any]]:
    """Return number and name of each row, in the order of lists: databases fold ASCII only."""
    query = select(noun.model.id, noun.model.name)
    if among is not True:
        query = query.where(among)
    if noun.order is not None:
        query = query.order_by(noun.order)
    rows = [(number, name) for number, name in db.session.execute(query.order_by(noun.model.id))]
    if noun.order is None:
        rows.sort(key=lambda row: fold(text_in(_texts(row[1]), "de")))
    return rows


# Queries


def listing(noun: Noun, *, q: str = "", page: int = 1, among: Any = True) -> Listing:
    """Return a page of the rows whose name holds each word of q."""
    found = _found(noun, q, among)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Listing(_lines(noun, shown), page, len(found))


def everything(noun: Noun, *, q: str = "", among: Any = True) -> list[Line]:
    """Return the same without pages, for a file."""
    return _lines(noun, _found(noun, q, among))


def _found(noun: Noun, q: str, among: Any) -> list[int]:
    words = fold(q).split()[:8]
    return [
        number
        for number, name in _names(noun, among)
        if all(word in fold(" ".join(_texts(name).values())) for word in words)
    ]


def _lines(noun: Noun, shown: list[int]) -> list[Line]:
    rows = {row.id: row for row in _rows(noun, shown)}
    uses = counts(noun, shown)
    return [Line(rows[number], uses.get(number, 0)) for number in shown if number in rows]


def _rows(noun: Noun, numbers: Sequence[int]) -> list[Any]:
    query = select(noun.model).where(noun.model.id.in_(numbers)).options(*noun.loads)
    return list(db.session.scalars(query))


def counts(noun: Noun, numbers: Sequence[int]) -> dict[int, int]:
    """Return how many workshops use each of these rows, those that any uses."""
    pair = noun.pairs.c
    query = select(pair.row, func.count(pair.workshop.distinct()).label("workshops")).group_by(
        pair.row
    )
    rows = db.session.execute(query.where(pair.row.in_(numbers)))
    return {row.row: row.workshops for row in rows}


def others(noun: Noun, row: Any, *, among: Any = True) -> list[tuple[int, Any]]:
    """Return number and name of each row that this one could be a double of."""
    return [(number, name) for number, name in _names(noun, among) if number != row.id]


def candidates(noun: Noun, *, among: Any = True) -> list[Candidate]:
    """Return what each row is called, and where it is, to be compared with the others."""
    rows = _names(noun, among)
    addresses: dict[int, str] = {}
    if hasattr(noun.model, "street"):
        found = db.session.scalars(select(noun.model).where(noun.model.street != ""))
        addresses = {row.id: row.address for row in found}
    return [
        Candidate(number, text_in(_texts(name), "de"), addresses.get(number, ""))
        for number, name in rows
    ]


def count(nouns: Sequence[Noun]) -> list[int]:
    """Return how many rows each kind has, in one query."""
    sizes = [select(func.count(noun.model.id)).scalar_subquery() for noun in nouns]
    return list(db.session.execute(select(*sizes)).one())


def used(noun: Noun, number: int) -> int:
    """Return how many workshops use a row."""
    return counts(noun, [number]).get(number, 0)


def users(noun: Noun, number: int) -> list[Workshop]:
    """Return the newest workshops that use a row, drafts too, with their titles and dates."""
    pair = noun.pairs.c
    query = (
        select(Workshop)
        .where(Workshop.id.in_(select(pair.workshop).where(pair.row == number)))
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(Workshop.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(db.session.scalars(query))
