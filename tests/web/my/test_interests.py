"""Hearing of the next date: asking for it, and taking it back."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.my.test_registrations import letters
from tests.web.public.reading import words
from wirworkshops import links
from wirworkshops.database import db, transaction
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.registrations import Interest
from wirworkshops.models.workshops import Workshop

DUA = {"name": "Dua Farouk", "email": "dua@verein.example"}


def path_of(workshop: Workshop) -> str:
    return f"/workshops/{workshop.slug}/interest"


def interests() -> list[Interest]:
    db.session.rollback()
    return db.session.query(Interest).order_by(Interest.id).all()


def asked(client: Any, workshop: Workshop) -> str:
    """Ask for the next date; return the secret path of the letter's link."""
    assert client.send(path_of(workshop), DUA).status_code == 303
    return links.interest_url("", interests()[-1])


@pytest.mark.parametrize(
    "values",
    [{"capacity": 1}, {"capacity": 1, "waiting_list": False}, {"closes_at": cast.NOW}],
    ids=["waiting", "full", "closed"],
)
def test_where_no_seat_is_free_the_way_is_offered(
    client: FlaskClient, values: dict[str, Any]
) -> None:
    workshop = cast.make_workshop(**values)
    if "capacity" in values:
        cast.sign_up(workshop)
    link = f'href="{path_of(workshop)}"'
    assert link in client.get(f"/workshops/{workshop.slug}").text
    closed = client.get(f"/workshops/{workshop.slug}/signup")
    assert (closed.status_code, link in closed.text) in [(409, True), (200, False)]


def test_where_seats_are_free_it_is_not_offered(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    assert path_of(workshop) not in client.get(f"/workshops/{workshop.slug}").text


def test_asking_for_the_next_date(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = client.send(path_of(workshop), DUA)  # type: ignore[attr-defined]
    assert answer.headers["Location"] == path_of(workshop) + "?sent=1"
    text = words(client.get(answer.headers["Location"]).text)
    assert "Gemerkt. Eine Nachricht ist unterwegs." in text
    assert [row.participant.name for row in interests()] == ["Dua Farouk"]
    assert letters() == ["interest"]


def test_who_is_known_gets_the_same_answer(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop, cast.DUA)
    pages = []
    for email in (DUA["email"], DUA["email"], "neu@ort.example"):
        answer = client.send(path_of(workshop), DUA | {"email": email})  # type: ignore[attr-defined]
        pages.append((answer.status_code, client.get(answer.headers["Location"]).text))
    assert len(set(pages)) == 1
    assert len(interests()) == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie Ihren Namen an."),
        ({"email": "dua"}, "In der Adresse fehlt das @."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_kept(
    client: FlaskClient, values: dict[str, str], sentence: str
) -> None:
    answer = client.send(path_of(cast.make_workshop()), DUA | values)  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert [value in answer.text for value in (DUA | values).values()] == [True, True]
    assert not interests()


def test_machines_are_let_believe(client: FlaskClient) -> None:
    answer = client.send(path_of(cast.make_workshop()), DUA | {"homepage": "x"})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    assert not interests()


def test_one_mailbox_is_not_flooded(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    codes = [client.send(path_of(workshop), DUA).status_code for _ in range(11)]  # type: ignore[attr-defined]
    assert codes == [303] * 10 + [429]
    answer = client.send(path_of(workshop), DUA)  # type: ignore[attr-defined]
    assert DUA["email"] in answer.text


def test_without_a_token_nothing_is_lost(client: FlaskClient) -> None:
    answer = client.post(path_of(cast.make_workshop()), data=DUA)
    assert answer.status_code == 400
    assert DUA["name"] in answer.text
    assert not interests()


def test_an_old_address_leads_on(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    old, (session,) = path_of(workshop), workshop.sessions
    kept = SessionPlan(session.starts_at, session.ends_at, id=session.id)
    workshops.edit(workshop, cast.plan(slug="neue-adresse", sessions=(kept,)), by=WORKER)
    answer = client.get(old)
    assert answer.status_code == 308
    assert answer.headers["Location"] == "/workshops/neue-adresse/interest"


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "entwurf"])
def test_what_is_not_public_is_not_found(client: FlaskClient, slug: str) -> None:
    cast.make_draft("Entwurf")
    assert client.get(f"/workshops/{slug}/interest").status_code == 404


# Taking it back


def test_it_is_taken_back_by_button_only(client: FlaskClient) -> None:
    path = asked(client, cast.make_workshop())
    page = client.get(path)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Beratung, die ankommt" in page.text
    client.head(path)
    assert len(interests()) == 1
    answer = client.send(path, {})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    assert "Wir schreiben Ihnen dazu nicht mehr" in client.get(answer.headers["Location"]).text
    assert not interests()


def test_twice_is_no_harm(client: FlaskClient) -> None:
    path = asked(client, cast.make_workshop())
    client.send(path, {})  # type: ignore[attr-defined]
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Sie haben es schon zurückgenommen" in answer.text


def test_a_link_that_does_not_fit_opens_nothing(client: FlaskClient) -> None:
    path = asked(client, cast.make_workshop())
    with transaction():
        interests_now = db.session.query(Interest).one()
        interests_now.link_number += 1
    assert client.get(path).status_code == 404
    assert client.get("/interests/Unsinn").status_code == 404
