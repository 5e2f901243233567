"""A POST after the login has ended loses nothing: it comes back into its form, to her only."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.web.organise.conftest import PASSWORD
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import drafts
from wirworkshops.models.drafts import Draft
from wirworkshops.models.workshops import Topic

NEW = "/organise/topics/new"
DRAFT = "/organise/draft"


def names() -> list[str]:
    db.session.rollback()
    return [row.name["de"] for row in db.session.scalars(select(Topic))]


def kept() -> list[Draft]:
    db.session.rollback()
    return list(db.session.scalars(select(Draft)))


@pytest.fixture
def gone(ada: FlaskClient) -> FlaskClient:
    """Ada's browser after her login has ended while she typed."""
    ada.get(NEW)
    ada.delete_cookie("ww")
    return ada


def log_in(client: FlaskClient, path: str, name: str = "ada") -> str:
    answer = client.send(path, {"email": f"{name}@buero.example", "password": PASSWORD})
    return str(answer.location)


def test_what_was_typed_comes_back_into_the_form(gone: FlaskClient) -> None:
    answer = gone.post(NEW, data={"csrf_token": "old", "name": "Reden"})
    assert (answer.status_code, answer.location) == (303, "/login?next=/organise/draft")
    assert log_in(gone, answer.location).endswith(DRAFT)
    page = gone.get(DRAFT).text
    assert "Ihre Eingaben sind noch da" in page
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    form = gone.post(NEW, data=fields)
    assert form.status_code == 200
    assert 'value="Reden"' in form.text
    assert names() == []
    assert gone.send(NEW, {"name": "Reden"}).status_code == 303
    assert names() == ["Reden"]


def test_where_there_is_no_form_it_is_sent_by_a_button(gone: FlaskClient) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop)
    path = f"/organise/sessions/{workshop.sessions[0].id}/attendance"
    answer = gone.post(path, data={"here": str(registration.id)})
    log_in(gone, answer.location)
    page = gone.get(DRAFT).text
    assert "Jetzt absenden" in page
    assert f'action="{path}"' in page
    assert "given-back" not in page


def test_a_stranger_has_nothing_kept(client: FlaskClient, app: Flask) -> None:
    client.set_cookie("ww-desk", "WzEsIngiXQ.forged", path="/organise")
    answer = client.post(NEW, data={"name": "Reden"})
    assert answer.status_code in (302, 400)
    assert kept() == []


def test_nobody_else_at_the_same_browser_sees_it(gone: FlaskClient, ben: FlaskClient) -> None:
    answer = gone.post(NEW, data={"name": "Reden"})
    log_in(gone, answer.location, "ben")
    answer = gone.get(DRAFT)
    assert (answer.status_code, answer.location) == (303, "/organise/")
    assert ben.get(DRAFT).status_code == 303


def test_it_can_be_thrown_away_and_goes_after_an_hour(gone: FlaskClient, time: cast.Time) -> None:
    answer = gone.post(NEW, data={"name": "Reden"})
    log_in(gone, answer.location)
    gone.send(DRAFT, {}, to="/organise/draft/discard")
    assert kept() == []
    gone.delete_cookie("ww")
    gone.post(NEW, data={"name": "Reden"})
    time.move(hours=1, minutes=1)
    assert drafts.forget_old(clock.now()) == 1


def test_other_sites_cannot_have_something_kept(ada: FlaskClient) -> None:
    ada.get(NEW)
    cookie = ada.get_cookie("ww-desk", path="/organise")
    assert cookie
    assert (cookie.same_site, cookie.http_only) == ("Strict", True)
