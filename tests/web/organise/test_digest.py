"""How often Today comes by mail: the page to choose, and that the letter leads where Today does."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.domain import accounts, desk, digests
from wirworkshops.domain.applications import Application
from wirworkshops.domain.digests import Wish
from wirworkshops.domain.history import WORKER
from wirworkshops.models.accounts import Account
from wirworkshops.web.organise import digests as sending

PAGE = "/account/digest"


def account(name: str = "ben") -> Account:
    found = accounts.by_email(f"{name}@buero.example")
    assert found
    return found


def test_the_page_says_when_the_next_one_comes(ben: FlaskClient) -> None:
    page = ben.get(PAGE).text
    assert "Die nächste kann kommen: " in page
    assert "an ben@buero.example" in page
    assert PAGE in ben.get("/account/").text


def test_a_choice_is_kept(ben: FlaskClient) -> None:
    answer = ben.send(PAGE, {"rhythm": "weekly", "hour": "9"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert digests.wish_of(account()) == Wish("weekly", 9)
    assert "Mo, 8. März 2027, 9:00 Uhr" in ben.get(PAGE).text


def test_what_is_not_offered_is_refused(ben: FlaskClient) -> None:
    for given in ({"rhythm": "hourly", "hour": "7"}, {"rhythm": "daily", "hour": "3"}):
        assert ben.send(PAGE, given).status_code == 422
    assert digests.wish_of(account()) == Wish("daily", 7)


def test_the_letter_says_and_leads_to_what_the_page_does(app: Flask, ben: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(10))
    cast.sign_up(workshop, cast.somebody(1, question="Mein Rücken tut weh"))
    for number in range(6):
        cast.make_draft(f"Entwurf {number}", sessions=cast.dates(5))
    page = ben.get("/organise/").text
    with app.test_request_context():
        lines = sending.lines_for(account())
    titles = re.findall(r'class="ww-todo__title">(.*?)</h', page)
    assert [line["title"] for line in lines] == titles
    assert {line["href"].split("#")[0] for line in lines} <= set(
        re.findall(r'href="([^"#]+)', page)
    )
    assert "Rücken" in page
    assert "Rücken" not in str(lines)


def test_the_letter_says_of_needs_only_that_they_wait(app: Flask, ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop, cast.somebody(1, needs=("childcare",)))
    assert "Kinderbetreuung noch nicht organisiert" in ben.get("/organise/").text
    with app.test_request_context():
        lines = sending.lines_for(account())
    (line,) = (each for each in lines if each["href"] == "/organise/needs")
    assert line["title"] == "Ein Bedarf wartet auf Sie"
    assert "Kinderbetreuung" not in str(lines)


def test_the_letter_names_nobody_who_is_to_be_called(app: Flask, ben: FlaskClient) -> None:
    rosa = Application(name="Rosa Esposito", email="", other_contact="069 1")
    desk.sign_up(cast.make_workshop(), rosa, by=WORKER)
    assert "Rosa Esposito" in ben.get("/organise/").text
    with app.test_request_context():
        lines = sending.lines_for(account())
    assert "Esposito" not in str(lines)


def test_the_letter_speaks_the_accounts_language(app: Flask, ben: FlaskClient) -> None:
    cast.make_workshop(sessions=cast.dates(20))
    person = account()
    person.language = "en"
    with app.test_request_context():
        assert [line["title"] for line in sending.lines_for(person)] == ["Still without a room"]
