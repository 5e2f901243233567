"""Others' calendars are read as they are meant, and no file ends in a fault."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.calendars import rows as made
from wirworkshops import clock
from wirworkshops.calendars import events, feeds, reading
from wirworkshops.domain import imports
from wirworkshops.domain.programme import Note, Row
from wirworkshops.errors import Invalid

DATA = Path(__file__).parent.parent / "data/imports"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(cast.NOW):
        yield


def file(name: str) -> tuple[Row, ...]:
    body = (DATA / f"{name}.ics").read_bytes()
    assert imports.format_of(body) == "ics"
    return reading.read(imports.text_of(body)).rows


def calendar(*lines: str) -> tuple[Row, ...]:
    """Return what is read of one event of these lines."""
    event = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Fest", *lines, "END:VEVENT")
    return reading.read("\r\n".join(("BEGIN:VCALENDAR", *event, "END:VCALENDAR"))).rows


def local(row: Row) -> str:
    assert row.starts_at
    assert row.ends_at
    return f"{clock.local(row.starts_at):%d.%m. %H:%M}–{clock.local(row.ends_at):%H:%M}"


def test_a_google_calendar() -> None:
    cafe, *course, day = file("google")
    place = (cafe.venue, cafe.room, cafe.street, cafe.postal_code, cafe.city)
    assert place == ("Haus der Vereine", "", "Beispielstraße 1", "63065", "Offenbach am Main")
    assert cafe.body == "Mit Kaffee & Kuchen.\nKommen Sie vorbei!\nohne Anmeldung"
    assert (cafe.title, local(cafe)) == ("Erzählcafé: Ankommen", "17.03. 15:00–17:00")
    assert [local(row) for row in course] == [
        "10.03. 18:00–19:30",
        "18.03. 19:00–20:30",
        "24.03. 18:00–19:30",
        "07.04. 18:00–19:30",
    ]
    assert {(row.key, row.is_online, row.online_url, row.venue, row.uid) for row in course} == {
        ("uid 4k2j0example2@google.com", True, "https://meet.example/abc", "", "")
    }
    assert day.problems == (Note("all-day", "21.03.2027"),)


def test_an_outlook_calendar() -> None:
    advice, off = file("outlook")
    assert (advice.title, local(advice)) == ("Beratung, die ankommt", "01.04. 09:00–12:30")
    assert advice.body == "Bitte Stifte mitbringen.\n\nDanke!"
    assert advice.categories == ("diversity-to-go", "Rote Kategorie")
    assert advice.venue == "Rathaus, Saal 3"
    assert (off.is_off, local(off)) == (True, "02.04. 09:00–10:30")


def test_a_nextcloud_calendar() -> None:
    breakfast, hour = file("nextcloud")
    assert local(breakfast) == "20.04. 10:00–11:30"
    assert (breakfast.venue, breakfast.street) == ("Stadtteilbüro", "Musterweg 5")
    assert (breakfast.latitude, breakfast.longitude) == (50.105, 8.76)
    assert (breakfast.is_online, breakfast.online_url) == (True, "https://cloud.example/call/xyz")
    assert breakfast.uid == "0b7f6a54-6f0e-4f0c-9f5e-2d7a3c1e9b10"
    assert (local(hour), hour.hints) == ("21.04. 10:00–12:00", (Note("no-end"),))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_own_feed_is_workshops_with_their_sessions(language: str) -> None:
    course, single = made.workshop(), made.workshop()
    for number in range(4):
        made.session(course, starts_at=made.START + timedelta(days=number))
    made.session(single)
    sessions = [*course.sessions, *single.sessions]
    entries = [events.entry_of(session, language, made.BASE) for session in sessions]
    rows = reading.read(feeds.download(entries).decode()).rows
    assert [row.uid for row in rows] == [session.uid for session in sessions]
    assert {row.title for row in rows[:4]} == {course.text(language).title}
    assert len({row.key for row in rows[:4]}) == 1
    assert rows[0].key
    spans = [(row.starts_at, row.ends_at) for row in rows]
    assert spans == [(session.starts_at, session.ends_at) for session in sessions]


def test_a_sessions_own_title_is_found_behind_the_shared_one() -> None:
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//wirworkshops//wirworkshops//DE",
        *(
            line
            for number, title in enumerate(["Tagung: Teil A", "Tagung: Teil B", "Tagung"])
            for line in (
                "BEGIN:VEVENT",
                f"UID:{number}",
                f"SUMMARY:{title}",
                "URL:https://a.example/workshops/tagung",
                f"DTSTART:2027031{number}T090000Z",
                "END:VEVENT",
            )
        ),
        "END:VCALENDAR",
    ]
    rows = reading.read("\r\n".join(lines)).rows
    assert [(row.title, row.session_title) for row in rows] == [
        ("Tagung", "Teil A"),
        ("Tagung", "Teil B"),
        ("Tagung", ""),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=NONSENSE",
        "FREQ=WEEKLY;UNTIL=never",
    ],
)
def test_a_rule_nobody_has_in_a_calendar_is_a_problem(rule: str) -> None:
    (row,) = calendar("DTSTART:20270317T090000Z", f"RRULE:{rule}")
    assert row.problems == (Note("rule"),)


def test_a_series_without_end_is_a_problem() -> None:
    (row,) = calendar("DTSTART:20270317T090000Z", "RRULE:FREQ=WEEKLY")
    assert row.problems == (Note("too-often"),)
    assert len(calendar("DTSTART:20270317T090000Z", "RRULE:FREQ=MONTHLY")) == 25


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("X-NONE:1", "no-date"),
        ("DTSTART:gestern", "bad-date"),
        ("DTSTART:00010101T000000Z", "bad-date"),
        ("DTSTART:99991231T235959Z", "bad-date"),
        ("DTSTART;VALUE=DATE:20270317", "all-day"),
    ],
)
def test_an_event_says_what_is_wrong_with_it(line: str, code: str) -> None:
    (row,) = calendar(line)
    assert [note.code for note in row.problems] == [code]


def test_a_time_without_zone_is_the_offices() -> None:
    (row,) = calendar("DTSTART:20270717T090000", "DTEND:20270717T100000")
    assert row.starts_at == datetime(2027, 7, 17, 7, 0, tzinfo=UTC)


def test_a_calendar_of_years_is_read_from_today_on() -> None:
    old = "BEGIN:VEVENT\nUID:{0}\nSUMMARY:Alt\nDTSTART:20200101T090000Z\nEND:VEVENT\n"
    new = "BEGIN:VEVENT\nUID:neu\nSUMMARY:Neu\nDTSTART:20270401T090000Z\nEND:VEVENT\n"
    text = "BEGIN:VCALENDAR\n" + "".join(map(old.format, range(500))) + new + "END:VCALENDAR\n"
    sheet = reading.read(text)
    assert [row.title for row in sheet.rows] == ["Neu"]
    assert sheet.notes == (Note("past-left-out", "500"),)
    with pytest.raises(Invalid, match="import-many"):
        reading.read(text.replace("2020", "2028"))


LINES = st.sampled_from(
    [line for path in DATA.glob("*.ics") for line in path.read_text().split("\n")]
)
MESS = st.lists(LINES | st.text(max_size=30) | st.sampled_from(["BEGIN:VEVENT", "END:VEVENT"]))


@given(MESS.map(lambda lines: "\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR"))))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mess_of_lines_is_rows_or_refused(text: str) -> None:
    with contextlib.suppress(Invalid):
        assert reading.read(text).rows


VALUES = st.text("0123456789TZ+-PHMSD;=:,.", max_size=20) | st.text(max_size=10)
NAMES = st.sampled_from(
    ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "GEO", "CATEGORIES", "LOCATION",
     "DTSTART;TZID=W. Europe Standard Time", "DTSTART;VALUE=DATE", "RRULE:FREQ=WEEKLY;COUNT",
     "RECURRENCE-ID", "STATUS", "CONFERENCE", "URL", "SUMMARY", "DESCRIPTION"]
)  # fmt: skip


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
@settings(max_examples=500, deadline=None)
def test_any_values_of_an_event_are_a_row(values: list[tuple[str, str]]) -> None:
    lines = [f"{name}:{value}".replace("\n", " ").replace("\r", " ") for name, value in values]
    with contextlib.suppress(Invalid):
        for row in calendar("DTSTART:20270317T090000Z", *lines):
            assert row.problems or (row.starts_at and row.ends_at)
