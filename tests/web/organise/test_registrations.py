"""A workshop's registrations: the list, what narrows it, the file, and needs apart from it."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.domain import registrations
from wirworkshops.models.workshops import Workshop


@pytest.fixture
def workshop(app: object) -> Workshop:
    """Three seats: one confirmed, one held, one withdrawn; then two who wait."""
    found = cast.make_workshop(capacity=2, sessions=cast.dates(14, 21))
    cast.confirmed(found, cast.CEM)
    gone = cast.sign_up(found, cast.somebody(1))
    registrations.withdraw(gone)
    cast.sign_up(found, cast.somebody(2, needs=("other",), need_text="eine Pause", phone="0171 22"))
    cast.sign_up(found, cast.somebody(3))
    cast.sign_up(found, cast.DUA)
    return found


def path(workshop: Workshop, rest: str = "") -> str:
    return f"/organise/workshops/{workshop.id}/{rest}"


def test_the_list_shows_status_and_place_in_the_queue(ada: FlaskClient, workshop: Workshop) -> None:
    page = ada.get(path(workshop)).text
    assert page.count('role="rowheader"') == 5
    for words in ("Cem Aksoy", "Kita Sonne", "Reserviert", "Abgemeldet", "Warteliste 1"):
        assert words in page
    assert "Warteliste 2" in page
    assert "Alle (5)" in page
    assert "2 von 2 · 2 warten" in page


def test_a_search_is_posted_and_finds_names_without_accents(
    ada: FlaskClient, workshop: Workshop
) -> None:
    page = ada.send(path(workshop), {"q": "AKSOY sonne", "status": ""}).text
    assert page.count('role="rowheader"') == 1
    assert "Cem Aksoy" in page


def test_the_list_narrows_by_status(ada: FlaskClient, workshop: Workshop) -> None:
    page = ada.send(path(workshop), {"status": "waiting"}).text
    assert page.count('role="rowheader"') == 2
    assert "Warteliste 1" in page


def test_nothing_found_says_so(ada: FlaskClient, workshop: Workshop) -> None:
    assert "Dazu gibt es hier keine Anmeldung." in ada.send(path(workshop), {"q": "niemand"}).text
    assert "Alle (5)" in ada.send(path(workshop), {"status": "erfunden"}).text


def test_needs_are_a_page_of_their_own(ada: FlaskClient, workshop: Workshop) -> None:
    everywhere_else = [
        path(workshop),
        path(workshop, "registrations.csv"),
        path(workshop, "history"),
    ]
    for other in everywhere_else:
        assert "eine Pause" not in ada.get(other).text
    page = ada.get(path(workshop, "needs")).text
    assert "eine Pause" in page
    assert "0171 22" in page
    assert "14 Tage nach dem letzten Termin gelöscht" in page


def test_the_file_opens_in_german_spreadsheets(ada: FlaskClient, workshop: Workshop) -> None:
    answer = ada.get(path(workshop, "registrations.csv"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="beratung-die-ankommt.csv"' in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["Name"] for row in rows][:2] == ["Cem Aksoy", "Person 1"]
    assert rows[0]["Status"] == "Bestätigt"
    assert rows[3]["Platz auf der Warteliste"] == "1"


def test_no_cell_is_a_formula(ada: FlaskClient, workshop: Workshop) -> None:
    evil = cast.somebody(9, organisation='=HYPERLINK("http://evil.example")', question="+49 1")
    cast.sign_up(workshop, evil)
    text = ada.get(path(workshop, "registrations.csv")).data.decode("utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert '"\'+49 1"' in text


def test_a_hold_that_has_ended_shows_as_ended(
    ada: FlaskClient, workshop: Workshop, time: cast.Time
) -> None:
    time.move(days=2)
    assert "Verfallen" in ada.get(path(workshop)).text


def test_a_longer_list_needs_no_more_queries(
    ada: FlaskClient, workshop: Workshop, queries: Queries
) -> None:
    with queries as first:
        ada.get(path(workshop))
    number = len(first)
    first.clear()
    cast.fill(workshop, 3, first=20)
    with queries as second:
        ada.get(path(workshop))
    assert len(second) == number
