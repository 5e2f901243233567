"""Rows of a file: what is said of each, and what is made of them, once."""

import threading
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import catalogue, dryruns, imports, privacy, workshops
from wirworkshops.domain.dryruns import BAD, NEW, OFF, THERE, Office
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.programme import Note, Row
from wirworkshops.errors import Conflict, Gone
from wirworkshops.models.hosts import Host
from wirworkshops.models.imports import Import
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Audience, Series, Session, Topic, Workshop, WorkshopText
from wirworkshops.web.account.creation import make_account

LATER = cast.NOW + timedelta(days=14)
KINDS = (Workshop, Session, Venue, Room, Series, Topic, Audience, Trainer, Import)


def row(line: int = 2, **values: Any) -> Row:
    """Return a row two weeks from now with all it needs."""
    values.setdefault("title", "Erzählcafé")
    values.setdefault("starts_at", LATER)
    if "ends_at" not in values:
        values["ends_at"] = values["starts_at"] + timedelta(hours=2)
    values.setdefault("capacity", 12)
    return Row(line=line, **values)


@pytest.fixture
def own(app: object) -> Office:
    """A coordinator's office."""
    host = cast.host()
    return Office(host.id, host.name, names_hosts=False)


@pytest.fixture
def account(app: object) -> int:
    return make_account(email="a@b.example", name="Ada", role="administrator")[0].id


def said(office: Office, *rows: Row) -> list[tuple[str, tuple[Note, ...]]]:
    return [(one.kind, one.notes) for one in imports.dry_run(rows, office).verdicts]


def take_in(office: Office, account: int, *rows: Row) -> list[Workshop]:
    kept = imports.keep(b"Titel;Datum", file_name="a.csv", account_id=account)
    return imports.take_in(kept.id, rows, office, by=WORKER)


def counts() -> dict[str, int]:
    query = {kind.__tablename__: select(func.count()).select_from(kind) for kind in KINDS}
    return {name: db.session.scalar(each) or 0 for name, each in query.items()}


def test_a_row_becomes_a_draft_with_all_it_names(own: Office, account: int) -> None:
    uid = str(uuid.uuid4())
    revision = catalogue.revision()
    (workshop,) = take_in(
        own, account,
        row(
            key="cafe", uid=uid, venue="Haus", room="Saal", street="Weg 1", city="Offenbach",
            latitude=50.1, longitude=8.7, series="Cafés", topics=("Ankommen",),
            audiences=("Alle",), trainers=("Ayla", "Kim"), partners=("Verein",),
            summary="Kurz.", title_en="Story café", session_title="Eins",
        ),
    )  # fmt: skip
    workshop = cast.fresh(workshop)
    (session,) = workshop.sessions
    assert (workshop.slug, workshop.status, workshop.host_id) == ("cafe", "draft", own.host_id)
    assert (workshop.text("de").summary, workshop.text("en").title) == ("Kurz.", "Story café")
    assert (session.uid, session.room.label, session.title) == (uid, "Haus, Saal", {"de": "Eins"})
    assert (session.room.venue.latitude, session.room.venue.street) == (50.1, "Weg 1")
    assert [trainer.name for trainer in session.trainers] == ["Ayla", "Kim"]
    assert [partner.name for partner in workshop.partners] == ["Verein"]
    assert workshop.series.slug == "cafes"
    assert catalogue.revision() > revision
    assert counts()["imports"] == 0


def test_names_are_known_whatever_their_case(own: Office, account: int) -> None:
    cast.room("Saal 3")
    cast.series("diversity-to-go")
    named = {"venue": "RATHAUS", "room": "saal 3", "series": "Diversity-to-go", "capacity": 12}
    assert said(own, row(**named)) == [(NEW, ())]
    before = counts()
    take_in(own, account, row(**named))
    assert counts() == before | {"workshops": 1, "sessions": 1}


def test_what_is_new_is_announced_once(own: Office) -> None:
    first = row(2, venue="Haus", room="Saal", topics=("A",), trainers=("Ayla",), partners=("V",))
    second = row(3, venue="haus", room="Flur", topics=("a",), starts_at=LATER + timedelta(days=1))
    assert said(own, first, second) == [
        (
            NEW,
            (
                Note("new-host", "V"),
                Note("new-trainer", "Ayla"),
                Note("new-topic", "A"),
                Note("new-venue", "Haus"),
                Note("new-room", "Haus, Saal"),
            ),
        ),
        (NEW, (Note("new-room", "haus, Flur"),)),
    ]


def test_rows_with_one_key_are_one_workshop(own: Office, account: int) -> None:
    days = [LATER + timedelta(days=number) for number in range(3)]
    rows = [row(2 + n, key="kurs", starts_at=day, trainers=("Ayla",)) for n, day in enumerate(days)]
    rows[1] = replace(rows[1], title="", capacity=None)
    (workshop,) = take_in(own, account, *rows)
    assert [session.starts_at for session in cast.fresh(workshop).sessions] == days
    assert workshop.pool.capacity == 12
    assert counts()["trainers"] == 1


def test_a_number_is_no_address(own: Office, account: int) -> None:
    (workshop,) = take_in(own, account, row(key="17"))
    assert workshop.slug == "erzaehlcafe"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "no-title"),
        ({"starts_at": None, "ends_at": None}, "no-date"),
        ({"ends_at": LATER}, "ends-before"),
        ({"signup_mode": "external"}, "signup-url"),
        ({"problems": (Note("bad-date", "x"),)}, "bad-date"),
    ],
)
def test_a_problem_keeps_a_row_out(own: Office, values: dict[str, Any], code: str) -> None:
    ((kind, notes),) = said(own, row(**values))
    assert (kind, [note.code for note in notes]) == (BAD, [code])


@pytest.mark.parametrize(
    ("values", "notes"),
    [
        ({"capacity": None}, [Note("no-capacity", "20")]),
        ({"capacity": None, "signup_mode": "none"}, []),
        ({"starts_at": cast.NOW - timedelta(days=3)}, [Note("past")]),
        ({"status": "cancelled"}, [Note("was-cancelled")]),
        ({"title": "x" * 301}, [Note("shortened")]),
        ({"categories": ("Rot",)}, [Note("category", "Rot")]),
        ({"host": "Anderes Haus"}, [Note("host-ignored", "Vielfaltszentrum")]),
    ],
)
def test_a_hint_does_not(own: Office, values: dict[str, Any], notes: list[Note]) -> None:
    assert said(own, row(**values)) == [(NEW, tuple(notes))]


def test_a_category_is_the_series_where_it_is_one(own: Office) -> None:
    cast.series("Sprache")
    run = imports.dry_run([row(categories=("Rot", "SPRACHE"))], own)
    assert run.workshops[0][0].series == "SPRACHE"
    assert run.verdicts[0].notes == (Note("category", "Rot"),)


def test_a_known_house_with_a_room_behind_a_comma(own: Office) -> None:
    cast.room("Saal 3")
    run = imports.dry_run([row(venue="Rathaus, Saal 3"), row(3, room="Turm", key="b")], own)
    assert [(one.row.venue, one.row.room) for one in run.verdicts] == [
        ("Rathaus", "Saal 3"),
        ("Turm", ""),
    ]


def test_what_is_there_is_left_out(own: Office) -> None:
    there = cast.make_draft("ERZÄHLCAFÉ").sessions[0]
    same = row(starts_at=there.starts_at)
    known = row(3, title="Anders", uid=there.uid)
    assert said(own, same, known) == [(THERE, ()), (THERE, ())]


def test_another_hosts_workshop_of_that_name_is_not_there(own: Office) -> None:
    other = cast.make_draft("Erzählcafé", host_id=cast.host("frauentreff").id)
    assert said(own, row(starts_at=other.sessions[0].starts_at)) == [(NEW, ())]


def test_a_new_date_of_what_is_there_is_told(own: Office) -> None:
    there = cast.make_draft("Erzählcafé").sessions[0]
    rows = [row(key="k", starts_at=there.starts_at), row(3, key="k")]
    rows[1] = replace(rows[1], starts_at=LATER + timedelta(days=9), ends_at=LATER + timedelta(9.1))
    assert said(own, *rows) == [(THERE, ()), (BAD, (Note("partly-there"),))]


def test_what_stands_twice_is_made_once(own: Office) -> None:
    uid = str(uuid.uuid4())
    rows = [row(2, uid=uid), row(3), row(4, title="Anders", uid=uid), row(5, title="Anders")]
    twice = (Note("twice", "2"),)
    assert said(own, *rows) == [(NEW, ()), (THERE, twice), (THERE, twice), (NEW, ())]


def test_what_cannot_be_made_hides_nothing(own: Office) -> None:
    rows = [row(2, ends_at=LATER), row(3)]
    assert [kind for kind, _notes in said(own, *rows)] == [BAD, NEW]


def test_what_a_calendar_calls_off_is_left_out(own: Office) -> None:
    assert said(own, row(is_off=True)) == [(OFF, (Note("off"),))]


def test_dates_of_one_workshop_do_not_overlap_unless_one_chooses(own: Office) -> None:
    rows = [row(2, key="k"), row(3, key="k")]
    assert said(own, *rows) == [(NEW, ()), (BAD, (Note("overlap", "2"),))]
    chosen = [replace(one, session_capacity=5) for one in rows]
    assert said(own, *chosen) == [(NEW, ()), (NEW, ())]


def test_a_workshop_has_sixty_dates(own: Office) -> None:
    days = (LATER + timedelta(days=number) for number in range(61))
    verdicts = said(own, *(row(n, key="k", starts_at=day) for n, day in enumerate(days)))
    assert [kind for kind, _notes in verdicts] == [NEW] * 60 + [BAD]


def test_a_uid_of_another_make_is_made_anew(own: Office, account: int) -> None:
    (workshop,) = take_in(own, account, row(uid="abc@google.com"))
    assert uuid.UUID(workshop.sessions[0].uid)


def test_without_a_host_nothing_is_made(app: object, account: int) -> None:
    office = imports.office_of(None, names_hosts=False)
    assert said(office, row()) == [(BAD, (Note("no-host"),))]
    with pytest.raises(Conflict, match="import-nothing"):
        take_in(office, account, row())
    assert counts()["imports"] == 1


def test_the_administrator_names_hosts(app: object, account: int) -> None:
    cast.host("frauentreff")
    office = imports.office_of(None, names_hosts=True)
    made = take_in(office, account, row(host="FRAUENTREFF"), row(3, host="Neu", title="B"))
    slugs = [db.session.get(Host, workshop.host_id).slug for workshop in made]  # type: ignore[union-attr]
    assert slugs == ["frauentreff", "neu"]


def test_a_file_is_taken_in_once(own: Office, account: int) -> None:
    number = imports.keep(b"Titel;Datum", file_name="a.csv", account_id=account).id
    imports.take_in(number, [row()], own, by=WORKER)
    with pytest.raises(Gone, match="import-gone"):
        imports.take_in(number, [row()], own, by=WORKER)
    assert counts()["workshops"] == 1


def test_a_file_taken_in_by_two_at_once_is_taken_in_once(
    app: Any, own: Office, account: int
) -> None:
    kept = imports.keep(b"Titel;Datum", file_name="a.csv", account_id=account)
    twin = imports.keep(b"Titel;Datum", file_name="a.csv", account_id=account)
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def take(number: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                imports.take_in(number, [row(uid=str(uuid.UUID(int=7)))], own, by=WORKER)
                outcomes.append("made")
            except (Gone, Conflict) as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=take, args=(n,)) for n in [kept.id, twin.id] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert outcomes.count("made") == 1
    assert counts()["workshops"] == 1


def test_one_fault_takes_all_back(own: Office, account: int, monkeypatch: Any) -> None:
    made: list[int] = []

    def add_once(*args: Any, **kwargs: Any) -> Workshop:
        if made:
            raise RuntimeError("the disk is full")
        made.append(1)
        return add(*args, **kwargs)

    add = workshops.add
    monkeypatch.setattr(workshops, "add", add_once)
    with pytest.raises(RuntimeError):
        take_in(own, account, row(venue="Haus"), row(3, title="B"))
    assert counts() == dict.fromkeys(counts(), 0) | {"imports": 1}


def test_files_go_after_a_day(account: int, time: cast.Time) -> None:
    imports.keep(b"Titel;Datum", file_name="a.csv", account_id=account)
    time.move(hours=23)
    assert privacy.forget_imports(time.now) == 0
    time.move(hours=2)
    assert privacy.forget_imports(time.now) == 1


def test_the_newest_few_files_of_an_account_stay(account: int) -> None:
    ids = [imports.keep(b"a;b", file_name="a", account_id=account).id for _ in range(7)]
    assert list(db.session.scalars(select(Import.id).order_by(Import.id))) == ids[2:]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("title", WorkshopText.title),
        ("venue", Venue.name),
        ("street", Venue.street),
        ("postal_code", Venue.postal_code),
        ("city", Venue.city),
        ("room", Room.name),
        ("host", Host.name),
        ("online_url", Session.online_url),
        ("signup_url", Workshop.signup_url),
    ],
)
def test_no_text_is_longer_than_its_column(name: str, column: Any) -> None:
    assert dryruns.LONGEST[name] <= column.type.length
