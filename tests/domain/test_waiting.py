"""The waiting list moves by itself: offers, direct moves, calls shortly before the start."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests import cast
from tests.domain.scenes import counts, group, kinds, letters, refused, statuses
from wirworkshops import clock, worker
from wirworkshops.database import db
from wirworkshops.domain import groups, registrations, waiting, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


def full(seats: int = 1, waits: int = 3, **values: Any) -> tuple[Workshop, list[Registration]]:
    """Return a full workshop that makes offers, and all who are in it, in order."""
    workshop = cast.make_workshop(capacity=seats, **{"moves_up": "offer", **values})
    return workshop, cast.fill(workshop, seats + waits)


# Offers


def test_a_freed_seat_is_offered_to_the_next_and_taken_meanwhile() -> None:
    workshop, (first, second, third, _) = full()
    registrations.withdraw(first)
    assert statuses([second, third]) == ["offered", "waiting"]
    assert second.held_until == clock.now() + timedelta(days=2)  # 24 hours, 12 of them a day
    assert kinds(second) == ["waiting", "offered"]
    assert counts(workshop) == (1, 2, 0)


def test_who_accepts_has_the_seat() -> None:
    workshop, (first, second, *_) = full()
    registrations.withdraw(first)
    registrations.confirm(second)
    assert statuses([second]) == ["confirmed"]
    assert kinds(second) == ["waiting", "offered", "confirmed"]
    assert counts(workshop) == (1, 2, 0)


def test_who_declines_passes_it_on() -> None:
    _, (first, second, third, _) = full()
    registrations.withdraw(first)
    registrations.withdraw(second)
    assert statuses([second, third]) == ["withdrawn", "offered"]
    assert kinds(second) == ["waiting", "offered", "withdrawn"]


def test_an_offer_that_nobody_answers_passes_on_without_hands(time: cast.Time) -> None:
    _, (first, second, third, _) = full()
    registrations.withdraw(first)
    time.move(days=2)
    assert worker.expire_holds() == 1
    assert statuses([second, third]) == ["expired", "offered"]
    assert kinds(second) == ["waiting", "offered", "offer_expired"]
    assert third.held_until == clock.now() + timedelta(days=3)  # over a Sunday


def test_an_offer_that_is_over_cannot_be_accepted_before_the_worker_comes(
    time: cast.Time,
) -> None:
    _, (first, second, *_) = full()
    registrations.withdraw(first)
    time.move(days=2)
    refused("confirm-offered", registrations.confirm, second)


def test_a_stranger_never_gets_the_seat_that_is_offered() -> None:
    workshop, (first, *_) = full(waits=1)
    registrations.withdraw(first)
    assert cast.sign_up(workshop, cast.EVE).status == "waiting"


def test_more_seats_are_offered_to_as_many() -> None:
    workshop, rows = full(waits=4)
    workshops.edit(
        workshop, cast.plan(capacity=3, moves_up="offer", sessions=_same(workshop)), by=WORKER
    )
    assert statuses(rows) == ["held", "offered", "offered", "waiting", "waiting"]


def _same(workshop: Workshop) -> tuple[SessionPlan, ...]:
    return tuple(SessionPlan(one.starts_at, one.ends_at, id=one.id) for one in workshop.sessions)


def test_an_offer_does_not_outlast_a_start_that_was_moved_forward() -> None:
    workshop, (first, second, *_) = full()
    registrations.withdraw(first)
    (session,) = workshop.sessions
    starts_at = clock.now() + 5 * HOUR
    dated = SessionPlan(starts_at, starts_at + HOUR, id=session.id)
    workshops.edit(workshop, cast.plan(capacity=1, moves_up="offer", sessions=(dated,)), by=WORKER)
    assert cast.fresh(second).held_until == starts_at


# Direct


def test_in_the_direct_mode_the_next_is_confirmed_at_once() -> None:
    workshop, (first, second, third) = full(waits=2, moves_up="direct")
    registrations.confirm(second)
    registrations.withdraw(first)
    assert statuses([second, third]) == ["confirmed", "waiting"]
    assert kinds(second)[-1] == "moved_up"
    assert counts(workshop) == (1, 1, 0)


# Groups in the line


@pytest.mark.parametrize(
    ("queue", "states"),
    [("strict", ["waiting", "waiting"]), ("fitting", ["waiting", "offered"])],
)
def test_a_group_larger_than_what_is_free(queue: str, states: list[str]) -> None:
    workshop, (first, _) = full(seats=2, waits=0, most_seats=5, queue=queue)
    large = group(workshop, 2)
    single = cast.sign_up(workshop, cast.EVE)
    registrations.withdraw(first)
    assert statuses([large, single]) == states
    assert waiting.position(large) == 1


def test_a_group_waits_as_a_whole_and_is_offered_as_a_whole() -> None:
    workshop, (first, second) = full(seats=2, waits=0, most_seats=5)
    large = group(workshop, 2)
    assert counts(workshop) == (2, 2, 0)
    registrations.withdraw(first)
    registrations.withdraw(second)
    assert (cast.fresh(large).status, large.seats) == ("offered", 2)
    assert counts(workshop) == (2, 0, 0)


def test_a_group_that_takes_fewer_gets_what_is_free() -> None:
    workshop, (first, _) = full(seats=2, waits=0, most_seats=5)
    large = group(workshop, 4, takes_fewer=True)
    registrations.withdraw(first)
    assert (cast.fresh(large).status, large.seats) == ("offered", 1)
    assert letters(large)[-1].facts == {"wanted": 4}
    assert counts(workshop) == (2, 0, 0)


def test_a_group_that_agrees_later_gets_it_then() -> None:
    workshop, (first, _) = full(seats=2, waits=0, most_seats=5)
    large = group(workshop, 4)
    registrations.withdraw(first)
    assert statuses([large]) == ["waiting"]
    groups.agree_to_fewer(large, agrees=True)
    assert (cast.fresh(large).status, large.seats) == ("offered", 1)


def test_nobody_who_is_named_loses_her_seat_to_fewer() -> None:
    workshop, (first, second) = full(seats=2, waits=0, most_seats=5)
    large = group(workshop, 3, takes_fewer=True)
    groups.name(large, groups.Named("Frida", "frida@ort.example"))
    registrations.withdraw(first)
    assert (cast.fresh(large).status, large.seats) == ("waiting", 3)
    registrations.withdraw(second)
    assert (cast.fresh(large).status, large.seats) == ("offered", 2)


# Shortly before the start


@pytest.fixture
def rush(time: cast.Time) -> tuple[Workshop, list[Registration]]:
    """Return a full workshop of one seat a few hours before its start; nine wait."""
    workshop, rows = full(waits=9, sessions=cast.dates(2))
    for row in rows[:3]:
        registrations.confirm(row)
    time.jump(workshop.starts_at - 10 * HOUR)
    return workshop, rows


def test_several_are_called_at_once(rush: tuple[Workshop, list[Registration]]) -> None:
    workshop, (first, *others) = rush
    registrations.withdraw(first)
    assert [kinds(row)[1:] for row in others] == [["called"]] * 5 + [[]] * 4
    assert statuses(others) == ["waiting"] * 9
    assert counts(workshop) == (0, 9, 0)


def test_the_first_to_accept_gets_it_and_the_next_hears_it_is_taken(
    rush: tuple[Workshop, list[Registration]],
) -> None:
    workshop, (first, second, third, *_) = rush
    registrations.withdraw(first)
    registrations.confirm(third)
    refused("offer-taken", registrations.confirm, second)
    assert statuses([second, third]) == ["waiting", "confirmed"]
    assert counts(workshop) == (1, 8, 0)


def test_after_an_hour_further_ones_are_called(
    rush: tuple[Workshop, list[Registration]], time: cast.Time
) -> None:
    _, (first, *others) = rush
    registrations.withdraw(first)
    time.move(hours=1, minutes=1)
    worker.do_duties()
    assert [kinds(row).count("called") for row in others] == [1] * 9


def test_a_second_seat_is_news_to_those_who_were_too_late_for_the_first(
    rush: tuple[Workshop, list[Registration]], time: cast.Time
) -> None:
    _, (first, second, third, *_) = rush
    registrations.withdraw(first)
    time.move(minutes=5)
    registrations.confirm(third)
    time.move(minutes=5)
    registrations.withdraw(third)
    assert kinds(second) == ["waiting", "called", "called"]
    registrations.confirm(second)
    assert statuses([second]) == ["confirmed"]


def test_nobody_accepts_after_the_start(
    rush: tuple[Workshop, list[Registration]], time: cast.Time
) -> None:
    _, (first, second, *_) = rush
    registrations.withdraw(first)
    time.move(hours=10)
    refused("offer-taken", registrations.confirm, second)


def test_a_called_group_takes_what_is_free_where_it_agreed(time: cast.Time) -> None:
    workshop, (first, _) = full(seats=2, waits=0, most_seats=5, sessions=cast.dates(2))
    fewer = group(workshop, 3, 60, takes_fewer=True)
    whole = group(workshop, 3, 70)
    time.jump(workshop.starts_at - 10 * HOUR)
    registrations.withdraw(first)
    assert [kinds(row)[-1] for row in (fewer, whole)] == ["called", "waiting"]
    registrations.confirm(fewer)
    assert (cast.fresh(fewer).status, fewer.seats) == ("confirmed", 1)


# What is read


def test_a_verb_decides_on_what_is_true_now_even_after_another_verb() -> None:
    workshop, (first, second, *_) = full()
    registrations.withdraw(first)  # the session of the ORM has nothing open any more
    with db.engine.begin() as other:
        other.execute(text("UPDATE registrations SET status = 'waiting', takes_fewer = true"))
    registrations.remind_again(workshop, name="Niemand", email="niemand@ort.example")
    assert (second.status, second.takes_fewer) == ("waiting", True)
