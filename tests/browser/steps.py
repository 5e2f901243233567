"""What people do in a browser, for the stories."""

import re

from playwright.sync_api import Locator, Page, expect

LOOKS = 480  # four a second, on a machine that is busy with other things


def sign_up(page: Page, slug: str, *, name: str, email: str) -> None:
    """Fill in a workshop's form and send it, whatever its button says."""
    page.goto(f"/workshops/{slug}/signup")
    page.get_by_label("Vor- und Nachname").first.fill(name)
    page.get_by_label("E-Mail-Adresse").first.fill(email)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postfach")


def newest_letter(page: Page, subject: str, *, to: str = "") -> None:
    """Open the newest letter of this subject; the worker comes to it after the demo's own."""
    for _ in range(LOOKS):
        page.goto("/demo/letters")
        entry = page.get_by_role("listitem").filter(has_text=to)
        link = entry.get_by_role("link", name=re.compile(subject)).first
        if link.count():
            link.click()
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"no letter {subject!r} to {to!r}")


def letter(page: Page, subject: str, *, to: str) -> Locator:
    """Return what stands in the newest letter of this subject to somebody."""
    newest_letter(page, subject, to=to)
    return page.frame_locator("iframe").locator("body")


def follow(page: Page, subject: str, button: str, *, to: str = "") -> None:
    """Open the newest letter of this subject, and in it the link that reads like the button."""
    newest_letter(page, subject, to=to)
    link = page.frame_locator("iframe").get_by_role("link", name=re.compile(button)).first
    page.goto(link.get_attribute("href") or "")


def confirm(page: Page, title: str, *, email: str) -> None:
    """Open the letter about a seat that is held for somebody, and confirm it by its button."""
    follow(page, f"bestätigen: {title}", "[Bb]estätigen", to=email)
    page.get_by_role("button", name=re.compile("[Bb]estätigen")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sie sind dabei")
