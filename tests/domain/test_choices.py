"""Choices: the sessions of a conference that each person picks, within their own seats."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from tests.domain.scenes import ADA, counts, kinds, refused
from wirworkshops.domain import attending, choices, registrations, transfers, workshops
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def conference(app: object, time: cast.Time) -> Workshop:
    """Return one with a session for all, two at once to choose from, and one in another slot."""
    (whole,) = cast.dates(14)
    hours = timedelta(hours=4)
    slot = replace(whole, starts_at=whole.starts_at + hours, ends_at=whole.ends_at + hours)
    late = replace(slot, starts_at=slot.starts_at + hours, ends_at=slot.ends_at + hours, capacity=5)
    sessions = (whole, replace(slot, capacity=1), replace(slot, capacity=2), late)
    return cast.make_workshop("Fachtag", kind="conference", capacity=10, sessions=sessions)


def pools_of(conference: Workshop) -> list[Pool]:
    return [pool for slot in choices.slots(conference) for _, pool in slot]


def test_sessions_at_the_same_time_are_one_slot(conference: Workshop) -> None:
    assert [len(slot) for slot in choices.slots(conference)] == [2, 1]
    assert conference.entries == [conference.pool]


def test_a_choice_takes_a_seat_of_its_session_only(conference: Workshop) -> None:
    row = cast.confirmed(conference)
    small, large, late = pools_of(conference)
    choices.choose(row, [small.id, late.id])
    assert [counts(pool)[0] for pool in (conference.pool, small, large, late)] == [1, 1, 0, 1]
    assert len(attending.sessions_of(row)) == 3


def test_two_in_one_slot_are_refused(conference: Workshop) -> None:
    row = cast.confirmed(conference)
    small, large, _ = pools_of(conference)
    refused("choice-twice", choices.choose, row, [small.id, large.id])


def test_a_full_session_is_refused_and_the_other_choice_stays(conference: Workshop) -> None:
    small, large, _ = pools_of(conference)
    choices.choose(cast.confirmed(conference), [small.id])
    row = cast.confirmed(conference, cast.DUA)
    choices.choose(row, [large.id])
    refused("choice-full", choices.choose, row, [small.id])
    assert attending.chosen_by(row) == {large.id}


def test_changing_gives_the_first_seat_to_others(conference: Workshop) -> None:
    small, large, _ = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id])
    choices.choose(row, [large.id])
    assert [counts(pool)[0] for pool in (small, large)] == [0, 1]
    assert kinds(row)[-3:] == ["invitation", "removal", "invitation"]


def test_choosing_the_same_again_changes_nothing(conference: Workshop) -> None:
    small, *_ = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id])
    before = kinds(row)
    choices.choose(row, [small.id])
    assert (kinds(row), counts(small)[0]) == (before, 1)


def test_who_waits_cannot_choose(conference: Workshop) -> None:
    cast.fill(conference, 10)
    row = cast.sign_up(conference)
    refused("choice-without-seat", choices.choose, row, [pools_of(conference)[0].id])
    refused("choice-unknown", choices.choose, cast.confirmed(cast.make_workshop()), [1])


def test_what_has_begun_is_chosen_no_more(conference: Workshop, time: cast.Time) -> None:
    small, _, late = pools_of(conference)
    row = cast.confirmed(conference)
    time.jump(conference.sessions[1].starts_at)
    refused("choice-begun", choices.choose, row, [small.id])
    choices.choose(row, [late.id])


def test_whoever_leaves_gives_her_choices_back(conference: Workshop) -> None:
    small, _, late = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id, late.id])
    registrations.withdraw(row)
    assert [counts(pool)[0] for pool in (small, late)] == [0, 0]
    assert attending.chosen_by(row) == set()


def test_a_hold_that_ends_gives_its_choices_back(conference: Workshop, time: cast.Time) -> None:
    small, *_ = pools_of(conference)
    row = cast.sign_up(conference)
    choices.choose(row, [small.id])
    time.move(hours=24)
    registrations.expire(row)
    assert counts(small) == (0, 0, 0)


def test_who_is_moved_away_gives_her_choices_back(conference: Workshop) -> None:
    small, *_ = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id])
    transfers.move_to(row, cast.make_workshop("Dort"), by=ADA)
    assert counts(small) == (0, 0, 0)


def test_who_is_moved_here_needs_no_choice(conference: Workshop) -> None:
    row = cast.confirmed(cast.make_workshop("Dort"))
    moved = transfers.move_to(row, conference, by=ADA)
    assert attending.chosen_by(moved) == set()


def test_a_session_that_somebody_has_chosen_stays_one(conference: Workshop) -> None:
    small, *_ = pools_of(conference)
    choices.choose(cast.confirmed(conference), [small.id])
    dated = tuple(SessionPlan(one.starts_at, one.ends_at, id=one.id) for one in conference.sessions)
    refused(
        "pool-in-use", workshops.edit, conference, cast.plan(capacity=10, sessions=dated), by=ADA
    )
