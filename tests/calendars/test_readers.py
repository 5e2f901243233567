"""ical.js and libical read the same bytes: they agree with each other, and with the rows."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import pytest

from tests.calendars import libical, rows
from tests.calendars.reading import Component, check_bytes, read
from wirworkshops import clock
from wirworkshops.calendars import events, feeds, invitations, personal
from wirworkshops.config import Settings
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session

SETTINGS = Settings(base_url=rows.BASE)
CHANGES = [
    datetime(*day, 1, tzinfo=UTC)
    for day in (
        (2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31), (2028, 3, 26), (2028, 10, 29)
    )
]  # fmt: skip


def agreed(calendar: bytes) -> list[libical.Event]:
    """Return what both have read, after seeing that it is the same."""
    check_bytes(calendar)
    by_libical, by_icaljs = libical.read(calendar), read(calendar)
    assert "".join(by_icaljs.values("method")) == by_libical.method
    assert [_as_libical(event) for event in by_icaljs.named("vevent")] == by_libical.events
    return by_libical.events


def _as_libical(event: Component) -> libical.Event:
    return libical.Event(
        *(event[name] for name in libical.TEXTS),
        status="".join(event.values("status")),
        sequence=int(event["sequence"]),
        start=event.instant("dtstart"),
        end=event.instant("dtend"),
        organizer=_name(event, "organizer"),
        attendee=_name(event, "attendee"),
        alarms=tuple(alarm["trigger"] for alarm in event.named("valarm")),
    )


def _name(event: Component, name: str) -> str:
    return event.params(name)["cn"] if name in event else ""


def feed(sessions: Iterable[Session]) -> bytes:
    entries = (events.entry_of(session, "de", rows.BASE) for session in sessions)
    return feeds.feed(entries, name="Kurse, Cafés; „Alles“", url=rows.BASE, language="de")


def test_they_resolve_times_by_the_files_own_time_zone() -> None:
    calendar = feed([rows.session()]).replace(b"TZOFFSETTO:+0100", b"TZOFFSETTO:+0500")
    (event,) = libical.read(calendar).events
    assert event.start == rows.START - timedelta(hours=4)
    assert read(calendar).event.instant("dtstart") == event.start


@pytest.mark.parametrize("change", CHANGES, ids=lambda at: at.strftime("%B-%Y"))
def test_each_quarter_of_an_hour_around_a_change_of_summer_time(change: datetime) -> None:
    course = rows.workshop()
    quarters = [change + timedelta(minutes=15 * number) for number in range(-12, 13)]
    days = [change + timedelta(days=days, hours=8) for days in (-7, -1, 0, 1, 7)]
    starts = quarters + days
    sessions = [
        rows.session(course, starts_at=start, ends_at=start + timedelta(minutes=90))
        for start in starts
    ]
    assert [(event.start, event.end) for event in agreed(feed(sessions))] == [
        (session.starts_at, session.ends_at) for session in sessions
    ]


def test_nine_in_the_morning_is_nine_on_both_sides_of_each_change() -> None:
    course = rows.workshop()
    days = [
        (clock.local(change) + timedelta(days=days)).date()
        for change in CHANGES
        for days in (-1, 0, 1)
    ]
    for day in days:
        rows.session(course, starts_at=clock.at(day, time(9)))
    found = agreed(feed(course.sessions))
    assert [clock.local(event.start).strftime("%Y-%m-%d %H:%M") for event in found] == [
        f"{day} 09:00" for day in days
    ]


TITLES = [
    "x" * 300,
    "Ä" * 300,
    "🎉" * 300,
    "Beratung, Begleitung; „Ankommen“: und \"mehr\" \\ nochmal",
    "C:\\Neu\\nichts \\, \\; ^n ^' ^^",
    "BEGIN:VEVENT END:VCALENDAR",
    "لقاء مع الجيران 👩🏽‍🦱 שלום",
    "Zeile\r\neins\u2028zwei",
    "e\u0301 ist nicht é",
]  # fmt: skip


def test_long_and_strange_titles() -> None:
    sessions = [
        rows.session(rows.workshop(title), uid=rows.UIDS[n]) for n, title in enumerate(TITLES)
    ]
    assert [event.summary for event in agreed(feed(sessions))] == list(map(events.one_line, TITLES))


def test_moved_and_cancelled_sessions() -> None:
    course = rows.workshop("Kurs")
    moved, off = rows.session(course, sequence=3), rows.session(course, sequence=1)
    off.status, off.cancelled_because = "cancelled", "Krank; leider."
    assert [
        (event.summary, event.sequence, event.status) for event in agreed(feed([moved, off]))
    ] == [
        ("Kurs (1 von 2)", 3, "CONFIRMED"),
        ("Abgesagt: Kurs (2 von 2)", 1, "CANCELLED"),
    ]


def test_a_persons_own_feed_with_alarms_offers_and_places_on_the_list() -> None:
    reader = rows.person(calendar="feed", feed_waiting=True)
    seats = [
        _seat(reader, status, number)
        for number, status in enumerate(("confirmed", "offered", "waiting", "withdrawn"))
    ]
    seats[3].sequence = 1
    with clock.frozen(rows.CHANGED):
        dates = personal.dates(reader, seats, past_days=60, cancelled_days=60)
        entries = personal.entries(reader, dates, base_url=rows.BASE, alarm_minutes=90)
    calendar = feeds.feed(entries, name="Meine Termine", url=rows.BASE, language="de")
    assert [(event.summary, event.status, event.alarms) for event in agreed(calendar)] == [
        ("Kurs 0", "CONFIRMED", ("-PT1H30M",)),
        ("Angeboten: Kurs 1", "TENTATIVE", ()),
        ("Warteliste: Kurs 2", "TENTATIVE", ()),
        ("Abgemeldet: Kurs 3", "CANCELLED", ()),
    ]


def _seat(reader: Participant, status: str, number: int) -> Registration:
    course = rows.workshop(f"Kurs {number}")
    rows.session(course, uid=rows.UIDS[number])
    until = rows.CHANGED + timedelta(days=1)
    return rows.registration(course, participant=reader, status=status, held_until=until)


def test_an_invitation_and_what_takes_it_back() -> None:
    session = rows.session(is_online=True, online_url="https://meet.example/a?b=c,d;e")
    seat = rows.registration(session.workshop, participant=rows.person(name='Aksoy, "Cem"; 🎉 ^n'))
    (request,) = agreed(invitations.request(seat, session, SETTINGS))
    seat.status, seat.sequence = "withdrawn", 1
    (cancel,) = agreed(invitations.cancel(seat, session, SETTINGS))
    assert request.attendee == cancel.attendee == 'Aksoy, "Cem"; 🎉 ^n'
    assert (request.organizer, request.status) == (SETTINGS.centre, "CONFIRMED")
    assert (cancel.uid, cancel.start, cancel.summary) == (
        request.uid,
        request.start,
        request.summary,
    )
    assert (cancel.status, cancel.sequence - request.sequence) == ("", 1)


@pytest.mark.parametrize("calendar", [feed([]), feeds.download([])], ids=["feed", "file"])
def test_an_empty_calendar(calendar: bytes) -> None:
    assert agreed(calendar) == []


def test_jcal_says_what_icalendar_says() -> None:
    course = rows.workshop(TITLES[3])
    for change in CHANGES:
        rows.session(course, starts_at=change + timedelta(hours=8))
    calendar = feed(course.sessions)
    jcal, ical = read(feeds.as_json(calendar)), read(calendar)
    assert [_as_libical(event) for event in jcal.named("vevent")] == agreed(calendar)
    for name in ("version", "prodid", "calscale", "refresh-interval", "source", "color"):
        assert jcal[name] == ical[name]
    assert jcal["name"] == "Kurse, Cafés; „Alles“"
