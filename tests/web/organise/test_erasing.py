"""Deleting a person at her wish: asked once more, refused while she comes, and for whom."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import registrations
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration


def path(row: Registration) -> str:
    return f"/organise/people/{cast.fresh(row).participant_id}/erase"


def gone(slug: str = "vielfaltszentrum") -> Registration:
    """Return the registration of somebody who has withdrawn."""
    row = cast.confirmed(cast.make_workshop(host_id=cast.host(slug).id))
    registrations.withdraw(cast.fresh(row))
    return row


def people() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Participant.name)))


def test_it_is_asked_once_more_then_only_figures_stay(ada: FlaskClient) -> None:
    row = gone()
    person = cast.fresh(row).participant_id
    assert f'href="{path(row)}"' in ada.get(f"/organise/people/{person}").text
    asked = ada.get(path(row)).text
    assert "Alle Daten löschen?" in asked
    assert "Von 1 Anmeldung bleibt nur, was gezählt wird" in asked
    answer = ada.send(path(row), {})
    assert (answer.status_code, answer.location) == (303, "/organise/people")
    assert "Gelöscht. Nur Zahlen sind geblieben." in ada.get(answer.location).text
    assert people() == []
    assert ada.get(f"/organise/people/{person}").status_code == 404
    assert "Eine Person auf ihren Wunsch gelöscht" in ada.get("/organise/history").text


def test_who_comes_is_withdrawn_first_and_the_page_leads_there(ada: FlaskClient) -> None:
    row = cast.confirmed(cast.make_workshop())
    page = ada.get(path(row)).text
    assert "Zuerst abmelden" in page
    assert f"/organise/registrations/{row.id}" in page
    assert "Endgültig löschen" not in page
    token = {"csrf_token": ada.token("/account/")}
    answer = ada.post(path(row), data=token)
    assert answer.status_code == 409
    assert "Diese Person ist noch angemeldet." in answer.text
    assert people() == ["Cem Aksoy"]


def test_a_coordinator_deletes_nobody_who_was_elsewhere_too(ben: FlaskClient) -> None:
    row = gone()
    registrations.withdraw(cast.confirmed(cast.make_workshop(host_id=cast.host("frauentreff").id)))
    answer = ben.send(path(row), {})
    assert answer.status_code == 409
    assert "auch Anmeldungen bei einem anderen Haus" in answer.text
    assert people() == ["Cem Aksoy"]
