"""The office's door: every address of it, none forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests import cast
from tests.web.organise.rooms import IDS, about_rows, of_nobody, one_of_everything, path, rules
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    accounts,
)
from wirworkshops.models.outbox import Letter


def ask(client: FlaskClient, rule: Rule, ids: dict[str, int]) -> int:
    if "GET" in (rule.methods or ()):
        return client.get(path(rule, ids)).status_code
    return client.send("/account/", {}, to=path(rule, ids)).status_code


@pytest.fixture
def ids(app: Flask) -> dict[str, int]:
    """One of everything, at the centre; master data belongs to nobody."""
    led = (replace(session, trainer_names=("Ana Arends",)) for session in cast.dates(14, 21))
    numbers = one_of_everything(
        cast.make_workshop(sessions=tuple(led)), until_at=cast.NOW + timedelta(days=7)
    )
    return numbers | of_nobody()


def test_the_office_has_all_its_rooms(app: Flask) -> None:
    assert len(rules(app)) == 232


def test_a_stranger_is_sent_to_the_login(
    client: FlaskClient, app: Flask, ids: dict[str, int]
) -> None:
    for rule in rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(path(rule, ids))
        assert answer.status_code == 302, rule
        assert answer.location.startswith("/login?next="), rule


def test_a_stranger_posts_in_vain(client: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in rules(app):
        if "POST" not in (rule.methods or ()):
            continue
        token = client.token("/login")
        answer = client.post(path(rule, ids), data={"csrf_token": token})
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login"), rule


def test_the_own_host_is_let_in(ben: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in about_rows(app):
        if not {"delete", "discard", "forget"} & set(rule.rule.split("/")):
            assert ask(ben, rule, ids) in (200, 303, 422), (
                rule
            )  # 422: what is needed is not filled in


def test_another_hosts_coordinator_is_refused(
    mia: FlaskClient, app: Flask, ids: dict[str, int]
) -> None:
    for rule in about_rows(app):
        assert ask(mia, rule, ids) == 403, rule


def test_a_wrong_number_is_not_found(ada: FlaskClient, app: Flask) -> None:
    for number in (9_999, 2**31, 10**30):
        for rule in about_rows(app):
            assert ask(ada, rule, dict.fromkeys(IDS, number)) == 404, rule


def test_a_wrong_method_is_refused(ada: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in rules(app):
        if "POST" not in (rule.methods or ()):
            answer = ada.send("/account/", {}, to=path(rule, ids))
        elif "GET" not in (rule.methods or ()):
            answer = ada.get(path(rule, ids))
        else:
            answer = ada.delete(path(rule, ids), data={"csrf_token": ada.token("/account/")})
        assert answer.status_code == 405, rule


def test_a_post_without_its_token_changes_nothing(ada: FlaskClient, ids: dict[str, int]) -> None:
    answer = ada.post(f"/organise/workshops/{ids['workshop_id']}/cancel", data={"because": "x"})
    assert answer.status_code == 400
    assert "neu" in answer.text
    assert cast.fresh(db.session.get(Letter, ids["letter_id"])).status == "queued"


def test_a_switched_off_account_is_out(ben: FlaskClient) -> None:
    account = accounts.by_email("ben@buero.example")
    assert account is not None
    with transaction():
        account.active = False
    assert ben.get("/organise/").status_code == 302


def test_a_refusal_leads_back_to_the_office(rea: FlaskClient) -> None:
    page = rea.get("/organise/letters")
    assert page.status_code == 403
    assert 'href="/organise/"' in page.text
    assert rea.get("/organise/").location == "/organise/figures"
