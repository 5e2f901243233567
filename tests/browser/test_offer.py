"""One seat, two who want it: it is offered, accepted by button, and nobody phones anybody."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE, log_in
from wirworkshops import clock
from wirworkshops.config import Settings

TITLE = "Ein Platz am Lagerfeuer"


def test_a_freed_seat_is_offered_and_taken(browser: Browser, demo: tuple[str, Settings]) -> None:
    address, _ = demo
    office = browser.new_page(base_url=address, viewport=DESKTOP, locale="de-DE")
    first = browser.new_page(base_url=address, viewport=PHONE, locale="de-DE")
    second = browser.new_page(base_url=address, viewport=PHONE, locale="de-DE")
    log_in(office)
    slug = _publish_with_one_seat(office)
    steps.sign_up(first, slug, name="Aylin Demir", email="a.demir@kita-regenbogen.example")
    steps.follow(first, f"bestätigen: {TITLE}", "[Bb]estätigen")
    first.get_by_role("button", name=re.compile("[Bb]estätigen")).first.click()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Sie sind dabei")
    steps.sign_up(second, slug, name="Huy Tran", email="huy@verein-nord.example")
    steps.follow(second, f"Warteliste: {TITLE}", "Anmeldung ansehen|Adresse bestätigen")
    expect(second.get_by_role("heading", level=1)).to_contain_text("Platz 1 der Warteliste")
    _withdraw(first)
    steps.follow(second, f"Ein Platz ist frei für Sie: {TITLE}", "Annehmen oder ablehnen")
    expect(second.get_by_role("heading", level=1)).to_contain_text("Ein Platz ist frei für Sie")
    second.get_by_role("button", name=re.compile("^Ja")).click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Sie sind dabei")
    steps.newest_letter(second, f"Sie sind dabei: {TITLE}")
    _both_stand_in_the_office(office)


def _publish_with_one_seat(page: Page) -> str:
    day = clock.today() + timedelta(days=40)
    page.goto("/organise/workshops/new")
    page.get_by_label("Titel").first.fill(TITLE)
    page.get_by_label("Datum").first.fill(day.isoformat())
    page.get_by_label("Beginn").first.fill("09:00")
    page.get_by_label("Ende").first.fill("12:00")
    page.locator("#capacity").fill("1")
    page.locator("details:has([name=moves_up])").evaluate("fold => { fold.open = true }")
    page.locator("[name=moves_up][value=offer]").check()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.goto("/workshops?q=Lagerfeuer")
    page.get_by_role("link", name=TITLE).click()
    return urlsplit(page.url).path.rsplit("/", 1)[1]


def _withdraw(page: Page) -> None:
    page.get_by_text("Ich kann doch nicht kommen").click()
    page.get_by_role("button", name="Platz freigeben und abmelden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sie sind abgemeldet")


def _both_stand_in_the_office(page: Page) -> None:
    page.goto("/organise/workshops?q=Lagerfeuer")
    page.get_by_role("link", name=TITLE).first.click()
    table = page.get_by_role("table")
    expect(table.get_by_role("row", name=re.compile("Aylin Demir"))).to_contain_text("Abgemeldet")
    expect(table.get_by_role("row", name=re.compile("Huy Tran"))).to_contain_text("Bestätigt")
