"""Posters: a PDF for everybody, whatever people write, at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests import cast
from wirworkshops.documents import glyphs, posters
from wirworkshops.domain import hosts, postponing
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.plans import SessionPlan, TextPlan

DAY = timedelta(days=1)
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


def heights(page: Any) -> dict[str, float]:
    """Return how high above the foot of the page each piece of text stands."""
    found: dict[str, float] = {}

    def note(text: str, page: Sequence[float], line: Sequence[float], *_: Any) -> None:
        height = line[4] * page[1] + line[5] * page[3] + page[5]
        found.setdefault(text.strip(), height)

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("paper", posters.FORMATS)
def test_however_much_is_written_nothing_stands_over_the_code(ben: FlaskClient, paper: str) -> None:
    words = "Größtmögliche Öffentlichkeit für alle, die hier leben und arbeiten. "
    plan = SessionPlan(cast.NOW + 9 * DAY, cast.NOW + 9 * DAY + DAY / 12)
    dates = [
        replace(plan, starts_at=plan.starts_at + n * DAY, ends_at=plan.ends_at + n * DAY,
                room_id=cast.room(f"Saal {n}").id)
        for n in range(6)
    ]  # fmt: skip
    verein = "Kulturverein Zusammenhalt und Mitmachen im Nordend e. V."
    partners = tuple(hosts.add(HostPlan(f"{verein} {n}")).id for n in range(4))
    workshop = cast.make_workshop(
        texts={"de": TextPlan((words * 5)[:300], words * 4)}, sessions=tuple(dates),
        partner_ids=partners, spoken=("de", "ar", "tr", "uk", "fa", "fr"),
        features=("sign-language", "captions", "childcare"),
    )  # fmt: skip
    (page,) = read(ben, workshop.id, f"paper={paper}").pages
    found = heights(page)
    call = next(height for text, height in found.items() if text.startswith("Anmelden bis"))
    assert call < found["kostenlos"]
    assert found["und 3 weitere Orte"] < found["und 2 weitere Termine"]


def test_a_word_wider_than_the_page_is_broken(ben: FlaskClient) -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    texts = {"de": TextPlan(word)}
    (page,) = read(ben, cast.make_workshop(texts=texts).id, "paper=dl").pages
    lines = [line for line in page.extract_text().splitlines() if line and line.strip("-‐") in word]
    assert max(map(len, lines)) < 25
    assert "".join(line.strip("-‐") for line in lines) == word


def test_without_a_phone_the_mailbox_is_named(ben: FlaskClient) -> None:
    host = cast.host()
    hosts.change(host, HostPlan(host.name, email="buero@verein.example"))
    (page,) = read(ben, cast.make_workshop().id).pages
    assert "Fragen? buero@verein.example" in page.extract_text()


def test_while_the_new_date_is_open_there_is_no_poster(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    postponing.leave_open(workshop, because="Krank.", by=WORKER)
    answer = ben.get(f"/organise/workshops/{workshop.id}/poster.pdf")
    assert (answer.status_code, answer.mimetype) == (409, "text/html")
    assert "Der neue Termin steht noch nicht fest." in answer.text


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
