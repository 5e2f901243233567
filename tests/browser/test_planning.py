"""A whole series from an earlier workshop, in a browser: look at the days, untick one, make it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, log_in, pictures, violations, wide

Demo = tuple[str, object]


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Page:
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=demo[0])
    page = context.new_page()
    log_in(page)
    return page


def test_a_series_by_rule(page: Page) -> None:
    page.goto("/organise/templates")
    page.get_by_role("link", name=re.compile("Als Reihe.*Erzählcafé")).click()
    page.get_by_label("Erster Termin").fill("2030-04-05")
    page.get_by_label("Wie oft?").select_option("2")
    page.get_by_label("So viele Termine").fill("4")
    page.get_by_role("button", name="Tage ansehen").click()
    days = page.get_by_role("group", name="Diese Tage").get_by_role("checkbox")
    expect(page.get_by_text("Feiertag: Karfreitag.")).to_be_visible()
    assert [box.is_checked() for box in days.all()] == [True, False, True, True, True]
    days.last.uncheck()
    assert violations(page) == []
    assert wide(page) <= 0
    if folder := pictures():
        page.screenshot(path=f"{folder}/office-repeat-days.png", full_page=True)
    page.get_by_role("button", name="Entwürfe anlegen").click()
    expect(page.get_by_text("3 Entwürfe sind gespeichert.")).to_be_visible()
    expect(page).to_have_url(re.compile("view=drafts"))
