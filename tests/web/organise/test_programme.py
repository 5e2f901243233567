"""/organise/programme: the programme as a file, and the dry run and taking in of others' files."""

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import db
from wirworkshops.documents import programme
from wirworkshops.models.hosts import Host
from wirworkshops.models.imports import Import
from wirworkshops.models.workshops import Session, Workshop

PATH = "/organise/programme"
EDGE = "edge-of-a-part"
HEADER = "Titel;Datum;Beginn;Ende;Ort;Plätze\r\n"
CAFE = "Erzählcafé;17.03.2027;15:00;17:00;Haus der Vereine;12\r\n"


def send(client: FlaskClient, body: bytes | str):  # type: ignore[no-untyped-def]
    """Post a file as the form does."""
    sent = body if isinstance(body, bytes) else body.encode()
    said = 'Content-Disposition: form-data; name="file"; filename="programm.csv"\r\n\r\n'
    token = client.token(PATH)  # type: ignore[attr-defined]
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
    whole = f"{head}--{EDGE}\r\n{said}".encode() + sent + f"\r\n--{EDGE}--\r\n".encode()
    return client.post(PATH, data=whole, content_type=f"multipart/form-data; boundary={EDGE}")


def dry_run(client: FlaskClient, body: bytes | str) -> str:
    answer = send(client, body)
    assert answer.status_code == 303, answer.text
    return answer.location


def take(client: FlaskClient, path: str):  # type: ignore[no-untyped-def]
    return client.send(path, {}, to=f"{path}/take")  # type: ignore[attr-defined]


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def workshops() -> list[Workshop]:
    db.session.rollback()
    return list(db.session.scalars(select(Workshop).order_by(Workshop.id)))


def first_host() -> Host:
    return db.session.scalars(select(Host).order_by(Host.id)).first()  # type: ignore[return-value]


def test_a_file_is_shown_first_and_taken_in_by_a_button(ben: FlaskClient) -> None:
    path = dry_run(ben, HEADER + CAFE + "Lesung;übermorgen;;;;\r\n")
    page = ben.get(path).text
    for said in (
        "1 Veranstaltung wird als Entwurf angelegt.",
        "1 Zeile geht so nicht und bleibt weg.",
        "Das Datum können wir nicht lesen: „übermorgen“.",
        "Zeile 2",
        "Mi, 17. März 2027, 15:00–17:00 Uhr · Haus der Vereine · 12 Plätze",
        "Ort „Haus der Vereine“ ist neu und wird angelegt.",
    ):
        assert said in page, said
    assert count(Workshop) == 0
    answer = take(ben, path)
    assert (answer.status_code, answer.location) == (303, "/organise/workshops?view=drafts")
    assert "1 Veranstaltung ist als Entwurf angelegt." in ben.get(answer.location).text
    (workshop,) = workshops()
    assert (workshop.slug, workshop.status, workshop.pool.capacity) == ("erzaehlcafe", "draft", 12)
    assert count(Import) == 0


def test_the_dates_of_a_course_are_numbered(ben: FlaskClient) -> None:
    body = "Nr;Titel;Datum;Beginn\nK;Kurs;17.03.2027;9\nK;Kurs;18.03.2027;9\n"
    page = ben.get(dry_run(ben, body)).text
    assert "1 Veranstaltung wird als Entwurf angelegt." in page
    assert "Termin 2 von 2 · Do, 18. März 2027, 9:00–11:00 Uhr" in page


def test_a_calendar_is_known_by_what_is_in_it(ben: FlaskClient) -> None:
    body = (Path(__file__).parents[2] / "data/imports/google.ics").read_bytes()
    path = dry_run(ben, body)
    page = ben.get(path).text
    assert "2 Veranstaltungen werden als Entwürfe angelegt." in page
    assert "Eintrag 4" in page
    assert "Am 21.03.2027 steht ein ganzer Tag." in page
    take(ben, path)
    assert [(len(one.sessions), one.status) for one in workshops()] == [(1, "draft"), (4, "draft")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_dry_run_costs_as_many_queries_for_one_as_for_three(
    ben: FlaskClient, queries: Queries, number: int
) -> None:
    path = dry_run(ben, HEADER + "".join(CAFE.replace("é", str(n)) for n in range(number)))
    with queries:
        ben.get(path)
    assert len(queries) == 14


def test_a_second_click_does_nothing_twice(ben: FlaskClient) -> None:
    path = dry_run(ben, HEADER + CAFE)
    token = ben.token(path)  # type: ignore[attr-defined]
    answers = [ben.post(f"{path}/take", data={"csrf_token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 410]
    assert "schon übernommen" in answers[1].text
    assert count(Workshop) == 1


def test_the_same_file_again_is_there_already(ben: FlaskClient) -> None:
    take(ben, dry_run(ben, HEADER + CAFE))
    path = dry_run(ben, HEADER + CAFE)
    page = ben.get(path).text
    assert "gibt es schon, wird übersprungen" in page
    assert "So übernehmen" not in page
    token = ben.token(PATH)  # type: ignore[attr-defined]
    assert ben.post(f"{path}/take", data={"csrf_token": token}).status_code == 409
    assert (count(Workshop), count(Import)) == (1, 1)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "In dieser Datei steht nichts."),
        (b" \r\n", "In dieser Datei steht nichts."),
        (b"Ein Brief, keine Tabelle.", "Wir finden keine Tabelle"),
        (HEADER.encode(), "In dieser Datei steht nichts."),
        (b"PK\x03\x04...", "Bitte speichern Sie sie dort als CSV"),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR", "Diese Kalender-Datei ist beschädigt."),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "In diesem Kalender steht kein Termin."),
        ((HEADER + CAFE * 501).encode(), "mehr als 500 Termine"),
        (b"x" * (2 * 1024 * 1024 + 1), "Die Datei ist größer als 2 MB."),
    ],
)
def test_what_is_no_programme_is_refused_with_a_sentence(
    ben: FlaskClient, body: bytes, said: str
) -> None:
    answer = send(ben, body)
    assert answer.status_code == 422
    assert said in answer.text
    assert count(Import) == 0


CELL = st.text(max_size=12) | st.sampled_from(["https://a.example/\0", "ja", "7", "'=1", "a;b\n"])
ROW = st.fixed_dictionaries(
    {name: CELL for name in programme.HEADINGS if name not in ("date", "begin", "end", "end_date")}
)


def quoted(row: dict[str, str]) -> str:
    whole = row | {"date": "17.03.2027", "begin": "9", "end": "", "end_date": ""}
    cells = (whole[name].replace('"', '""') for name in programme.HEADINGS)
    return ";".join(f'"{cell}"' for cell in cells)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ROW, min_size=1, max_size=3))
def test_any_cells_are_shown_and_taken_in(ada: FlaskClient, rows: list[dict[str, str]]) -> None:
    lines = [";".join(programme.HEADINGS.values()), *map(quoted, rows)]
    path = dry_run(ada, "\r\n".join(lines).encode("utf-8", "replace"))
    page = ada.get(path)
    assert page.status_code == 200
    answer = take(ada, path)
    assert answer.status_code == (303 if "So übernehmen" in page.text else 409)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=200) | st.binary(max_size=100).map(b"BEGIN:VCALENDAR\n".__add__))
def test_any_bytes_are_a_dry_run_or_refused(ada: FlaskClient, body: bytes) -> None:
    answer = send(ada, body)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert ada.get(answer.location).status_code == 200


def test_no_file_is_refused_and_a_huge_one_is_not_read(ben: FlaskClient) -> None:
    token = ben.token(PATH)  # type: ignore[attr-defined]
    assert ben.post(PATH, data={"csrf_token": token}).status_code == 422
    huge = {"data": b"x" * (9 * 1024 * 1024), "content_type": "multipart/form-data; boundary=x"}
    assert ben.post(PATH, **huge).status_code == 413  # type: ignore[arg-type]


def test_nobody_sees_anothers_file(ben: FlaskClient, mia: FlaskClient, ada: FlaskClient) -> None:
    path = dry_run(ben, HEADER + CAFE)
    for client in (mia, ada):
        assert client.get(path).status_code == 403
        token = client.token(PATH)  # type: ignore[attr-defined]
        assert client.post(f"{path}/take", data={"csrf_token": token}).status_code == 403
    assert count(Workshop) == 0


def test_a_file_that_is_gone_says_so(ben: FlaskClient) -> None:
    answer = ben.get(f"{PATH}/imports/99999")
    assert answer.status_code == 410
    assert "gelöscht, weil ein Tag vorbei ist" in answer.text


def test_a_coordinator_imports_for_her_host_alone(mia: FlaskClient) -> None:
    body = "Titel;Datum;Beginn;Veranstalter\r\nNähcafé;17.03.2027;9;Vielfaltszentrum\r\n"
    path = dry_run(mia, body)
    assert "Veranstalter ist Frauentreff" in mia.get(path).text
    take(mia, path)
    (workshop,) = workshops()
    assert workshop.host.slug == "frauentreff"


def test_the_administrator_imports_for_anybody(ada: FlaskClient) -> None:
    cast.host()
    named = {"A": "VIELFALTSZENTRUM", "B": "Neu e. V.", "C": ""}
    rows = [f"{title};17.03.2027;9;{host}\r\n" for title, host in named.items()]
    body = "Titel;Datum;Beginn;Veranstalter\r\n" + "".join(rows)
    path = dry_run(ada, body)
    assert "Veranstalter „Neu e. V.“ ist neu und wird angelegt." in ada.get(path).text
    take(ada, path)
    hosts = {workshop.text("de").title: workshop.host.slug for workshop in workshops()}
    assert hosts == {"A": "vielfaltszentrum", "B": "neu-e-v", "C": first_host().slug}


def test_the_table_has_the_own_hosts_workshops(
    ada: FlaskClient, mia: FlaskClient, client: FlaskClient
) -> None:
    cast.make_workshop("=1+1")
    cast.make_draft("Entwurf", host_id=cast.host("frauentreff").id)
    titles = {}
    for name, who in (("ada", ada), ("mia", mia)):
        answer = who.get(f"{PATH}/programme.csv")
        assert answer.data.startswith(b"\xef\xbb\xbf")
        reader = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
        titles[name] = [(row["Titel"], row["Stand"]) for row in reader]
    assert titles == {
        "ada": [("'=1+1", "veröffentlicht"), ("Entwurf", "Entwurf")],
        "mia": [("Entwurf", "Entwurf")],
    }
    assert client.get(f"{PATH}/programme.csv").status_code == 302


def test_the_calendar_file_has_what_is_public(ada: FlaskClient) -> None:
    public = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.make_draft("Entwurf")
    answer = ada.get(f"{PATH}/programme.ics")
    assert answer.mimetype == "text/calendar"
    uids = [line[4:] for line in answer.text.splitlines() if line.startswith("UID:")]
    assert sorted(uids) == sorted(session.uid for session in public.sessions)


def test_the_sample_can_be_taken_in(ben: FlaskClient) -> None:
    path = dry_run(ben, ben.get(f"{PATH}/sample.csv").data)
    page = ben.get(path).text
    assert "geht so nicht" not in page
    take(ben, path)
    assert (count(Workshop), count(Session)) == (2, 3)


def test_the_list_leads_here(ben: FlaskClient) -> None:
    assert f'href="{PATH}"' in ben.get("/organise/workshops").text
