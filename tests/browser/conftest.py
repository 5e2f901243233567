"""A real browser against the real server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import servers
from wirworkshops import config
from wirworkshops.cli import DEMO_ACCOUNTS, DEMO_PASSWORD
from wirworkshops.config import Settings

AXE = (servers.ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 768, "height": 1024}
DESKTOP = {"width": 1280, "height": 900}


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, "Chromium is missing"
    return found


expect.set_options(timeout=20_000)  # milliseconds: the first page of a busy machine takes long


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    """The application with demo content, as make run serves it: its address and settings."""
    instance = tmp_path_factory.mktemp("demo")
    port = servers.free_port()
    env = {
        "WIRWORKSHOPS_INSTANCE": str(instance),
        "WIRWORKSHOPS_DEMO": "true",
        "WIRWORKSHOPS_BASE_URL": f"http://127.0.0.1:{port}",
    }
    servers.tool("demo", "load", env=env)
    with servers.serving(env, port=port) as address:
        yield address, config.load(env)


def log_in_as(page: Page, role: str) -> None:
    """Log in as the demo's account of a role."""
    (email,) = (text.split()[0] for text in DEMO_ACCOUNTS if text.endswith(f"({role})"))
    page.goto("/organise/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Einloggen").click()


def log_in(page: Page) -> None:
    """Log in as the demo's administrator."""
    log_in_as(page, "administrator")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Selin")


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds wrong with the page, WCAG 2.2 AA and best practices.

    All of its rules, or those named.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def wide(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


def pictures() -> Path | None:
    """Return where to keep pictures of the pages, if the caller wants them (SHOTS=folder)."""
    return Path(os.environ["SHOTS"]) if "SHOTS" in os.environ else None
