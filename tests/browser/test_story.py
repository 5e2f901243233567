"""The whole story: Selin publishes, Aylin signs up on her phone, Selin moves the date."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE, log_in
from tests.visitors import Visitor
from wirworkshops import clock
from wirworkshops.config import Settings

TITLE = "Feste feiern, zu denen alle kommen"


def test_from_publishing_to_a_calendar_that_stays_true(
    browser: Browser, demo: tuple[str, Settings]
) -> None:
    address, _ = demo
    office = browser.new_page(base_url=address, viewport=DESKTOP, locale="de-DE")
    phone = browser.new_page(base_url=address, viewport=PHONE, locale="de-DE", is_mobile=True)
    log_in(office)
    slug = _publish(office)
    _sign_up(phone, slug)
    _confirm_from_the_letter(phone)
    before = _entry(address, f"/workshops/{slug}.ics")
    _move_one_hour_later(office, slug)
    after = _entry(address, f"/workshops/{slug}.ics")
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    mailed = _mailed_update(phone)
    assert (mailed["UID"], mailed["SEQUENCE"]) == (after["UID"], after["SEQUENCE"])
    assert mailed["DTSTART"] == after["DTSTART"] != before["DTSTART"]
    assert mailed["METHOD"] == "REQUEST"
    assert _entry(address, "/calendar.ics?q=Feste+feiern")["DTSTART"] == after["DTSTART"]


def _publish(page: Page) -> str:
    day = clock.today() + timedelta(days=30)
    page.goto("/organise/workshops/new")
    page.get_by_label("Titel").first.fill(TITLE)
    page.get_by_label("Datum").first.fill(day.isoformat())
    page.get_by_label("Beginn").first.fill("09:00")
    page.get_by_label("Ende").first.fill("12:00")
    page.get_by_role("button", name="Veröffentlichen").click()
    page.goto("/workshops?q=Feste+feiern")
    page.get_by_role("link", name=TITLE).click()
    return urlsplit(page.url).path.rsplit("/", 1)[1]


def _sign_up(page: Page, slug: str) -> None:
    page.goto("/workshops")
    page.get_by_label("Suche").fill("feste FEIERN")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Jetzt anmelden").click()
    page.get_by_label("Vor- und Nachname").fill("Aylin Demir")
    page.get_by_label("E-Mail-Adresse").fill("a.demir@kita-regenbogen.example")
    page.get_by_role("button", name="Platz reservieren").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postfach")


def _confirm_from_the_letter(page: Page) -> None:
    steps.follow(page, f"bestätigen.*{TITLE}|{TITLE}.*bestätigen", "[Bb]estätigen")
    page.get_by_role("button", name=re.compile("[Bb]estätigen")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sie sind dabei")


def _move_one_hour_later(page: Page, slug: str) -> None:
    page.goto("/organise/workshops?q=Feste")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Bearbeiten").click()
    page.get_by_label("Beginn").first.fill("10:00")
    page.get_by_label("Ende").first.fill("13:00")
    page.get_by_role("button", name="Speichern").first.click()
    expect(page.get_by_role("status").first).to_be_visible()


def _mailed_update(page: Page) -> dict[str, str]:
    steps.newest_letter(page, f"Geändert: {TITLE}")
    path = page.get_by_role("link", name=re.compile("ics")).first.get_attribute("href")
    text = page.request.get(path or "").text()
    return _values(text)


def _entry(address: str, path: str) -> dict[str, str]:
    visitor = Visitor(address)
    status, text = visitor.ask("GET", path)
    visitor.close()
    assert status == 200
    return _values(text)


def _values(calendar: str) -> dict[str, str]:
    unfolded = calendar.replace("\r\n ", "")
    event = unfolded[unfolded.index("BEGIN:VEVENT") :]
    found = dict(re.findall(r"^(UID|SEQUENCE|DTSTART|STATUS)[;:](.*?)\r?$", event, re.M))
    method = re.search(r"^METHOD:(\w+)", unfolded, re.M)
    return found | {"METHOD": method[1] if method else ""}
