"""Posters: a PDF for everybody, whatever people write, at once."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests import cast
from wirworkshops.documents import glyphs, posters
from wirworkshops.domain.plans import TextPlan

MILLIMETRES = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "dl": (99, 210)}


def read(client: FlaskClient, number: int, query: str = "paper=a4") -> PdfReader:
    answer = client.get(f"/organise/workshops/{number}/poster.pdf?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.data))


@pytest.mark.parametrize("paper", posters.FORMATS)
def test_each_paper_is_one_page_of_its_size(ben: FlaskClient, paper: str) -> None:
    pdf = read(ben, cast.make_workshop().id, f"paper={paper}")
    (page,) = pdf.pages
    size = tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
    assert size == MILLIMETRES[paper]


def test_it_is_tagged_and_says_its_language_and_title(ben: FlaskClient) -> None:
    pdf = read(ben, cast.make_workshop(sessions=cast.dates(14)).id)
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "de")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Beratung, die ankommt"
    text = pdf.pages[0].extract_text()
    for said in ("17", "März 2027", "kostenlos", "Anmelden bis", "Gefördert", "/w/"):
        assert said in text, said


def test_markup_and_signs_without_a_glyph_are_only_words(ben: FlaskClient) -> None:
    title = '#panic("x") $a$ *fett* 🎉 漢字 @w <h> ' + "sehr lang " * 20
    texts = {"de": TextPlan(title[:300], "\\ # [ ] { } " * 60)}
    (page,) = read(ben, cast.make_workshop(texts=texts).id, "paper=dl").pages
    assert '#panic("x")' in page.extract_text()


def test_the_languages_are_those_of_the_texts(ben: FlaskClient) -> None:
    texts = {"de": TextPlan("Hallo"), "en": TextPlan("Welcome")}
    number = cast.make_workshop(texts=texts).id
    assert read(ben, number, "language=en").trailer["/Root"]["/Lang"] == "en"
    for wrong in ("language=tr", "paper=a9"):
        assert ben.get(f"/organise/workshops/{number}/poster.pdf?{wrong}").status_code == 404


def test_another_hosts_poster_is_refused(mia: FlaskClient) -> None:
    assert mia.get(f"/organise/workshops/{cast.make_workshop().id}/poster.pdf").status_code == 403


def test_the_short_address_leads_to_the_page(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = client.get(f"/w/{workshop.id}")
    assert (answer.status_code, answer.location) == (302, f"/workshops/{workshop.slug}")
    for wrong in (cast.make_draft("Geheim").id, 9999, 2**40):
        assert client.get(f"/w/{wrong}").status_code == 404


def test_what_the_fonts_cannot_print_is_replaced() -> None:
    assert glyphs.printable("Zoë Łukasz Привет مرحبا") == "Zoë Łukasz Привет مرحبا"
    assert glyphs.printable("Ja 🎉\N{VARIATION SELECTOR-16} 漢") == "Ja  ?"
    assert glyphs.printable("\N{LATIN SMALL LIGATURE FFI}") in (
        "ffi",
        "\N{LATIN SMALL LIGATURE FFI}",
    )
