"""The app with codes, recovery codes, and what a second factor opens and keeps shut."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.web.organise.conftest import LogIn
from tests.web.organise.factors import (
    EMAIL,
    begin_app,
    recovery_codes,
    set_up_app,
    to_second_step,
)
from wirworkshops.database import db
from wirworkshops.domain import accounts, factors, history
from wirworkshops.models.accounts import Account
from wirworkshops.models.history import Event
from wirworkshops.models.logins import RecoveryCode
from wirworkshops.models.outbox import Letter


def row() -> Account:
    db.session.rollback()
    found = accounts.by_email(EMAIL)
    assert found
    return cast.fresh(found)  # type: ignore[no-any-return]


def acts() -> list[str]:
    """Return what happened to accounts since they were added."""
    db.session.rollback()
    query = select(Event.act).where(Event.thing == "account", Event.act != "added")
    query = query.order_by(Event.id)
    return list(db.session.scalars(query))


def letters() -> list[str]:
    db.session.rollback()
    rows = db.session.scalars(select(Letter).where(Letter.kind == "account").order_by(Letter.id))
    return [letter.facts["subject"] for letter in rows]


@pytest.fixture
def required(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.config["SETTINGS"], second_factor="required")
    monkeypatch.setitem(app.config, "SETTINGS", settings)


def stale(client: FlaskClient) -> None:
    """Let the login be older than a quarter of an hour."""
    with client.session_transaction() as session:
        session["fs_paa"] -= 16 * 60
        session.pop("fs_gexp", None)


# The app


def test_the_app_is_set_up_with_a_code_and_asked_for_at_the_next_login(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    phone = set_up_app(ada, time)
    assert ada.get("/organise/").status_code == 200
    assert to_second_step(client) == "/login/code"
    assert client.get("/organise/").status_code == 302
    answer = client.send("/login/code", {"code": phone.code()})
    assert (answer.status_code, answer.location) == (302, "/organise/")
    assert client.get("/organise/").status_code == 200
    assert (acts(), letters()) == (["factor-app"], ["Ihr Zugang zum Büro wurde geändert"])


def test_the_second_step_leads_where_one_wanted_to_go(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    phone = set_up_app(ada, time)
    given = {"email": EMAIL, "password": "sehr lange Sätze"}
    step = client.send("/login?next=/organise/workshops", given).location
    assert client.send(step, {"code": phone.code()}).location == "/organise/workshops"


def test_going_back_to_the_second_step_logs_nobody_out(ada: FlaskClient, time: cast.Time) -> None:
    set_up_app(ada, time)
    assert ada.get("/login/code").location == "/organise/"
    assert ada.get("/organise/").status_code == 200


def test_a_code_is_good_once(ada: FlaskClient, client: FlaskClient, time: cast.Time) -> None:
    phone = set_up_app(ada, time)
    code = phone.code()
    to_second_step(client)
    assert client.send("/login/code", {"code": code}).status_code == 302
    client.send("/account/", {}, to="/logout")
    to_second_step(client)
    answer = client.send("/login/code", {"code": code})
    assert answer.status_code == 200
    assert "schon benutzt" in answer.text


def test_the_code_of_the_setup_is_used_up_too(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    phone = set_up_app(ada, time)
    time.move(seconds=-30)
    to_second_step(client)
    assert client.send("/login/code", {"code": phone.code()}).status_code == 200


def test_a_wrong_code_at_the_setup_keeps_the_picture(ada: FlaskClient, time: cast.Time) -> None:
    phone, action = begin_app(ada, time)
    answer = ada.send("/account/", {"code": "000000"}, to=action)
    assert answer.text.count("Dieser Code stimmt nicht") == 1
    assert 'class="kern-error" id="code-error"' in answer.text
    assert phone.totp.pretty_key() in answer.text
    assert ada.send("/account/", {"code": phone.code()}, to=action).location == "/account/"


def test_the_picture_holds_no_request_and_the_secret_is_not_stored_as_it_is(
    ada: FlaskClient, time: cast.Time
) -> None:
    page = ada.send("/account/app", {"setup": "authenticator"}).text
    assert "<svg" in page
    assert "data:" not in page
    phone = set_up_app(ada, time)
    assert phone.totp.base32_key not in (row().tf_totp_secret or "")


def test_nothing_opens_between_the_steps(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    to_second_step(client)
    for path in ("/organise/", "/account/", "/account/app", "/account/sessions"):
        assert client.get(path).status_code == 302, path


def test_guesses_of_a_code_are_braked(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    to_second_step(client)
    answers = [client.send("/login/code", {"code": "000000"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_setting_up_ends_the_other_logins(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    to_second_step(client)
    assert client.get("/account/").status_code == 200
    set_up_app(ada, time)
    assert client.get("/account/").status_code == 302


def test_the_app_can_be_switched_off_and_its_recovery_codes_go(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    recovery_codes(ada)
    assert ada.send("/account/app", {"setup": "disable"}).location == "/account/"
    assert (row().has_second_factor, factors.codes_left(row())) == (False, 0)
    assert to_second_step(client) == "/organise/"


@pytest.mark.parametrize("path", ["/account/app", "/account/passkeys", "/account/recovery-codes"])
def test_an_old_login_is_asked_again_before_a_factor_changes(ada: FlaskClient, path: str) -> None:
    stale(ada)
    asked = ada.get(path)
    assert asked.location.startswith("/account/verify")
    answer = ada.send(asked.location, {"password": "sehr lange Sätze"})
    assert answer.location.endswith(path)
    assert ada.get(path).status_code == 200


def test_guesses_at_the_question_are_braked(ada: FlaskClient) -> None:
    answers = [ada.send("/account/verify", {"password": "x"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


# Recovery codes


def test_a_recovery_code_lets_in_once(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    codes = recovery_codes(ada)
    assert len(codes) == len(set(codes)) == 10
    to_second_step(client)
    typed = codes[0].upper().replace("-", " ")
    assert client.send("/login/recovery", {"code": typed}).location == "/organise/"
    assert factors.codes_left(row()) == 9
    client.send("/account/", {}, to="/logout")
    to_second_step(client)
    answer = client.send("/login/recovery", {"code": codes[0]})
    assert "schon benutzt" in answer.text
    assert acts() == ["factor-app", "recovery-codes", "recovery-code-used"]


def test_recovery_codes_are_shown_once_and_stored_as_hashes(
    ada: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    codes = recovery_codes(ada)
    page = ada.get("/account/recovery-codes?show_codes=1").text
    assert "Sie haben noch 10 Codes." in page
    assert not [code for code in codes if code in page]
    db.session.rollback()
    assert not set(codes) & set(db.session.scalars(select(RecoveryCode.code_hash)))


def test_new_recovery_codes_end_the_old_ones(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    old = recovery_codes(ada)
    recovery_codes(ada)
    to_second_step(client)
    assert client.send("/login/recovery", {"code": old[0]}).status_code == 200


def test_guesses_of_a_recovery_code_are_braked(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    to_second_step(client)
    answers = [client.send("/login/recovery", {"code": "x"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_recovery_code_alone_opens_nothing(client: FlaskClient) -> None:
    assert client.get("/login/recovery").location == "/login"
    assert client.get("/login/code").location == "/login"


def test_help_at_the_second_step_is_the_recovery_code(client: FlaskClient) -> None:
    assert client.get("/login/help").location == "/login/recovery"


# Required


@pytest.mark.usefixtures("required")
def test_without_a_second_factor_the_office_stays_shut(ada: FlaskClient, time: cast.Time) -> None:
    for path in ("/organise/", "/organise/workshops", "/account/", "/account/sessions"):
        assert ada.get(path).location == "/account/second-factor", path
    page = ada.get("/account/second-factor")
    assert "Noch ein Schritt bis ins Büro" in page.text
    posted = ada.send("/account/second-factor", {}, to="/organise/workshops/new")
    assert posted.location == "/account/second-factor"
    set_up_app(ada, time)
    assert ada.get("/organise/").status_code == 200
    assert ada.get("/account/second-factor").location == "/account/"


@pytest.mark.usefixtures("required")
def test_whoever_switches_the_last_factor_off_is_outside_again(
    ada: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    ada.send("/account/app", {"setup": "disable"})
    assert ada.get("/organise/").location == "/account/second-factor"


# Reset


def test_a_reset_takes_all_factors_and_logins(
    ada: FlaskClient, client: FlaskClient, time: cast.Time
) -> None:
    set_up_app(ada, time)
    recovery_codes(ada)
    factors.reset(row(), by=history.Actor("office"))
    assert (row().has_second_factor, factors.codes_left(row())) == (False, 0)
    assert ada.get("/organise/").status_code == 302
    assert to_second_step(client) == "/organise/"
    assert acts()[-1] == "factors-reset"


def test_administrators_without_a_factor_are_counted(
    ada: FlaskClient, log_in: LogIn, time: cast.Time
) -> None:
    log_in("Ben Koch", "coordinator", "vielfaltszentrum")
    assert factors.administrators_without() == 1
    set_up_app(ada, time)
    db.session.rollback()
    assert factors.administrators_without() == 0
