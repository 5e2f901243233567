"""The mosaics: /workshops/<slug>.svg."""

import hashlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops import resources
from wirworkshops.models.workshops import PALETTES
from wirworkshops.web.public import mosaic

PATH = "/workshops/beratung-die-ankommt.svg"


def test_a_workshop_has_its_picture(client: FlaskClient) -> None:
    cast.make_workshop()
    picture = client.get(PATH)
    assert picture.status_code == 200
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "public, max-age=86400"
    assert picture.text == mosaic.mosaic("beratung-die-ankommt", "raspberry")


def test_an_unchanged_picture_is_not_sent_again(client: FlaskClient) -> None:
    cast.make_workshop()
    etag = client.get(PATH).headers["ETag"]
    assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 304


def test_the_picture_follows_the_series(client: FlaskClient) -> None:
    cast.make_workshop(series_id=cast.series("im-dialog", "leaf").id)
    assert mosaic.PALETTES["leaf"][mosaic.DEEP] in client.get(PATH).text


def test_an_unknown_workshop_has_none(client: FlaskClient) -> None:
    assert client.get("/workshops/nichts.svg").status_code == 404


def test_a_picture_is_only_read(client: FlaskClient) -> None:
    cast.make_workshop()
    assert client.post(PATH).status_code == 405


def test_the_same_bytes_on_every_machine() -> None:
    """A new drawing would change every picture: it needs a decision, and this number."""
    drawn = mosaic.mosaic("angekommen-in-offenbach", "brick").encode()
    assert hashlib.sha256(drawn).hexdigest()[:16] == "bea2342537ff183e"


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_agree_with_the_stylesheet(palette: str) -> None:
    styles = (resources.static_folder() / "css" / "wirworkshops.css").read_text("utf-8")
    ground, soft, _mid, accent, deep, _spark = mosaic.PALETTES[palette]
    roles = f"--ww-accent: {accent}; --ww-soft: {soft}; --ww-ground: {ground}; --ww-deep: {deep};"
    assert f".ww-{palette} {{ {roles} }}" in styles


@pytest.mark.parametrize("palette", PALETTES)
def test_each_series_has_its_emblem(palette: str) -> None:
    emblem: Path = resources.static_folder() / "img" / f"emblem-{palette}.svg"
    used = {colour for colour in mosaic.PALETTES[palette] if colour in emblem.read_text("utf-8")}
    assert len(used) == 4
