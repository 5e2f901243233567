"""A reader's hour: Martina takes the year's figures for the town council, without any name."""

import csv

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, log_in_as
from wirworkshops import clock
from wirworkshops.config import Settings


def test_she_sees_the_figures_and_nothing_else(
    browser: Browser, demo: tuple[str, Settings]
) -> None:
    page = browser.new_page(base_url=demo[0], viewport=DESKTOP, locale="de-DE")
    log_in_as(page, "reader")
    _see_this_year(page)
    _split_them_by_series(page)
    _take_them_along(page)
    _see_nothing_else(page)


def _see_this_year(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Zahlen {clock.today().year}")
    menu = page.get_by_role("navigation", name="Hauptmenü").get_by_role("link")
    expect(menu).to_have_text(["Zahlen", "Martina Hahn"])


def _split_them_by_series(page: Page) -> None:
    page.get_by_role("link", name="Nach Reihe").click()
    expect(page.get_by_role("columnheader").first).to_have_text("Reihe")


def _take_them_along(page: Page) -> None:
    names = page.locator("table tr > th:first-child").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Liste als CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert [row[0] for row in rows] == names
    assert "@" not in text


def _see_nothing_else(page: Page) -> None:
    for path in ("dates", "workshops", "people", "letters", "needs", "accounts", "history"):
        page.goto(f"/organise/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")
