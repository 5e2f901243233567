"""Noting what somebody needs who rings or writes, and how she agreed to it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import accounts, registrations
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import Registration


@pytest.fixture
def registration(app: object) -> Registration:
    return cast.confirmed(cast.make_workshop(sessions=cast.dates(40)), cast.CEM)


def path(registration: Registration, rest: str = "") -> str:
    return f"/organise/registrations/{registration.id}/needs{rest}"


def person(registration: Registration) -> str:
    return f"/organise/registrations/{registration.id}"


def rows(registration: Registration) -> list[tuple[str, str, str]]:
    return [(need.kind, need.text, need.consent) for need in cast.fresh(registration).needs]


@pytest.mark.parametrize("way", ["oral", "paper"])
def test_what_somebody_says_is_kept_with_how_she_agreed(
    ada: FlaskClient, registration: Registration, way: str
) -> None:
    assert path(registration) in ada.get(person(registration)).text
    answer = ada.send(path(registration), {"need_diet": "vegan", "consent": way})
    assert (answer.status_code, answer.location) == (303, person(registration))
    assert rows(registration) == [("diet", "vegan", way)]
    assert "Gespeichert. Das Büro kümmert sich darum." in ada.get(person(registration)).text
    said = {"oral": "mündlich", "paper": "schriftlich"}[way]
    (need,) = registration.needs
    assert f"Mi, 3. März, {said}" in ada.get(f"/organise/needs/{need.id}").text


@pytest.mark.parametrize("consent", ["", "web", "erfunden"])
def test_without_a_word_that_she_agrees_nothing_is_written_down(
    ada: FlaskClient, registration: Registration, consent: str
) -> None:
    answer = ada.send(path(registration), {"need_diet": "vegan", "consent": consent})
    assert answer.status_code == 422
    assert 'value="vegan"' in answer.text
    assert rows(registration) == []


def test_what_she_takes_back_on_the_phone_is_deleted(
    ada: FlaskClient, registration: Registration
) -> None:
    for way, data in (("/forget", {}), ("", {"consent": "oral"})):
        ada.send(path(registration), {"needs": "childcare", "consent": "oral"})
        assert rows(registration) == [("childcare", "", "oral")]
        answer = ada.send(path(registration), data, to=path(registration, way))
        assert (answer.status_code, answer.location) == (303, person(registration))
        assert rows(registration) == []
    account = accounts.by_email("ada@buero.example")
    query = select(Event).where(Event.act.like("needs-%")).order_by(Event.id)
    found = [(row.act, row.account_id, row.registration_id, row.facts) for row in
             db.session.scalars(query)]  # fmt: skip
    assert account
    assert found == [("needs-changed", account.id, None, {}),
                     ("needs-forgotten", account.id, None, {})] * 2  # fmt: skip


def test_what_is_late_is_said_before(ada: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(10)))
    assert "<li>Gebärdensprachdolmetschen: Sa, 20. Februar</li>" in ada.get(path(registration)).text
    ada.send(path(registration), {"needs": "sign-language", "consent": "oral"})
    assert "Dafür ist es schon spät." in ada.get(person(registration)).text
    page = ada.get("/organise/").text
    assert "erst nach der Frist angegeben" in page
    workshop = f"/organise/workshops/{registration.workshop_id}/needs"
    for address in ("/organise/needs", workshop, f"/organise/needs/{registration.needs[0].id}"):
        assert "erst nach der Frist angegeben" in ada.get(address).text, address


def test_of_who_does_not_come_nothing_more_is_written_down(
    ada: FlaskClient, registration: Registration
) -> None:
    ada.send(path(registration), {"needs": "childcare", "consent": "oral"})
    registrations.withdraw(registration)
    page = ada.get(path(registration)).text
    assert "Hier lässt sich nichts mehr ändern." in page
    assert "Alle Angaben löschen" in page
    assert path(registration) not in ada.get(person(registration)).text
    answer = ada.send("/account/", {"needs": "diet", "consent": "oral"}, to=path(registration))
    assert answer.status_code == 422
    assert rows(registration) == [("childcare", "", "oral")]


def test_who_leads_or_helps_does_not_see_them(
    ana: FlaskClient, hal: FlaskClient, rea: FlaskClient, registration: Registration
) -> None:
    for client in (ana, hal, rea):
        assert client.get(path(registration)).status_code == 403
