"""Duties: what the worker does at an instant is done once, by whichever worker, and not lost."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.domain.scenes import ADA, group, kinds, letters
from tests.visitors import all_at_once
from wirworkshops import clock, worker
from wirworkshops.database import db
from wirworkshops.domain import choices, dues, duties, groups, workshops
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.dues import Due
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


def planned(workshop: Workshop, *kinds: str) -> list[tuple[str, int, bool]]:
    """Return kind, hours and whether it has been done, in order of time."""
    db.session.rollback()
    query = select(Due).where(Due.workshop_id == workshop.id, Due.kind.in_(kinds))
    return [
        (d.kind, d.hours, d.done_at is not None)
        for d in db.session.scalars(query.order_by(Due.due_at))
    ]


def reminding(*hours: int, days: int = 14, capacity: int = 20) -> Workshop:
    return cast.make_workshop(reminders=hours, sessions=cast.dates(days), capacity=capacity)


def moved(workshop: Workshop, by: timedelta, *hours: int) -> None:
    dated = tuple(
        SessionPlan(one.starts_at + by, one.ends_at + by, id=one.id) for one in workshop.sessions
    )
    workshops.edit(workshop, cast.plan(sessions=dated, reminders=hours), by=ADA)


# Reminders


def test_reminders_go_out_days_and_hours_before_as_set(time: cast.Time) -> None:
    workshop = reminding(72, 2)
    row = cast.confirmed(workshop)
    for hours in (72, 2):
        time.jump(workshop.starts_at - hours * HOUR)
        worker.do_duties()
        assert letters(row)[-1].facts == {"hours": hours}
    assert kinds(row) == ["please_confirm", "confirmed", "reminder", "reminder"]


def test_only_who_comes_is_reminded(time: cast.Time) -> None:
    workshop = cast.make_workshop(reminders=(24,), most_seats=3)
    held = cast.sign_up(workshop)
    contact = group(workshop, 2, attends=False)
    frida = groups.name(contact, groups.Named("Frida", "frida@ort.example"))
    time.jump(workshop.starts_at - 24 * HOUR)
    worker.do_duties()
    assert [kinds(row)[-1] for row in (held, contact, frida)] == [
        "please_confirm", "confirmed", "reminder",
    ]  # fmt: skip


def test_each_is_reminded_of_the_sessions_she_chose(time: cast.Time) -> None:
    (one,) = cast.dates(14)
    sessions = (replace(one, capacity=5), replace(one, capacity=5))
    workshop = cast.make_workshop(reminders=(24,), sessions=sessions)
    first, second = workshop.pools[1:]
    row = cast.confirmed(workshop)
    choices.choose(row, [second.id])
    time.jump(workshop.starts_at - 24 * HOUR)
    worker.do_duties()
    reminded = [letter.session_id for letter in letters(row) if letter.kind == "reminder"]
    assert reminded == [second.session_id]
    assert first.session_id not in reminded


def test_a_reminder_is_not_repeated_when_the_session_moves_a_little(time: cast.Time) -> None:
    workshop = reminding(24)
    row = cast.confirmed(workshop)
    time.jump(workshop.starts_at - 24 * HOUR)
    worker.do_duties()
    moved(workshop, 2 * HOUR, 24)
    time.move(hours=2)
    worker.do_duties()
    assert kinds(row).count("reminder") == 1


def test_a_session_that_moves_by_days_is_reminded_of_anew(time: cast.Time) -> None:
    workshop = reminding(24)
    row = cast.confirmed(workshop)
    time.jump(workshop.starts_at - 24 * HOUR)
    worker.do_duties()
    moved(workshop, timedelta(days=7), 24)
    time.move(days=7)
    worker.do_duties()
    assert kinds(row).count("reminder") == 2


def test_what_is_late_is_still_done_after_an_edit(time: cast.Time) -> None:
    workshop = reminding(24)
    row = cast.confirmed(workshop)
    time.jump(workshop.starts_at - 23 * HOUR)  # the worker was away
    moved(workshop, timedelta(0), 24)
    worker.do_duties()
    assert kinds(row)[-1] == "reminder"


def test_a_late_reminder_of_another_time_is_not_sent(time: cast.Time) -> None:
    workshop = reminding(24)
    row = cast.confirmed(workshop)
    time.jump(workshop.starts_at - 23 * HOUR)
    moved(workshop, timedelta(days=7), 24)
    worker.do_duties()
    assert "reminder" not in kinds(row)
    assert planned(workshop, "reminder") == [("reminder", 24, False)]


def test_nobody_is_reminded_of_what_is_called_off(time: cast.Time) -> None:
    workshop = reminding(24)
    cast.confirmed(workshop)
    workshops.cancel(workshop, because="Krank.", by=ADA)
    assert planned(workshop, "reminder", "rush") == []


def test_planning_anew_adds_nothing_twice() -> None:
    workshop = reminding(72, 24)
    before = planned(workshop, *{"reminder", "rush"})
    moved(workshop, timedelta(0), 72, 24)
    assert planned(workshop, *{"reminder", "rush"}) == before
    assert len([row for row in before if row[0] == "reminder"]) == 2


# Once


def test_of_many_workers_at_once_one_does_it(app: Flask, time: cast.Time) -> None:
    workshop = reminding(24)
    row = cast.confirmed(workshop)
    time.jump(workshop.starts_at - 24 * HOUR)
    (number,) = dues.due(clock.now())
    db.session.rollback()

    def do(_: int, number: int) -> bool:
        with app.app_context():
            try:
                return duties.do(number)
            finally:
                db.session.remove()

    done = all_at_once(6, partial(do, number=number))
    assert sorted(done) == [False] * 5 + [True]
    assert kinds(row).count("reminder") == 1


def test_a_due_that_is_gone_is_nobodys() -> None:
    assert duties.do(4711) is False
