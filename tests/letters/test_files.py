"""Dates as one file: for those who do not want an invitation for each."""

from datetime import timedelta

import pytest

from tests import cast
from tests.letters.mails import firm, news, only
from tests.letters.test_letters import moved
from wirworkshops.config import Settings
from wirworkshops.domain import calendars, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Registration

pytestmark = pytest.mark.usefixtures("app", "time")


@pytest.fixture
def by_file(demo: Settings) -> Registration:
    """A firm registration for two dates, of somebody who takes files."""
    registration = firm(cast.make_workshop(sessions=cast.dates(14, 21)), demo)
    news(demo)
    assert registration.participant is not None
    calendars.choose(registration.participant, "file")
    return registration


def test_changing_to_files_takes_invitations_back_and_sends_one_file(
    by_file: Registration, demo: Settings
) -> None:
    mails = news(demo)
    assert [mail.kind for mail in mails] == ["removal", "removal", "file"]
    assert [mail.subject.split(":")[0] for mail in mails] == [
        "Jetzt als Datei",
        "Jetzt als Datei",
        "Ihre Termine als Datei",
    ]
    events = mails[-1].file.named("vevent")
    uids = [session.uid for session in by_file.workshop.sessions]
    assert [event["uid"] for event in events] == uids
    taken = [mail.calendar.event["sequence"] for mail in mails[:2] if mail.calendar]
    assert (taken, [event["sequence"] for event in events]) == (["1", "1"], ["2", "2"])
    assert "method" not in mails[-1].file


def test_a_move_brings_a_new_file_with_all_dates(by_file: Registration, demo: Settings) -> None:
    news(demo)
    workshop = by_file.workshop
    workshops.edit(workshop, moved(workshop, by=timedelta(hours=1)), by=WORKER)
    mails = news(demo)
    assert {mail.kind for mail in mails} == {"changed"}
    assert all(len(mail.file.named("vevent")) == 2 for mail in mails)
    assert "Sie ersetzt die frühere." in mails[0].text


def test_whoever_leaves_is_told_to_delete_the_dates_herself(
    by_file: Registration, demo: Settings
) -> None:
    news(demo)
    registrations.withdraw(by_file)
    mail = only(demo)
    assert (mail.kind, mail.calendar, mail.file) == ("withdrawn", None, None)
    assert "Dann löschen Sie sie dort bitte." in mail.text


def test_a_new_seat_comes_with_one_letter(by_file: Registration, demo: Settings) -> None:
    news(demo)
    other = cast.make_workshop("Kurs", sessions=cast.dates(30, 37, 44))
    cast.confirmed(other)
    mail = next(mail for mail in news(demo) if mail.kind == "confirmed")
    assert "Alle 3 Termine hängen als eine Datei an dieser Nachricht." in mail.text
    assert len(mail.file.named("vevent")) == 3


def test_who_leaves_right_after_changing_over_has_nothing_left_in_her_calendar(
    by_file: Registration, demo: Settings
) -> None:
    registrations.withdraw(by_file)
    mails = news(demo)
    taken = [mail.calendar for mail in mails if mail.calendar]
    assert [calendar["method"] for calendar in taken] == ["CANCEL", "CANCEL"]
    uids = [session.uid for session in by_file.workshop.sessions]
    assert [calendar.event["uid"] for calendar in taken] == uids
