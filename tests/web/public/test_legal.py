"""Legal pages, contact and logos."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.public.reading import words


@pytest.fixture
def with_logos(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """The application with one logo named in its settings; two files lie there."""
    folder = tmp_path / "logos"
    folder.mkdir()
    (folder / "wir.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "other.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, instance=tmp_path, logos="wir.svg=Logo WIR")
    yield tmp_path
    app.config["SETTINGS"] = before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/imprint", "Angaben nach § 5 Digitale-Dienste-Gesetz"),
        ("/imprint", "Gefördert vom Land Hessen im Landesprogramm „WIR – Vielfalt und Teilhabe“."),
        ("/privacy", "Artikel 6 Absatz 1 Buchstabe e"),
        ("/privacy", "Artikel 9 Absatz 2 Buchstabe a DSGVO"),
        ("/privacy", "höchstens 24 Stunden"),
        ("/privacy", "bis 14 Tage nach dem letzten Termin"),
        ("/privacy", "bis 90 Tage nach dem letzten Termin"),
        ("/privacy", "Manchmal notiert das Büro etwas dazu"),
        ("/privacy", "Notizen des Büros und Nachrichten, die es selbst schreibt"),
        ("/privacy", "Es gilt höchstens zwei Wochen"),
        ("/privacy", "heben wir das Getippte eine Stunde auf"),
        ("/privacy", "Hessische Beauftragte für Datenschutz und Informationsfreiheit"),
        ("/accessibility", "Hessischen Behinderten-Gleichstellungsgesetzes (HessBGG)"),
        ("/accessibility", "Durchsetzungs- und Überwachungsstelle"),
        ("/contact", "069 90009-120"),
        ("/contact", "Berliner Straße 100"),
    ],
)
def test_each_page_says_what_the_law_asks(client: FlaskClient, path: str, said: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert said in words(page.text)


@pytest.mark.parametrize("path", ["/contact", "/accessibility"])
def test_a_barrier_can_be_reported(client: FlaskClient, path: str) -> None:
    assert 'id="barriere"' in client.get(path).text


def test_the_pages_follow_the_settings(app: Flask, client: FlaskClient) -> None:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(
        before, represented_by="Dr. Muster", data_protection_contact="DSB, dsb@stadt.example"
    )
    try:
        assert "Vertreten durch Dr. Muster" in words(client.get("/imprint?fresh=1").text)
        assert "DSB, dsb@stadt.example" in words(client.get("/privacy?fresh=1").text)
    finally:
        app.config["SETTINGS"] = before


def test_what_is_not_filled_in_is_seen(client: FlaskClient) -> None:
    assert "Noch nicht eingetragen" in words(client.get("/imprint").text)


@pytest.mark.usefixtures("with_logos")
def test_a_logo_that_is_named_is_shown(client: FlaskClient) -> None:
    with client.get("/logos/wir.svg") as logo:
        assert logo.status_code == 200
        assert logo.mimetype == "image/svg+xml"
    assert 'src="/logos/wir.svg" alt="Logo WIR"' in client.get("/imprint?logos=1").text


@pytest.mark.usefixtures("with_logos")
@pytest.mark.parametrize("name", ["other.svg", "nothing.svg", "..%2Fsecret-key", "%2e%2e/x"])
def test_no_other_file_is_given_away(client: FlaskClient, name: str) -> None:
    assert client.get(f"/logos/{name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/imprint", "/privacy", "/accessibility", "/contact", "/logos/wir.svg"]
)
def test_legal_pages_are_only_read(client: FlaskClient, path: str) -> None:
    assert client.post(path).status_code == 405
