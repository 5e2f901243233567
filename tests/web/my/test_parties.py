"""Signing up for a half of a hybrid workshop, for several people, or where somebody decides."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.my.test_registrations import letters, path_of
from tests.web.public.reading import words
from wirworkshops.database import db
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CEM = {"name": "Cem Aksoy", "email": "cem@kita.example"}


def form_of(workshop: Workshop) -> str:
    return f"/workshops/{workshop.slug}/signup"


def send(client: Any, workshop: Workshop, **values: Any) -> Any:
    return client.send(form_of(workshop), CEM | values)


def rows() -> list[Registration]:
    db.session.rollback()
    return db.session.query(Registration).order_by(Registration.id).all()


# Halves


def hybrid(**values: Any) -> Workshop:
    return cast.make_workshop(capacity=1, online_capacity=9, **values)


def test_the_halves_are_offered_with_their_states(client: FlaskClient) -> None:
    workshop = hybrid()
    onsite, online = workshop.entries
    page = client.get(form_of(workshop)).text
    assert "Vor Ort: Noch 1 Platz" in page
    assert "Online: Plätze frei" in page
    assert f'value="{online.id}" checked' in page
    cast.sign_up(workshop)
    page = client.get(form_of(workshop)).text
    assert "Vor Ort: Warteliste" in page
    assert f'value="{onsite.id}" checked' not in page


def test_each_half_has_its_own_seats(client: FlaskClient) -> None:
    workshop = hybrid()
    onsite, online = workshop.entries
    cast.sign_up(workshop)
    send(client, workshop, name="Dua", pool=str(onsite.id))
    send(client, workshop, name="Eve", pool=str(online.id))
    assert [(row.pool_id, row.status) for row in rows()[1:]] == [
        (onsite.id, "waiting"),
        (online.id, "held"),
    ]


@pytest.mark.parametrize("typed", ["abc", "-1", "99999999", "9" * 40])
def test_a_half_that_does_not_exist_is_refused(client: FlaskClient, typed: str) -> None:
    answer = send(client, hybrid(), pool=typed)
    assert answer.status_code == 422
    assert CEM["email"] in answer.text
    assert not rows()


def test_ones_own_page_says_which_half(client: FlaskClient) -> None:
    workshop = hybrid()
    send(client, workshop, pool=str(workshop.entries[1].id))
    assert "Sie nehmen online teil." in client.get(path_of(rows()[0])).text


def test_a_workshop_with_one_pool_asks_for_no_half(client: FlaskClient) -> None:
    page = client.get(form_of(cast.make_workshop())).text
    assert "Wie möchten Sie teilnehmen?" not in page
    assert "Für wie viele Personen?" not in page


# Groups


def test_a_group_signs_up_with_names(client: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=4)
    others = {"name1": "Huy Tran", "email1": "huy@kita.example", "name2": "Ina Wolf"}
    answer = send(client, workshop, seats="3", attends="y", **others)
    assert answer.status_code == 303
    contact, *members = rows()
    assert (contact.seats, contact.attends, contact.status) == (3, True, "held")
    assert [row.group_id for row in members] == [contact.id] * 2
    text = words(client.get(form_of(workshop) + "/next").text)
    assert "Erst dann sind Ihre 3 Plätze sicher." in text
    assert "Wen Sie genannt haben, sehen Sie auf Ihrer Seite" in text


def test_names_may_come_later(client: FlaskClient) -> None:
    send(client, cast.make_workshop(most_seats=4), seats="4", attends="y")
    assert [row.seats for row in rows()] == [4]


def test_a_contact_may_stay_away_herself(client: FlaskClient) -> None:
    send(client, cast.make_workshop(most_seats=4), seats="2", name1="Huy", name2="Ina")
    contact, *members = rows()
    assert (contact.attends, len(members)) == (False, 2)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"seats": "2", "attends": "y", "name2": "Ina", "name1": "Huy"}, "So viele Plätze haben"),
        ({"seats": "1", "attends": "y", "name1": "Huy"}, "So viele Plätze haben"),
        ({"seats": "2", "attends": "y", "email1": "huy@kita.example"}, "auch den Namen an."),
        ({"seats": "2", "name1": "Huy", "email1": "huy"}, "In der Adresse fehlt das @."),
        ({"seats": "9"}, "Bitte wählen Sie aus der Liste."),
        ({"seats": ""}, "Bitte wählen Sie aus der Liste."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_kept(
    client: FlaskClient, values: dict[str, str], sentence: str
) -> None:
    answer = send(client, cast.make_workshop(most_seats=4), **values)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    typed = [text for key, text in values.items() if key[:-1] in ("name", "email")]
    assert all(f'value="{text}"' in answer.text for text in typed)
    assert not rows()


def test_nobody_learns_by_naming_who_is_registered(client: FlaskClient) -> None:
    workshop, pages = cast.make_workshop(most_seats=4, capacity=40), []
    cast.confirmed(workshop, cast.DUA)
    for contact, email in (("Eins", "dua@verein.example"), ("Zwei", "niemand@ort.example")):
        client.delete_cookie("ww")
        values = {"seats": "2", "attends": "y", "name1": "Dua Farouk", "email1": email}
        send(client, workshop, name=contact, **values)
        pages.append(client.get(form_of(workshop) + "/next").text)
    token = 'name="csrf_token" value="'
    plain = [[part.split('"', 1)[1] for part in page.split(token)] for page in pages]
    assert plain[0] == plain[1]


def test_a_group_that_may_not_fit_says_what_then(client: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=3, capacity=3)
    assert "nehmen wir auch weniger" not in client.get(form_of(workshop)).text
    cast.sign_up(workshop)
    page = client.get(form_of(workshop)).text
    assert "nehmen wir auch weniger" in page
    assert "bis alle Ihre Plätze zusammen frei sind." in page
    send(client, workshop, name="Dua", seats="3", attends="y", takes_fewer="y")
    assert [(row.seats, row.status) for row in rows()] == [(1, "held"), (2, "held")]


def test_who_comes_alone_fills_in_one_seat_where_no_groups_come(client: FlaskClient) -> None:
    send(client, cast.make_workshop(), seats="5", name1="Huy")
    assert [(row.seats, row.attends) for row in rows()] == [(1, True)]


@pytest.mark.parametrize("most", [2, 9])
def test_a_form_for_many_costs_as_many_queries_as_one_for_two(
    client: FlaskClient, queries: Queries, most: int
) -> None:
    workshop = cast.make_workshop(most_seats=most)
    path = form_of(workshop)
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) == 2


# Where the organiser decides


def test_a_seat_is_asked_for(client: FlaskClient) -> None:
    workshop = cast.make_workshop(admission="approval")
    page = client.get(form_of(workshop)).text
    assert "Platz anfragen</h1>" in page
    assert "Der Veranstalter entscheidet, wer einen Platz bekommt." in page
    assert "Platz reservieren" not in page
    send(client, workshop)
    assert [row.status for row in rows()] == ["requested"]
    text = words(client.get(form_of(workshop) + "/next").text)
    assert "Der Veranstalter entscheidet dann und antwortet Ihnen in jedem Fall." in text
    assert "Solange halten wir" not in text
    assert letters() == ["requested"]


def test_a_corrected_address_keeps_the_group(client: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=4)
    send(client, workshop, seats="3", attends="y")
    path = form_of(workshop) + "/next"
    client.send(path, {"email": "richtig@kita.example"})  # type: ignore[attr-defined]
    (row,) = rows()
    assert (row.seats, row.participant and row.participant.email) == (3, "richtig@kita.example")
