"""Every address of the office as every role: what the table says, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import cast
from tests.web.organise.conftest import LogIn
from tests.web.organise.rooms import IDS, OPEN, of_nobody, one_of_everything, path, rules
from wirworkshops.domain import accounts
from wirworkshops.domain.permissions import ACTS, ADMINISTRATOR, ROLES
from wirworkshops.web.account.creation import make_account
from wirworkshops.web.organise import guard

Rows = dict[str, int]
SOON = cast.NOW + timedelta(hours=12)
TO_ROOMS = re.compile(r'(?:href|action|src)="(/(?:organise|account)[^"#?]*)')


@pytest.fixture
def rows(app: Flask, time: cast.Time) -> tuple[Rows, Rows]:
    """Own and foreign rows, each with a session that runs today."""
    made = []
    own = ("vielfaltszentrum", "Ana Arends", cast.CEM)
    for host, trainer, who in (own, ("frauentreff", "Toni Falk", cast.somebody(1))):
        led = (replace(session, trainer_names=(trainer,)) for session in cast.dates(1))
        made.append(
            one_of_everything(
                cast.make_workshop(host_id=cast.host(host).id, sessions=tuple(led)),
                until_at=SOON,
                who=who,
            )
        )
    target, _ = make_account(email="target@x.example", name="T", role="reader")
    shared = of_nobody() | {"account_id": target.id}
    time.move(days=1)
    return made[0] | shared, made[1] | shared


@pytest.fixture
def roles(log_in: LogIn, rows: object) -> dict[str, FlaskClient]:
    return {
        "administrator": log_in("Ada Wolf", "administrator"),
        "coordinator": log_in("Ben Koch", "coordinator", "vielfaltszentrum"),
        "trainer": log_in("Ana Arends", "trainer"),
        "helper": log_in("Hal Vogt", "helper", "vielfaltszentrum"),
        "reader": log_in("Rea Blum", "reader"),
    }


def act_of(app: Flask, endpoint: str) -> str:
    return guard.act_of(app.view_functions[endpoint])


def asked(
    app: Flask, client: FlaskClient, numbers: Rows, token: str
) -> Iterator[tuple[Rule, str, TestResponse]]:
    """Ask for every address, by every method it takes; what deletes comes last."""
    for rule in sorted(rules(app), key=lambda rule: "delete" in rule.rule):
        where = path(rule, numbers)
        if "GET" in (rule.methods or ()):
            yield rule, "GET", client.get(where)
        if "POST" in (rule.methods or ()):
            yield rule, "POST", client.post(where, data={"csrf_token": token})


def test_every_address_declares_an_act_of_the_table(app: Flask) -> None:
    assert {rule.rule for rule in rules(app) if act_of(app, rule.endpoint) not in ACTS} == set()


def test_every_act_is_one_that_an_address_or_a_list_asks_for(app: Flask) -> None:
    declared = {act_of(app, rule.endpoint) for rule in rules(app)}
    assert set(ACTS) - declared == {"see everything"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_a_role_is_let_in_where_the_table_says(
    app: Flask, rows: tuple[Rows, Rows], roles: dict[str, FlaskClient], role: str, whose: str
) -> None:
    client, numbers = roles[role], rows[whose == "foreign"]
    wrong = []
    for rule, method, answer in asked(app, client, numbers, client.token("/account/")):
        reaches = whose == "own" or role == ADMINISTRATOR or not rule.arguments & set(IDS)
        is_let_in = role in ACTS[act_of(app, rule.endpoint)] and reaches
        if (answer.status_code != 403) != is_let_in or answer.status_code >= 500:
            wrong.append((rule.rule, method, answer.status_code))
    assert wrong == []


def test_a_stranger_is_let_in_nowhere(
    app: Flask, rows: tuple[Rows, Rows], client: FlaskClient
) -> None:
    for rule, method, answer in asked(app, client, rows[0], client.token("/login")):
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login"), (
            rule,
            method,
        )


@pytest.mark.parametrize("role", ROLES)
def test_no_page_leads_where_its_reader_may_not_go(
    app: Flask, rows: tuple[Rows, Rows], roles: dict[str, FlaskClient], role: str
) -> None:
    client, addresses = roles[role], app.url_map.bind("localhost")
    for rule in rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(path(rule, rows[0]))
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        for href in set(TO_ROOMS.findall(answer.text)):
            endpoint = _endpoint(addresses, href)
            if not endpoint.startswith(OPEN):
                assert role in ACTS[act_of(app, endpoint)], (rule.rule, href)


def _endpoint(addresses: object, href: str) -> str:
    for method in ("GET", "POST"):
        try:
            return str(addresses.match(href, method=method)[0])  # type: ignore[attr-defined]
        except HTTPException:
            continue
    raise AssertionError(f"{href} leads nowhere")


@pytest.mark.parametrize(
    ("role", "to"),
    [
        ("administrator", ""),
        ("coordinator", ""),
        ("trainer", "/organise/dates"),
        ("helper", "/organise/dates"),
        ("reader", "/organise/figures"),
    ],
)
def test_the_first_page_is_the_right_one(roles: dict[str, FlaskClient], role: str, to: str) -> None:
    answer = roles[role].get("/organise/")
    assert (answer.status_code, answer.location or "") == ((302, to) if to else (200, ""))


def test_a_reader_and_a_helper_never_see_an_address_or_a_need(
    app: Flask, rows: tuple[Rows, Rows], roles: dict[str, FlaskClient]
) -> None:
    person, mailbox = cast.CEM.name, cast.CEM.email
    seen = {"trainer": {person}, "helper": {person}, "reader": set[str]()}
    for role, names in seen.items():
        pages = "".join(
            answer.text
            for _rule, method, answer in asked(app, roles[role], rows[0], "")
            if method == "GET" and answer.mimetype.startswith("text/")
        )
        assert {text for text in (person, mailbox) if text in pages} == names, role


def test_the_calendar_of_the_office_is_for_those_who_plan(
    app: Flask, roles: dict[str, FlaskClient], client: FlaskClient
) -> None:
    from wirworkshops import links  # beside its only use

    for role, status in (("coordinator", 200), ("trainer", 404), ("reader", 404)):
        email = {"coordinator": "ben", "trainer": "ana", "reader": "rea"}[role]
        account = accounts.by_email(f"{email}@buero.example")
        assert account
        assert client.get(links.office_feed_url("", account)).status_code == status
