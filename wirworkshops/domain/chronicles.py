"""The history of everything: newest first, a page by its last number, as far as one reaches.

Writing a line: history. What is deleted has no name any more, only its number.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import trainers
from wirworkshops.domain.reach import Reach
from wirworkshops.models.accounts import Account
from wirworkshops.models.funders import Funder
from wirworkshops.models.history import Event
from wirworkshops.models.hosts import Host
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Audience, Series, Topic, Workshop

PAGE_SIZE = 50
MOST = 5000  # lines in a file
NAMED: dict[str, Any] = {
    "series": Series,
    "host": Host,
    "venue": Venue,
    "room": Room,
    "trainer": Trainer,
    "topic": Topic,
    "audience": Audience,
    "funder": Funder,
    "account": Account,
}
MASTER = tuple(name for name in NAMED if name != "account")


@dataclass(frozen=True)
class Wanted:
    """Which lines; empty fields are any. who is an account's number, or a kind of actor."""

    what: str = ""
    who: str = ""
    act: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page:
    events: list[Event]
    older: int | None  # the number before which the next page begins


WHAT: dict[str, ColumnElement[bool]] = {
    "workshop": and_(Event.workshop_id.is_not(None), Event.registration_id.is_(None)),
    "registration": Event.registration_id.is_not(None),
    "masterdata": Event.thing.in_(MASTER),
    "letter": Event.thing.in_(("letter", "mailing", "wording")),
    "account": Event.thing == "account",
    "import": Event.thing == "import",
}


def find(wanted: Wanted, *, reach: Reach, account: Account, before: int | None = None) -> Page:
    """Return the lines before a number, those that an account may know of."""
    query = _fitting(wanted, reach, account).limit(PAGE_SIZE + 1)
    if before is not None:
        query = query.where(Event.id < before)
    rows = list(db.session.scalars(query))
    shown = rows[:PAGE_SIZE]
    return Page(shown, shown[-1].id if len(rows) > PAGE_SIZE else None)


def newest(wanted: Wanted, *, reach: Reach, account: Account) -> list[Event]:
    """Return the newest lines that an account may know of, no more than MOST."""
    return list(db.session.scalars(_fitting(wanted, reach, account).limit(MOST)))


def is_long(wanted: Wanted, *, reach: Reach, account: Account) -> bool:
    """Return whether there are more lines than a file takes."""
    query = _fitting(wanted, reach, account).with_only_columns(Event.id)
    return db.session.scalar(query.offset(MOST).limit(1)) is not None


def _fitting(wanted: Wanted, reach: Reach, account: Account) -> Select[Event]:
    return (
        select(Event)
        .where(_within(reach, account), *_conditions(wanted))
        .options(joinedload(Event.account))
        .order_by(Event.id.desc())
    )


def _within(reach: Reach, account: Account) -> ColumnElement[bool]:
    """Return the condition on lines in reach: workshops, master data, and what one did oneself.

    What was done to accounts, administrators know only; and whose account it is.
    """
    if reach.is_all:
        return true()
    mine = select(Workshop.id).where(reach.workshops())
    own_trainers = select(Trainer.id).where(trainers.in_reach(reach))
    return or_(
        Event.workshop_id.in_(mine),
        Event.thing.in_([name for name in MASTER if name != "trainer"]),
        and_(Event.thing == "trainer", Event.thing_id.in_(own_trainers)),
        and_(Event.thing == "account", Event.thing_id == account.id),
        and_(Event.thing == "import", Event.account_id == account.id),
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = []
    if wanted.what:
        found.append(WHAT[wanted.what])
    if wanted.who.isdigit():
        found.append(Event.account_id == int(wanted.who))
    elif wanted.who:
        found.append(Event.actor == wanted.who)
    if wanted.act:
        found.append(Event.act == wanted.act)
    if wanted.since:
        found.append(Event.at >= clock.midnight(wanted.since))
    if wanted.until:
        found.append(Event.at < clock.midnight(wanted.until + timedelta(days=1)))
    return found


def of_thing(kind: str, number: int, *, limit: int = 50) -> list[Event]:
    """Return the newest lines about one thing, such as a venue or an account."""
    query = (
        select(Event)
        .where(Event.thing == kind, Event.thing_id == number)
        .options(joinedload(Event.account))
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def things_in(events: Iterable[Event]) -> dict[tuple[str, int], Any]:
    """Return the rows that lines are about, as they are now; one query for each kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.workshop_id:
            numbers["workshop"].add(event.workshop_id)
        if event.thing in NAMED and event.thing_id:
            numbers[event.thing].add(event.thing_id)
    return {
        (kind, row.id): row
        for kind, ids in numbers.items()
        for row in db.session.scalars(_rows(kind, ids))
    }


def _rows(kind: str, ids: set[int]) -> Any:
    if kind == "workshop":
        texts = (selectinload(Workshop.texts), selectinload(Workshop.sessions))
        return select(Workshop).where(Workshop.id.in_(ids)).options(*texts)
    model = NAMED[kind]
    query = select(model).where(model.id.in_(ids))
    return query.options(joinedload(Room.venue)) if model is Room else query


def actors(reach: Reach, account: Account) -> list[Account]:
    """Return the accounts one can ask for: all, or those of one's own host."""
    query = select(Account).order_by(Account.name, Account.id)
    if not reach.is_all:
        of_hosts = Account.hosts.any(Host.id.in_(reach.host_ids))
        query = query.where(or_(Account.id == account.id, of_hosts))
    return list(db.session.scalars(query))
