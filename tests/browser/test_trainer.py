"""A trainer's day: Leyla sees her dates, how many come, what is needed, and marks who is there."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, log_in_as
from wirworkshops.config import Settings

TITLE = "Angekommen in Offenbach: Geschichten vom Bleiben"


def test_she_leads_todays_date(browser: Browser, demo: tuple[str, Settings]) -> None:
    phone = browser.new_page(base_url=demo[0], viewport=PHONE, locale="de-DE")
    log_in_as(phone, "trainer")
    _see_the_own_dates(phone)
    _see_what_is_needed_without_names(phone)
    _mark_two_who_are_there(phone)
    _find_them_marked_again(phone)
    _see_no_names_of_another_day(phone)
    _have_the_dates_in_the_own_calendar(phone)


def _see_the_own_dates(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Meine Termine")
    today = page.get_by_role("main").get_by_role("listitem").filter(has_text=TITLE).first
    expect(today).to_contain_text("17:00–20:00 Uhr · Stadtbibliothek")
    expect(today).to_contain_text("8 von 12 · noch 4 frei")


def _see_what_is_needed_without_names(page: Page) -> None:
    page.get_by_role("link", name=f"Was gebraucht wird: {TITLE}").first.click()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_contain_text(["Bedarf", "Dolmetschen: Türkisch", "Assistenz", "ohne Nüsse"])
    expect(rows.nth(1)).to_have_text("Dolmetschen: Türkisch 1", use_inner_text=True)
    expect(rows.nth(3)).to_contain_text("Carlos Ortega")  # who agreed that his name is said
    page.get_by_role("link", name="Zu meinen Terminen").click()


def _mark_two_who_are_there(page: Page) -> None:
    page.get_by_role("link", name=f"Wer ist da? {TITLE}").click()
    expect(page.get_by_role("checkbox")).to_have_count(8)
    for name in ("Ursula Neumann", "Wafa Haddad"):
        page.get_by_text(name).click()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Gespeichert")


def _find_them_marked_again(page: Page) -> None:
    page.get_by_role("link", name="Alle Termine").click()
    page.get_by_role("link", name=f"Wer ist da? {TITLE}").click()
    for name in ("Ursula Neumann", "Wafa Haddad"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    expect(page.get_by_role("main")).not_to_contain_text("@")


def _see_no_names_of_another_day(page: Page) -> None:
    page.goto("/organise/dates?view=past")
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_count(1)
    expect(page.get_by_role("link", name="Wer ist da?")).to_have_count(0)
    for path in ("workshops", "people", "letters", "needs", "figures", "accounts"):
        page.goto(f"/organise/{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")


def _have_the_dates_in_the_own_calendar(page: Page) -> None:
    page.goto("/organise/")
    page.get_by_text("Im eigenen Kalender sehen").click()
    feed = page.request.get(page.get_by_label("Adresse meines Kalenders").input_value())
    assert feed.ok
    assert TITLE.split(":", maxsplit=1)[0] in feed.text().replace("\r\n ", "")
    assert "Ursula Neumann" not in feed.text()
