"""Contingents: seats kept for a partner, with a link to pass on; changed, and let go."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops import links
from wirworkshops.domain import contingents, registrations
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Workshop

GIVEN = {"name": "Kita-Fachberatung", "seats": "5", "until_on": "2027-03-10"}


def path(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/contingents"


def edit(contingent: Contingent) -> str:
    return f"/organise/contingents/{contingent.id}/edit"


def test_an_empty_page_says_what_it_is_for(ada: FlaskClient) -> None:
    page = ada.get(path(cast.make_workshop())).text
    assert "Noch ist nichts reserviert." in page
    assert "20 von 20 Plätzen frei." in page


def test_seats_are_reserved_and_the_link_stands_there(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = ada.send(path(workshop), GIVEN)
    assert (answer.status_code, answer.location) == (303, path(workshop))
    (contingent,) = contingents.of_workshop(workshop.id)
    page = ada.get(answer.location).text
    assert links.contingent_url("http://localhost", workshop.slug, contingent) in page
    assert "0 von 5 Plätzen genutzt." in page
    assert "Gilt bis Mi, 10. März 2027, 12:00 Uhr." in page
    assert "15 von 20 Plätzen frei, 5 in Kontingenten." in page
    assert "Plätze reserviert" not in ada.get(f"/workshops/{workshop.slug}").text


def test_a_contingent_without_seats_opens_earlier(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    ada.send(path(workshop), GIVEN | {"seats": "0", "opens_on": "2027-03-05"})
    page = ada.get(path(workshop)).text
    assert "Nur die Anmeldung öffnet früher." in page
    assert "Mit dem Link anmelden: ab Fr, 5. März 2027, 0:00 Uhr." in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "Bitte geben Sie an, für wen die Plätze sind."),
        ({"seats": ""}, "Bitte geben Sie an, wie viele Plätze es sind."),
        ({"seats": "viele"}, "Bitte geben Sie eine ganze Zahl an."),
        ({"seats": "21"}, "So viele Plätze sind nicht frei."),
        ({"until_on": ""}, "Bitte geben Sie an, bis wann."),
        ({"until_on": "2027-03-01"}, "Die Frist muss in der Zukunft liegen"),
        ({"until_on": "2027-04-01"}, "darf nicht nach dem Beginn enden"),
        ({"opens_on": "2027-03-12"}, "Die frühere Öffnung muss vor dem Ende der Frist liegen."),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    ada: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    workshop = cast.make_workshop()
    answer = ada.send(path(workshop), GIVEN | given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert given.get("name") or "Kita-Fachberatung" in answer.text
    assert contingents.of_workshop(workshop.id) == []


def test_of_two_halves_one_is_chosen(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(online_capacity=30)
    online = workshop.entries[1]
    ada.send(path(workshop), GIVEN | {"pool_id": str(online.id)})
    (contingent,) = contingents.of_workshop(workshop.id)
    assert contingent.pool_id == online.id
    assert "(online)" in ada.get(path(workshop)).text
    assert ada.send(path(workshop), GIVEN | {"pool_id": "999999"}).status_code == 422


def test_it_is_changed_but_not_below_what_is_used(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    contingent = cast.contingent(workshop)
    registrations.sign_up(workshop, cast.CEM, contingent=contingent)
    registrations.sign_up(workshop, cast.DUA, contingent=contingent)
    given = {"seats": "1", "until_on": "2027-03-12"}
    answer = ada.send(edit(contingent), given)
    assert answer.status_code == 422
    assert "2 Plätze sind schon vergeben" in answer.text
    answer = ada.send(edit(contingent), given | {"seats": "6"})
    assert (answer.status_code, answer.location) == (303, path(workshop))
    assert cast.fresh(contingent).seats == 6
    assert cast.fresh(workshop).pool.reserved == 4


def test_what_is_left_is_let_go(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    contingent = cast.contingent(workshop)
    ada.send(path(workshop), {}, to=f"/organise/contingents/{contingent.id}/release")
    page = ada.get(path(workshop)).text
    assert "Was übrig war, ist jetzt für alle da." in page
    assert "Nicht mehr reserviert." in page
    assert cast.fresh(workshop).pool.reserved == 0
    answer = ada.send(edit(contingent), {"seats": "9", "until_on": "2027-03-12"})
    assert "Dieses Kontingent ist schon freigegeben." in answer.text


def test_three_contingents_need_no_more_queries_than_one(
    ada: FlaskClient, queries: Queries
) -> None:
    workshop = cast.make_workshop()
    cast.contingent(workshop)
    with queries as first:
        ada.get(path(workshop))
    number = len(first)
    first.clear()
    for name in ("Schulamt", "Klinik"):
        cast.contingent(workshop, name=name)
    with queries as second:
        ada.get(path(workshop))
    assert len(second) == number
