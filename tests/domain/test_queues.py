"""Queues: who is next in each mode, by table and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirworkshops.domain import queues
from wirworkshops.domain.queues import Grant, Place

LINES = {
    "nobody": [],
    "singles": [Place(1), Place(2), Place(3)],
    "a group first": [Place(1, 3), Place(2), Place(3)],
    "a group that takes fewer": [Place(1, 3, fewest=1), Place(2)],
    "two of three are named": [Place(1, 3, fewest=2), Place(2)],
    "a group in between": [Place(1), Place(2, 4), Place(3), Place(4, 2)],
}


@pytest.mark.parametrize(
    ("line", "free", "strict", "fitting"),
    [
        ("nobody", 5, [], []),
        ("singles", 0, [], []),
        ("singles", 2, [(1, 1), (2, 1)], [(1, 1), (2, 1)]),
        ("singles", 9, [(1, 1), (2, 1), (3, 1)], [(1, 1), (2, 1), (3, 1)]),
        ("a group first", 2, [], [(2, 1), (3, 1)]),
        ("a group first", 4, [(1, 3), (2, 1)], [(1, 3), (2, 1)]),
        ("a group that takes fewer", 2, [(1, 2)], [(1, 2)]),
        ("a group that takes fewer", 4, [(1, 3), (2, 1)], [(1, 3), (2, 1)]),
        ("two of three are named", 1, [], [(2, 1)]),
        ("two of three are named", 2, [(1, 2)], [(1, 2)]),
        ("a group in between", 3, [(1, 1)], [(1, 1), (3, 1)]),
        ("a group in between", 4, [(1, 1)], [(1, 1), (3, 1), (4, 2)]),
        ("a group in between", 7, [(1, 1), (2, 4), (3, 1)], [(1, 1), (2, 4), (3, 1)]),
    ],
)
def test_who_gets_seats(
    line: str, free: int, strict: list[tuple[int, int]], fitting: list[tuple[int, int]]
) -> None:
    assert queues.strict(LINES[line], free) == strict
    assert queues.fitting(LINES[line], free) == fitting


@pytest.mark.parametrize(
    ("line", "free", "called", "expected"),
    [
        ([Place(n) for n in range(1, 9)], 1, 0, [1, 2, 3, 4, 5]),
        ([Place(n) for n in range(1, 9)], 1, 3, [1, 2]),
        ([Place(n) for n in range(1, 9)], 1, 5, []),
        ([Place(n) for n in range(1, 9)], 2, 4, [1, 2, 3, 4, 5, 6]),
        ([Place(n) for n in range(1, 9)], 0, 0, []),
        ([Place(1, 3), Place(2), Place(3, 3, fewest=1)], 1, 0, [2, 3]),
    ],
)
def test_who_is_called_when_the_first_to_accept_gets_the_seat(
    line: list[Place], free: int, called: int, expected: list[int]
) -> None:
    assert queues.last_call(line, free, called) == expected


@st.composite
def lines(draw: st.DrawFn) -> list[Place]:
    groups = draw(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), max_size=12))
    return [
        Place(number, seats, min(fewest, seats))
        for number, (seats, fewest) in enumerate(groups, start=1)
    ]


@given(line=lines(), free=st.integers(0, 20), mode=st.sampled_from(sorted(queues.RULES)))
def test_never_more_than_free_nor_than_asked_and_in_order(
    line: list[Place], free: int, mode: str
) -> None:
    grants = queues.RULES[mode](line, free)
    places = {place.id: place for place in line}
    assert sum(grant.seats for grant in grants) <= free
    assert [grant.id for grant in grants] == sorted(grant.id for grant in grants)
    for grant in grants:
        place = places[grant.id]
        assert (place.fewest or place.seats) <= grant.seats <= place.seats


@given(line=lines(), free=st.integers(0, 20))
def test_strict_gives_to_the_first_of_the_line_only(line: list[Place], free: int) -> None:
    grants = queues.strict(line, free)
    assert [grant.id for grant in grants] == [place.id for place in line[: len(grants)]]


@given(line=lines(), free=st.integers(0, 20))
def test_fitting_leaves_nobody_out_who_fits(line: list[Place], free: int) -> None:
    grants = queues.fitting(line, free)
    left = free - sum(grant.seats for grant in grants)
    given_to = {grant.id for grant in grants}
    assert not any(queues.share(place, left) for place in line if place.id not in given_to)


@given(seats=st.integers(1, 5), free=st.integers(0, 9))
def test_one_alone_gets_all_or_waits(seats: int, free: int) -> None:
    expected = [Grant(1, seats)] if seats <= free else []
    assert queues.strict([Place(1, seats)], free) == expected
