"""Requests: several are decided on at once, and the office hears what came of it."""

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.domain import registrations
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(admission="approval", capacity=2)


@pytest.fixture
def asking(workshop: Workshop) -> list[Registration]:
    """Three who ask for one of two seats, each with her mailbox shown."""
    return [cast.confirmed(workshop, cast.somebody(n, question=f"Frage {n}?")) for n in range(3)]


def path(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/requests"


def ids(rows: list[Registration]) -> list[str]:
    return [str(row.id) for row in rows]


def statuses(rows: list[Registration]) -> list[str]:
    return [cast.fresh(row).status for row in rows]


def test_the_list_shows_who_asks_in_order_of_receipt(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    page = ada.get(path(workshop)).text
    assert page.index("Person 0") < page.index("Person 1") < page.index("Person 2")
    assert "Frage 1?" in page
    assert "2 von 2 Plätzen frei." in page
    assert page.count(" checked") == 0
    assert 'Anfragen <span class="ww-count">3</span>' in page


def test_all_can_be_chosen_without_a_script(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    assert ada.get(f"{path(workshop)}?choose=all").text.count(" checked") == 3
    assert statuses(asking) == ["requested"] * 3


def test_accepting_more_than_there_are_seats_says_for_whom_there_was_none(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    answer = ada.send(path(workshop), {"act": "accept", "chosen": ids(asking)})
    assert (answer.status_code, answer.location) == (303, path(workshop))
    page = ada.get(answer.location).text
    assert "2 angenommen. Für 1 Anfrage war kein Platz." in page
    assert statuses(asking) == ["confirmed", "confirmed", "requested"]


def test_some_are_put_on_the_waiting_list(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    ada.send(path(workshop), {"act": "accept", "chosen": ids(asking[:2])})
    answer = ada.send(path(workshop), {"act": "list", "chosen": ids(asking[2:])})
    page = ada.get(answer.location).text
    assert "1 steht jetzt auf der Warteliste." in page
    assert "Gerade wartet keine Anfrage." in page
    assert statuses(asking) == ["confirmed", "confirmed", "waiting"]


def test_declining_gives_each_the_reason(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    given = {"act": "decline", "chosen": ids(asking[1:]), "because": "Es ist für Kitas gedacht."}
    ada.send(path(workshop), given)
    assert statuses(asking) == ["requested", "declined", "declined"]
    page = ada.get(f"/organise/registrations/{asking[1].id}").text
    assert "Grund der Ablehnung" in page
    assert page.count("Es ist für Kitas gedacht.") == 2  # where she stands, and in her history


def test_declining_without_a_reason_keeps_what_was_chosen(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    answer = ada.send(path(workshop), {"act": "decline", "chosen": ids(asking[:2])})
    assert answer.status_code == 422
    assert "Bitte nennen Sie einen Grund." in answer.text
    assert answer.text.count(" checked") == 2
    assert Counter(statuses(asking)) == {"requested": 3}


@pytest.mark.parametrize("act", ["accept", "list", "decline"])
def test_what_a_colleague_has_decided_changes_no_more(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration], act: str
) -> None:
    given = {"act": act, "chosen": ids(asking[:1]), "because": "Es ist für Kitas gedacht."}
    registrations.withdraw(asking[0])
    answer = ada.send(path(workshop), given)
    assert "Es war nichts zu ändern." in ada.get(answer.location).text


@pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 30]])
def test_nobody_chosen_is_said(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration], chosen: list[str]
) -> None:
    answer = ada.send(path(workshop), {"act": "accept", "chosen": chosen})
    assert "Bitte wählen Sie zuerst aus" in ada.get(answer.location).text


def test_somebody_of_another_workshop_is_not_decided_on(
    ada: FlaskClient, workshop: Workshop, asking: list[Registration]
) -> None:
    other = cast.sign_up(cast.make_workshop("Anderes", admission="approval"), cast.DUA)
    ada.send(path(workshop), {"act": "accept", "chosen": ids([other])})
    assert cast.fresh(other).status == "requested"


def test_without_approval_the_page_says_how_it_goes(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    assert "Anfragen gibt es nicht." in ada.get(path(workshop)).text
    assert path(workshop) not in ada.get(f"/organise/workshops/{workshop.id}/").text


def test_three_requests_need_no_more_queries_than_one(
    ada: FlaskClient, workshop: Workshop, queries: Queries
) -> None:
    cast.sign_up(workshop, cast.somebody(1))
    with queries as first:
        ada.get(path(workshop))
    number = len(first)
    first.clear()
    cast.fill(workshop, 2, first=5)
    with queries as second:
        ada.get(path(workshop))
    assert len(second) == number
