"""The rules of a workshop's seats, said on its page before anybody signs up."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.my.test_choices import conference, pools
from tests.web.public.reading import structured, words
from wirworkshops.database import db
from wirworkshops.domain import choices, decisions, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.workshops import Workshop


def text_of(client: FlaskClient, workshop: Workshop) -> str:
    return words(client.get(f"/workshops/{workshop.slug}").text)


def test_where_somebody_decides_a_seat_is_asked_for(client: FlaskClient) -> None:
    workshop = cast.make_workshop(admission="approval")
    page = client.get(f"/workshops/{workshop.slug}").text
    text = words(page)
    assert "Auf Anfrage 20 Plätze Platz anfragen" in text
    assert "kern-icon--seats-ask" in page
    assert "Der Veranstalter entscheidet, wer einen Platz bekommt." in text
    assert "der Reihe nach" not in text
    offer = structured(page)["offers"]
    assert offer["availability"] == "https://schema.org/LimitedAvailability"


def test_the_list_of_workshops_says_so_too(client: FlaskClient) -> None:
    cast.make_workshop(admission="approval")
    assert "Auf Anfrage" in words(client.get("/workshops").text)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Die Plätze gehen der Reihe nach weg, wie die Anmeldungen eingehen."),
        ({}, "rückt die nächste Person sofort nach"),
        ({"moves_up": "offer"}, "bekommt die nächste Person ein Angebot und hat 24 Stunden Zeit."),
        ({"moves_up": "offer"}, "Nachts von 20 bis 8 Uhr, an Sonntagen und an Feiertagen läuft"),
        ({"moves_up": "offer"}, "Kurz vor dem Beginn fragen wir mehrere zugleich"),
        ({"most_seats": 5}, "Sie können bis zu 5 Plätze zusammen anmelden."),
        ({"most_seats": 5}, "warten alle hinter ihr mit."),
        ({"most_seats": 5, "queue": "fitting"}, "rücken kleinere Anmeldungen vor."),
        (
            {"most_seats": 5, "names_until": cast.NOW},
            "Die Namen brauchen wir bis Mi, 3. März 2027, 9:00 Uhr",
        ),
        (
            {"minimum": 6, "decide_at": cast.NOW},
            "mindestens 6 Anmeldungen. Am Mi, 3. März 2027 entscheidet sich, ob sie stattfindet.",
        ),
    ],
)
def test_each_rule_is_said(client: FlaskClient, values: dict[str, Any], sentence: str) -> None:
    assert sentence in text_of(client, cast.make_workshop(**values))


def test_what_does_not_hold_is_not_said(client: FlaskClient) -> None:
    text = text_of(client, cast.make_workshop(waiting_list=False))
    for word in ("Warteliste", "mindestens", "zusammen anmelden", "reserviert", "Angebot"):
        assert word not in text


def test_once_decided_the_minimum_is_no_question_any_more(client: FlaskClient) -> None:
    workshop = cast.make_workshop(minimum=6, decide_at=cast.NOW)
    assert "mindestens 6" in text_of(client, workshop)
    decisions.hold_anyway(workshop, by=WORKER)
    assert "mindestens 6" not in text_of(client, workshop)


def test_what_is_called_off_has_no_rules(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    workshops.cancel(workshop, because="", by=WORKER)
    assert "So werden die Plätze vergeben" not in text_of(client, workshop)


def test_the_halves_each_say_their_state(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=2, online_capacity=30)
    cast.fill(workshop, 3)
    text = text_of(client, workshop)
    assert "Vor Ort Warteliste Online Plätze frei" in text
    assert "32 Plätze" in text


def test_of_two_full_halves_all_who_wait_are_counted(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, online_capacity=1)
    for pool in workshop.entries:
        for number in range(2):
            cast.sign_up(workshop, cast.somebody(10 * pool.id + number, pool_id=pool.id))
    text = text_of(client, workshop)
    assert "Alle 2 Plätze sind vergeben. Auf der Warteliste stehen 2 Personen." in text


def test_sessions_to_choose_say_what_is_left_and_never_stale(client: FlaskClient) -> None:
    workshop = conference(1, 9, admission="approval")
    text = text_of(client, workshop)
    assert "3 Termine, einige davon zur Wahl" in text
    assert "Noch 1 Platz" in text
    full = conference(1, 9)
    assert "Ausgebucht" not in text_of(client, full)
    choices.choose(cast.confirmed(full), pools(full)[:1])
    assert "Ausgebucht" in text_of(client, full)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_with_many_choices_costs_as_many_queries_as_with_one(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    workshop = conference(*[9] * number)
    client.get("/workshops")
    db.session.remove()
    with queries:
        client.get(f"/workshops/{workshop.slug}")
    assert len(queries) <= 13
