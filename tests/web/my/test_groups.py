"""A group on its contact's page, and what the people named see."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.my.test_registrations import act, letters, path_of
from tests.web.public.reading import words
from wirworkshops.database import db
from wirworkshops.domain import groups
from wirworkshops.domain.groups import Named
from wirworkshops.models.registrations import Registration

HUY = Named("Huy Tran", "huy@kita.example")


def group(seats: int = 3, **values: Any) -> Registration:
    """Return Cem's firm group in a workshop of ten seats, five at most for one group."""
    values = {"capacity": 10, "most_seats": 5} | values
    return cast.confirmed(cast.make_workshop(**values), cast.somebody(1, seats=seats))


def test_the_contact_reads_seats_names_and_until_when(client: FlaskClient) -> None:
    contact = group(names_until=cast.dates(7)[0].starts_at)
    groups.name(contact, HUY)
    text = words(client.get(path_of(contact)).text)
    assert "Ihre Gruppe ist dabei, Person 1" in text
    assert "Ihre 3 Plätze sind fest." in text
    assert "Huy Tran" in text
    assert "1 Platz ist noch ohne Namen." in text
    assert "Bitte nennen Sie die Namen bis Mi, 10. März 2027, 9:00 Uhr." in text
    assert "Plätze ohne Namen gehen danach an die Warteliste." in text


def test_what_a_named_person_says_is_not_for_the_contact(client: FlaskClient) -> None:
    contact = group()
    groups.name(contact, HUY)
    page = client.get(path_of(contact)).text
    assert "huy@kita.example" not in page


def test_somebody_is_named(client: FlaskClient) -> None:
    contact = group()
    values = {"neu-name": "Huy Tran", "neu-email": "huy@kita.example"}
    answer = act(client, contact, "names", **values)
    assert answer.status_code == 303
    page = client.get(path_of(contact)).text
    assert "Huy Tran gehört jetzt zu Ihrer Gruppe." in page
    assert groups.unnamed(contact) == 1
    assert "named" in letters()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"neu-name": ""}, "Bitte geben Sie den Namen an."),
        ({"neu-name": "Huy", "neu-email": "huy"}, "In der Adresse fehlt das @."),
    ],
)
def test_a_mistake_in_a_name_is_told_and_what_was_typed_kept(
    client: FlaskClient, values: dict[str, str], sentence: str
) -> None:
    contact = group()
    answer = act(client, contact, "names", **values)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert f'value="{values["neu-name"]}"' in answer.text
    assert groups.unnamed(contact) == 2


def test_who_has_a_seat_already_is_not_named_again(client: FlaskClient) -> None:
    contact = group()
    cast.sign_up(contact.workshop)
    values = {"neu-name": "Cem Aksoy", "neu-email": "cem@kita.example"}
    answer = act(client, contact, "names", **values)
    assert answer.status_code == 409
    assert "Diese Person ist schon angemeldet." in answer.text
    assert 'value="Cem Aksoy"' in answer.text


def test_one_person_comes_in_anothers_place(client: FlaskClient) -> None:
    contact = group()
    member = groups.name(contact, HUY)
    prefix = f"statt{member.id}-"
    act(client, contact, f"names/{member.id}/swap", **{prefix + "name": "Ina Wolf"})
    page = client.get(path_of(contact)).text
    assert "Ina Wolf gehört jetzt zu Ihrer Gruppe." in page
    assert "<strong>Huy Tran</strong>" not in page
    assert cast.fresh(member).status == "withdrawn"


def test_a_mistake_in_a_swap_stands_at_that_person(client: FlaskClient) -> None:
    contact = group()
    member = groups.name(contact, HUY)
    answer = act(client, contact, f"names/{member.id}/swap", name="")
    assert answer.status_code == 422
    assert f'href="#statt{member.id}-name"' in answer.text


def test_a_name_is_taken_back_and_the_seat_stays(client: FlaskClient) -> None:
    contact = group()
    member = groups.name(contact, HUY)
    act(client, contact, f"names/{member.id}/remove")
    page = client.get(path_of(contact)).text
    assert "Der Name ist gestrichen. Der Platz bleibt bei Ihrer Gruppe." in page
    assert "2 Plätze sind noch ohne Namen." in page


@pytest.mark.parametrize("what", ["remove", "swap"])
def test_nobody_reaches_into_another_group(client: FlaskClient, what: str) -> None:
    member = groups.name(group(), HUY)
    stranger = cast.confirmed(member.workshop, cast.somebody(9, seats=2))
    values = {f"statt{member.id}-name": "Eve"}
    assert act(client, stranger, f"names/{member.id}/{what}", **values).status_code == 404
    assert cast.fresh(member).status == "confirmed"


def test_fewer_seats_always_more_while_they_are_free(client: FlaskClient) -> None:
    contact = group(seats=3, capacity=4)
    page = client.get(path_of(contact)).text
    assert [f">{number}</option>" in page for number in (1, 2, 4, 5)] == [True] * 3 + [False]
    assert "Mehr Plätze sind zurzeit nicht frei." in page
    act(client, contact, "seats", seats="4")
    assert "Jetzt sind es 4 Plätze." in client.get(path_of(contact)).text
    answer = act(client, contact, "seats", seats="5")
    assert answer.status_code == 409
    assert "So viele Plätze sind nicht frei." in answer.text
    act(client, contact, "seats", seats="1")
    assert cast.fresh(contact).seats == 1


@pytest.mark.parametrize("typed", ["", "0", "-1", "6", "viele", "9" * 30])
def test_a_number_that_cannot_be_meant_is_refused(client: FlaskClient, typed: str) -> None:
    contact = group()
    answer = act(client, contact, "seats", seats=typed)
    assert answer.status_code == 422
    assert "höchstens 5." in answer.text
    assert cast.fresh(contact).seats == 3


def test_who_comes_alone_may_bring_others_where_groups_may_come(client: FlaskClient) -> None:
    alone = cast.confirmed(cast.make_workshop(most_seats=3))
    page = client.get(path_of(alone)).text
    assert "Sie sind dabei, Cem Aksoy</h1>" in page
    assert "Zahl der Plätze ändern" in page
    assert 'id="gruppe"' not in page
    elsewhere = cast.confirmed(cast.make_workshop("Anderes", sessions=cast.dates(20)))
    assert "Zahl der Plätze ändern" not in client.get(path_of(elsewhere)).text


def test_a_waiting_group_agrees_to_fewer_seats(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=3, most_seats=3)
    first = cast.sign_up(workshop, cast.somebody(1, seats=3))
    row = cast.sign_up(workshop, cast.somebody(2, seats=3))
    text = words(client.get(path_of(row)).text)
    assert "Sie warten als Gruppe auf 3 Plätze zusammen." in text
    assert "Sind weniger frei, warten Sie weiter" in text
    act(client, row, "fewer", agrees="yes")
    text = words(client.get(path_of(row)).text)
    assert "Ihre Gruppe kommt auch mit weniger Plätzen." in text
    assert "bekommt Ihre Gruppe so viele, wie frei sind." in text
    groups.resize(first, 1)
    assert (cast.fresh(row).status, row.seats) == ("held", 2)


def test_a_group_may_wait_for_all_its_seats_after_all(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=2, most_seats=2, queue="fitting")
    cast.sign_up(workshop, cast.somebody(1, seats=2))
    row = cast.sign_up(workshop, cast.somebody(2, seats=2, takes_fewer=True))
    act(client, row, "fewer", agrees="no")
    text = words(client.get(path_of(row)).text)
    assert "Ihre Gruppe wartet, bis alle Plätze frei sind." in text
    assert "behalten Sie Ihre Stelle, und kleinere Anmeldungen rücken vor." in text


def test_a_named_person_reads_who_signed_her_up_and_can_withdraw(client: FlaskClient) -> None:
    contact = group()
    member = groups.name(contact, HUY)
    text = words(client.get(path_of(member)).text)
    assert "Sie sind dabei, Huy Tran" in text
    assert "Person 1 hat Sie angemeldet." in text
    assert "Ihr Platz geht zurück an Person 1 und kann neu vergeben werden." in text
    act(client, member, "withdraw")
    assert cast.fresh(member).status == "withdrawn"
    assert (cast.fresh(contact).seats, groups.unnamed(contact)) == (3, 2)


def test_a_named_person_has_nothing_to_confirm_in_the_contacts_place(client: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=3)
    contact = cast.sign_up(workshop, cast.somebody(1, seats=2))
    member = groups.name(contact, HUY)
    page = client.get(path_of(member)).text
    assert "Person 1 hat Sie mit angemeldet</h1>" in page
    assert "Fest ist Ihr Platz, wenn Person 1 ihn bestätigt." in page
    assert "Platz bestätigen" not in page


def test_a_contact_who_leaves_is_told_that_all_go(client: FlaskClient) -> None:
    contact = group()
    member = groups.name(contact, HUY)
    page = client.get(path_of(contact)).text
    assert "Das betrifft Ihre ganze Gruppe" in page
    assert "Alle 3 Plätze werden frei." in page
    act(client, contact, "withdraw")
    assert cast.fresh(member).status == "withdrawn"


@pytest.mark.parametrize("number", [1, 4])
def test_a_large_group_costs_as_many_queries_as_a_small_one(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    contact = group(seats=5)
    for place in range(number):
        groups.name(contact, Named(f"Gast {place}", f"gast{place}@ort.example"))
    path = path_of(contact)
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) == 4  # the registration, the people named, the questions, the material


def test_after_the_start_nothing_is_changed(client: FlaskClient, time: cast.Time) -> None:
    contact = group(sessions=cast.dates(1, 8))
    time.move(days=2)
    assert "Ihre Gruppe</h2>" not in client.get(path_of(contact)).text
    answer = act(client, contact, "seats", seats="2")
    assert answer.status_code == 409
    assert "Die Veranstaltung hat begonnen." in answer.text
