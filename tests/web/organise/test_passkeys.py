"""Passkeys: as the whole login or its second step, each answer good once and where it was asked."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.conftest import LogIn
from tests.web.organise.devices import Key, answer, ask, register
from tests.web.organise.factors import EMAIL, begin_app, to_second_step
from wirworkshops.database import db
from wirworkshops.domain import accounts, history, logins


@pytest.fixture
def key(ada: FlaskClient, time: cast.Time) -> Key:
    """Ada's passkey; it has been there for a while."""
    key = Key()
    assert register(ada, key).location == "/account/"
    time.move(minutes=5)
    return key


def is_in(client: FlaskClient) -> bool:
    return bool(client.get("/account/").status_code == 200)


def test_a_passkey_is_the_whole_login(client: FlaskClient, key: Key) -> None:
    asked = ask(client, "/login/passkey")
    assert (asked.options["userVerification"], asked.options["rpId"]) == ("required", "localhost")
    assert answer(client, asked, key.signed(asked.options)).location == "/organise/"
    assert is_in(client)


def test_a_passkey_is_the_second_step(client: FlaskClient, key: Key) -> None:
    assert to_second_step(client) == "/login/passkey"
    asked = ask(client, "/login/passkey")
    asks = asked.options
    assert answer(client, asked, key.signed(asks)).location == "/organise/"


def test_a_passkey_shows_that_it_is_still_she(ada: FlaskClient, key: Key) -> None:
    with ada.session_transaction() as session:
        session["fs_paa"] -= 60 * 60
        session.pop("fs_gexp", None)
    asked = ask(ada, "/account/verify/passkey?next=/account/app")
    assert answer(ada, asked, key.signed(asked.options), at="/account/").location == "/account/app"
    assert ada.get("/account/app").status_code == 200


def test_an_answer_is_good_once(client: FlaskClient, app: Flask, key: Key, time: cast.Time) -> None:
    asked = ask(client, "/login/passkey")
    with client.session_transaction() as session:
        before = dict(session)
    credential = key.signed(asked.options)
    time.move(seconds=1)
    answer(client, asked, credential)
    thief = app.test_client()
    assert answer(thief, asked, credential).location == "/login/passkey"
    with thief.session_transaction() as session:  # with the cookie, too
        session.update(before)
    assert answer(thief, asked, credential).location == "/login/passkey"
    assert not is_in(thief)


@pytest.mark.parametrize("wrong", ["origin", "owner", "counter", "key"])
def test_a_wrong_answer_opens_nothing(client: FlaskClient, key: Key, wrong: str) -> None:
    others = {
        "origin": replace(key, origin="http://evil.example"),
        "owner": replace(key, knows_owner=False),
        "counter": key,
        "key": replace(key, private=Key().private),
    }
    if wrong == "counter":
        asked = ask(client, "/login/passkey")
        answer(client, asked, replace(key, counter=7).signed(asked.options))
        client.send("/account/", {}, to="/logout")
    asked = ask(client, "/login/passkey")
    credential = others[wrong].signed(asked.options)
    assert answer(client, asked, credential).location == "/login/passkey"
    assert not is_in(client)


def test_without_its_owner_a_key_is_the_second_step_of_her_password_only(
    client: FlaskClient, key: Key, log_in: LogIn, time: cast.Time
) -> None:
    """A colleague who has found it, and has a password and a key of her own."""
    ben = log_in("Ben Koch", "coordinator", "vielfaltszentrum")
    register(ben, Key())
    time.move(minutes=5)
    found = replace(key, knows_owner=False)
    to_second_step(client, email="ben@buero.example")
    asked = ask(client, "/login/passkey")
    assert answer(client, asked, found.signed(asked.options)).location == "/login/passkey"
    assert not is_in(client)
    to_second_step(client, email="ben@buero.example")
    asked = ask(client, "/login/passkey")
    client.get("/login")  # drops the first step, so that it would be the whole login
    assert answer(client, asked, found.signed(asked.options)).location == "/login/passkey"
    assert not is_in(client)


def test_a_key_of_an_account_that_is_off_opens_nothing_later_either(
    client: FlaskClient, key: Key
) -> None:
    account = accounts.by_email(EMAIL)
    assert account
    account.active = False
    db.session.commit()
    asked = ask(client, "/login/passkey")
    page = answer(client, asked, key.signed(asked.options))
    assert page.location == "/login/passkey"
    db.session.rollback()
    accounts.switch_on(cast.fresh(account), by=history.WORKER)
    assert not is_in(client)
    assert logins.of_account(account)[0].device == ""  # hers of before


@pytest.mark.parametrize("kind", ["passkey", "app"])
def test_what_was_begun_elsewhere_is_not_ended_in_an_old_login(
    ada: FlaskClient, ben: FlaskClient, time: cast.Time, kind: str
) -> None:
    """Ben at Ada's desk: his own setup, to be finished in her login, would be a way in for him."""
    key = Key()
    if kind == "passkey":
        asked = ask(ben, "/account/passkeys", name="Diensthandy")
        action, typed = asked.action, {"credential": key.made(asked.options)}
    else:
        phone, action = begin_app(ben, time)
        typed = {"code": phone.code()}
    with ada.session_transaction() as session:
        session["fs_paa"] -= 60 * 60
        session.pop("fs_gexp", None)
    asks = ada.send("/account/", typed, to=action)
    assert asks.location in ("/account/passkeys", "/account/app")
    account = accounts.by_email(EMAIL)
    assert account
    assert not cast.fresh(account).has_second_factor
