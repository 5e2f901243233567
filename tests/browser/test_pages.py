"""Every page, as people see it: no violation by axe-core, nothing wider than the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

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
LOOKS = [
    ("phone", PHONE, "light"),
    ("tablet", TABLET, "light"),
    ("desktop", DESKTOP, "light"),
    ("desktop-dark", DESKTOP, "dark"),
]


@pytest.fixture(scope="module")
def places(demo: Demo) -> dict[str, Any]:
    return demo_places.find(*demo)


@pytest.fixture(scope="module", params=LOOKS, ids=[name for name, *_ in LOOKS])
def look(
    request: pytest.FixtureRequest, browser: Browser, demo: Demo
) -> Iterator[tuple[str, Page]]:
    name, size, scheme = request.param
    context = browser.new_context(
        viewport=size, color_scheme=scheme, locale="de-DE", base_url=demo[0]
    )
    page = context.new_page()
    log_in(page)
    yield name, page
    context.close()


def _examine(page: Page, look: str, name: str, path: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(path)
    assert wide(page) <= 0
    if look != "tablet":  # the same marks and colours as on the desktop, only narrower
        assert violations(page) == []
    own = page.url.split("/")[2]
    assert {url.split("/")[2] for url in requested if url.startswith("http")} == {own}
    folder = pictures()
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{look}.png", full_page=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(look: tuple[str, Page], places: dict[str, Any], name: str) -> None:
    _examine(look[1], look[0], name, PUBLIC[name].format(**places))


@pytest.mark.parametrize("name", OFFICE)
def test_office_pages(look: tuple[str, Page], places: dict[str, Any], name: str) -> None:
    _examine(look[1], look[0], f"office-{name}", OFFICE[name].format(**places))


@pytest.mark.parametrize("role", OF_ROLES)
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[2]], ids=["phone", "desktop"])
def test_each_role_comes_in_at_its_own_page_and_sees_its_own_pages(
    browser: Browser, demo: Demo, places: dict[str, Any], role: str, look: Any
) -> None:
    name, size, _ = look
    context = browser.new_context(viewport=size, locale="de-DE", base_url=demo[0])
    page = context.new_page()
    log_in_as(page, role)
    path, heading = LANDING[role]
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.url.removeprefix(demo[0]) == path
    for number, href in enumerate(_menu(page)):
        _examine(page, name, f"{role}-menu-{number}", href)
    for thing, path in OF_ROLES[role].items():
        _examine(page, name, f"{role}-{thing}", path.format(**places))
    expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")
    context.close()


def _menu(page: Page) -> list[str]:
    """Return where the main menu leads, the account included."""
    links = page.locator("nav[aria-label=Hauptmenü] a").all()
    return [link.get_attribute("href") or "" for link in links]
