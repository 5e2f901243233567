"""Several registrations at once: what can be done with each, and doing it, one verb for each.

One transaction per registration: what is done stays done, whatever becomes of the next one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wirworkshops.domain import desk, memos, registrations, states, transfers
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Refusal
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

ACTS = ("confirm", "withdraw", "move", "note")
AT_ONCE = 100  # as many as one request does in a few seconds


@dataclass(frozen=True)
class Order:
    """What is to be done: target is where to move, text what to note."""

    act: str
    target: Workshop | None = None
    text: str = ""


@dataclass(frozen=True)
class Left:
    """A registration for which it cannot be done, and the refusal that says why."""

    registration: Registration
    refusal: Refusal


@dataclass(frozen=True)
class Done:
    number: int
    left: list[Left]


def why_not(act: str, row: Registration, *, members: int = 0) -> str:
    """Return the code of why an act will be refused; empty where nothing stands against it.

    members counts who has been named in her group. What changes meanwhile, the verb finds.
    """
    if row.participant_id is None:
        return "deleted"
    return {"confirm": _confirm, "withdraw": _withdraw, "move": _move}.get(act, _nothing)(
        row, members
    )


def _nothing(_row: Registration, _members: int) -> str:
    return ""


def _confirm(row: Registration, _members: int) -> str:
    status = registrations.status_now(row)
    if status == "confirmed":
        return "already-confirmed"
    if row.group_id is not None:
        return "member-follows"
    if status == "cancelled" or row.workshop.status != "published":
        return "signup-over"
    return "confirm-waiting" if status in ("waiting", "requested") else ""


def _withdraw(row: Registration, _members: int) -> str:
    return "" if row.status in states.ACTIVE else "already-withdrawn"


def _move(row: Registration, members: int) -> str:
    if row.status not in states.ACTIVE:
        return "already-withdrawn"
    return "move-group" if row.group_id or members else ""


def plan(act: str, rows: Sequence[Registration], everybody: Iterable[Registration]) -> list[str]:
    """Return for each registration why not, or nothing; everybody are all of the workshop."""
    named = Counter(row.group_id for row in everybody if row.status in states.ACTIVE)
    return [why_not(act, row, members=named[row.id]) for row in rows]


def in_order(act: str, rows: Iterable[Registration]) -> list[Registration]:
    """Return in which order to do it: who waits leaves first, and so is offered no freed seat."""
    if act != "withdraw":
        return list(rows)
    return sorted(rows, key=lambda row: states.takes_seat(row.status))


def do(order: Order, ids: Sequence[int], *, by: Actor) -> Done:
    """Do it for each, in the order given; what is refused is left, and the others go on."""
    number, left = 0, []
    for registration in registrations.several(ids):
        try:
            _do_one(order, registration, by=by)
        except Refusal as refusal:
            left.append(Left(registration, refusal))
        else:
            number += 1
    return Done(number, left)


def _do_one(order: Order, registration: Registration, *, by: Actor) -> None:
    code = why_not(order.act, registration)
    if code == "already-withdrawn" and order.act == "withdraw":
        return  # with her group, or by herself meanwhile
    if code:
        raise Refusal(code)
    if order.act == "confirm":
        desk.confirm(registration, by=by)
    elif order.act == "withdraw":
        registrations.withdraw(registration, by=by)
    elif order.act == "move" and order.target:
        transfers.move_to(registration, order.target, by=by)
    elif order.act == "note":
        memos.on_registration(registration, order.text, by=by)
