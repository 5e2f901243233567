"""The sign-up form: what it takes, what it refuses, and that it gives nobody away."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import cast
from tests.conftest import Queries
from tests.web.my.signing import CEM, letters, path_of, rows, send, without_token
from wirworkshops.database import db
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.participants import Participant

# The form


def test_the_form_asks_few_things_and_the_way_is_shown(client: FlaskClient) -> None:
    page = client.get(path_of(cast.make_workshop())).text
    assert '<h1 class="kern-heading-x-large">Anmelden</h1>' in page
    assert set(re.findall(r' name="(\w+)"', page)) - {"viewport", "robots"} == {
        "csrf_token", "name", "email", "phone", "organisation", "field", "homepage", "needs",
        "need_language", "need_diet", "need_text", "consent", "shares_needs", "question",
    }  # fmt: skip
    assert "24 Stunden" in page


def test_the_waiting_list_is_said_plainly_before(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=2)
    cast.fill(workshop, 3)
    page = client.get(path_of(workshop)).text
    assert "Auf die Warteliste</h1>" in page
    assert "Alle 2 Plätze sind vergeben. Auf der Warteliste steht 1 Person." in page
    assert "Auf die Warteliste setzen" in page
    assert "Platz reservieren" not in page


def test_a_form_costs_three_queries_and_none_while_nothing_changes(
    client: FlaskClient, queries: Queries
) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(3, 10, 17))
    db.session.remove()
    with queries:
        client.get(path_of(workshop))
    assert len(queries) == 3
    queries.clear()
    with queries:
        client.get(path_of(workshop))
    assert queries == []


def test_a_ready_form_brings_each_visitor_a_token_of_her_own(client: FlaskClient) -> None:
    workshop, other = cast.make_workshop(), client.application.test_client()
    first, second = client.get(path_of(workshop)), other.get(path_of(workshop))
    assert without_token(first.text) == without_token(second.text)
    assert first.text != second.text
    assert second.headers["Cache-Control"] == "no-store"
    assert other.post(path_of(workshop), data=CEM | token_in(second)).status_code == 303


def token_in(answer: TestResponse) -> dict[str, str]:
    return {"csrf_token": answer.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]}


def test_a_ready_form_follows_every_change(client: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=4)
    assert "Noch 3 Plätze" not in client.get(path_of(workshop)).text
    cast.sign_up(workshop)
    assert "Noch 3 Plätze" in client.get(path_of(workshop)).text
    time.jump(workshop.starts_at - timedelta(hours=10))
    assert "24 Stunden" not in client.get(path_of(workshop)).text
    time.jump(workshop.starts_at)
    assert client.get(path_of(workshop)).status_code == 409


def test_the_form_speaks_english(client: FlaskClient) -> None:
    page = client.get(path_of(cast.make_workshop()) + "?lang=en").text
    assert '<html lang="en"' in page
    assert "?lang=en" in page.split("ww-brand", 1)[1].split(">", 1)[0]


# Signing up


def test_a_valid_form_holds_a_seat_and_says_what_comes_next(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = send(client, workshop, field="school", needs=["childcare"], consent="y")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{path_of(workshop)}/next"
    (row,) = rows()
    assert (row.status, row.field, row.needs[0].kind) == ("held", "school", "childcare")
    page = client.get(answer.headers["Location"]).text
    assert "cem@kita.example" in page
    assert "bis Do, 4. März 2027, 9:00 Uhr" in page
    assert letters() == ["please_confirm"]


def test_a_sign_up_costs_few_queries(client: FlaskClient, queries: Queries) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(3, 10, 17))
    token = client.token(path_of(workshop))  # type: ignore[attr-defined]
    db.session.remove()
    with queries:
        client.post(path_of(workshop), data=CEM | {"csrf_token": token})
    assert len(queries) == 8


def test_the_waiting_list_is_said_plainly_after(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 1)
    page = client.get(send(client, workshop).headers["Location"]).text
    assert "Zurzeit sind alle Plätze vergeben." in page
    assert "halten wir den Platz" not in page


def test_the_next_page_is_the_same_for_those_on_the_list(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    other = client.application.test_client()
    known = client.get(send(client, workshop).headers["Location"])
    new = other.get(send(other, workshop, name="Cem Neu").headers["Location"])
    assert without_token(known.text) == without_token(new.text)
    assert cookie_of(client).keys() == cookie_of(other).keys()
    assert {key: len(str(value)) for key, value in cookie_of(client).items() if key != "name"} == {
        key: len(str(value)) for key, value in cookie_of(other).items() if key != "name"
    }


def cookie_of(client: FlaskClient) -> dict[str, Any]:
    """Return what the cookie says of the sign-up, as anybody can read it."""
    with client.session_transaction() as session:
        return dict(session["signup"])


def test_a_field_that_only_machines_fill_in_stores_nothing(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = send(client, workshop, homepage="https://spam.example")
    assert answer.headers["Location"] == f"{path_of(workshop)}/next"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert rows() == []
    assert letters() == []


@pytest.mark.parametrize(
    "name", ["Dr.med. J.R. de Vries", "St.Clair-O’Neill", "ابن سينا", "Nguyễn Thị"]
)
def test_names_are_as_people_write_them(client: FlaskClient, name: str) -> None:
    send(client, cast.make_workshop(), name=name)
    assert [row.participant.name for row in rows()] == [name]


# What is refused


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie Ihren Namen an."),
        ({"name": " \t\n "}, "Bitte geben Sie Ihren Namen an."),
        ({"name": "\u200b"}, "Bitte geben Sie Ihren Namen an."),
        ({"name": "x" * 10_000}, "Bitte kürzen Sie auf 200 Zeichen."),
        ({"name": "https://spam.example/x"}, "ohne Internet- oder Mailadresse."),
        ({"name": "Gewinn auf www.spam.example"}, "ohne Internet- oder Mailadresse."),
        ({"name": "Jetzt zu Spam.com gehen"}, "ohne Internet- oder Mailadresse."),
        ({"name": "cem@kita.example"}, "ohne Internet- oder Mailadresse."),
        ({"email": ""}, "Bitte geben Sie Ihre E-Mail-Adresse an."),
        ({"email": "cem"}, "In der Adresse fehlt das @."),
        ({"email": "cem@kita"}, "Der Teil nach dem @ ist unvollständig."),
        ({"email": "cem@"}, "Der Teil nach dem @ ist unvollständig."),
        ({"email": "cem@localhost"}, "An diese Adresse kommt keine Nachricht an."),
        ({"email": "cem@kita.invalid"}, "An diese Adresse kommt keine Nachricht an."),
        ({"email": "cem@kita.local"}, "An diese Adresse kommt keine Nachricht an."),
        ({"email": "cem@a.example, dua@b.example"}, "Bitte geben Sie nur eine Adresse an."),
        ({"email": "cem aksoy@kita.example"}, "In der Adresse ist ein Leerzeichen."),
        ({"email": "@kita.example"}, "Der Teil vor dem @ fehlt."),
        ({"email": "cém@kita.example"}, "Vor dem @ gehen keine Umlaute"),
        ({"email": "cem..a@kita.example"}, "Diese Adresse kann so nicht stimmen."),
        ({"email": "c" * 65 + "@kita.example"}, "Diese Adresse kann so nicht stimmen."),
        ({"phone": "0" * 41}, "Bitte kürzen Sie auf 40 Zeichen."),
        ({"organisation": "x" * 201}, "Bitte kürzen Sie auf 200 Zeichen."),
        ({"question": "x" * 2001}, "Bitte kürzen Sie auf 2000 Zeichen."),
        ({"field": "piracy"}, "Bitte wählen Sie aus der Liste."),
        ({"needs": ["step-free"]}, "Bitte stimmen Sie zu"),
        ({"need_text": "Ein Stuhl"}, "Bitte stimmen Sie zu"),
        ({"needs": ["other"], "consent": "y"}, "Bitte schreiben Sie, was Sie brauchen."),
        ({"needs": ["gold"], "consent": "y"}, "Bitte wählen Sie aus der Liste."),
    ],
)
def test_a_mistake_is_told_and_everything_typed_is_kept(
    client: FlaskClient, values: dict[str, Any], sentence: str
) -> None:
    typed = CEM | {"organisation": "Kita Sonne", "question": "Wann?"} | values
    answer = send(client, cast.make_workshop(), **typed)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2  # in the summary and at the field
    assert "<title>Fehler:" in answer.text
    for name, value in typed.items():
        if name not in ("field", "needs") and value.strip(" \t\n\u200b"):
            assert value in answer.text
    assert rows() == []


def test_mistakes_with_needs_open_the_needs(client: FlaskClient) -> None:
    page = send(client, cast.make_workshop(), needs=["step-free"]).text
    assert '<details class="ww-panel ww-needs" open>' in page
    assert re.search(r'value="step-free" checked', page)


def test_no_control_sign_gets_through(client: FlaskClient) -> None:
    send(client, cast.make_workshop(), name="Cem\r\nBcc:\x00 x\u202e", question="a\r\nb\x07c")
    (row,) = rows()
    assert row.participant is not None
    assert row.participant.name == "Cem Bcc: x"
    assert row.question == "a\nb c"


def test_the_domain_is_written_as_mail_takes_it(client: FlaskClient) -> None:
    send(client, cast.make_workshop(), email="Cem.A@BÜCHER.example")
    assert db.session.scalar(select(Participant.email)) == "Cem.A@xn--bcher-kva.example"


def test_a_missing_token_keeps_what_was_typed(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = client.post(path_of(workshop), data=CEM)
    assert answer.status_code == 400
    assert "Cem Aksoy" in answer.text
    assert rows() == []
    again = client.post(path_of(workshop), data=CEM | token_in(answer))
    assert again.status_code == 303


def test_a_missing_token_for_nothing_is_a_plain_page(client: FlaskClient) -> None:
    assert client.post("/workshops/nothing/signup", data=CEM).status_code == 400
    workshop = cast.make_draft()
    assert client.post(path_of(workshop), data=CEM).status_code == 400


def test_too_much_at_once_is_refused(client: FlaskClient) -> None:
    answer = client.post(path_of(cast.make_workshop()), data=CEM | {"name": "x" * 300_000})
    assert answer.status_code == 413


# Where nobody can sign up


def test_a_draft_and_an_unknown_address_are_not_found(client: FlaskClient) -> None:
    draft = cast.make_draft()
    for path in ("/workshops/nothing/signup", path_of(draft), f"{path_of(draft)}/next"):
        assert client.get(path).status_code == 404
    token = client.token(path_of(cast.make_workshop("Zwei")))  # type: ignore[attr-defined]
    for path in ("/workshops/nothing/signup", path_of(draft)):
        assert client.post(path, data=CEM | {"csrf_token": token}).status_code == 404


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"signup_mode": "none"}, "ohne Anmeldung"),
        ({"signup_mode": "external", "signup_url": "https://vhs.example/x"}, "vhs.example"),
        ({"opens_at": cast.NOW + timedelta(days=1)}, "Anmelden können Sie sich ab Do, 4. März"),
        ({"closes_at": cast.NOW}, "geschlossen"),
        ({"sessions": "past"}, "vorbei"),
        ({"capacity": 1, "waiting_list": False}, "Eine Warteliste gibt es nicht."),
    ],
)
def test_where_sign_up_is_not_open_the_page_says_why(
    client: FlaskClient, time: cast.Time, values: dict[str, Any], sentence: str
) -> None:
    token = client.token(path_of(cast.make_workshop("Anderes")))  # type: ignore[attr-defined]
    if values.get("sessions"):
        values["sessions"] = cast.dates(-3)
    workshop = cast.make_workshop(**values)
    if "waiting_list" in values:
        cast.fill(workshop, 1)
    before = len(rows())
    for answer in (
        client.get(path_of(workshop)),
        client.post(path_of(workshop), data=CEM | {"csrf_token": token}),
    ):
        assert answer.status_code == 409
        assert sentence in answer.text
    assert len(rows()) == before


def test_a_cancelled_workshop_says_why_and_shows_other_dates(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.make_workshop("Beratung noch einmal", original_id=workshop.id, sessions=cast.dates(30))
    workshops.cancel(workshop, because="Die Leitung ist krank.", by=WORKER)
    answer = client.get(path_of(workshop))
    assert answer.status_code == 409
    assert "Die Leitung ist krank." in answer.text
    assert "Andere Termine mit gleichem Inhalt" in answer.text


def test_an_old_address_leads_on_with_all_that_was_typed(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    old = path_of(workshop)
    token = client.token(old)  # type: ignore[attr-defined]
    workshops.rename(workshop, "neue-adresse", by=WORKER)
    assert client.get(old).headers["Location"] == "/workshops/neue-adresse/signup"
    answer = client.post(old, data=CEM | {"csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (
        308,
        "/workshops/neue-adresse/signup",
    )


def test_head_and_get_change_nothing(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    for path in (path_of(workshop), f"{path_of(workshop)}?name=Cem&email=cem@kita.example"):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert rows() == []
    assert client.put(path_of(workshop)).status_code == 405
