"""Exceptions: somebody let in ahead of the others, or moved to another workshop."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.models.registrations import Registration


@pytest.fixture
def waits(app: object) -> Registration:
    """Dua, second in the line of a full workshop."""
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 2)
    return cast.sign_up(workshop, cast.DUA)


def path(registration: Registration, act: str = "") -> str:
    return f"/organise/registrations/{registration.id}{act}"


def test_what_follows_is_said_before(ada: FlaskClient, waits: Registration) -> None:
    page = ada.get(path(waits, "/admit")).text
    assert "Es kommt 1 Platz dazu. Danach sind es 2." in page
    assert cast.fresh(waits).status == "waiting"


def test_she_is_let_in_with_a_reason_on_record(ada: FlaskClient, waits: Registration) -> None:
    answer = ada.send(path(waits, "/admit"), {"because": "Sie dolmetscht für die Gruppe."})
    assert (answer.status_code, answer.location) == (303, path(waits))
    page = ada.get(answer.location).text
    assert "1 Platz ist dazugekommen." in page
    assert "„Sie dolmetscht für die Gruppe.“" in page
    assert cast.fresh(waits).status == "confirmed"
    assert waits.pool.capacity == 2


def test_without_a_reason_nobody_is_let_in(ada: FlaskClient, waits: Registration) -> None:
    answer = ada.send(path(waits, "/admit"), {"because": " "})
    assert answer.status_code == 422
    assert "Bitte nennen Sie einen Grund." in answer.text
    assert cast.fresh(waits).status == "waiting"


def test_only_who_waits_or_asks_is_let_in(ada: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    assert path(registration, "/admit") not in ada.get(path(registration)).text
    answer = ada.get(path(registration, "/admit"))
    assert answer.location == path(registration)
    assert "Vorlassen können Sie nur" in ada.get(answer.location).text


def test_the_same_content_comes_first_where_one_can_move(
    ada: FlaskClient, waits: Registration
) -> None:
    cast.make_workshop("Früher, anderes", sessions=cast.dates(10))
    cast.make_workshop("Gleich", sessions=cast.dates(60), original_id=waits.workshop_id)
    other_host = cast.host("frauentreff")
    cast.make_workshop("Anderswo", sessions=cast.dates(12), host_id=other_host.id)
    page = ada.get(path(waits, "/move")).text
    assert page.index("Gleich") < page.index("Früher, anderes")
    assert "Anderswo" not in page


def test_she_moves_to_another_workshop(ada: FlaskClient, waits: Registration) -> None:
    target = cast.make_workshop("Im April", sessions=cast.dates(40), capacity=1)
    cast.confirmed(target, cast.somebody(9))
    answer = ada.send(path(waits, "/move"), {"target": str(target.id)})
    page = ada.get(answer.location).text
    assert "Umgezogen: dort auf der Warteliste, auf Platz 1." in page
    assert "Im April" in page
    assert cast.fresh(waits).status == "withdrawn"


@pytest.mark.parametrize("target", ["", "x", "999999"])
def test_one_cannot_move_nowhere(ada: FlaskClient, waits: Registration, target: str) -> None:
    cast.make_workshop("Im April", sessions=cast.dates(40))
    assert ada.send(path(waits, "/move"), {"target": target}).status_code == 422
    assert cast.fresh(waits).status == "waiting"


def test_who_has_a_seat_there_does_not_move(ada: FlaskClient, waits: Registration) -> None:
    target = cast.make_workshop("Im April", sessions=cast.dates(40))
    cast.confirmed(target, cast.DUA)
    answer = ada.send(path(waits, "/move"), {"target": str(target.id)})
    assert answer.status_code == 422
    assert "schon angemeldet" in answer.text
