"""The directory: everybody the office knows, found by any word, and who may be there twice.

What is searched: name, mailbox, other ways, organisation, phone, and the titles of workshops.
Only those with a registration in reach are found, and only by what is in reach.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import defer, joinedload

from wirworkshops.database import db
from wirworkshops.domain import states
from wirworkshops.domain.reach import Reach
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Merged, Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Workshop, WorkshopText

PAGE_SIZE = 50
MOST_WORDS = 8
LETTERS_SHOWN = 20
BETWEEN = (" ", "-", "/", "(", ")", ".")  # signs people write into phone numbers
NUMBER = re.compile(r"[+0-9()/. -]*\d{3,}[0-9()/. -]*")


@dataclass(frozen=True)
class Found:
    """One person in a list: her registrations in reach, and where she was last known from."""

    person: Participant
    registrations: int = 0
    active: int = 0
    organisation: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Listing:
    people: list[Found]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True)
class Wanted:
    """What narrows the directory: words, and by which ways somebody can be reached."""

    q: str = ""
    way: str = ""  # "mail", "other", or both
    reach: Reach = field(default_factory=Reach)


def find(wanted: Wanted, *, page: int = 1) -> Listing:
    """Return one page of people, by name."""
    query = _query(wanted)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = query.order_by(Participant.folded, Participant.id)
    people = db.session.scalars(rows.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Listing(_with_numbers(list(people), wanted.reach), page, total)


def everybody(wanted: Wanted) -> list[Found]:
    """Return all that were found, for a file."""
    rows = _query(wanted).order_by(Participant.folded, Participant.id)
    return _with_numbers(list(db.session.scalars(rows)), wanted.reach)


def _query(wanted: Wanted) -> Select[Participant]:
    query = select(Participant).where(is_in_reach(wanted.reach))
    if wanted.way == "mail":
        query = query.where(Participant.email.is_not(None))
    if wanted.way == "other":
        query = query.where(Participant.email.is_(None))
    return query.where(*_matches(wanted.q, wanted.reach))


def is_in_reach(reach: Reach) -> ColumnElement[bool]:
    """Return the condition on people: with a registration in reach; all, for who sees all."""
    stub = exists().where(Merged.participant_id == Participant.id)
    if reach.is_all:
        return ~stub
    return and_(~stub, exists().where(_hers(reach)))


def _hers(reach: Reach) -> ColumnElement[bool]:
    own = Registration.participant_id == Participant.id
    return own if reach.is_all else and_(own, Registration.workshop.has(reach.workshops()))


def _matches(text: str, reach: Reach) -> list[ColumnElement[bool]]:
    """Return a condition for each word; what looks like a phone number counts as one word."""
    number = NUMBER.fullmatch(text.strip())
    words = [re.sub(r"\D", "", text)] if number else fold(text).split()[:MOST_WORDS]
    titles = _titles() if words else []
    return [_mentions(word, titles, reach) for word in words]


def _mentions(word: str, titles: Sequence[tuple[int, str]], reach: Reach) -> ColumnElement[bool]:
    bare = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    conditions: list[Any] = []
    for spelling in dict.fromkeys((word, bare)):
        conditions.append(Participant.folded.contains(spelling, autoescape=True))
        conditions.append(_registered(Registration.folded.contains(spelling, autoescape=True),
                                      reach))  # fmt: skip
        named = {number for number, title in titles if spelling in title}
        if named:
            conditions.append(_registered(Registration.workshop_id.in_(named), reach))
    if word.isdigit() and len(word) > 2:
        conditions.append(_registered(_digits(Registration.phone).contains(word), reach))
        conditions.append(_digits(Participant.other_contact).contains(word))
    return or_(*conditions)


def _registered(condition: Any, reach: Reach) -> Any:
    return exists().where(_hers(reach), condition)


def _digits(column: Any) -> Any:
    """Return a phone number without the signs that people write into it."""
    for sign in BETWEEN:
        column = func.replace(column, sign, "")
    return column


def _titles() -> list[tuple[int, str]]:
    """Return the folded titles of all workshops: few rows, and databases fold ASCII only."""
    query = select(WorkshopText.workshop_id, WorkshopText.title)
    return [(number, fold(title)) for number, title in db.session.execute(query)]


def _with_numbers(people: list[Participant], reach: Reach) -> list[Found]:
    """Return people with what is known from their registrations, in one query for all of them."""
    found = {person.id: Found(person) for person in people}
    for ids in _portions(list(found)):
        query = (
            select(
                Registration.participant_id,
                Registration.status,
                Registration.organisation,
                Registration.phone,
            )
            .join(Registration.workshop)
            .where(Registration.participant_id.in_(ids), reach.workshops())
            .order_by(Registration.received_at, Registration.id)
        )
        for number, status, organisation, phone in db.session.execute(query):
            so_far = found[number or 0]
            found[so_far.person.id] = Found(
                so_far.person,
                so_far.registrations + 1,
                so_far.active + (status in states.ACTIVE),
                organisation or so_far.organisation,
                phone or so_far.phone,
            )
    return list(found.values())


def _portions(ids: list[int], number: int = 1000) -> list[list[int]]:
    """Return numbers in portions: a statement takes only so many values."""
    return [ids[start : start + number] for start in range(0, len(ids), number)]


# One person


def by_id(participant_id: int) -> Participant | None:
    """Return somebody; None for the empty row that a merge has left."""
    stub = exists().where(Merged.participant_id == Participant.id)
    query = select(Participant).where(Participant.id == participant_id, ~stub)
    return db.session.scalars(query).one_or_none()


def reaches(person: Participant, reach: Reach) -> bool:
    """Whether somebody has a registration in reach; all are, for who sees everything."""
    query = select(Participant.id).where(Participant.id == person.id, is_in_reach(reach))
    return db.session.scalar(query) is not None


def reaches_whole(person: Participant, reach: Reach) -> bool:
    """Whether all of somebody's registrations are in reach, so that she may be changed."""
    elsewhere = and_(
        Registration.participant_id == person.id, ~Registration.workshop.has(reach.workshops())
    )
    return reach.is_all or db.session.scalar(select(exists().where(elsewhere))) is False


def registrations_of(person: Participant, reach: Reach) -> list[Registration]:
    """Return somebody's registrations in reach, the newest first."""
    query = (
        select(Registration)
        .where(
            Registration.participant_id == person.id, Registration.workshop.has(reach.workshops())
        )
        .order_by(Registration.received_at.desc(), Registration.id.desc())
    )
    return list(db.session.scalars(query))


def with_workshops(rows: Sequence[Registration]) -> list[Registration]:
    """Return registrations with what a line about each needs, in the same order."""
    workshop = joinedload(Registration.workshop)
    query = (
        select(Registration)
        .where(Registration.id.in_([row.id for row in rows]))
        .options(workshop.selectinload(Workshop.texts), workshop.selectinload(Workshop.sessions))
    )
    found = {row.id: row for row in db.session.scalars(query)}
    return [found[row.id] for row in rows if row.id in found]


def letters_of(person: Participant, registrations: Sequence[Registration]) -> list[Letter]:
    """Return the newest letters to somebody: about these registrations, or about herself."""
    numbers = [row.id for row in registrations]
    about = or_(Letter.participant_id == person.id, Letter.registration_id.in_(numbers))
    loads = joinedload(Letter.registration).joinedload(Registration.workshop)
    query = (
        select(Letter)
        .where(about)
        .options(
            loads.selectinload(Workshop.texts), joinedload(Letter.participant), defer(Letter.body)
        )
        .order_by(Letter.created_at.desc(), Letter.id.desc())
        .limit(LETTERS_SHOWN)
    )
    return list(db.session.scalars(query))
