"""The preview of what is typed: the public page as it would be, and nothing of it stored."""

import re
from base64 import b64decode
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.web.organise import editing
from wirworkshops.database import db
from wirworkshops.models.outbox import Letter
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.public.mosaic import ACCENT, PALETTES


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


def test_a_new_workshop_is_shown_before_it_is_stored(ada: FlaskClient) -> None:
    host = cast.host()
    typed = editing.typed(act="preview", host_id=str(host.id)) | editing.row(1, day="2027-04-08")
    page = ada.send(editing.NEW, typed)
    assert page.status_code == 200
    assert "So wird die Seite aussehen. Gespeichert ist noch nichts." in page.text
    assert "Dialog im Nordend" in page.text.split("<h1", 1)[1].split("</h1>", 1)[0]
    dates = re.findall(r'datetime="(2027-04-\d\d)', page.text.split("<main", 1)[1])
    assert sorted(set(dates), key=dates.index) == ["2027-04-08", "2027-04-15"]
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert stored() == (0, 0)


def test_the_way_back_to_a_new_one_keeps_its_source(ada: FlaskClient) -> None:
    earlier = cast.make_workshop("Vorher")
    path = f"{editing.NEW}?copy={earlier.id}&on=2027-05-04"
    page = ada.send(path, editing.typed(act="preview"), to=path)
    bar = page.text.split("ww-preview-bar", 1)[1].split("</form>", 1)[0]
    assert f'action="{path}"'.replace("&", "&amp;") in bar
    carried = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', bar))
    back = ada.send(path, carried | {"act": "back"}, to=path)
    assert back.status_code == 200
    assert 'value="Dialog im Nordend"' in back.text
    assert "Nach „Vorher“." in back.text


def test_what_cannot_be_held_is_said_before_the_preview(ada: FlaskClient) -> None:
    typed = editing.typed(act="preview", minimum="99", decide_on="2027-04-01")
    page = ada.send(editing.NEW, typed)
    assert page.status_code == 422
    assert "Das sind mehr, als es Plätze gibt." in page.text
    assert stored() == (0, 0)


def test_the_preview_has_the_colour_of_the_series_that_is_chosen(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Vorher")
    series = cast.series()
    typed = editing.of(workshop) | {"series_id": str(series.id), "act": "preview"}
    page = ada.send(editing.edit(workshop), typed).text
    picture = page.split('src="data:image/svg+xml;base64,', 1)[1].split('"', 1)[0]
    accent = PALETTES["raspberry"][ACCENT]
    assert accent in b64decode(picture).decode()


def stored() -> tuple[int, ...]:
    db.session.rollback()
    counts = (select(func.count()).select_from(model) for model in (Workshop, Trainer))
    return tuple(db.session.scalar(query) or 0 for query in counts)
