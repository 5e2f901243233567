"""A workshop's registrations: the list, what narrows it, the file, and needs apart from it."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.domain import choices, groups, registrations
from wirworkshops.domain.groups import Named
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
    name = 'attachment; filename="anmeldungen-beratung-die-ankommt-2027-03-03.csv"'
    assert answer.headers["Content-Disposition"] == name
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


def table(client: FlaskClient, workshop: Workshop) -> list[dict[str, str]]:
    text = client.get(path(workshop, "registrations.csv")).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_a_group_shows_its_seats_and_its_people(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=5)
    contact = cast.confirmed(workshop, cast.somebody(1, seats=3))
    groups.name(contact, Named("Rosa Alt"))
    page = ada.get(path(workshop)).text
    assert "mit 3 Plätzen, 1 ohne Namen" in page
    assert "Gruppe von Person 1" in page
    rows = table(ada, workshop)
    assert [row["Gruppe"] for row in rows] == ["mit 3 Plätzen, 1 ohne Namen", "Gruppe von Person 1"]
    assert [row["Plätze"] for row in rows] == ["3", "0"]


def test_a_group_stands_in_the_line_once(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, most_seats=5)
    cast.confirmed(workshop)
    contact = cast.sign_up(workshop, cast.somebody(1, seats=3))
    groups.name(contact, Named("Rosa Alt"))
    cast.sign_up(workshop, cast.DUA)
    page = ada.get(path(workshop)).text
    assert "Warteliste 1" in page
    assert "Warteliste 2" in page
    assert "Warteliste 3" not in page


def test_halves_contingents_and_late_goodbyes_show(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(online_capacity=9)
    cast.sign_up(workshop, cast.somebody(1, pool_id=workshop.entries[1].id))
    contingent = cast.contingent(workshop)
    registrations.sign_up(workshop, cast.DUA, contingent=contingent)
    late = cast.confirmed(workshop)
    time.jump(workshop.starts_at)
    time.move(hours=-3)
    registrations.withdraw(late)
    page = ada.get(path(workshop)).text
    assert "vor Ort, Kita-Fachberatung" in page
    rows = {row["Name"]: row for row in table(ada, workshop)}
    assert rows["Person 1"]["Kontingent"] == "online"
    assert rows["Dua Farouk"]["Kontingent"] == "vor Ort, Kita-Fachberatung"
    assert rows["Cem Aksoy"]["Verspätet"] == "verspätet"


def test_at_a_conference_the_list_narrows_to_who_chose_a_session(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=(*cast.dates(14), *cast.parallel(15, 2)))
    cem, _dua = (cast.confirmed(workshop, who) for who in (cast.CEM, cast.DUA))
    (((_session, pool), _other),) = choices.slots(workshop)
    choices.choose(cem, [pool.id])
    assert "Gewählter Termin" in ada.get(path(workshop)).text
    page = ada.send(path(workshop), {"session": str(pool.id)}).text
    assert page.count('role="rowheader"') == 1
    assert "Cem Aksoy" in page
    assert ada.send(path(workshop), {"session": "x"}).text.count('role="rowheader"') == 2


def test_elsewhere_there_is_no_session_to_narrow_to(ada: FlaskClient, workshop: Workshop) -> None:
    assert "Gewählter Termin" not in ada.get(path(workshop)).text


def test_more_groups_and_contingents_need_no_more_queries(
    ada: FlaskClient, queries: Queries
) -> None:
    workshop = cast.make_workshop(most_seats=5, sessions=(*cast.dates(14), *cast.parallel(15, 2)))

    def one(number: int) -> None:
        own = cast.contingent(workshop, name=f"Partner {number}")
        who = cast.somebody(number, seats=2)
        contact = registrations.sign_up(workshop, who, contingent=own).registration
        assert contact is not None
        groups.name(contact, Named(f"Mensch {number}"))

    one(1)
    with queries as first:
        ada.get(path(workshop))
    number = len(first)
    first.clear()
    one(2)
    one(3)
    with queries as second:
        ada.get(path(workshop))
    assert len(second) == number
