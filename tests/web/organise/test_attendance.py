"""The list to tick at a session."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.domain import attendance, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session


@pytest.fixture
def people(app: object) -> list[Registration]:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    return [cast.confirmed(workshop, cast.somebody(number)) for number in range(3)]


def session(people: list[Registration], number: int = 0) -> Session:
    return people[0].workshop.sessions[number]


def path(people: list[Registration], number: int = 0) -> str:
    return f"/organise/sessions/{session(people, number).id}/attendance"


def test_ticks_are_saved_and_shown(ada: FlaskClient, people: list[Registration]) -> None:
    page = ada.get(path(people)).text
    assert "noch nicht gespeichert" in page
    answer = ada.send(path(people), {"here": [str(people[0].id), str(people[2].id)]})
    assert (answer.status_code, answer.location) == (303, path(people))
    page = ada.get(path(people)).text
    assert "2 von 3 da" in page
    assert "zuletzt gespeichert: Mi, 3. März 2027, 9:00 Uhr" in page
    assert page.count(" checked") == 2


def test_a_tick_can_be_taken_back(ada: FlaskClient, people: list[Registration]) -> None:
    ada.send(path(people), {"here": str(people[0].id)})
    ada.send(path(people), {})
    assert "0 von 3 da" in ada.get(path(people)).text


def test_each_session_has_its_own_list(ada: FlaskClient, people: list[Registration]) -> None:
    ada.send(path(people), {"here": str(people[0].id)})
    assert "0 von 3 da" in ada.get(path(people, 1)).text
    page = ada.get(f"/organise/workshops/{people[0].workshop_id}/attendance").text
    assert "1 da" in page
    assert "noch nicht eingetragen" in page


@pytest.mark.parametrize("here", ["x", "-1", "999999", "9" * 30, "²"])
def test_strange_numbers_are_nobody(
    ada: FlaskClient, people: list[Registration], here: Any
) -> None:
    assert ada.send(path(people), {"here": here}).status_code == 303
    assert "0 von 3 da" in ada.get(path(people)).text


def test_whoever_waits_is_not_expected(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.DUA)
    page = ada.get(f"/organise/sessions/{workshop.sessions[0].id}/attendance").text
    assert "Cem Aksoy" in page
    assert "Dua Farouk" not in page


def test_a_session_that_is_off_has_no_list(ada: FlaskClient, people: list[Registration]) -> None:
    workshops.cancel_session(session(people, 1), because="Krank", by=WORKER)
    assert "Dieser Termin ist abgesagt." in ada.get(path(people, 1)).text
    answer = ada.send("/account/", {"here": str(people[0].id)}, to=path(people, 1))
    assert answer.status_code == 409


def test_saving_leaves_a_line_of_history(ada: FlaskClient, people: list[Registration]) -> None:
    ada.send(path(people), {"here": str(people[0].id)})
    page = ada.get(f"/organise/workshops/{people[0].workshop_id}/history").text
    assert "Anwesenheit gespeichert" in page
    assert "1 da" in page
    assert attendance.present(cast.fresh(session(people))) == {people[0].id}
