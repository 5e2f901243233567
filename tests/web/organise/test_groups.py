"""A group in the office: named, removed, swapped, made larger and smaller on its behalf."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.domain import groups, moves
from wirworkshops.domain.groups import Named
from wirworkshops.models.registrations import Registration


@pytest.fixture
def contact(app: object) -> Registration:
    """Cem comes with three others, one of whom he has named."""
    workshop = cast.make_workshop(most_seats=5)
    found = cast.confirmed(workshop, cast.somebody(1, seats=4))
    groups.name(found, Named("Rosa Alt", "rosa@ort.example"))
    return found


def path(registration: Registration, act: str = "") -> str:
    return f"/organise/registrations/{registration.id}/group{act}"


def names(contact: Registration) -> list[str]:
    cast.fresh(contact)
    return [row.participant.name for row in moves.members(contact) if row.participant]


def test_the_page_shows_who_comes_and_what_is_open(ada: FlaskClient, contact: Registration) -> None:
    page = ada.get(path(contact)).text
    assert "4 Plätze, 2 ohne Namen" in page
    assert "Rosa Alt" in page
    assert "Kontaktperson, kommt selbst" in page


def test_somebody_is_named(ada: FlaskClient, contact: Registration) -> None:
    answer = ada.send(path(contact), {"name": "Mia Neu"}, to=path(contact, "/name"))
    assert (answer.status_code, answer.location) == (303, path(contact))
    assert names(contact) == ["Rosa Alt", "Mia Neu"]


def test_nobody_is_named_for_a_seat_that_is_not_there(
    ada: FlaskClient, contact: Registration
) -> None:
    for name in ("Mia Neu", "Ole Neu"):
        groups.name(contact, Named(name))
    answer = ada.post(
        path(contact, "/name"), data={"name": "Zu viel", "csrf_token": ada.token("/account/")}
    )
    assert answer.status_code == 422
    assert len(names(contact)) == 3


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "Mia", "email": "mia@"}])
def test_a_name_that_cannot_be_is_refused(
    ada: FlaskClient, contact: Registration, given: dict[str, str]
) -> None:
    answer = ada.send(path(contact), given, to=path(contact, "/name"))
    assert answer.status_code == 422
    assert "kern-error" in answer.text
    assert names(contact) == ["Rosa Alt"]


def test_a_name_is_taken_out_and_the_seat_stays(ada: FlaskClient, contact: Registration) -> None:
    (member,) = moves.members(contact)
    answer = ada.send(path(contact), {}, to=path(member, "/remove"))
    assert answer.location == path(contact)
    assert "Der Platz bleibt der Gruppe." in ada.get(answer.location).text
    assert (names(contact), contact.seats) == ([], 4)


def test_one_person_takes_anothers_place(ada: FlaskClient, contact: Registration) -> None:
    (member,) = moves.members(contact)
    assert "Rosa Alt" in ada.get(path(member, "/swap")).text
    answer = ada.send(path(member, "/swap"), {"name": "Mia Neu", "email": "mia@ort.example"})
    assert answer.location == path(contact)
    assert names(contact) == ["Mia Neu"]


@pytest.mark.parametrize(
    ("seats", "status", "sentence"),
    [
        ("5", 303, "Gespeichert."),
        ("2", 303, "Gespeichert."),
        ("1", 422, "2 Menschen sind schon genannt."),
        ("6", 422, "höchstens 5"),
        ("x", 422, "Bitte geben Sie eine ganze Zahl an."),
    ],
)
def test_the_number_of_seats_changes(
    ada: FlaskClient, contact: Registration, seats: str, status: int, sentence: str
) -> None:
    answer = ada.send(path(contact), {"seats": seats}, to=path(contact, "/seats"))
    assert answer.status_code == status
    page = answer.text if status == 422 else ada.get(answer.location).text
    assert sentence in page


def test_a_named_person_leads_to_her_group(ada: FlaskClient, contact: Registration) -> None:
    (member,) = moves.members(contact)
    page = ada.get(f"/organise/registrations/{member.id}").text
    assert "angemeldet von" in page
    assert f"/organise/registrations/{member.id}/confirm" not in page
    assert "Der Platz bleibt der Gruppe" in page
    assert ada.get(path(member)).location == path(contact)


def test_the_contacts_page_says_how_many_come(ada: FlaskClient, contact: Registration) -> None:
    page = ada.get(f"/organise/registrations/{contact.id}").text
    assert "mit 4 Plätzen, 2 ohne Namen" in page
    assert "Die ganze Gruppe ist dann abgemeldet, alle 4 Plätze sind wieder frei." in page


def test_three_names_need_no_more_queries_than_one(
    ada: FlaskClient, contact: Registration, queries: Queries
) -> None:
    with queries as first:
        ada.get(path(contact))
    number = len(first)
    first.clear()
    for name in ("Mia Neu", "Ole Neu"):
        groups.name(contact, Named(name, f"{name[:3].lower()}@ort.example"))
    with queries as second:
        ada.get(path(contact))
    assert len(second) == number
