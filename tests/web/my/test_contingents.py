"""Signing up by a partner's link: for whom seats are kept, how many, and until when."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.public.reading import words
from wirworkshops import clock, links
from wirworkshops.database import db, transaction
from wirworkshops.domain import contingents
from wirworkshops.domain.history import WORKER
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CEM = {"name": "Cem Aksoy", "email": "cem@kita.example"}


def kept(workshop: Workshop, seats: int = 3, **values: Any) -> Contingent:
    values = {"until_at": cast.dates(7)[0].starts_at} | values
    return contingents.reserve(
        workshop.pool, workshop, name="Kita-Verbund", seats=seats, by=WORKER, **values
    )


def path_of(workshop: Workshop, contingent: Contingent) -> str:
    return links.contingent_url("", workshop.slug, contingent)


def newest() -> Registration:
    db.session.rollback()
    return db.session.query(Registration).order_by(Registration.id.desc()).first()  # type: ignore[return-value]


def test_the_form_says_for_whom_how_many_and_until_when(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = client.get(path_of(workshop, kept(workshop)))
    text = words(answer.text)
    assert answer.status_code == 200
    assert "Für Kita-Verbund sind Plätze reserviert, bis Mi, 10. März 2027, 9:00 Uhr." in text
    assert "Noch 3 Plätze sind frei." in text


def test_reserved_seats_are_there_when_all_others_are_gone(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=3)
    path = path_of(workshop, kept(workshop, seats=1))
    cast.fill(workshop, 3)
    assert "Platz reservieren" in client.get(path).text
    client.send(path, CEM)  # type: ignore[attr-defined]
    assert newest().status == "held"
    text = words(client.get(path).text)
    assert "Die Plätze für Kita-Verbund sind alle vergeben." in text
    assert "Auf die Warteliste setzen" in text


def test_the_link_opens_sign_up_earlier(client: FlaskClient) -> None:
    workshop = cast.make_workshop(opens_at=clock.now() + timedelta(days=3))
    path = path_of(workshop, kept(workshop, seats=0))
    assert client.get(f"/workshops/{workshop.slug}/signup").status_code == 409
    assert "Diese Anmeldung ist für Kita-Verbund schon offen." in client.get(path).text
    client.send(path, CEM)  # type: ignore[attr-defined]
    assert newest().status == "held"


def test_before_its_own_opening_the_link_says_when(client: FlaskClient) -> None:
    workshop = cast.make_workshop(opens_at=clock.now() + timedelta(days=5))
    row = kept(workshop, opens_at=clock.now() + timedelta(days=2))
    answer = client.get(path_of(workshop, row))
    assert answer.status_code == 410
    assert "Mit diesem Link können Sie sich ab Fr, 5. März 2027, 9:00 Uhr" in answer.text


def test_a_released_contingent_leads_to_the_form_for_all(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    row = kept(workshop)
    contingents.release(row, workshop, by=WORKER)
    answer = client.get(path_of(workshop, row))
    assert answer.status_code == 410
    assert "Die Plätze sind wieder für alle da." in answer.text
    assert f'href="/workshops/{workshop.slug}/signup"' in answer.text


def test_a_mistake_keeps_the_link(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = path_of(workshop, kept(workshop))
    answer = client.send(path, CEM | {"email": "cem"})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "Für Kita-Verbund" in answer.text
    without_token = client.post(path, data=CEM)
    assert (without_token.status_code, "Für Kita-Verbund" in without_token.text) == (400, True)


@pytest.mark.parametrize("what", ["garbage", "foreign", "renewed"])
def test_a_code_that_does_not_fit_is_not_found(client: FlaskClient, what: str) -> None:
    workshop = cast.make_workshop()
    row = kept(workshop)
    path = {
        "garbage": f"/workshops/{workshop.slug}/signup/Unsinn",
        "foreign": path_of(cast.make_workshop("Anderes"), row),
        "renewed": path_of(workshop, row),
    }[what]
    if what == "renewed":
        with transaction():
            row.link_number += 1
    assert client.get(path).status_code == 404
    token = client.token("/my")  # type: ignore[attr-defined]
    assert client.post(path, data=CEM | {"csrf_token": token}).status_code == 404
    assert not db.session.query(Registration).all()


def test_a_link_is_no_page_for_everybody(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = path_of(workshop, kept(workshop))
    assert "Kita-Verbund" in client.get(path).text
    assert "Kita-Verbund" not in client.get(f"/workshops/{workshop.slug}/signup").text
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_workshops_page_says_that_seats_are_kept_not_for_whom(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = f"/workshops/{workshop.slug}"
    assert "Kooperationspartner reserviert" not in client.get(path).text
    row = kept(workshop)
    text = words(client.get(path).text)
    assert "bis Mi, 10. März 2027, 9:00 Uhr für Kooperationspartner reserviert." in text
    assert "Kita-Verbund" not in text
    until = cast.dates(8)[0].starts_at
    contingents.change(row, workshop, seats=2, until_at=until, by=WORKER)
    assert "bis Do, 11. März 2027" in client.get(path).text
    contingents.release(row, workshop, by=WORKER)
    assert "Kooperationspartner reserviert" not in client.get(path).text
