"""The preview of what is typed: the public page as it would be, and nothing of it stored."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.web.organise import editing
from wirworkshops.database import db
from wirworkshops.models.outbox import Letter


def test_it_shows_what_is_typed_and_stores_nothing(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Vorher", capacity=9)
    cast.confirmed(workshop)
    letters = db.session.scalar(select(func.count()).select_from(Letter))
    path = f"/organise/workshops/{workshop.id}/edit"
    typed: dict[str, Any] = editing.of(workshop) | {"title": "Nachher", "act": "preview"}
    typed |= {"sessions-0-day": "2027-05-04"}
    page = ada.send(path, typed)
    assert page.status_code == 200
    assert "Gespeichert ist noch nichts." in page.text
    assert "<h1" in page.text
    assert "Nachher" in page.text.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "4. Mai" in page.text
    found = cast.fresh(workshop)
    assert (found.text("de").title, found.sessions[0].sequence) == ("Vorher", 0)
    assert db.session.scalar(select(func.count()).select_from(Letter)) == letters
    assert "Vorher" in ada.get(f"/workshops/{workshop.slug}").text


def test_the_way_back_keeps_what_was_typed(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Vorher")
    path = f"/organise/workshops/{workshop.id}/edit"
    typed = editing.of(workshop) | {"title": "Nachher"}
    preview = ada.send(path, typed | {"act": "preview"}).text
    bar = preview.split("ww-preview-bar", 1)[1].split("</form>", 1)[0]
    carried = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', bar))
    assert carried.keys() - {"csrf_token"} == typed.keys() - {"csrf_token"}
    back = ada.send(path, carried | {"act": "back"})
    assert back.status_code == 200
    assert 'value="Nachher"' in back.text
    assert cast.fresh(workshop).text("de").title == "Vorher"


def test_a_mistake_is_said_in_the_form(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Vorher", capacity=3)
    cast.fill(workshop, 3)
    path = f"/organise/workshops/{workshop.id}/edit"
    typed = editing.of(workshop) | {"act": "preview"}
    few = ada.send(path, typed | {"capacity": "2"})
    assert few.status_code == 422
    assert "So wenige Plätze gehen nicht mehr" in few.text
    assert ada.send(path, typed | {"title": ""}).status_code == 422
