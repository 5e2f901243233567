"""Whole calendars: header, time zone, stability, and a person's own feed."""

from datetime import timedelta

import icalendar
import pytest

from tests.calendars import rows
from tests.calendars.reading import check_bytes, read
from wirworkshops import clock
from wirworkshops.calendars import events, feeds, personal
from wirworkshops.calendars.events import Entry
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

URL = f"{rows.BASE}/calendar.ics?topic=sprache&topic=schule&q=caf%C3%A9"


def some(number: int) -> list[Entry]:
    course = rows.workshop()
    sessions = [rows.session(course) for _ in range(number)]
    return [events.entry_of(session, "de", rows.BASE) for session in sessions]


def a_feed(number: int = 2, name: str = "Vielfaltszentrum: Kurse, Erzählcafé") -> bytes:
    return feeds.feed(
        some(number), name=name, url=URL, language="de", page=f"{rows.BASE}/workshops"
    )


def test_the_header_says_what_programs_read() -> None:
    calendar = a_feed()
    check_bytes(calendar)
    head = read(calendar)
    assert {name: head.texts(name) for name in sorted(head._properties)} == {
        "calscale": ["GREGORIAN"],
        "color": ["royalblue"],
        "description": ["Was sich ändert, ändert sich in diesem Kalender von selbst."],
        "name": ["Vielfaltszentrum: Kurse, Erzählcafé"],
        "prodid": ["-//wirworkshops//wirworkshops//DE"],
        "refresh-interval": ["PT1H"],
        "source": [URL],
        "url": [f"{rows.BASE}/workshops"],
        "version": ["2.0"],
        "x-published-ttl": ["PT1H"],
        "x-wr-caldesc": ["Was sich ändert, ändert sich in diesem Kalender von selbst."],
        "x-wr-calname": ["Vielfaltszentrum: Kurse, Erzählcafé"],
    }
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in calendar
    assert b"\r\nSOURCE;VALUE=URI:https://" in calendar


def test_the_same_entries_give_the_same_bytes() -> None:
    first = a_feed()
    events.vevent.cache_clear()
    feeds._named.cache_clear()
    with clock.frozen(rows.START):
        assert a_feed() == first


def test_the_time_zone_comes_first_and_is_all_that_is_needed() -> None:
    for calendar in (a_feed(), a_feed(0), feeds.download(some(3)), feeds.download([])):
        check_bytes(calendar)
        parsed = icalendar.Calendar.from_ical(calendar)
        assert [zone.tz_name for zone in parsed.timezones] == ["Europe/Berlin"]
        assert parsed.get_missing_tzids() == set()


def test_an_empty_feed_is_a_calendar() -> None:
    head = read(a_feed(0))
    assert [part.name for part in head.components] == ["vtimezone"]


def test_nothing_changes_a_feed_but_its_entries() -> None:
    assert a_feed(2) != a_feed(3)
    assert a_feed(2, name="A") != a_feed(2, name="B")


def test_feeds_and_downloads_have_no_method() -> None:
    assert "method" not in read(a_feed())
    assert "method" not in read(feeds.download(some(2)))


def test_a_download_has_no_name_and_no_interval() -> None:
    head = read(feeds.download(some(2)))
    assert sorted(head._properties) == ["calscale", "prodid", "version"]


def test_a_uid_is_the_same_in_every_calendar() -> None:
    course = rows.workshop()
    session = rows.session(course)
    mine = own(rows.registration(course, participant=rows.person(calendar="feed")))
    assert mine[0].uid == events.entry_of(session, "en", rows.BASE).uid == session.uid


def own(*registrations: Registration, days_later: int = 0) -> list[Entry]:
    with clock.frozen(rows.START + timedelta(days=days_later)):
        reader = registrations[0].participant
        assert reader is not None
        dates = personal.dates(reader, registrations, past_days=60, cancelled_days=60)
        return personal.entries(reader, dates, base_url=rows.BASE)


STATUSES = ("held", "requested", "waiting", "offered", "confirmed", "declined", "expired")
FIRM = {"confirmed": "CONFIRMED", "offered": "TENTATIVE"}
WAITING = {"requested": "TENTATIVE", "waiting": "TENTATIVE"}


@pytest.mark.parametrize(("waits", "shown"), [(False, FIRM), (True, FIRM | WAITING)])
def test_her_own_feed_shows_seats_and_offers_and_on_request_what_she_waits_for(
    waits: bool, shown: dict[str, str]
) -> None:
    found = {}
    for status in STATUSES:
        course = rows.workshop(status)
        rows.session(course)
        reader = rows.person(calendar="feed", feed_waiting=waits)
        for entry in own(_in(course, reader, status)):
            found[status] = entry.status
    assert found == shown


def _in(course: Workshop, reader: Participant, status: str) -> Registration:
    until = rows.START - timedelta(days=1)
    return rows.registration(course, participant=reader, status=status, held_until=until)


def test_who_gets_invitations_by_mail_has_an_empty_feed() -> None:
    course = rows.workshop()
    rows.session(course)
    assert own(rows.registration(course, participant=rows.person(calendar="mail"))) == []


def test_a_contact_who_does_not_attend_has_nothing_in_her_feed() -> None:
    course = rows.workshop()
    rows.session(course)
    reader = rows.person(calendar="feed")
    assert own(rows.registration(course, participant=reader, attends=False)) == []


def test_her_sequence_is_the_sessions_and_her_own() -> None:
    course = rows.workshop()
    rows.session(course, sequence=3)
    registration = rows.registration(course, participant=rows.person(calendar="feed"), sequence=2)
    registration.status_at += timedelta(days=1)
    (entry,) = own(registration)
    assert (entry.sequence, entry.stamp) == (5, rows.CHANGED + timedelta(days=1))


def test_what_she_withdrew_from_stays_as_cancelled_for_a_while() -> None:
    course = rows.workshop()
    rows.session(course)
    registration = rows.registration(
        course, participant=rows.person(calendar="feed"), status="withdrawn", sequence=1
    )
    (entry,) = own(registration, days_later=60)
    assert (entry.title, entry.status) == ("Abgemeldet: Beratung, die ankommt", "CANCELLED")
    assert own(registration, days_later=61) == []


def test_dates_she_was_at_before_she_withdrew_stay_hers() -> None:
    course = rows.workshop()
    rows.session(course)
    rows.session(course)
    registration = rows.registration(
        course, participant=rows.person(calendar="feed"), status="withdrawn", sequence=1,
        status_at=rows.START + timedelta(days=3),
    )  # fmt: skip
    assert [entry.status for entry in own(registration)] == ["CONFIRMED", "CANCELLED"]


def test_a_cancelled_session_stays_in_her_feed_as_cancelled() -> None:
    course = rows.workshop()
    rows.session(course, status="cancelled", sequence=1, online_url="https://meet.example/x")
    (entry,) = own(rows.registration(course, participant=rows.person(calendar="feed")))
    assert (entry.title, entry.status) == ("Abgesagt: Beratung, die ankommt", "CANCELLED")
    assert (entry.online_url, entry.alarm_minutes) == ("", 0)


@pytest.mark.parametrize("calendar", ["feed", "mail"])
def test_nobodys_name_is_in_a_feed(calendar: str) -> None:
    course = rows.workshop()
    rows.session(course)
    entries = own(rows.registration(course, participant=rows.person(calendar=calendar)))
    assert b"Cem" not in feeds.download(entries)
