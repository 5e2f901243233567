"""A name may be one long word: no page grows wider than the window by it."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.conftest import log_in, wide
from wirworkshops.config import Settings

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt"  # 60 letters


def test_a_long_word_breaks(browser: Browser, demo: tuple[str, Settings]) -> None:
    context = browser.new_context(base_url=demo[0], locale="de-DE")
    page = context.new_page()
    log_in(page)
    page.goto("/organise/topics/new")
    page.get_by_label("Name", exact=True).fill(WORD)
    page.get_by_role("button", name="Speichern").click()
    page.goto("/organise/topics")
    edit = page.get_by_role("link", name=re.compile(WORD)).get_attribute("href") or ""
    delete = edit.replace("/edit", "/delete")
    for path in ("/organise/topics", edit, delete, "/organise/workshops/new", "/organise/history"):
        page.goto(path)
        for width in (320, 768, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert wide(page) <= 0, (path, width)
    page.goto(delete)
    page.get_by_role("button", name="löschen").click()
    expect(page.get_by_text(WORD)).to_have_count(0)
    context.close()
