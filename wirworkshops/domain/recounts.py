"""Recounting: do the counters and the rows agree, and is nothing stuck? Changes nothing.

One plain sentence for each thing found, for those who run it; names nobody. How many
queries there are does not depend on how many rows there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    SQLColumnExpression,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from wirworkshops import clock
from wirworkshops.database import db, snapshot
from wirworkshops.domain import states, stuck
from wirworkshops.domain.stuck import Check, Finding
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.workshops import Session


@dataclass(frozen=True)
class Count:
    """What one pool's counters say, or what its rows make."""

    taken: int = 0
    waiting: int = 0
    reserved: int = 0


def findings() -> list[Finding]:
    """Recount everything, as it is at one moment."""
    with snapshot():
        now = clock.now()
        return [finding for check in CHECKS for finding in check(now)]


# Pure rules: what is wrong with one pool, with one group


def judge_pool(number: int, capacity: int, kept: Count, counted: Count) -> Iterator[Finding]:
    """Compare a pool's counters with its rows, and its rows with its seats."""
    for name in ("taken", "waiting", "reserved"):
        says, rows = getattr(kept, name), getattr(counted, name)
        if says != rows:
            sentence = f"Pool {number} says {name} {says}; its rows make {rows}."
            yield Finding(f"pool-{name}", sentence)
    used = counted.taken + counted.reserved
    if used > capacity:
        sentence = f"Pool {number} has {capacity} seats; {used} are taken or reserved."
        yield Finding("oversold", sentence)


def judge_group(number: int, seats: int, people: int) -> Iterator[Finding]:
    if people > seats:
        sentence = f"Registration {number} has {seats} seats; {people} people are named for them."
        yield Finding("group-too-large", sentence)


# Seats


def _seats(_now: datetime) -> Iterator[Finding]:
    counted = _counted_seats()
    chosen = dict(_rows(_chosen()))
    reserved = dict(_rows(_reserved()))
    for pool in db.session.scalars(select(Pool).order_by(Pool.id)):
        taken, waiting = counted.get(pool.id, (0, 0))
        if pool.kind == "session":
            taken = chosen.get(pool.id, 0)
        kept = Count(pool.taken, pool.waiting, pool.reserved)
        rows = Count(taken, waiting, reserved.get(pool.id, 0))
        yield from judge_pool(pool.id, pool.capacity, kept, rows)


def _counted_seats() -> dict[int, tuple[int, int]]:
    query = select(
        Registration.pool_id,
        _sum(Registration.seats, Registration.status.in_(states.TAKING)),
        _sum(Registration.seats, Registration.status == "waiting"),
    ).group_by(Registration.pool_id)
    return {pool: (taken, waiting) for pool, taken, waiting in _rows(query)}


def _chosen() -> Executable:
    query = select(Choice.pool_id, func.count()).where(Choice.left_at.is_(None))
    return query.group_by(Choice.pool_id)


def _reserved() -> Executable:
    left = _sum(
        Contingent.seats - Contingent.used,
        and_(Contingent.released_at.is_(None), Contingent.seats > Contingent.used),
    )
    return select(Contingent.pool_id, left).group_by(Contingent.pool_id)


def _contingents(_now: datetime) -> Iterator[Finding]:
    mine = Registration.contingent_id == Contingent.id
    used = _sum(Registration.seats, Registration.status.in_(states.TAKING))
    query = (
        select(Contingent.id, Contingent.used, used)
        .join(Registration, mine, isouter=True)
        .group_by(Contingent.id, Contingent.used)
        .having(Contingent.used != used)
        .order_by(Contingent.id)
    )
    for number, says, rows in _rows(query):
        sentence = f"Contingent {number} says used {says}; its rows make {rows}."
        yield Finding("contingent-used", sentence)


# Groups and choices


def _groups(_now: datetime) -> Iterator[Finding]:
    contact = aliased(Registration)
    member = Registration
    stray = or_(
        contact.id.is_(None),
        and_(contact.group_id.is_not(None), member.status.in_(states.ACTIVE)),
        contact.workshop_id != member.workshop_id,
    )
    differs = and_(member.status.in_(states.ACTIVE), member.status != contact.status)
    query = (
        select(member.id, member.status, contact.id, contact.status, case((stray, 1), else_=0))
        .join(contact, contact.id == member.group_id, isouter=True)
        .where(member.group_id.is_not(None), or_(stray, differs))
        .order_by(member.id)
    )
    for number, status, of, theirs, is_stray in _rows(query):
        if is_stray:
            yield Finding("group-contact", f"Registration {number} has no contact of its group.")
            continue
        sentence = f"Registration {number} is {status}; its group's contact {of} is {theirs}."
        yield Finding("group-status", sentence)


def _group_sizes(_now: datetime) -> Iterator[Finding]:
    member, contact = aliased(Registration), Registration
    people = func.count(member.id) + case((contact.attends, 1), else_=0)
    query = (
        select(contact.id, contact.seats, people)
        .join(member, and_(member.group_id == contact.id, member.status.in_(states.ACTIVE)))
        .where(contact.group_id.is_(None))
        .group_by(contact.id, contact.seats, contact.attends)
        .having(people > contact.seats)
        .order_by(contact.id)
    )
    for number, seats, named in _rows(query):
        yield from judge_group(number, seats, named)


def _choices(_now: datetime) -> Iterator[Finding]:
    query = (
        select(Choice.registration_id, Choice.pool_id)
        .join(Registration, Registration.id == Choice.registration_id)
        .join(Pool, Pool.id == Choice.pool_id)
        .where(
            Choice.left_at.is_(None),
            or_(
                Registration.status.not_in(states.TAKING),
                Pool.kind != "session",
                Pool.workshop_id != Registration.workshop_id,
            ),
        )
        .order_by(Choice.registration_id, Choice.pool_id)
    )
    for number, pool in _rows(query):
        sentence = f"Registration {number} has chosen pool {pool}, where it can have no seat."
        yield Finding("choice-without-seat", sentence)


def _choices_at_once(_now: datetime) -> Iterator[Finding]:
    one, other = aliased(Choice), aliased(Choice)
    pool, other_pool = aliased(Pool), aliased(Pool)
    session, other_session = aliased(Session), aliased(Session)
    query = (
        select(one.registration_id, one.pool_id, other.pool_id)
        .join(other, other.registration_id == one.registration_id)
        .join(pool, pool.id == one.pool_id)
        .join(other_pool, other_pool.id == other.pool_id)
        .join(session, session.id == pool.session_id)
        .join(other_session, other_session.id == other_pool.session_id)
        .where(
            one.pool_id < other.pool_id,
            one.left_at.is_(None),
            other.left_at.is_(None),
            session.starts_at < other_session.ends_at,
            other_session.starts_at < session.ends_at,
        )
        .order_by(one.registration_id, one.pool_id)
    )
    for number, first, second in _rows(query):
        sentence = f"Registration {number} has chosen pools {first} and {second} at the same time."
        yield Finding("choices-at-once", sentence)


CHECKS: tuple[Check, ...] = (
    _seats,
    _contingents,
    _groups,
    _group_sizes,
    _choices,
    _choices_at_once,
    *stuck.CHECKS,
)


def _rows(query: Executable) -> Sequence[Any]:
    return db.session.execute(query).all()


def _sum(number: SQLColumnExpression[int], where: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the sum of a column over the rows of a group that fulfil a condition."""
    return func.coalesce(func.sum(case((where, number), else_=0)), 0)
