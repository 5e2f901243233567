"""Today by mail: when it is due, once a day whatever happens, and as often as each wants it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import digests, history, putoffs
from wirworkshops.domain.digests import Wish
from wirworkshops.errors import Invalid
from wirworkshops.models.accounts import Account, Role
from wirworkshops.models.digests import DigestDay
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Session
from wirworkshops.web.account.creation import make_account
from wirworkshops.web.organise import digests as sending
from wirworkshops.worker import Worker

SUNDAY, EASTER_MONDAY = date(2027, 3, 7), date(2027, 3, 29)
MORNING = cast.NOW.replace(hour=6)  # 7:00 in Offenbach


def somebody(role: str = "coordinator", name: str = "ben") -> Account:
    """Return an account that was there yesterday."""
    slugs = (cast.host().slug,) if role == "coordinator" else ()
    given = {"email": f"{name}@buero.example", "name": name.title(), "role": role}
    account, _password = make_account(**given, host_slugs=slugs, password="sehr lange Sätze")
    with transaction():
        account.created_at = cast.NOW - timedelta(days=1)
    return account


@pytest.fixture
def ben(app: Flask) -> Account:
    """Ben, with a date without a room on his desk."""
    account = somebody()
    cast.make_workshop(sessions=cast.dates(20))
    return account


def letters() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).where(Letter.kind == "digest")))


def choose(account: Account, rhythm: str, hour: int = 7) -> None:
    digests.choose(account, Wish(rhythm, hour), by=history.office(account.id))


def test_sundays_saturdays_and_feast_days_are_free() -> None:
    free = [date(2027, 3, 6), SUNDAY, EASTER_MONDAY, date(2027, 12, 25)]
    assert [digests.is_wanted("daily", day) for day in free] == [False] * 4
    assert digests.is_wanted("daily", date(2027, 3, 3))


def test_weekly_is_on_the_first_working_day() -> None:
    week = [date(2027, 3, 1) + timedelta(days=number) for number in range(7)]
    assert [digests.is_wanted("weekly", day) for day in week] == [True] + [False] * 6
    after_easter = [EASTER_MONDAY + timedelta(days=number) for number in range(3)]
    assert [digests.is_wanted("weekly", day) for day in after_easter] == [False, True, False]


def test_who_coordinates_gets_it_daily_and_others_not_at_all(app: Flask) -> None:
    assert digests.wish_of(somebody()) == Wish("daily", 7)
    assert digests.wish_of(somebody("administrator", "ada")) == Wish("never", 7)


def test_it_is_due_from_her_hour_on(ben: Account, time: cast.Time) -> None:
    time.jump(MORNING - timedelta(minutes=1))
    assert digests.due(clock.now()) == []
    time.jump(MORNING)
    assert digests.due(clock.now()) == [ben]
    time.move(hours=9)  # the worker was down
    assert digests.due(clock.now()) == [ben]


def test_it_comes_once_a_day_however_often_workers_look(
    app: Flask, ben: Account, time: cast.Time
) -> None:
    one, other = Worker(app), Worker(app)
    for worker in (one, other, one, other):
        worker.round()
        time.move(minutes=2)
    assert [letter.status for letter in letters()] == ["sent"]
    time.move(days=1)
    one.round()
    assert len(letters()) == 2


def test_the_second_of_two_at_once_does_nothing(app: Flask, ben: Account) -> None:
    with app.test_request_context():
        lines = sending.lines_for(ben)
    assert digests.send(ben, lines)
    assert not digests.send(ben, lines)
    assert len(letters()) == 1


def test_without_anything_to_do_nothing_is_sent(app: Flask, time: cast.Time) -> None:
    somebody()
    Worker(app).round()
    assert letters() == []
    cast.make_workshop(sessions=cast.dates(20))
    time.move(minutes=5)
    Worker(app).round()
    assert letters() == []  # the day is done; Today shows it


def test_what_is_put_off_is_left_out(app: Flask, ben: Account) -> None:
    number = db.session.scalar(select(Session.id))
    assert number
    putoffs.put_off(ben, ("room", number), until_on=date(2027, 3, 5))
    Worker(app).round()
    assert letters() == []


def test_who_is_added_after_her_hour_waits_for_tomorrow(app: Flask, time: cast.Time) -> None:
    account = somebody()
    with transaction():
        account.created_at = cast.NOW
    assert digests.due(clock.now()) == []
    time.move(days=1)
    assert digests.due(clock.now()) == [account]


def test_a_later_hour_is_kept_and_a_passed_one_waits(ben: Account, time: cast.Time) -> None:
    choose(ben, "daily", 10)
    assert digests.due(clock.now()) == []
    time.move(hours=1)
    assert digests.due(clock.now()) == [ben]
    choose(ben, "daily", 8)
    assert digests.due(clock.now()) == []
    assert digests.next_at(ben) == MORNING + timedelta(days=1, hours=1)


def test_never_is_never(ben: Account, time: cast.Time) -> None:
    choose(ben, "never")
    assert digests.next_at(ben) is None
    for _day in range(8):
        time.move(days=1)
        assert digests.due(clock.now()) == []


def test_what_cannot_be_chosen_is_refused(ben: Account) -> None:
    for wish in (Wish("hourly", 7), Wish("daily", 3)):
        with pytest.raises(Invalid):
            digests.choose(ben, wish, by=history.office(ben.id))


def test_a_switched_off_account_gets_nothing(app: Flask, ben: Account) -> None:
    with transaction():
        ben.active = False
    assert not digests.send(ben, [{"title": "x"}])
    Worker(app).round()
    assert letters() == []


def test_who_is_not_let_into_the_office_any_more_gets_nothing(app: Flask, ben: Account) -> None:
    choose(ben, "daily", 8)
    with transaction() as session:
        session.execute(delete(DigestDay))
        ben.roles = list(session.scalars(select(Role).where(Role.name == "helper")))
    assert digests.due(clock.now()) == []
    assert not digests.send(ben, [{"title": "x"}])


def test_a_digest_of_yesterday_is_dropped(app: Flask, ben: Account, time: cast.Time) -> None:
    with app.test_request_context():
        digests.send(ben, sending.lines_for(ben))
    time.move(days=1)
    time.jump(MORNING + timedelta(days=1, hours=-1))
    Worker(app).round()
    assert [letter.status for letter in letters()] == ["dropped"]


def test_days_of_long_ago_are_forgotten(ben: Account, time: cast.Time) -> None:
    digests.send(ben, [])
    time.move(days=31)
    assert digests.forget_days() == 1
    assert db.session.scalars(select(DigestDay)).all() == []
