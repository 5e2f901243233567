"""A fresh installation: every page opens, and each empty list says what comes next."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.rooms import rules
from tests.web.organise.test_masterdata import KINDS
from wirworkshops.web.organise import tasks

EMPTY = 'class="ww-empty'
LISTS = [
    *(f"/organise/{kind}" for kind in KINDS if kind != "hosts"),
    "/organise/calls",
    "/organise/calendars",
    "/organise/figures",
    "/organise/letters",
    "/organise/mailings",
    "/organise/needs",
    "/organise/people",
    "/organise/people/doubles",
    "/organise/templates",
    *(f"/organise/{kind}/doubles" for kind in KINDS),
    *(f"/organise/todo?kind={kind}" for kind in tasks.KINDS),
    "/organise/todo/later",
    "/organise/workshops",
]
ELSE = {
    "/organise/dates": 403,  # a trainer's own
    "/organise/todo": 404,  # without a kind
    "/organise/draft": 303,  # nothing was kept
    "/organise/wordings/edit": 404,  # without a kind
    "/organise/wordings/letter": 404,
}


@pytest.fixture
def fresh(ada: FlaskClient) -> FlaskClient:
    """Ada in an office with one host and nothing else."""
    cast.host()
    return ada


def test_every_page_opens(fresh: FlaskClient, app: Flask) -> None:
    plain = [
        rule.rule for rule in rules(app) if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    found = {path: fresh.get(path).status_code for path in plain}
    assert {path: status for path, status in found.items() if status != 200} == ELSE


def test_every_empty_list_says_what_comes_next(fresh: FlaskClient) -> None:
    pages = {path: fresh.get(path) for path in LISTS}
    assert [path for path, page in pages.items() if page.status_code != 200] == []
    assert [path for path, page in pages.items() if EMPTY not in page.text] == []
