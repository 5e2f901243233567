"""Pools as planned: capacity raised and cut, the halves of a hybrid workshop, windows, limits."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.conftest import Queries
from tests.domain.scenes import ADA, counts, kinds, letters_of, refused, statuses
from wirworkshops.database import transaction
from wirworkshops.domain import registrations, seats, workshops
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


def edit(workshop: Workshop, **values: Any) -> None:
    dated = tuple(SessionPlan(one.starts_at, one.ends_at, id=one.id) for one in workshop.sessions)
    workshops.edit(workshop, cast.plan(sessions=dated, **values), by=ADA)


# Capacity


def test_a_cut_below_what_is_taken_is_refused_with_the_number() -> None:
    workshop = cast.make_workshop(capacity=5)
    cast.fill(workshop, 3)
    assert refused("capacity-below-taken", edit, workshop, capacity=2) == "3"
    edit(workshop, capacity=3)
    assert (counts(workshop), workshop.pool.capacity) == ((3, 0, 0), 3)


def test_a_raise_lets_those_who_wait_move_up() -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 4)
    edit(workshop, capacity=3)
    assert statuses(rows) == ["held", "held", "held", "waiting"]


# Halves


@pytest.fixture
def hybrid(app: object) -> Workshop:
    return cast.make_workshop(capacity=1, online_capacity=2)


def test_each_half_has_seats_and_a_list_of_its_own(hybrid: Workshop) -> None:
    onsite, online = hybrid.entries
    assert (onsite.kind, online.kind) == ("onsite", "online")
    rows = [cast.sign_up(hybrid, cast.somebody(n, pool_id=onsite.id)) for n in range(2)]
    other = cast.sign_up(hybrid, cast.somebody(5, pool_id=online.id))
    assert statuses([*rows, other]) == ["held", "waiting", "held"]
    assert (counts(onsite), counts(online)) == ((1, 1, 0), (1, 0, 0))


def test_of_two_halves_strangers_are_told_the_better_one(hybrid: Workshop) -> None:
    cast.fill(hybrid, 2)
    assert seats.availability(hybrid, cast.NOW) == seats.Availability("few", 2)


def test_a_pool_of_another_workshop_is_refused(hybrid: Workshop) -> None:
    other = cast.make_workshop("Andere")
    wrong = cast.somebody(1, pool_id=other.pool.id)
    refused("pool-unknown", registrations.sign_up, hybrid, wrong)


def test_a_half_that_is_in_use_is_not_removed(hybrid: Workshop) -> None:
    row = cast.sign_up(hybrid, cast.somebody(1, pool_id=hybrid.entries[1].id))
    assert refused("pool-in-use", edit, hybrid, capacity=1) == "1"
    registrations.withdraw(row)
    edit(hybrid, capacity=1)
    assert [pool.kind for pool in cast.fresh(hybrid).pools] == ["all"]
    assert cast.fresh(row).pool_id == hybrid.pool.id


# Windows and limits


def test_a_person_may_have_so_many_workshops_of_a_series_and_hears_it_by_letter() -> None:
    series = cast.series("kurse")
    with transaction():
        series.most_per_person = 1
    one, two = (cast.make_workshop(title, series_id=series.id) for title in ("Eins", "Zwei"))
    cast.sign_up(one)
    outcome = registrations.sign_up(two, cast.CEM)
    assert (outcome.registration, outcome.status) == (None, "held")  # as a stranger is told
    assert [letter.facts for letter in letters_of("too_many")] == [{"workshop": two.id}]
    assert counts(two) == (0, 0, 0)
    assert cast.sign_up(two, cast.EVE).status == "held"


def test_what_is_over_or_left_counts_no_more(time: cast.Time) -> None:
    series = cast.series("kurse")
    with transaction():
        series.most_per_person = 1
    one = cast.make_workshop("Eins", series_id=series.id, sessions=cast.dates(1))
    two = cast.make_workshop("Zwei", series_id=series.id)
    cast.confirmed(one)
    time.move(days=2)
    assert cast.sign_up(two).status == "held"


def test_the_limit_is_one_question_however_much_she_has_signed_up_for(queries: Queries) -> None:
    series = cast.series("kurse")
    with transaction():
        series.most_per_person = 9
    numbers = []
    for title in "ABCD":
        workshop = cast.make_workshop(title, series_id=series.id)
        queries.clear()
        with queries:
            cast.sign_up(workshop)
        numbers.append(len(queries))
    assert numbers[1:] == [numbers[1]] * 3


def test_a_contact_who_sends_others_has_her_own_share_left() -> None:
    series = cast.series("kurse")
    with transaction():
        series.most_per_person = 1
    one, two = (
        cast.make_workshop(title, series_id=series.id, most_seats=3) for title in ("Eins", "Zwei")
    )
    cast.sign_up(one, cast.somebody(1, seats=2, attends=False))
    assert cast.sign_up(two, cast.somebody(1)).status == "held"


def test_two_things_at_the_same_time_only_after_saying_so() -> None:
    one, two = cast.make_workshop("Eins"), cast.make_workshop("Zwei")
    cast.confirmed(one)
    row = cast.sign_up(two)
    refused("confirm-overlap", registrations.confirm, row)
    assert statuses([row]) == ["held"]
    registrations.confirm(row, knows_overlap=True)
    assert statuses([row]) == ["confirmed"]
    assert kinds(row) == ["please_confirm", "confirmed"]


def test_things_one_after_the_other_do_not_overlap() -> None:
    one = cast.make_workshop("Eins")
    (session,) = one.sessions
    ends_at = session.ends_at + timedelta(hours=1)
    two = cast.make_workshop("Zwei", sessions=(SessionPlan(session.ends_at, ends_at),))
    cast.confirmed(one)
    row = cast.sign_up(two)
    registrations.confirm(row)
    assert statuses([row]) == ["confirmed"]
