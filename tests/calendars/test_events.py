"""One VEVENT: what is in it, read back by ical.js."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calendars import libical, rows
from tests.calendars.reading import Component, check_bytes, read
from wirworkshops.calendars import events, feeds, personal
from wirworkshops.models.workshops import Session


def shown(session: Session, language: str = "de") -> Component:
    calendar = feeds.download([events.entry_of(session, language, rows.BASE)])
    check_bytes(calendar)
    return read(calendar).event


def test_a_session_is_written_out() -> None:
    event = shown(rows.session())
    assert {name: event.values(name) for name in sorted(event._properties)} == {
        "categories": ["diversity-to-go"],
        "class": ["PUBLIC"],
        "color": ["forestgreen"],
        "description": [
            "Kurz gesagt: Wir üben.\n\n"
            "So kommen Sie hinein: Eingang Stadthof, ebenerdig. 1. Stock. "
            "Anlage in den ersten drei Reihen.\n\n"
            "Karte: https://www.openstreetmap.org/?mlat=50.10550&mlon=8.76110"
            "#map=18/50.10550/8.76110\n\n"
            "Bitte mitbringen: Stift; Papier\n\n"
            "Mehr dazu: https://wirworkshops.offenbach.example/workshops/beratung-die-ankommt\n\n"
            "Ihre Anmeldungen: https://wirworkshops.offenbach.example/my\n\n"
            "Fragen? Vielfaltszentrum, 069 90009-120, vielfalt@of.example"
        ],
        "dtend": ["2027-03-17T11:30:00.000Z"],
        "dtstamp": ["2027-03-01T10:30:00.000Z"],
        "dtstart": ["2027-03-17T08:00:00.000Z"],
        "geo": ["50.1055,8.7611"],
        "last-modified": ["2027-03-01T10:30:00.000Z"],
        "location": ["Rathaus Offenbach, Saal 3, Berliner Straße 100, 63065 Offenbach am Main"],
        "sequence": ["0"],
        "status": ["CONFIRMED"],
        "summary": ["Beratung, die ankommt"],
        "transp": ["TRANSPARENT"],
        "uid": [rows.UIDS[0]],
        "url": ["https://wirworkshops.offenbach.example/workshops/beratung-die-ankommt"],
    }
    assert event.params("dtstart") == event.params("dtend") == {"tzid": "Europe/Berlin"}


def test_a_cancelled_session_says_so_in_title_and_status() -> None:
    session = rows.session(status="cancelled", sequence=1, cancelled_because="Referentin krank.")
    event = shown(session)
    assert event["summary"] == "Abgesagt: Beratung, die ankommt"
    assert (event["status"], event["sequence"]) == ("CANCELLED", "1")
    assert event["description"].startswith("Dieser Termin ist abgesagt. Referentin krank.\n\n")


def test_dates_of_a_course_are_numbered_and_keep_their_numbers() -> None:
    course = rows.workshop("Deutsch für den Beruf")
    dates = [rows.session(course) for _ in range(4)]
    assert shown(dates[1])["summary"] == "Deutsch für den Beruf (2 von 4)"
    dates[0].status = "cancelled"
    assert shown(dates[1])["summary"] == "Deutsch für den Beruf (2 von 4)"


def test_the_stamp_is_the_last_change_of_session_or_workshop() -> None:
    session = rows.session()
    session.workshop.changed_at += timedelta(hours=2)
    assert shown(session).instant("dtstamp") == rows.CHANGED + timedelta(hours=2)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"room": None, "is_online": True}, "Online"),
        ({"room": None}, "Ort noch offen"),
        ({"room": rows.room(name="")},
         "Rathaus Offenbach, Berliner Straße 100, 63065 Offenbach am Main"),
    ],
)  # fmt: skip
def test_the_place_is_one_line(values: dict[str, object], place: str) -> None:
    event = shown(rows.session(**values))
    assert event["location"] == place
    assert ("geo" in event) == (values["room"] is not None)


def test_strangers_get_no_online_link_and_no_name() -> None:
    session = rows.session(room=None, is_online=True, online_url="https://meet.example/geheim")
    event = shown(session)
    assert "geheim" not in event["description"]
    assert not {"conference", "attendee", "organizer"} & set(event._properties)


def test_whoever_has_a_seat_gets_the_online_link() -> None:
    session = rows.session(room=None, is_online=True, online_url="https://meet.example/geheim")
    entry = personal.entry_for(
        rows.registration(session.workshop), session, language="de", base_url=rows.BASE
    )
    calendar = feeds.download([entry])
    assert b"CONFERENCE;FEATURE=VIDEO;VALUE=URI:https" in calendar
    event = read(calendar).event
    assert event["conference"] == "https://meet.example/geheim"
    assert event.params("conference") == {"feature": "VIDEO"}
    assert "Online-Zugang: https://meet.example/geheim" in event["description"]
    assert (event["class"], event["transp"]) == ("PRIVATE", "OPAQUE")


@pytest.mark.parametrize(
    ("half", "location", "link"),
    [
        ("onsite", "Rathaus Offenbach, Saal 3, Berliner Straße 100, 63065 Offenbach am Main", ""),
        ("online", "Online", "https://meet.example/1"),
    ],
)
def test_each_half_of_a_hybrid_workshop_has_its_own_place(
    half: str, location: str, link: str
) -> None:
    session = rows.session(
        rows.workshop(pools=[rows.pool("onsite"), rows.pool("online")]),
        is_online=True, online_url="https://meet.example/1",
    )  # fmt: skip
    pool = next(pool for pool in session.workshop.pools if pool.kind == half)
    registration = rows.registration(session.workshop, pool=pool)
    entry = personal.entry_for(registration, session, language="de", base_url=rows.BASE)
    assert (entry.location, entry.online_url, entry.geo is None) == (location, link, bool(link))
    assert ("So kommen Sie hinein" in entry.description) == (half == "onsite")
    assert ("https://meet.example/1" in entry.description) == (half == "online")


def test_who_comes_to_a_room_still_gets_the_link_of_a_session_that_is_only_online() -> None:
    course = rows.workshop(pools=[rows.pool("onsite")])
    session = rows.session(course, room=None, is_online=True, online_url="https://meet.example/1")
    registration = rows.registration(course)
    entry = personal.entry_for(registration, session, language="de", base_url=rows.BASE)
    assert (entry.location, entry.online_url) == ("Online", "https://meet.example/1")


def test_an_alarm_is_shown_with_a_description() -> None:
    session = rows.session()
    entry = personal.entry_for(
        rows.registration(session.workshop), session,
        language="de", base_url=rows.BASE, alarm_minutes=60,
    )  # fmt: skip
    (alarm,) = read(feeds.download([entry])).event.named("valarm")
    assert (alarm["action"], alarm["trigger"]) == ("DISPLAY", "-PT1H")
    assert alarm["description"] == "Beratung, die ankommt"


def test_a_title_of_signs_that_go_gives_a_calendar_all_the_same() -> None:
    session = rows.session(rows.workshop("\x08"))
    entry = replace(events.entry_of(session, "de", rows.BASE), alarm_minutes=60)
    event = read(feeds.download([entry])).event
    assert (event["summary"], event.named("valarm")[0]["description"]) == ("", session.uid)


def test_each_vevent_is_serialised_once() -> None:
    entry = events.entry_of(rows.session(), "de", rows.BASE)
    again = events.entry_of(rows.session(), "de", rows.BASE)
    assert events.vevent(entry) is events.vevent(again)


TEXTS = st.text(min_size=1, max_size=300)
CODES = st.sampled_from(["\\N", "\\n", "\\", "\N{PARTY POPPER}", "\r\n", ";", ",", ":", '"', "^n"])
MIXED = (
    st.lists(st.one_of(TEXTS, CODES), min_size=1, max_size=6)
    .map("".join)
    .filter(lambda text: events.one_line(text).strip())
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.tuples(MIXED, MIXED, MIXED), min_size=1, max_size=20))
def test_any_text_comes_back_unchanged(texts: list[tuple[str, str, str]]) -> None:
    entries = [
        events.Entry(
            uid=rows.UIDS[number], sequence=0, stamp=rows.CHANGED, starts_at=rows.START,
            ends_at=rows.START, title=title, location=place, description=description, url=rows.BASE,
            categories=(title,), attendee=events.Mailbox(title, "cem@kita.example"),
            organizer=events.Mailbox(place, "vielfalt@of.example"), alarm_minutes=60,
        )
        for number, (title, place, description) in enumerate(texts)
    ]  # fmt: skip
    calendar = feeds.download(entries)
    check_bytes(calendar)
    again = libical.read(calendar).events
    for event, twin, entry in zip(read(calendar).named("vevent"), again, entries, strict=True):
        title, place = events.one_line(entry.title), events.one_line(entry.location)
        description = events.plain(entry.description)
        names = [events.common_name(one) for one in (entry.organizer, entry.attendee) if one]
        assert (event["summary"], event["location"]) == (title, place)
        assert (event["description"], event["categories"]) == (description, title)
        assert [event.params(name)["cn"] for name in ("organizer", "attendee")] == names
        assert event.named("valarm")[0]["description"] == title
        kept = [text.strip(" \t") for text in (title, place, description)]  # as libical does
        assert [twin.summary, twin.location, twin.description] == kept
        assert [twin.organizer, twin.attendee] == names


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    assert events.plain("a\x00b\x1b\x9fc\r\nd\re\u2028f\x85g\ud800") == "abc\nd\ne\nf\ng"
    assert events.one_line("Zeile\r\neins") == "Zeile eins"


def around(day: datetime) -> list[datetime]:
    return [day + timedelta(hours=hours) for hours in (-24, -1, 0, 0.5, 1, 1.5, 2, 8, 24)]


CHANGES = [datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)]


@pytest.mark.parametrize("change", CHANGES, ids=["March", "October"])
def test_instants_are_right_on_both_sides_of_the_change(change: datetime) -> None:
    starts = around(change)
    course = rows.workshop()
    sessions = [rows.session(course, starts_at=start) for start in starts]
    calendar = feeds.download(events.entry_of(one, "de", rows.BASE) for one in sessions)
    read_back = [event.instant("dtstart") for event in read(calendar).named("vevent")]
    assert read_back == starts


def test_wall_clock_time_stays_over_the_change() -> None:
    course = rows.workshop()
    for start in (datetime(2027, 3, 25, 9, tzinfo=UTC), datetime(2027, 4, 1, 8, tzinfo=UTC)):
        rows.session(course, starts_at=start)
    text = feeds.download(
        events.entry_of(session, "de", rows.BASE) for session in course.sessions
    ).decode()
    assert text.count("DTSTART;TZID=Europe/Berlin:20270325T100000\r\n") == 1
    assert text.count("DTSTART;TZID=Europe/Berlin:20270401T100000\r\n") == 1


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.integers(min_value=0, max_value=20 * 365 * 24 * 4), min_size=1, max_size=60))
def test_any_instant_comes_back(quarters: list[int]) -> None:
    starts = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * n) for n in quarters]
    course = rows.workshop()
    sessions = [rows.session(course, starts_at=start) for start in starts]
    calendar = feeds.download(events.entry_of(one, "de", rows.BASE) for one in sessions)
    assert [event.instant("dtstart") for event in read(calendar).named("vevent")] == starts
