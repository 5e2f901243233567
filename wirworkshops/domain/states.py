"""The states of a registration and the moves allowed between them: one table.

A move that is not in it cannot be made; moves.move() is the only writer.
"""

from wirworkshops.errors import Conflict

NEW = "new"  # before the first state: nothing is stored yet
TAKING = frozenset({"held", "offered", "confirmed"})  # these take seats from the pool
ACTIVE = TAKING | {"requested", "waiting"}
TENTATIVE = frozenset({"requested", "waiting", "offered"})  # as calendars show them
ENDED = frozenset({"withdrawn", "declined", "expired", "cancelled"})

_BEGIN = frozenset({"held", "requested", "waiting", "offered", "confirmed"})
MOVES: dict[str, frozenset[str]] = {
    NEW: _BEGIN,
    "held": frozenset({"confirmed", "withdrawn", "expired", "cancelled"}),
    "requested": frozenset({"held", "waiting", "confirmed", "declined", "withdrawn", "cancelled"}),
    "waiting": frozenset({"held", "offered", "confirmed", "declined", "withdrawn", "cancelled"}),
    "offered": frozenset({"confirmed", "declined", "withdrawn", "expired", "cancelled"}),
    "confirmed": frozenset({"withdrawn", "cancelled"}),
    "withdrawn": _BEGIN,
    "declined": _BEGIN,
    "expired": _BEGIN,
    "cancelled": frozenset(),
}


def takes_seat(status: str) -> bool:
    return status in TAKING


def check(before: str, after: str) -> None:
    """Refuse a move that the table does not hold."""
    if after not in MOVES[before]:
        raise Conflict("illegal-move", f"{before} → {after}")


def raises_sequence(before: str, after: str, sequence: int) -> bool:
    """Whether her calendar needs a higher SEQUENCE: she gives up a firm seat, or returns.

    Also where what stood there as TENTATIVE becomes firm. Who signs up and confirms has had
    nothing there before, so her count stays 0.
    """
    if after == "confirmed" and before in TENTATIVE:
        return True
    return before == "confirmed" or (before in ENDED and sequence > 0)
