"""Choices: the sessions of a conference that each person picks, within their own seats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from tests.domain.scenes import ADA, counts, kinds, refused
from wirworkshops.database import db
from wirworkshops.domain import (
    attendance,
    attending,
    choices,
    desk,
    duties,
    news,
    recounts,
    registrations,
    running,
    transfers,
    workshops,
)
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.dues import Due
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Session, Workshop

pytestmark = pytest.mark.usefixtures("app")


def make_conference(**values: Any) -> Workshop:
    """Return one with a session for all, two at once to choose from, and one in another slot."""
    (whole,) = cast.dates(14)
    hours = timedelta(hours=4)
    slot = replace(whole, starts_at=whole.starts_at + hours, ends_at=whole.ends_at + hours)
    late = replace(slot, starts_at=slot.starts_at + hours, ends_at=slot.ends_at + hours, capacity=5)
    sessions = (whole, replace(slot, capacity=1), replace(slot, capacity=2), late)
    return cast.make_workshop(
        "Fachtag", kind="conference", capacity=10, sessions=sessions, **values
    )


@pytest.fixture
def conference(app: object, time: cast.Time) -> Workshop:
    running.beat("worker")
    return make_conference()


def pools_of(conference: Workshop) -> list[Pool]:
    return [pool for slot in choices.slots(conference) for _, pool in slot]


def session_of(pool: Pool) -> Session:
    return db.session.get_one(Session, pool.session_id)


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


# What was given up


def test_a_session_given_up_stays_known_and_counts_no_more(conference: Workshop) -> None:
    small, large, late = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id, late.id])
    choices.choose(row, [large.id, late.id])
    whole = conference.sessions[0]
    assert attending.left_by(row) == [session_of(small)]
    assert attending.sessions_of(row) == [whole, session_of(large), session_of(late)]
    assert attending.chosen_in(conference) == {row.id: {large.id, late.id}}
    assert attendance.expected(session_of(small)) == []
    assert recounts.findings() == []


def test_choosing_it_again_takes_up_the_same_row(conference: Workshop) -> None:
    small, large, _ = pools_of(conference)
    row = cast.confirmed(conference)
    for wanted in ([small.id], [large.id], [small.id]):
        choices.choose(row, wanted)
    assert attending.chosen_by(row) == {small.id}
    assert attending.left_by(row) == [session_of(large)]
    assert [counts(pool)[0] for pool in (small, large)] == [1, 0]


def test_what_was_given_up_with_the_seat_is_known_and_can_be_chosen_again(
    conference: Workshop,
) -> None:
    small, _, late = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id, late.id])
    registrations.withdraw(row)
    assert attending.left_by(row) == [session_of(small), session_of(late)]
    assert attending.sessions_of(row) == conference.sessions[:1]
    assert recounts.findings() == []
    again = cast.confirmed(conference)
    assert (again.id, attending.chosen_by(again)) == (row.id, set())
    choices.choose(again, [small.id])
    assert attending.left_by(again) == [session_of(late)]
    assert counts(small) == (1, 0, 0)


def test_whoever_never_chose_has_given_up_nothing(conference: Workshop) -> None:
    assert attending.left_by(cast.confirmed(conference)) == []
    assert attending.left_by(cast.confirmed(cast.make_workshop())) == []


def test_at_the_door_one_gets_back_into_a_session_once_given_up(
    conference: Workshop, time: cast.Time
) -> None:
    small, *_ = pools_of(conference)
    row = cast.confirmed(conference)
    choices.choose(row, [small.id])
    registrations.withdraw(row)
    session = session_of(small)
    time.jump(session.starts_at)
    again = desk.at_door(session, cast.CEM, by=ADA)
    assert (again.id, attending.chosen_by(again)) == (row.id, {small.id})
    assert attending.left_by(again) == []
    assert attendance.expected(session) == [again]


def test_a_session_that_everybody_has_left_may_become_one_for_all(conference: Workshop) -> None:
    row = cast.confirmed(conference)
    choices.choose(row, [pools_of(conference)[0].id])
    choices.choose(row, [])
    dated = tuple(SessionPlan(one.starts_at, one.ends_at, id=one.id) for one in conference.sessions)
    workshops.edit(conference, cast.plan(capacity=10, sessions=dated), by=ADA)
    assert attending.sessions_of(row) == list(conference.sessions)
    assert attending.left_by(row) == []


def test_a_session_that_somebody_has_chosen_stays_one(conference: Workshop) -> None:
    small, *_ = pools_of(conference)
    choices.choose(cast.confirmed(conference), [small.id])
    dated = tuple(SessionPlan(one.starts_at, one.ends_at, id=one.id) for one in conference.sessions)
    refused(
        "pool-in-use", workshops.edit, conference, cast.plan(capacity=10, sessions=dated), by=ADA
    )


# Many people cost as many questions as few


def moved(conference: Workshop) -> None:
    """Move the last session by a day."""
    kept = {pool.session_id: pool.capacity for pool in conference.pools}
    *others, last = [
        SessionPlan(one.starts_at, one.ends_at, id=one.id, capacity=kept.get(one.id))
        for one in conference.sessions
    ]
    day = timedelta(days=1)
    last = replace(last, starts_at=last.starts_at + day, ends_at=last.ends_at + day)
    plan = cast.plan("Fachtag", kind="conference", capacity=10, sessions=(*others, last))
    assert workshops.edit(conference, plan, by=ADA) == len(news.concerned(conference))


def called_off(conference: Workshop) -> None:
    last = conference.sessions[-1]
    number = workshops.cancel_session(last, because="Krank.", by=ADA)
    assert number == len(news.concerned(conference))


def reminded(conference: Workshop) -> None:
    due = db.session.scalars(select(Due).where(Due.session_id == conference.sessions[-1].id)).one()
    assert duties.do(due.id)


@pytest.mark.parametrize("act", [moved, called_off, reminded])
def test_five_people_cost_as_many_questions_as_one(
    act: Callable[[Workshop], None], queries: Queries
) -> None:
    numbers = []
    for people in (1, 5):
        (*_, late) = pools_of(fresh := make_conference(reminders=(24,)))
        for number in range(people):
            choices.choose(cast.confirmed(fresh, cast.somebody(number)), [late.id])
        queries.clear()
        with queries:
            act(fresh)
        numbers.append(sum(statement.startswith("SELECT") for statement in queries))
    assert numbers[0] == numbers[1]
