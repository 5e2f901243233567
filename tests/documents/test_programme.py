"""The programme as a table: what is written is read again, whatever stands in it."""

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tests.conftest import empty
from wirworkshops.database import db
from wirworkshops.documents import cells, programme, tabular
from wirworkshops.domain import imports
from wirworkshops.domain import programme as rows_of_programme
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import TextPlan
from wirworkshops.domain.programme import Note, Row
from wirworkshops.domain.reach import ALL
from wirworkshops.errors import Invalid
from wirworkshops.models.texts import fold, one_line, several_lines
from wirworkshops.models.workshops import KINDS, SIGNUP_MODES, SPOKEN
from wirworkshops.web import words
from wirworkshops.web.account.creation import make_account

NINE = datetime(2027, 3, 17, 8, 0, tzinfo=UTC)
LINE = st.text(max_size=40).map(one_line)
NAME = LINE.filter(lambda name: bool(fold(name)) and name.strip(",;|") == name)
NAMES = st.lists(NAME, max_size=3, unique=True).map(tuple)
SEATS = st.none() | st.integers(1, 10_000)
# not the night of the change: an hour that comes twice is read as the first
STARTS = st.builds(
    lambda days, minutes: NINE + timedelta(days=days, minutes=minutes),
    st.integers(-9000, 26_000),
    st.integers(-60, 600),
)
ROWS = st.builds(
    Row,
    line=st.just(2),
    key=LINE,
    kind=st.sampled_from(KINDS),
    title=LINE,
    summary=st.text(max_size=60).map(several_lines),
    body=st.text(max_size=60).map(several_lines),
    series=LINE,
    host=LINE,
    partners=NAMES,
    trainers=NAMES,
    topics=NAMES,
    starts_at=STARTS,
    city=LINE,
    is_online=st.booleans(),
    online_url=st.sampled_from(["", "https://treffen.example/1"]),
    capacity=SEATS,
    online_capacity=SEATS,
    session_capacity=SEATS,
    waiting_list=st.booleans(),
    signup_mode=st.sampled_from(SIGNUP_MODES),
    spoken=st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=3, unique=True).map(tuple),
    features=st.lists(st.sampled_from(list(words.FEATURES)), max_size=3, unique=True).map(tuple),
    status=st.sampled_from(["draft", "published", "cancelled"]),
    title_en=LINE,
)


def read(text: str) -> list[Row]:
    return list(tabular.read(text).rows)


def only(text: str) -> Row:
    (row,) = read(text)
    return row


@given(ROWS, st.integers(1, 3000))
@settings(max_examples=200, deadline=None)
def test_any_row_is_read_as_it_was_written(row: Row, minutes: int) -> None:
    row = replace(row, ends_at=row.starts_at + timedelta(minutes=minutes))  # type: ignore[operator]
    body = programme.table([row])
    assert imports.format_of(body) == "csv"
    assert read(imports.text_of(body)) == [row]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_rows_or_refused(body: bytes) -> None:
    with contextlib.suppress(Invalid):
        if imports.format_of(body) == "csv":
            assert tabular.read(imports.text_of(body)).rows


CELL = st.text("0123456789.:-/, TZ+aäUhrMrz\"';=\n", max_size=16)


@given(st.lists(CELL, min_size=12, max_size=12))
@settings(max_examples=500, deadline=None)
def test_any_cells_are_a_row(given_cells: list[str]) -> None:
    header = "Titel;Datum;Beginn;Ende;Enddatum;Ort;Plätze;Online;Online-Link;Sprachen;Anmeldung;Art"
    cleaned = [cell.replace('"', '""') for cell in given_cells]
    line = ";".join(f'"{cell}"' for cell in ["Fest", *cleaned[1:]])
    row = only(f"{header}\r\n{line}\r\n")
    assert bool(row.starts_at and row.ends_at) != bool(row.problems)


def test_what_is_written_is_safe_in_a_spreadsheet() -> None:
    row = Row(line=2, title="=cmd|' /C calc'!A0", summary="'=1", starts_at=NINE, ends_at=NINE)
    body = programme.table([row]).decode("utf-8-sig")
    assert "\"'=cmd|" in body
    assert "\"''=1\"" in body
    assert (only(body).title, only(body).summary) == (row.title, row.summary)


def test_the_words_are_those_of_the_screen() -> None:
    for own, shown in (
        (programme.KINDS, words.KINDS),
        (programme.SPOKEN, words.SPOKEN),
        (programme.FEATURES, words.FEATURES),
        (programme.STATES, words.WORKSHOP_STATUSES),
    ):
        assert own == {code: str(text) for code, text in shown.items()}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17.03.2027", date(2027, 3, 17)),
        ("17.3.27", date(2027, 3, 17)),
        ("2027-03-17", date(2027, 3, 17)),
        ("Mi, 17. 3. 2027", date(2027, 3, 17)),
        ("17. März 2027", date(2027, 3, 17)),
        ("Mittwoch, 1. Dezember 2027", date(2027, 12, 1)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: date) -> None:
    assert cells.day(text) == day


@pytest.mark.parametrize(
    ("begin", "end", "shown"),
    [
        ("9", "12", ["09:00", "12:00"]),
        ("9:00", "12.30", ["09:00", "12:30"]),
        ("09:00 Uhr", "12:30 Uhr", ["09:00", "12:30"]),
        ("9–12:30 Uhr", "", ["09:00", "12:30"]),
        ("09:00:00", "", ["09:00", "11:00"]),
        ("9:00 AM", "1:00 PM", ["09:00", "13:00"]),
    ],
)
def test_an_hour_is_read_however_it_is_written(begin: str, end: str, shown: list[str]) -> None:
    row = only(f"Titel;Datum;Beginn;Ende\nFest;17.03.2027;{begin};{end}\n")
    written = dict(zip(programme.HEADINGS, programme.cells_of(row), strict=True))
    assert [written["begin"], written["end"]] == shown


@pytest.mark.parametrize(
    ("line", "code", "detail"),
    [
        ("Fest;;9;10", "no-date", ""),
        ("Fest;demnächst;9;10", "bad-date", "demnächst"),
        ("Fest;31.02.2027;9;10", "bad-date", "31.02.2027"),
        ("Fest;17.03.1927;9;10", "bad-date", "17.03.1927"),
        ("Fest;03/17/2027;9;10", "bad-date", "03/17/2027"),
        ("Fest;17.03.2027;;", "no-time", ""),
        ("Fest;17.03.2027;25:00;", "bad-time", "25:00"),
        ("Fest;28.03.2027;2:30;4:00", "no-such-hour", ""),
    ],
)
def test_a_row_says_what_is_wrong_with_it(line: str, code: str, detail: str) -> None:
    row = only(f"Titel;Datum;Beginn;Ende\n{line}\n")
    assert row.problems == (Note(code, detail),)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_tables_of_any_program_are_read(encoding: str, separator: str) -> None:
    lines = ["Programm 2027", "", "PLÄTZE (max.)|Farbe|titel|Beginn|Start Date|Location|Leitung"]
    lines.append("12 TN|rot|Erzählcafé|15.30 Uhr|2027-03-17|Café|Ayla; Kim")
    text = "\r\n".join(lines).replace("|", separator).replace("Ayla; Kim", '"Ayla; Kim"')
    sheet = tabular.read(imports.text_of(text.encode(encoding)))
    (row,) = sheet.rows
    assert (row.line, row.title, row.venue) == (4, "Erzählcafé", "Café")
    assert row.trainers == ("Ayla", "Kim")
    assert row.starts_at == datetime(2027, 3, 17, 14, 30, tzinfo=UTC)
    assert sheet.notes == (Note("unknown-columns", "PLÄTZE (max.), Farbe"),)


def test_a_calendar_programs_table_is_read() -> None:
    row = only(
        "Subject,Start Date,Start Time,End Date,End Time,Location,Description\n"
        'Fest,2027-03-17,09:00,2027-03-17,12:00,"Rathaus, Saal 3, Berliner Str. 100, '
        '63065 Offenbach am Main","Mit Musik"\n'
    )
    place = (row.venue, row.room, row.street, row.postal_code, row.city)
    assert place == ("Rathaus", "Saal 3", "Berliner Str. 100", "63065", "Offenbach am Main")
    assert (row.body, row.hints) == ("Mit Musik", ())


def test_an_instant_with_its_zone_is_shown_on_the_offices_clock() -> None:
    row = only("Title,Start,End\nFest,2027-07-17T09:00:00Z,2027-07-17T12:00:00+02:00\n")
    assert (row.starts_at, row.ends_at) == (
        datetime(2027, 7, 17, 9, 0, tzinfo=UTC),
        datetime(2027, 7, 17, 10, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("A",),
        ("A", "B"),
        ("a|b",),
        ("Stadt, Jugendamt",),
        ("Stadt, Jugendamt", "B"),
        ("a;b", "c|d"),
    ],
)
def test_a_list_is_read_as_it_was_written(names: tuple[str, ...]) -> None:
    assert cells.names(cells.listed(names)) == names


def some_workshops() -> None:
    room = cast.room().id
    cast.make_workshop(sessions=cast.dates(14, 21), partner_ids=(cast.host("partner").id,))
    hybrid = [replace(one, room_id=room, is_online=True) for one in cast.dates(30)]
    cast.make_workshop("Halb und halb", sessions=tuple(hybrid), online_capacity=9)
    choose = [
        replace(one, title={"de": f"Teil {number}", "en": f"Part {number}"})
        for number, one in enumerate(cast.parallel(50, 2))
    ]
    texts = {"de": TextPlan("Fachtagung", bring="- Stift\n- Papier"), "en": TextPlan("Conference")}
    cast.make_workshop(
        texts=texts, kind="conference", sessions=(*cast.dates(49), *choose), spoken=("de", "uk")
    )
    external = {"signup_mode": "external", "signup_url": "https://a.example/x"}
    cast.make_draft(
        "-Entwurf", features=("captions",), waiting_list=False, series_id=None, **external
    )  # type: ignore[arg-type]


def exported() -> list[list[str]]:
    db.session.rollback()
    found = rows_of_programme.rows_of(rows_of_programme.everything(ALL))
    return [programme.cells_of(row) for row in found]


def but_for_state(table: list[list[str]]) -> list[dict[str, str]]:
    rows = [dict(zip(programme.HEADINGS, row, strict=True)) for row in table]
    return [{name: cell for name, cell in row.items() if name != "status"} for row in rows]


def test_a_programme_moves_into_an_empty_installation(app: Any) -> None:
    some_workshops()
    first = exported()
    assert len(first) == 7
    body = programme.table(rows_of_programme.rows_of(rows_of_programme.everything(ALL)))
    empty()
    db.session.remove()
    office = imports.office_of(cast.host("anderes-haus").id, names_hosts=True)
    kept = imports.keep(body, file_name="programm.csv", account_id=account_id())
    rows = read(imports.text_of(body))
    made = imports.take_in(kept.id, rows, office, by=WORKER)
    assert {workshop.status for workshop in made} == {"draft"}
    assert but_for_state(exported()) == but_for_state(first)


def account_id() -> int:
    account, _password = make_account(email="a@b.example", name="Ada", role="administrator")
    return account.id
