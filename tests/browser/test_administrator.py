"""An administrator's week: Selin invites a colleague, and she sets her account up by herself."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE, log_in
from wirworkshops.config import Settings

NAME, EMAIL = "Rania Costa", "r.costa@freiwilligenzentrum.example"
PASSWORD = "vier Tassen auf dem Fensterbrett"


def test_a_colleague_is_invited_comes_in_and_is_switched_off(
    browser: Browser, demo: tuple[str, Settings]
) -> None:
    office = browser.new_page(base_url=demo[0], viewport=DESKTOP, locale="de-DE")
    phone = browser.new_page(base_url=demo[0], viewport=PHONE, locale="de-DE")
    log_in(office)
    _invite(office)
    _set_up_the_account(phone)
    _log_in(phone)
    _see_only_the_own_house(phone)
    _find_her_active(office)
    _switch_her_off(office)
    _is_let_in_no_more(phone)


def _invite(office: Page) -> None:
    office.get_by_role("link", name="Konten").click()
    office.get_by_role("link", name="Jemanden einladen").click()
    office.get_by_label("E-Mail-Adresse").fill(EMAIL)
    office.get_by_label("Vor- und Nachname").fill(NAME)
    office.get_by_label(re.compile("^Koordination")).check()
    office.get_by_label("Freiwilligenzentrum Offenbach").check()
    office.get_by_role("button", name="Einladen").click()
    expect(office.get_by_text("Die Einladung geht gleich hinaus.")).to_be_visible()
    expect(_row(office)).to_contain_text("eingeladen")


def _row(office: Page) -> Locator:
    office.get_by_role("link", name="Konten").first.click()
    return office.get_by_role("row", name=re.compile(NAME))


def _set_up_the_account(page: Page) -> None:
    steps.follow(page, "Einladung|Zugang", "[Ee]inrichten", to=EMAIL)
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen im Büro")
    expect(page.get_by_label("Vor- und Nachname")).to_have_value(NAME)
    _choose(page, "12345678")
    expect(page.get_by_role("heading", level=1)).to_have_text("Willkommen im Büro")
    _choose(page, PASSWORD)
    expect(page.get_by_text("Ihr Zugang ist eingerichtet.")).to_be_visible()


def _choose(page: Page, password: str) -> None:
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_label(re.compile("noch einmal|wiederholen")).fill(password)
    page.get_by_role("button", name="Zugang einrichten").click()


def _log_in(page: Page) -> None:
    page.get_by_label("E-Mail").fill(EMAIL)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Einloggen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rania")


def _see_only_the_own_house(page: Page) -> None:
    page.goto("/organise/workshops")
    expect(page.get_by_role("main")).to_contain_text("Freiwilligenzentrum Offenbach")
    expect(page.get_by_role("main")).not_to_contain_text("Vielfaltszentrum Offenbach")
    page.goto("/organise/accounts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")


def _find_her_active(office: Page) -> None:
    expect(_row(office)).to_contain_text("aktiv")


def _switch_her_off(office: Page) -> None:
    _row(office).get_by_role("link", name=NAME).click()
    expect(office.get_by_role("row", name="Zugang eingerichtet")).to_contain_text(NAME)
    office.get_by_role("button", name="Konto abschalten").click()
    expect(_row(office)).to_contain_text("abgeschaltet")


def _is_let_in_no_more(page: Page) -> None:
    page.goto("/organise/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Einloggen")
