"""Everybody the office knows: search, a person's page, notes, calls, doubles."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.domain.scenes import ADA
from wirworkshops.database import db
from wirworkshops.domain import calls, desk, memos, participants
from wirworkshops.domain.applications import Application
from wirworkshops.domain.reach import ALL
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration

LIST = "/organise/people"
ROSA = Application(name="Rosa Groß", email="", phone="069 90009-1", organisation="Verein Süd")


@pytest.fixture
def row(app: object) -> Registration:
    workshop = cast.make_workshop()
    desk.sign_up(workshop, ROSA, by=ADA)
    return cast.confirmed(workshop)


def cem() -> Participant:
    db.session.rollback()
    found = participants.find(name="Cem Aksoy", email="cem@kita.example")
    assert found
    return found


def test_a_search_is_posted_and_finds_without_accents(ada: FlaskClient, row: Registration) -> None:
    assert "2 Menschen" in ada.get(LIST).text
    page = ada.send(LIST, {"q": "ROSA gross sud"}).text
    assert "1 Mensch<" in page
    assert "Rosa Groß" in page
    assert "Cem Aksoy" not in page


@pytest.mark.parametrize("odd", ["a\0b", "\ud800", "9" * 6000, "%_\\", "+49 (0)69"])
def test_whatever_is_searched_for_finds_nobody_or_somebody(
    odd: str, ada: FlaskClient, row: Registration
) -> None:
    for path in (LIST, f"{LIST}/{row.participant_id}/doubles"):
        answer = ada.send(path, {"q": odd.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200, path


def test_nothing_found_says_what_to_do(ada: FlaskClient, row: Registration) -> None:
    assert "Ein Teil des Namens genügt" in ada.send(LIST, {"q": "niemand"}).text


def test_nobody_at_all_says_so(ada: FlaskClient) -> None:
    assert "Noch hat sich niemand angemeldet." in ada.get(LIST).text


def test_another_hosts_people_are_not_found(mia: FlaskClient, row: Registration) -> None:
    assert "Rosa" not in mia.get(LIST).text
    assert mia.get(f"{LIST}/{cem().id}").status_code == 403


def test_the_file_holds_who_was_found(ada: FlaskClient, row: Registration) -> None:
    answer = ada.send(LIST, {"q": "rosa"}, to=f"{LIST}.csv")
    assert "teilnehmende-2027-03-03.csv" in answer.headers["Content-Disposition"]
    assert answer.data.decode("utf-8-sig").splitlines()[1:] == [
        '"Rosa Groß";"";"069 90009-1";"069 90009-1";"Verein Süd";"1";"1";"03.03.2027"'
    ]
    assert ada.get(f"{LIST}.xlsx").data.startswith(b"PK")


def test_a_person_s_page_shows_all_that_is_hers(ada: FlaskClient, row: Registration) -> None:
    page = ada.get(f"{LIST}/{cem().id}").text
    for words in ("Cem Aksoy", "cem@kita.example", "Kita Sonne", "Beratung, die ankommt",
                  "Bestätigung mit Kalendereintrag", "als Einladung per E-Mail"):  # fmt: skip
        assert words in page


def test_a_note_is_written_shown_and_thrown_away(ada: FlaskClient, row: Registration) -> None:
    path = f"{LIST}/{cem().id}"
    assert ada.send(path, {"text": "Mag <b>Tee</b>"}, to=f"{path}/memos").status_code == 303
    page = ada.get(path).text
    assert "Mag &lt;b&gt;Tee&lt;/b&gt;" in page
    assert "Ada Wolf" in page
    (memo,) = memos.of_person(cem().id)
    assert ada.send(path, {}, to=f"/organise/memos/{memo.id}/delete").status_code == 303
    assert "Tee" not in ada.get(path).text


def test_an_empty_note_is_refused_where_it_was_typed(ada: FlaskClient, row: Registration) -> None:
    for path in (f"{LIST}/{cem().id}", f"/organise/registrations/{row.id}"):
        answer = ada.send(path, {"text": " "}, to=f"{path}/memos")
        assert answer.status_code == 422
        assert "Bitte schreiben Sie etwas auf." in answer.text


def test_a_registration_tells_its_whole_story(ada: FlaskClient, row: Registration) -> None:
    page = ada.get(f"/organise/registrations/{row.id}").text
    for words in ("Platz bestätigt", "Nachricht: Bitte bestätigen", "Alles zu dieser Person"):
        assert words in page


def test_today_and_a_page_say_whom_to_call(ada: FlaskClient, row: Registration) -> None:
    assert "1 Mensch ohne E-Mail wartet auf Nachricht" in ada.get("/organise/").text
    page = ada.get("/organise/calls").text
    for words in ("Rosa Groß", "069 90009-1", "Ihr Platz ist fest: Mi, 17. März"):
        assert words in page
    (call,) = calls.find(ALL).calls
    ada.send("/organise/calls", {}, to=f"/organise/calls/{call.id}/done")
    assert "Gerade ist niemand anzurufen." in ada.get("/organise/calls").text
    assert "Ada Wolf" in ada.get("/organise/calls?view=done").text
    ada.send("/organise/calls?view=done", {}, to=f"/organise/calls/{call.id}/open")
    assert "Rosa Groß" in ada.get("/organise/calls").text
    assert ada.get("/organise/calls?view=other").status_code == 404
    assert ada.get("/organise/calls.xlsx").status_code == 200


def test_two_are_compared_and_made_one(ada: FlaskClient, row: Registration) -> None:
    other = cast.confirmed(
        cast.make_workshop("Dort", sessions=cast.dates(20)), Application("Cem Aksoy", "c@p.example")
    )
    gone = other.participant
    assert gone
    assert "Vergleichen" in ada.get(f"{LIST}/doubles").text
    path = f"{LIST}/{cem().id}/merge/{gone.id}"
    assert ada.send(path, {}).status_code == 422
    assert ada.send(path, {"keep": str(cem().id)}).status_code == 303
    assert "Dort" in ada.get(f"{LIST}/{cem().id}").text
    assert ada.get(f"{LIST}/{gone.id}").status_code == 404
    assert "Niemand steht doppelt da" in ada.get(f"{LIST}/doubles").text


def test_what_stands_in_the_way_of_merging_is_said(ada: FlaskClient, row: Registration) -> None:
    twice = cast.confirmed(row.workshop, Application("Cem Aksoy", "c@p.example"))
    assert twice.participant
    path = f"{LIST}/{cem().id}/merge/{twice.participant.id}"
    sentence = "In „Beratung, die ankommt“ stehen beide auf der Liste."
    assert sentence in ada.get(path).text
    answer = ada.send(path, {"keep": str(cem().id)})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_whose_registrations_are_elsewhere_too_only_the_administration_merges(
    ben: FlaskClient, row: Registration
) -> None:
    other = cast.confirmed(row.workshop, Application("Cem Aksoi", "c@p.example"))
    assert other.participant
    elsewhere = cast.make_workshop("Dort", host_id=cast.host("frauentreff").id)
    cast.confirmed(elsewhere)
    path = f"{LIST}/{cem().id}/merge/{other.participant.id}"
    answer = ben.send(path, {"keep": str(cem().id)})
    assert answer.status_code == 422
    assert "bei einem anderen Haus" in answer.text
