"""A helper's day: Lukas ticks the list at the door, lets somebody in, and sees nothing else."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, log_in_as
from wirworkshops.config import Settings

TITLE = "Angekommen in Offenbach: Geschichten vom Bleiben"


def test_he_stands_at_the_door(browser: Browser, demo: tuple[str, Settings]) -> None:
    phone = browser.new_page(base_url=demo[0], viewport=PHONE, locale="de-DE")
    log_in_as(phone, "helper")
    _see_only_today(phone)
    _tick_who_comes(phone)
    _take_one_back(phone)
    _see_nothing_else(phone)


def _see_only_today(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Heute vor Ort")
    page.get_by_role("button", name="Menü").click()
    menu = page.get_by_role("navigation", name="Hauptmenü").get_by_role("link")
    expect(menu).to_have_text(["Termine", "Lukas Baum"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Was gebraucht wird")).to_have_count(0)


def _tick_who_comes(page: Page) -> None:
    page.get_by_role("link", name=f"Wer ist da? {TITLE}").click()
    for name in ("Abebe Girma", "Birgit Sommer", "Carlos Ortega"):
        page.get_by_text(name).click()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")


def _take_one_back(page: Page) -> None:
    page.get_by_text("Carlos Ortega").click()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("checkbox", name="Birgit Sommer")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Carlos Ortega")).not_to_be_checked()


def _see_nothing_else(page: Page) -> None:
    expect(page.get_by_role("main")).not_to_contain_text("@")
    for path in ("workshops", "people", "letters", "needs", "figures", "accounts"):
        page.goto(f"/organise/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")
