"""What a seat lives through, as tables: what happens, the public feed, her own feed, the mails.

A to C are the sessions by their UIDs, which never change; the number is SEQUENCE; the sign after
it is STATUS (SIGNS). Mails begin with their METHOD, FILE has none and is no invitation.
"""

from collections.abc import Callable, Iterator
from typing import Any

from tests import cast

SIGNS = {"CONFIRMED": "", "TENTATIVE": "?", "CANCELLED": "x", "": "-"}


def one() -> dict[str, Any]:
    return {}


def course() -> dict[str, Any]:
    return {"sessions": cast.dates(14, 21, 28)}


def last_seat() -> dict[str, Any]:
    """One seat; who waits is offered it."""
    return {"capacity": 1, "moves_up": "offer"}


def moves_up() -> dict[str, Any]:
    """One seat; who waits gets it at once."""
    return {"capacity": 1, "moves_up": "direct"}


def conference() -> dict[str, Any]:
    """A is for all, B and C run at the same time."""
    return {"kind": "conference", "sessions": cast.dates(14) + cast.parallel(15, 2)}


TABLES: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "one date, by mail": (
        one,
        """
        publish    | A0  |     |
        sign_up    | A0  |     |
        confirm    | A0  |     | REQUEST A0
        retitle    | A0  |     |
        move A     | A1  |     | REQUEST A1
        withdraw   | A1  |     | CANCEL A2-
        return     | A1  |     | REQUEST A3
        cancel_all | A2x |     | CANCEL A5x
        wait 70    | A2x |     |
        wait 50    |     |     |
        delete     |     | 404 |
        """,
    ),
    "one date, own feed": (
        one,
        """
        publish     | A0  |     |
        sign_up     | A0  |     |
        prefer feed | A0  |     |
        confirm     | A0  | A0  |
        retitle     | A0  | A0  |
        move A      | A1  | A1  |
        renew       | A1  | A1  |
        withdraw    | A1  | A2x |
        return      | A1  | A3  |
        cancel_all  | A2x | A5x |
        wait 70     | A2x | A5x |
        wait 50     |     |     |
        delete      |     | 404 |
        """,
    ),
    "from one way to the other": (
        one,
        """
        publish     | A0 |     |
        sign_up     | A0 |     |
        confirm     | A0 |     | REQUEST A0
        prefer feed | A0 | A1  | CANCEL A1-
        move A      | A1 | A2  |
        prefer mail | A1 |     | REQUEST A3
        move A      | A2 |     | REQUEST A4
        prefer file | A2 |     | CANCEL A5-, FILE A6
        move A      | A3 |     | FILE A7
        prefer feed | A3 | A8  |
        withdraw    | A3 | A9x |
        prefer mail | A3 |     |
        return      | A3 |     | REQUEST A10
        """,
    ),
    "what is told at once, and what is not": (
        one,
        """
        change start   |    |    |
        publish        | A0 |    |
        sign_up        | A0 |    |
        confirm        | A0 |    | REQUEST A0
        change start   | A1 |    | REQUEST A1
        change end     | A2 |    | REQUEST A2
        change room    | A3 |    | REQUEST A3
        change online  | A4 |    | REQUEST A4
        change link    | A5 |    | REQUEST A5
        change name    | A5 |    |
        retitle        | A5 |    |
        change nothing | A5 |    |
        """,
    ),
    "course, by mail": (
        course,
        """
        publish    | A0, B0, C0    |  |
        sign_up    | A0, B0, C0    |  |
        confirm    | A0, B0, C0    |  | REQUEST A0, REQUEST B0, REQUEST C0
        move B     | A0, B1, C0    |  | REQUEST B1
        cancel C   | A0, B1, C1x   |  | CANCEL C1x
        withdraw   | A0, B1, C1x   |  | CANCEL A1-, CANCEL B2-
        return     | A0, B1, C1x   |  | REQUEST A2, REQUEST B3
        cancel_all | A1x, B2x, C1x |  | CANCEL A4x, CANCEL B5x
        """,
    ),
    "course, own feed": (
        course,
        """
        publish     | A0, B0, C0    |               |
        sign_up     | A0, B0, C0    |               |
        prefer feed | A0, B0, C0    |               |
        confirm     | A0, B0, C0    | A0, B0, C0    |
        move B      | A0, B1, C0    | A0, B1, C0    |
        cancel C    | A0, B1, C1x   | A0, B1, C1x   |
        withdraw    | A0, B1, C1x   | A1x, B2x, C2x |
        return      | A0, B1, C1x   | A2, B3, C3x   |
        cancel_all  | A1x, B2x, C1x | A4x, B5x, C4x |
        """,
    ),
    "course, as a file": (
        course,
        """
        publish     | A0, B0, C0    |  |
        sign_up     | A0, B0, C0    |  |
        prefer file | A0, B0, C0    |  |
        confirm     | A0, B0, C0    |  | FILE A0, B0, C0
        move B      | A0, B1, C0    |  | FILE A0, B1, C0
        cancel C    | A0, B1, C1x   |  |
        withdraw    | A0, B1, C1x   |  |
        return      | A0, B1, C1x   |  | FILE A2, B3, C3x
        cancel_all  | A1x, B2x, C1x |  |
        """,
    ),
    "given up half way, own feed": (
        course,
        """
        publish     | A0, B0, C0 |              |
        sign_up     | A0, B0, C0 |              |
        prefer feed | A0, B0, C0 |              |
        confirm     | A0, B0, C0 | A0, B0, C0   |
        wait 15     | A0, B0, C0 | A0, B0, C0   |
        dismiss     | A0, B0, C0 | A1, B1x, C1x |
        """,
    ),
    "given up half way, by mail": (
        course,
        """
        publish | A0, B0, C0 |  |
        sign_up | A0, B0, C0 |  |
        confirm | A0, B0, C0 |  | REQUEST A0, REQUEST B0, REQUEST C0
        wait 15 | A0, B0, C0 |  |
        dismiss | A0, B0, C0 |  | CANCEL B1-, CANCEL C1-
        """,
    ),
    "an offer, own feed": (
        last_seat,
        """
        publish         | A0 |     |
        rival takes     | A0 |     |
        sign_up         | A0 |     |
        confirm         | A0 |     |
        prefer feed     | A0 |     |
        rival withdraws | A0 | A0? |
        confirm         | A0 | A1  |
        withdraw        | A0 | A2x |
        """,
    ),
    "an offer declined, own feed": (
        last_seat,
        """
        publish         | A0 |     |
        rival takes     | A0 |     |
        sign_up         | A0 |     |
        confirm         | A0 |     |
        prefer feed     | A0 |     |
        rival withdraws | A0 | A0? |
        withdraw        | A0 |     |
        """,
    ),
    "an offer, by mail": (
        last_seat,
        """
        publish         | A0 |  |
        rival takes     | A0 |  |
        sign_up         | A0 |  |
        confirm         | A0 |  |
        rival withdraws | A0 |  |
        move A          | A1 |  |
        confirm         | A1 |  | REQUEST A2
        withdraw        | A1 |  | CANCEL A3-
        """,
    ),
    "moved up, by mail": (
        moves_up,
        """
        publish         | A0 |  |
        rival takes     | A0 |  |
        sign_up         | A0 |  |
        confirm         | A0 |  |
        rival withdraws | A0 |  | REQUEST A1
        withdraw        | A0 |  | CANCEL A2-
        """,
    ),
    "moved up, own feed": (
        moves_up,
        """
        publish         | A0 |     |
        rival takes     | A0 |     |
        sign_up         | A0 |     |
        confirm         | A0 |     |
        prefer feed     | A0 |     |
        rival withdraws | A0 | A1  |
        withdraw        | A0 | A2x |
        """,
    ),
    "conference, by mail": (
        conference,
        """
        publish  | A0, B0, C0  |  |
        sign_up  | A0, B0, C0  |  |
        confirm  | A0, B0, C0  |  | REQUEST A0
        choose B | A0, B0, C0  |  | REQUEST B1
        choose C | A0, B0, C0  |  | CANCEL B2-, REQUEST C2
        choose   | A0, B0, C0  |  | CANCEL C3-
        choose C | A0, B0, C0  |  | REQUEST C4
        cancel C | A0, B0, C1x |  | CANCEL C5x
        withdraw | A0, B0, C1x |  | CANCEL A5-
        return   | A0, B0, C1x |  | REQUEST A6
        choose B | A0, B0, C1x |  | REQUEST B7
        """,
    ),
    "conference, own feed": (
        conference,
        """
        publish     | A0, B0, C0  |               |
        sign_up     | A0, B0, C0  |               |
        prefer feed | A0, B0, C0  |               |
        confirm     | A0, B0, C0  | A0            |
        choose B    | A0, B0, C0  | A1, B1        |
        choose C    | A0, B0, C0  | A2, B2x, C2   |
        choose      | A0, B0, C0  | A3, B3x, C3x  |
        choose C    | A0, B0, C0  | A4, B4x, C4   |
        cancel C    | A0, B0, C1x | A4, B4x, C5x  |
        withdraw    | A0, B0, C1x | A5x, B5x, C6x |
        return      | A0, B0, C1x | A6, B6x, C7x  |
        choose B    | A0, B0, C1x | A7, B7, C8x   |
        """,
    ),
}


def rows(table: str) -> Iterator[list[str]]:
    """Return the cells of each line."""
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]
