"""How a person's dates reach her calendar: each way in, each way out, and never twice."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import calendars, registrations
from wirworkshops.errors import Invalid
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration

pytestmark = pytest.mark.usefixtures("app", "time")


def firm(**values: object) -> tuple[Registration, Participant]:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(14, 21), **values))
    assert registration.participant is not None
    return registration, registration.participant


def queued(after: int) -> list[tuple[str, bool]]:
    """Return kind of the letters since, and whether each is about one session."""
    letters = db.session.scalars(select(Letter).where(Letter.id > after).order_by(Letter.id))
    return [(letter.kind, letter.session_id is not None) for letter in letters]


def last() -> int:
    return max(db.session.scalars(select(Letter.id)))


CHANGES = {
    ("mail", "feed"): [("removal", True), ("removal", True)],
    ("mail", "file"): [("removal", True), ("removal", True), ("file", False)],
    ("feed", "mail"): [("invitation", True), ("invitation", True)],
    ("feed", "file"): [("file", False)],
    ("file", "mail"): [("invitation", True), ("invitation", True)],
    ("file", "feed"): [],
}


@pytest.mark.parametrize(("was", "how"), CHANGES)
def test_each_change_takes_back_what_came_and_sends_what_is_needed(was: str, how: str) -> None:
    registration, person = firm()
    calendars.choose(person, was)
    before, sequence = last(), registration.sequence
    calendars.choose(person, how)
    assert queued(before) == CHANGES[was, how]
    assert registration.sequence == sequence + 1 + (how == "file")
    assert person.calendar == how


def test_choosing_the_same_again_changes_nothing() -> None:
    registration, person = firm()
    before = last()
    calendars.choose(person, "mail")
    assert queued(before) == []
    assert registration.sequence == 0


def test_the_stamp_follows_the_count(time: cast.Time) -> None:
    registration, person = firm()
    time.move(hours=2)
    calendars.choose(person, "feed")
    assert registration.sequence_at == time.now


def test_what_is_no_way_is_refused() -> None:
    _, person = firm()
    with pytest.raises(Invalid):
        calendars.choose(person, "brieftaube")
    with pytest.raises(Invalid):
        calendars.set_feed(person, waiting=True, alarm=7)
    assert (person.calendar, person.feed_alarm) == ("mail", 0)


def test_who_has_left_gets_nothing(app: Flask) -> None:
    registration, person = firm()
    registrations.withdraw(registration)
    before, sequence = last(), registration.sequence
    calendars.choose(person, "file")
    assert queued(before) == []
    assert registration.sequence == sequence
