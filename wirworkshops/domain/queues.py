"""Queues: who of those waiting is next, and for how many seats. Pure; one rule for each mode.

The line comes in order of receipt. A rule returns whom to give seats now, in that order.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Somebody in the line. fewest: with how few seats her group comes as well; 0: all or none."""

    id: int
    seats: int = 1
    fewest: int = 0


class Grant(NamedTuple):
    id: int
    seats: int


Rule = Callable[[Iterable[Place], int], list[Grant]]


def share(place: Place, free: int) -> int:
    """Return how many of the free seats somebody takes; 0 where she waits on."""
    if place.seats <= free:
        return place.seats
    return free if 0 < place.fewest <= free else 0


def strict(line: Iterable[Place], free: int) -> list[Grant]:
    """Nobody overtakes: a group that does not fit stops those behind it."""
    grants = []
    for place in line:
        number = share(place, free)
        if not number:
            break
        grants.append(Grant(place.id, number))
        free -= number
    return grants


def fitting(line: Iterable[Place], free: int) -> list[Grant]:
    """No seat stays empty: a group that does not fit keeps its place, smaller ones pass."""
    grants = []
    for place in line:
        if not free:
            break
        if number := share(place, free):
            grants.append(Grant(place.id, number))
            free -= number
    return grants


RULES: dict[str, Rule] = {"strict": strict, "fitting": fitting}
CALLED_FOR_ONE_SEAT = 5


def last_call(line: Sequence[Place], free: int, called: int) -> list[int]:
    """Return whom else to call shortly before the start, when the first to accept gets a seat.

    line holds those not called lately; called says how many were. For each free seat a
    few are called, in order; groups that cannot fit are passed over.
    """
    wanted = max(0, free * CALLED_FOR_ONE_SEAT - called)
    return [place.id for place in line if share(place, free)][:wanted]
