"""Moving up: a freed seat goes to the next in line, and a hold that ends frees one."""

from datetime import timedelta

import pytest

from tests import cast
from tests.domain.scenes import counts, kinds, statuses
from wirworkshops import clock
from wirworkshops.domain import (
    registrations,
    waiting,
)

pytestmark = pytest.mark.usefixtures("app")


# The waiting list


def test_a_freed_seat_goes_to_the_next_in_line_at_once() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second, third = cast.fill(workshop, 3)
    registrations.confirm(second)
    registrations.withdraw(first)
    assert statuses([first, second, third]) == ["withdrawn", "confirmed", "waiting"]
    assert kinds(second) == ["waiting", "moved_up"]
    assert waiting.position(third) == 1


def test_who_has_not_shown_her_mailbox_gets_a_hold_when_she_moves_up() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    registrations.withdraw(first)
    assert (cast.fresh(second).status, second.verified_at) == ("held", None)
    assert kinds(second) == ["waiting", "please_confirm"]


def test_a_freed_seat_is_never_a_strangers() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    registrations.withdraw(first)
    stranger = cast.sign_up(workshop, cast.EVE)
    assert statuses([second, stranger]) == ["held", "waiting"]


def test_who_leaves_the_list_lets_the_others_move_up() -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 4)
    registrations.withdraw(rows[1])
    assert waiting.position(cast.fresh(rows[3])) == 2
    assert counts(workshop) == (1, 2, 0)
    assert kinds(rows[1]) == ["waiting", "withdrawn"]


def test_who_returns_to_the_list_stands_at_its_end(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    _, second, third = cast.fill(workshop, 3)
    registrations.withdraw(second)
    time.move(minutes=1)
    again = cast.sign_up(workshop, cast.somebody(1))
    assert again.id == second.id
    assert [waiting.position(row) for row in (third, again)] == [1, 2]


def test_nobody_moves_up_after_the_start(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1, sessions=cast.dates(1))
    first, second = cast.fill(workshop, 2)
    time.move(days=2)
    registrations.expire(first)
    assert statuses([first, second]) == ["expired", "waiting"]


# Holds that end


def test_an_unconfirmed_hold_expires_and_the_next_moves_up(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    assert registrations.overdue_holds(clock.now()) == []
    time.move(hours=24)
    assert registrations.overdue_holds(clock.now()) == [first]
    registrations.expire(first)
    assert statuses([first, second]) == ["expired", "held"]
    assert second.held_until == clock.now() + timedelta(hours=24)


def test_what_was_confirmed_meanwhile_does_not_expire(time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop())
    time.move(hours=30)
    registrations.expire(registration)
    assert cast.fresh(registration).status == "confirmed"


def test_who_signs_up_after_her_hold_gets_a_new_one_before_the_worker_comes(
    time: cast.Time,
) -> None:
    workshop = cast.make_workshop()
    first = cast.sign_up(workshop)
    time.move(hours=25)
    again = cast.sign_up(workshop)
    assert (again.id, again.status) == (first.id, "held")
    assert again.held_until == clock.now() + timedelta(hours=24)
    assert counts(workshop) == (1, 0, 0)


def test_who_let_her_hold_go_does_not_overtake_those_who_wait(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    time.move(hours=25)
    again = cast.sign_up(workshop, cast.somebody(0))
    assert statuses([again, second]) == ["waiting", "held"]
    assert again.id == first.id
