"""Putting off a line of Today: for oneself, until a day, and shown again before it."""

from datetime import date
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.domain.scenes import at_once
from tests.web.organise.test_today import HOME, tasks
from wirworkshops.domain import accounts, putoffs

pytestmark = pytest.mark.usefixtures("lasting")


def hide(client: FlaskClient, kind: str, number: int | str, **days: str) -> int:
    given = {"kind": kind, "number": str(number)} | days
    return client.send(HOME, given, to="/organise/todo/put-off").status_code


def test_a_line_can_be_put_off_until_a_day(
    ada: FlaskClient, ben: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(20))
    number = workshop.sessions[0].id
    assert hide(ada, "room", number, until="2027-03-05") == 303
    assert tasks(ada) == []
    assert tasks(ben) == ["Noch ohne Raum"]
    assert "1 Sache haben Sie zurückgestellt" in ada.get(HOME).text
    assert "bis Fr, 5. März" in ada.get("/organise/todo/later").text
    time.move(days=2)
    assert tasks(ada) == ["Noch ohne Raum"]


def test_a_line_that_was_put_off_can_be_shown_again(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(20))
    key = {"kind": "room", "number": str(workshop.sessions[0].id)}
    ada.send(HOME, key | {"day": "2027-03-10"}, to="/organise/todo/put-off")
    assert tasks(ada) == []
    ada.send("/organise/todo/later", key, to="/organise/todo/back")
    assert tasks(ada) == ["Noch ohne Raum"]


def test_who_puts_off_in_the_list_of_a_kind_stays_there(ada: FlaskClient) -> None:
    for number in range(5):
        workshop = cast.make_workshop(f"Ohne {number}", sessions=cast.dates(20))
    page = "/organise/todo?kind=room"
    assert 'name="in_list"' in ada.get(page).text
    assert 'name="in_list"' not in ada.get(HOME).text
    given = {"kind": "room", "number": str(workshop.sessions[0].id), "day": " 10.03.2027 "}
    answer = ada.send(page, given | {"in_list": "1"}, to="/organise/todo/put-off")
    assert (answer.status_code, answer.location) == (303, page)
    assert "bis Mi, 10. März" in ada.get("/organise/todo/later").text


def test_two_clicks_at_once_put_off_once(app: Flask, ada: FlaskClient) -> None:
    account = accounts.by_email("ada@buero.example")
    assert account
    act = partial(putoffs.put_off, account, ("room", 1), until_on=date(2027, 3, 5))
    assert at_once(app, [act] * 6) == ["done"] * 6


def test_no_line_is_put_off_for_ever_or_into_the_past(ada: FlaskClient) -> None:
    cast.make_workshop(sessions=cast.dates(20))
    for day in ("2027-03-03", "2030-01-01", "", "morgen"):
        ada.send(HOME, {"kind": "room", "number": "1", "day": day}, to="/organise/todo/put-off")
        assert "Bitte wählen Sie einen Tag ab morgen" in ada.get(HOME).text
    assert len(tasks(ada)) == 1


def test_what_is_no_line_is_not_found(ada: FlaskClient) -> None:
    cast.make_workshop()
    assert hide(ada, "unsinn", 1, until="2027-03-05") == 404
    for number in (10**12, "9" * 6000, "-1", "x"):
        assert hide(ada, "room", number, until="2027-03-05") == 404
    for path in ("?kind=unsinn", "", "?kind=room&page=2"):
        assert ada.get(f"/organise/todo{path}").status_code == 404
