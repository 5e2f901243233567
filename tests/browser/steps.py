"""What people do in a browser, for the stories."""

import re

from playwright.sync_api import Page, expect

LOOKS = 480  # four a second, on a machine that is busy with other things


def sign_up(page: Page, slug: str, *, name: str, email: str) -> None:
    """Fill in a workshop's form and send it, whatever its button says."""
    page.goto(f"/workshops/{slug}/signup")
    page.get_by_label("Vor- und Nachname").first.fill(name)
    page.get_by_label("E-Mail-Adresse").first.fill(email)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postfach")


def newest_letter(page: Page, subject: str) -> None:
    """Open the newest letter of this subject; the worker comes to it after the demo's own."""
    for _ in range(LOOKS):
        page.goto("/demo/letters")
        link = page.get_by_role("link", name=re.compile(subject)).first
        if link.count():
            link.click()
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"no letter {subject!r}")


def follow(page: Page, subject: str, button: str) -> None:
    """Open the newest letter of this subject, and in it the link that reads like the button."""
    newest_letter(page, subject)
    link = page.frame_locator("iframe").get_by_role("link", name=re.compile(button)).first
    page.goto(link.get_attribute("href") or "")
