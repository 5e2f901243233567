"""Arranging: the office's tasks out of needs: who does it, how far it is, and until when.

A need of somebody who has left is no longer needed, or to be called off where something was
booked; that is read from her registration, and nothing is written when she leaves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, news, outbox, permissions, states
from wirworkshops.domain.history import Actor
from wirworkshops.domain.needs import BOOKED, COMMON, Kind, kind_of
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import NEED_STATES, CallOff, Need, Registration
from wirworkshops.models.workshops import Session, Workshop

PAGE_SIZE = 50
MOST = 500  # things to be called off that Today looks at
NEAR = timedelta(days=7)  # before a deadline
TOLD = frozenset({"arranged", "impossible"})  # she is written to
CALL_OFF = "call-off"  # how a booked need stands whose person has left
TO_DO = frozenset({"open", "requested", CALL_OFF})
MOST_NOTE = 500

_lead_days: dict[str, int] = {}


def set_lead_days(days: Mapping[str, int]) -> None:
    """Set how many days before a session each kind has to be arranged (from the settings)."""
    _lead_days.clear()
    _lead_days.update(days)


def due_at(kind: str, starts_at: datetime) -> datetime:
    """Return until when a need has to be met, for a session that starts then."""
    return starts_at - timedelta(days=_lead_days.get(kind, 7))


@dataclass(frozen=True)
class Task:
    """One need as a task. state is what holds now: also "call-off"."""

    need_id: int
    workshop_id: int
    kind: Kind
    state: str
    owner_id: int | None
    status: str  # of her registration
    due_at: datetime


@dataclass(frozen=True)
class Due:
    """The tasks of one kind in one workshop that are due soon, or were; id is of the first."""

    id: int
    workshop: Workshop
    kind: Kind
    state: str
    number: int
    due_at: datetime
    owner: Account | None


@dataclass(frozen=True)
class Result:
    """How many needs a verb changed, and which people no letter reaches."""

    number: int
    by_hand: list[Registration]


# Verbs


@verb
def assign(ids: Collection[int], owner: Account | None, *, by: Actor, reach: Reach) -> int:
    """Give needs to somebody of the office, or to nobody; return how many changed hands.

    Raises Invalid where she may not see the needs of one of the workshops.
    """
    rows = [need for need in _chosen(ids, reach) if need.owner_id != (owner and owner.id)]
    for need in rows:
        workshop = need.registration.workshop
        if owner and not (owner.active and permissions.may(owner, "see needs", workshop)):
            raise Invalid("owner-cannot")
        need.owner_id = owner.id if owner else None
    _record("need-assigned", rows, by=by)
    return len(rows)


@verb
def set_state(ids: Collection[int], state: str, *, by: Actor, reach: Reach) -> Result:
    """Say how far needs are; whoever gets an answer by it is written to, once."""
    if state not in NEED_STATES:
        raise Invalid("need-state-unknown")
    rows = [need for need in _chosen(ids, reach) if need.state != state]
    for need in rows:
        need.state = state
    _record(f"need-{state}", rows, by=by)
    about = {need.registration_id: need.registration for need in rows} if state in TOLD else {}
    return Result(len(rows), _tell([row for row in about.values() if _comes(row)]))


def _comes(registration: Registration) -> bool:
    return registration.status in states.ACTIVE and registration.workshop.status == "published"


def _tell(registrations: list[Registration]) -> list[Registration]:
    """Write to these people where no such letter waits already; return whom none reaches."""
    waiting = outbox.waiting_for("need_news", [row.id for row in registrations])
    for registration in registrations:
        if registration.id not in waiting:
            outbox.queue("need_news", registration)
    return [row for row in registrations if not news.has_mailbox(row)]


@verb
def write_note(need: Need, text: str, *, by: Actor) -> None:
    """Keep what the office wrote about a need; it is deleted with it."""
    if need.note == text:
        return
    need.note = text
    _record("need-noted", [need], by=by)


@verb
def call_off(row: CallOff, *, by: Actor) -> None:
    """Note that something booked is called off; nothing of it stays."""
    history.record("need-called-off", by=by, workshop_id=row.workshop_id)
    db.session.delete(row)


def _chosen(ids: Collection[int], reach: Reach) -> list[Need]:
    """Return these needs as far as they are in reach, locked until the verb ends."""
    query = (
        select(Need)
        .join(Need.registration)
        .join(Registration.workshop)
        .where(Need.id.in_(ids), reach.workshops())
        .options(
            contains_eager(Need.registration).contains_eager(Registration.workshop),
            contains_eager(Need.registration).selectinload(Registration.participant),
        )
        .order_by(Need.id)
        .with_for_update(of=Need)
    )
    return list(db.session.scalars(query))


def _record(act: str, rows: Collection[Need], *, by: Actor) -> None:
    """Add a line to each workshop: a code and a number, never whose need or of which kind."""
    numbers: dict[int, int] = {}
    for need in rows:
        workshop_id = need.registration.workshop_id
        numbers[workshop_id] = numbers.get(workshop_id, 0) + 1
    for workshop_id, number in numbers.items():
        history.record(act, by=by, workshop_id=workshop_id, needs=number)


# Queries


def _state(state: str, status: str, *, is_kept: bool) -> str:
    if status in states.ACTIVE:
        return state
    return CALL_OFF if state in BOOKED and not is_kept else "unneeded"


def tasks(reach: Reach) -> list[Task]:
    """Return all tasks of the workshops that are not over, what is due first in front."""
    next_start = _next_start()
    query = (
        select(Need.id, Need.kind, Need.language, Need.state, Need.owner_id,
               Registration.status, Registration.workshop_id, next_start.c.starts_at)
        .join(Need.registration)
        .join(Registration.workshop)
        .join(next_start, next_start.c.workshop_id == Workshop.id)
        .where(reach.workshops())
    )  # fmt: skip
    rows = db.session.execute(query).all()
    kept = {
        (row.workshop_id, row.kind, row.language)
        for row in rows
        if row.status in states.ACTIVE and row.state in BOOKED and row.kind in COMMON
    }
    found = [
        Task(
            need_id=row.id,
            workshop_id=row.workshop_id,
            kind=Kind(row.kind, row.language),
            state=_state(
                row.state, row.status, is_kept=(row.workshop_id, row.kind, row.language) in kept
            ),
            owner_id=row.owner_id,
            status=row.status,
            due_at=due_at(row.kind, row.starts_at),
        )
        for row in rows
    ]
    return sorted(found, key=lambda task: (task.due_at, task.workshop_id, task.need_id))


def _next_start() -> Any:
    """Return a subquery: each workshop that is not over with its next planned start."""
    planned = case((Session.status == "planned", Session.starts_at))
    starts_at = func.coalesce(func.min(planned), func.min(Session.starts_at))
    return (
        select(Session.workshop_id, starts_at.label("starts_at"))
        .where(Session.ends_at > clock.now())
        .group_by(Session.workshop_id)
        .subquery()
    )


def rows_of(some: Collection[Task]) -> list[tuple[Task, Need]]:
    """Return these tasks with their needs and whose they are, in the same order."""
    registration = joinedload(Need.registration)
    workshop = registration.joinedload(Registration.workshop)
    query = (
        select(Need)
        .where(Need.id.in_([task.need_id for task in some]))
        .options(
            registration.joinedload(Registration.participant),
            workshop.selectinload(Workshop.texts),
            workshop.selectinload(Workshop.sessions),
            joinedload(Need.owner),
        )
    )
    found = {need.id: need for need in db.session.scalars(query)}
    return [(task, found[task.need_id]) for task in some if task.need_id in found]


def of_workshop(workshop: Workshop) -> list[tuple[Task, Need]]:
    """Return a workshop's needs as tasks, over or not, in order of receipt."""
    query = (
        select(Need)
        .join(Need.registration)
        .where(Registration.workshop_id == workshop.id)
        .options(
            contains_eager(Need.registration).joinedload(Registration.participant),
            joinedload(Need.owner),
        )
        .order_by(Registration.received_at, Need.id)
    )
    rows = list(db.session.scalars(query))
    kept = {kind_of(need) for need in rows if _is_booked(need)}
    return [(task_of(need, is_kept=kind_of(need) in kept), need) for need in rows]


def _is_booked(need: Need) -> bool:
    still = need.registration.status in states.ACTIVE
    return still and need.state in BOOKED and need.kind in COMMON


def task_of(need: Need, *, is_kept: bool = False) -> Task:
    """Return a need as a task; is_kept says that others need what was booked for it."""
    registration, now = need.registration, clock.now()
    dates = [row for row in registration.workshop.sessions if not row.is_cancelled]
    ahead = [row.starts_at for row in dates if row.ends_at > now]
    starts_at = min(ahead, default=registration.workshop.starts_at)
    return Task(
        need_id=need.id,
        workshop_id=registration.workshop_id,
        kind=kind_of(need),
        state=_state(need.state, registration.status, is_kept=is_kept),
        owner_id=need.owner_id,
        status=registration.status,
        due_at=due_at(need.kind, starts_at),
    )


def call_offs(reach: Reach) -> list[CallOff]:
    """Return what was booked for needs that are deleted meanwhile."""
    query = select(CallOff).join(CallOff.workshop).where(reach.workshops()).order_by(CallOff.id)
    return list(db.session.scalars(query))


def with_workshops(rows: Sequence[CallOff]) -> list[CallOff]:
    """Return what is to be called off with what a line about each needs."""
    workshop = joinedload(CallOff.workshop)
    query = (
        select(CallOff)
        .where(CallOff.id.in_([row.id for row in rows]))
        .options(
            workshop.selectinload(Workshop.texts),
            workshop.selectinload(Workshop.sessions),
            joinedload(CallOff.owner),
        )
        .order_by(CallOff.id)
    )
    return list(db.session.scalars(query))


def call_off_by_id(number: int) -> CallOff | None:
    return db.session.get(CallOff, number)


def due_soon(reach: Reach) -> list[Due]:
    """Return what is open and due within a week, or was, kind by kind, what is due first."""
    until, now = clock.now() + NEAR, clock.now()
    first: dict[tuple[Any, ...], list[Task]] = {}
    for task in tasks(reach):
        if _is_pressing(task, now=now, until=until):
            first.setdefault((task.workshop_id, task.kind, task.state, task.owner_id), []).append(
                task
            )
    needs = {need.id: need for _task, need in rows_of([some[0] for some in first.values()])}
    return [
        Due(
            id=some[0].need_id,
            workshop=needs[some[0].need_id].registration.workshop,
            kind=some[0].kind,
            state=some[0].state,
            number=len(some),
            due_at=some[0].due_at,
            owner=needs[some[0].need_id].owner,
        )
        for some in first.values()
    ]


def due_call_offs(reach: Reach) -> list[Due]:
    """Return what was booked for people whose needs are deleted meanwhile."""
    return [_due(row) for row in with_workshops(call_offs(reach)[:MOST])]


def _is_pressing(task: Task, *, now: datetime, until: datetime) -> bool:
    if task.state == CALL_OFF:
        return True
    if task.status not in states.TAKING:
        return False
    return (task.state == "open" and task.due_at <= until) or (
        task.state == "requested" and task.due_at <= now
    )


def _due(row: CallOff) -> Due:
    at = due_at(row.kind, row.workshop.starts_at)
    return Due(row.id, row.workshop, kind_of(row), CALL_OFF, 1, at, row.owner)


def owners(reach: Reach) -> list[Account]:
    """Return who can be given needs of the workshops in reach."""
    loads = (joinedload(Account.roles), joinedload(Account.hosts))
    query = select(Account).where(Account.active).options(*loads)
    return [
        account
        for account in db.session.scalars(query.order_by(Account.name, Account.id)).unique()
        if permissions.may(account, "see needs")
        and (reach.is_all or _reaches(account, reach.host_ids))
    ]


def _reaches(account: Account, host_ids: Collection[int]) -> bool:
    own = permissions.reach(account)
    return own.is_all or not own.host_ids.isdisjoint(host_ids)
