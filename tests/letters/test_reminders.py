"""What goes out at an instant: reminders, next dates, and what the office has to decide."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.letters.mails import ONLINE, do_due, firm, news, online_too, only
from wirworkshops import links
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    accounts,
    interests,
    registrations,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app", "time")


# Reminders


@pytest.fixture
def reminded(demo: Settings, time: cast.Time) -> Registration:
    """A firm seat whose reminder is queued, and not yet sent."""
    workshop = cast.make_workshop(sessions=(online_too(),), reminders=(24,))
    registration = firm(workshop, demo)
    time.jump(workshop.starts_at - timedelta(hours=24))
    do_due()
    return registration


def test_a_reminder_says_when_where_and_how_to_let_others_come(
    reminded: Registration, demo: Settings
) -> None:
    mail = only(demo)
    assert mail.subject == "Erinnerung: Beratung, die ankommt"
    assert "Am Mittwoch, 17. März, um 9:00 Uhr beginnt „Beratung, die ankommt“." in mail.text
    assert ONLINE in mail.text
    assert "Dann kann jemand anderes kommen." in mail.text
    assert mail.calendar is None


@pytest.mark.parametrize("days", [1, 30])
def test_a_reminder_of_a_session_that_moved_is_not_sent(
    days: int, reminded: Registration, demo: Settings
) -> None:
    with transaction():
        session = reminded.workshop.sessions[0]
        session.starts_at += timedelta(days=days)
        session.ends_at += timedelta(days=days)
    assert news(demo) == []


def test_a_reminder_is_not_for_who_has_left_or_what_is_off(
    reminded: Registration, demo: Settings
) -> None:
    cast.confirmed(reminded.workshop, cast.EVE)
    workshops.cancel(reminded.workshop, because="", by=WORKER)
    assert "reminder" not in [mail.kind for mail in news(demo)]


# To people and to the office


def test_who_wants_to_hear_of_the_next_date_can_take_it_back_and_hears(demo: Settings) -> None:
    workshop = cast.make_workshop()
    interests.note(workshop, name="Eve", email="eve@fremd.example", language="de")
    mail, interest = only(demo), db.session.scalars(select(Interest)).one()
    assert links.interest_url(demo.base_url, interest) in mail.text
    cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    mail = only(demo)
    assert mail.subject == "Neuer Termin: Beratung, die ankommt"
    assert "* Mi, 24. März 2027, 9:00–12:30 Uhr" in mail.text


def test_news_of_a_next_date_that_is_off_again_is_not_sent(demo: Settings) -> None:
    workshop = cast.make_workshop()
    interests.note(workshop, name="Eve", email="eve@fremd.example", language="de")
    news(demo)
    again = cast.make_workshop(sessions=cast.dates(21), original_id=workshop.id)
    workshops.cancel(again, because="", by=WORKER)
    assert news(demo) == []


def test_who_has_too_many_of_a_series_reads_how_many_she_may(demo: Settings) -> None:
    series = cast.series()
    with transaction():
        series.most_per_person = 1
    cast.confirmed(cast.make_workshop("Erzählcafé"))
    news(demo)
    registrations.sign_up(cast.make_workshop(sessions=cast.dates(20)), cast.CEM)
    mail = only(demo)
    assert mail.subject == "Nicht angemeldet: Beratung, die ankommt"
    assert "nur eine kommende Anmeldung haben." in mail.text


@pytest.fixture
def too_few(time: cast.Time) -> Workshop:
    """A workshop with one of at least eight people, on the day when somebody has to decide."""
    workshop = cast.make_workshop(minimum=8, decide_at=cast.NOW + timedelta(days=7))
    ada = {"email": "ada@of.example", "name": "Ada", "role": "coordinator"}
    accounts.add(**ada, host_slugs=(workshop.host.slug,), password_hash="x")
    cast.confirmed(workshop)
    return workshop


def test_the_office_hears_before_and_when_it_has_to_decide(
    too_few: Workshop, demo: Settings, time: cast.Time
) -> None:
    news(demo)
    time.move(days=5)
    do_due()
    soon = only(demo)
    time.move(days=2)
    do_due()
    now = only(demo)
    assert (soon.kind, now.kind) == ("decision_soon", "decision")
    assert "ist bisher ein Platz vergeben. Nötig sind mindestens 8." in soon.text
    assert "Entschieden wird bis Mi, 10. März 2027, 9:00 Uhr." in soon.text
    assert links.decision_url(demo.base_url, too_few.id) in now.text


def test_the_office_is_not_asked_once_there_are_enough(
    too_few: Workshop, demo: Settings, time: cast.Time
) -> None:
    news(demo)
    time.move(days=7)
    do_due()
    for registration in cast.fill(too_few, 7):
        registrations.confirm(registration)
    assert {mail.kind for mail in news(demo)} == {"confirmed"}
