"""Arranging: the office's tasks out of needs: who does it, how far it is, and until when.

A need of somebody who has left is no longer needed, or to be called off where something was
booked; that is read from her registration, and nothing is written when she leaves.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, news, outbox, permissions, states
from wirworkshops.domain.history import Actor
from wirworkshops.domain.lead_times import due_at
from wirworkshops.domain.needs import BOOKED, COMMON, Kind, booked_for_others, kind_of
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Invalid, NotFound
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import NEED_STATES, Need, Registration
from wirworkshops.models.workshops import Session, Workshop

PAGE_SIZE = 50
NEAR = timedelta(days=7)  # before a deadline
TOLD = frozenset({"arranged", "impossible"})  # she is written to
CALL_OFF = "call-off"  # how a booked need stands whose person has left
TO_DO = frozenset({"open", "requested", CALL_OFF})
MOST_NOTE = 500


@dataclass(frozen=True)
class Task:
    """One need as a task. state is what holds now: also "call-off". usual_at is when its kind
    is due, whatever the office has set for this one; said_at, when she said it.
    """

    need_id: int
    workshop_id: int
    kind: Kind
    state: str
    owner_id: int | None
    status: str  # of her registration
    due_at: datetime
    usual_at: datetime
    said_at: datetime

    @property
    def came_late(self) -> bool:
        """Whether she said it when the time to arrange it was over already."""
        return self.state in TO_DO and self.said_at > max(self.due_at, self.usual_at)


@dataclass(frozen=True)
class Due:
    """The tasks of one kind in one workshop that are due soon, or were; id is of the first.

    came_late says that one of them was only said when it was due already.
    """

    id: int
    workshop: Workshop
    kind: Kind
    state: str
    number: int
    due_at: datetime
    owner: Account | None
    came_late: bool = False


@dataclass(frozen=True)
class Answer:
    """All that the office says of one need; owner_id 0 is nobody."""

    state: str
    owner_id: int
    note: str
    due_on: date | None


@dataclass(frozen=True)
class Result:
    """How many needs a verb changed, and which people no letter reaches."""

    number: int
    by_hand: list[Registration]


# Verbs


@verb
def assign(ids: Collection[int], owner: Account | None, *, by: Actor, reach: Reach) -> int:
    """Give needs to somebody who may see them, or to nobody; return how many changed hands."""
    return _assign(_chosen(ids, reach), owner.id if owner else 0, by=by)


@verb
def set_state(ids: Collection[int], state: str, *, by: Actor, reach: Reach) -> Result:
    """Say how far needs are; whoever gets an answer by it is written to, once."""
    return _set_state(_chosen(ids, reach), state, by=by)


@verb
def arrange(
    ids: Collection[int], *, state: str, owner_id: int | None, by: Actor, reach: Reach
) -> Result:
    """Do both with many needs. No state or owner_id leaves it as it is; 0 is nobody."""
    if not ids:
        raise Invalid("needs-none-chosen")
    if not state and owner_id is None:
        raise Invalid("needs-no-change")
    rows = _chosen(ids, reach)
    handed = 0 if owner_id is None else _assign(rows, owner_id, by=by)
    changed = _set_state(rows, state, by=by) if state else Result(0, [])
    return Result(max(handed, changed.number), changed.by_hand)


@verb
def save(number: int, answer: Answer, *, by: Actor, reach: Reach) -> Result:
    """Keep all that the office says of one need; the note and the deadline are deleted with it.

    Returns how many needs changed by it: one, or none.
    Raises NotFound where she has taken it back meanwhile, Invalid for a deadline after the end.
    """
    rows = _chosen([number], reach)
    if not rows:
        raise NotFound("need-gone")
    (need,) = rows
    before = _said_of(need)
    if answer.note != need.note:
        need.note = answer.note
        _record("need-noted", rows, by=by)
    if answer.due_on != need.due_on:
        _set_deadline(need, answer.due_on)
        _record("need-due", rows, by=by)
    if answer.owner_id != (need.owner_id or 0):
        _assign(rows, answer.owner_id, by=by)
    by_hand = _set_state(rows, answer.state, by=by).by_hand
    return Result(int(_said_of(need) != before), by_hand)


# Parts of them


def _said_of(need: Need) -> tuple[object, ...]:
    return need.state, need.owner_id, need.note, need.due_on


def _assign(rows: list[Need], owner_id: int, *, by: Actor) -> int:
    changed = [need for need in rows if (need.owner_id or 0) != owner_id]
    if owner_id and not _may_own(owner_id, changed):
        raise Invalid("owner-cannot")
    for need in changed:
        need.owner_id = owner_id or None
    _record("need-assigned", changed, by=by)
    return len(changed)


def _may_own(account_id: int, rows: list[Need]) -> bool:
    account = db.session.get(Account, account_id)
    if account is None or not account.active:
        return False
    return all(permissions.may(account, "see needs", need.workshop) for need in rows)


def _set_deadline(need: Need, due_on: date | None) -> None:
    if due_on and due_on > clock.local(need.workshop.ends_at).date():
        raise Invalid("need-due-late")
    need.due_on = due_on


def _set_state(rows: list[Need], state: str, *, by: Actor) -> Result:
    if state not in NEED_STATES:
        raise Invalid("need-state-unknown")
    changed = [need for need in rows if need.state != state]
    for need in changed:
        need.state = state
    _record(f"need-{state}", changed, by=by)
    about = {need.registration_id: need.registration for need in changed} if state in TOLD else {}
    return Result(len(changed), _tell([row for row in about.values() if _comes(row)]))


def _comes(registration: Registration) -> bool:
    workshop = registration.workshop
    goes_on = workshop.status == "published" and workshop.ends_at > clock.now()
    return goes_on and registration.status in states.ACTIVE


def _tell(registrations: list[Registration]) -> list[Registration]:
    """Write to these people where no such letter waits already; return whom none reaches."""
    waiting = outbox.waiting_for("need_news", [row.id for row in registrations])
    for registration in registrations:
        if registration.id not in waiting:
            outbox.queue("need_news", registration)
    return [row for row in registrations if not news.has_mailbox(row)]


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
    numbers = Counter(need.registration.workshop_id for need in rows)
    for workshop_id, number in numbers.items():
        history.record(act, by=by, workshop_id=workshop_id, needs=number)


# Queries


def _state(state: str, status: str, *, is_kept: bool) -> str:
    if status in states.ACTIVE:
        return state
    return CALL_OFF if state in BOOKED and not is_kept else "unneeded"


def tasks(reach: Reach) -> list[Task]:
    """Return all tasks of the workshops that are not over, what is due first in front."""
    starts = _next_starts()
    query = (
        select(Need.id, Need.kind, Need.language, Need.state, Need.owner_id,
               Need.due_on, Need.consented_at, Registration.status, Registration.workshop_id,
               starts.c.starts_at)
        .join(Need.registration)
        .join(Registration.workshop)
        .join(starts, starts.c.workshop_id == Workshop.id)
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
            due_at=due_at(row.kind, row.starts_at, row.due_on),
            usual_at=due_at(row.kind, row.starts_at),
            said_at=row.consented_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda task: (task.due_at, task.workshop_id, task.need_id))


def _next_starts() -> Any:
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


def alone(need: Need) -> tuple[Task, Need]:
    """Return one need as a task, as it stands among those of its workshop."""
    others = booked_for_others(need.registration)
    return task_of(need, is_kept=kind_of(need) in others), need


def _is_booked(need: Need) -> bool:
    still = need.registration.status in states.ACTIVE
    return still and need.state in BOOKED and need.kind in COMMON


def task_of(need: Need, *, is_kept: bool = False) -> Task:
    """Return a need as a task; is_kept says that others need what was booked for it."""
    status, starts_at = need.registration.status, next_start(need.workshop)
    return Task(
        need_id=need.id,
        workshop_id=need.workshop.id,
        kind=kind_of(need),
        state=_state(need.state, status, is_kept=is_kept),
        owner_id=need.owner_id,
        status=status,
        due_at=due_at(need.kind, starts_at, need.due_on),
        usual_at=due_at(need.kind, starts_at),
        said_at=need.consented_at,
    )


def next_start(workshop: Workshop) -> datetime:
    """Return the next planned start, for which all has to be arranged; else the first one."""
    now = clock.now()
    dates = [row for row in workshop.sessions if not row.is_cancelled and row.ends_at > now]
    return min((row.starts_at for row in dates), default=workshop.starts_at)


def due_soon(reach: Reach) -> list[Due]:
    """Return what is open and due within a week, or was, kind by kind, what is due first."""
    until, now = clock.now() + NEAR, clock.now()
    first: dict[tuple[Any, ...], list[Task]] = {}
    for task in tasks(reach):
        if _is_pressing(task, now=now, until=until):
            key = (task.workshop_id, task.kind, task.state, task.owner_id)
            first.setdefault(key, []).append(task)
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
            came_late=any(task.came_late for task in some),
        )
        for some in first.values()
        if some[0].state == CALL_OFF or not needs[some[0].need_id].workshop.is_undated
    ]


def _is_pressing(task: Task, *, now: datetime, until: datetime) -> bool:
    if task.state == CALL_OFF:
        return True
    if task.status not in states.TAKING:
        return False
    limits = {"open": until, "requested": now}
    return task.state in limits and task.due_at <= limits[task.state]
