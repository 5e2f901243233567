"""Every page, as people see it: no violation by axe-core, nothing wider than the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import places as demo_places
from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    TABLET,
    log_in,
    log_in_as,
    pictures,
    violations,
    wide,
)
from tests.browser.pages import LANDING, OF_ROLES, OFFICE, PUBLIC
from wirworkshops.config import Settings

Demo = tuple[str, Settings]
WIDTHS = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}


@pytest.fixture(scope="module")
def places(demo: Demo) -> dict[str, Any]:
    return demo_places.find(*demo)


@pytest.fixture(scope="module")
def window(browser: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """A window in which the administrator is logged in."""
    window = browser.new_context(locale="de-DE", base_url=demo[0])
    log_in(window.new_page())
    yield window
    window.close()


def _examine(window: BrowserContext, name: str, path: str) -> Page:
    """Look at a page on a phone, a tablet and a desktop, there by day and by night."""
    page = window.new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.set_viewport_size(PHONE)
    page.goto(path)
    for look, size in WIDTHS.items():
        page.set_viewport_size(size)
        assert wide(page) <= 0, look
        if look != "tablet":  # the same marks and colours as on the desktop, only narrower
            assert violations(page) == [], look
        _keep(page, f"{name}-{look}")
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []
    _keep(page, f"{name}-desktop-dark")
    own = page.url.split("/")[2]
    assert {url.split("/")[2] for url in requested if url.startswith("http")} == {own}
    return page


def _keep(page: Page, name: str) -> None:
    folder = pictures()
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(window: BrowserContext, places: dict[str, Any], name: str) -> None:
    _examine(window, name, PUBLIC[name].format(**places)).close()


@pytest.mark.parametrize("name", OFFICE)
def test_office_pages(window: BrowserContext, places: dict[str, Any], name: str) -> None:
    _examine(window, f"office-{name}", OFFICE[name].format(**places)).close()


@pytest.mark.parametrize("role", OF_ROLES)
def test_each_role_comes_in_at_its_own_page_and_sees_its_own_pages(
    browser: Browser, demo: Demo, places: dict[str, Any], role: str
) -> None:
    window = browser.new_context(locale="de-DE", base_url=demo[0])
    page = window.new_page()
    log_in_as(page, role)
    path, heading = LANDING[role]
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.url.removeprefix(demo[0]) == path
    for number, href in enumerate(_menu(page)):
        _examine(window, f"{role}-menu-{number}", href)
    for thing, path in OF_ROLES[role].items():
        page = _examine(window, f"{role}-{thing}", path.format(**places))
    expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")
    window.close()


def _menu(page: Page) -> list[str]:
    """Return where the main menu leads, the account included."""
    links = page.locator("nav[aria-label=Hauptmenü] a").all()
    return [link.get_attribute("href") or "" for link in links]
