"""Where one is logged in: listed, ended, and gone in time."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import cast
from tests.conftest import Queries
from tests.web.organise.conftest import PASSWORD, LogIn
from tests.web.organise.factors import EMAIL, to_second_step
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import accounts, history, logins
from wirworkshops.models.logins import Login

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def rows() -> list[Login]:
    db.session.rollback()
    return list(db.session.scalars(select(Login).order_by(Login.id)))


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("ww")
    assert found
    return found.value


def test_a_stolen_cookie_is_dead_after_logout(ada: FlaskClient, client: FlaskClient) -> None:
    client.set_cookie("ww", cookie(ada))
    assert client.get("/organise/").status_code == 200
    ada.send("/account/", {}, to="/logout")
    client.set_cookie("ww", client.get_cookie("ww").value)  # type: ignore[union-attr]
    assert client.get("/organise/").status_code == 302
    assert rows() == []


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Version/18 Safari/605", "Safari, macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Safari/604", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_two_words(agent: str, device: str) -> None:
    assert logins.device_of(agent) == device


def test_each_login_is_listed_and_ended_on_its_own(ada: FlaskClient, client: FlaskClient) -> None:
    client.environ_base["HTTP_USER_AGENT"] = PHONE
    to_second_step(client)
    page = ada.get("/account/sessions").text
    assert "Chrome, Android" in page
    assert page.count("dieses Gerät") == 1
    other = rows()[1]
    answer = ada.send("/account/sessions", {}, to=f"/account/sessions/{other.id}/end")
    assert (answer.status_code, answer.location) == (303, "/account/sessions")
    assert client.get("/organise/").status_code == 302
    assert ada.get("/organise/").status_code == 200
    assert "Sonst sind Sie nirgends eingeloggt." in ada.get("/account/sessions").text


def test_all_others_are_ended_at_once(
    ada: FlaskClient, client: FlaskClient, ben: FlaskClient
) -> None:
    to_second_step(client)
    answer = ada.send("/account/sessions", {}, to="/account/sessions/end-others")
    assert answer.status_code == 303
    assert [c.get("/account/").status_code for c in (ada, client, ben)] == [200, 302, 200]


@pytest.mark.parametrize("way", ["reset", "off"])
def test_what_has_ended_stands_in_no_list(ada: FlaskClient, log_in: LogIn, way: str) -> None:
    ben = log_in("Ben Koch", "coordinator", "vielfaltszentrum")
    account = accounts.by_email("ben@buero.example")
    assert account
    if way == "off":
        accounts.switch_off(account, by=history.WORKER)
    else:
        token = generate_reset_password_token(account)
        new = {"password": "ein ganz neuer Satz", "password_confirm": "ein ganz neuer Satz"}
        assert ada.send(f"/account/reset/{token}", new).location == "/login"
    assert ben.get("/organise/").status_code == 302
    db.session.rollback()
    assert logins.of_account(account) == []
    assert ada.get("/organise/").status_code == 200


def test_nobody_ends_the_login_of_somebody_else(ada: FlaskClient, ben: FlaskClient) -> None:
    for number in (rows()[0].id, 9_999, 2**31):
        answer = ben.send("/account/", {}, to=f"/account/sessions/{number}/end")
        assert answer.status_code == 404
    assert ada.get("/account/").status_code == 200


def test_a_login_lasts_two_weeks_and_then_its_row_goes(ada: FlaskClient, time: cast.Time) -> None:
    time.move(days=13, hours=23)
    assert ada.get("/account/").status_code == 200
    time.move(hours=2)
    assert ada.get("/account/").status_code == 302
    assert logins.forget(clock.now()) == 1
    assert rows() == []


def test_when_somebody_was_there_is_known_to_the_hour(ada: FlaskClient, time: cast.Time) -> None:
    time.move(minutes=59)
    ada.get("/organise/")
    assert rows()[0].seen_at == cast.NOW
    time.move(minutes=1)
    ada.get("/organise/")
    assert rows()[0].seen_at == time.now


def cookies(answer: TestResponse) -> dict[str, str]:
    lines = answer.headers.getlist("Set-Cookie")
    return {line.split("=")[0]: line for line in lines}


def test_only_who_asks_for_it_gets_a_cookie_that_lasts(log_in: LogIn, app: Flask) -> None:
    log_in("Ada Wolf", "administrator")
    client = app.test_client()
    given = {"email": EMAIL, "password": PASSWORD}
    assert "Expires" not in cookies(client.send("/login", given))["ww"]
    client = app.test_client()
    given_back = cookies(client.send("/login", given | {"remember": "y"}))
    assert sorted(given_back) == ["ww", "ww-known"]
    assert "Expires" in given_back["ww"]
    public = client.get("/workshops")
    assert "Set-Cookie" not in public.headers
    assert "Cookie" not in public.headers.get("Vary", "")


def test_who_is_logged_in_takes_one_query(ada: FlaskClient, queries: Queries) -> None:
    ada.get("/account/password")
    with queries:
        ada.get("/account/password")
    assert len([query for query in queries if "logins" in query]) == 1
    assert len([query for query in queries if "FROM accounts" in query]) == 1


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(
    ada: FlaskClient, queries: Queries
) -> None:
    with queries:
        ada.get("/account/sessions")
    first = len(queries)
    owner = rows()[0].account_id
    for number in range(29):
        db.session.add(
            Login(
                account_id=owner, token_hash=f"{number}", device="", is_strong=False,
                created_at=cast.NOW, seen_at=cast.NOW,
            )
        )  # fmt: skip
    db.session.commit()
    queries.clear()
    with queries:
        assert ada.get("/account/sessions").text.count("Unbekanntes Gerät") == 30
    assert len(queries) == first
