"""A coordinator's week: Jonas plans a course, fills it, arranges what is needed, moves it to
another room, writes to everybody and calls one evening off. Nobody phones anybody."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import DESKTOP, PHONE, log_in_as
from wirworkshops import clock
from wirworkshops.config import Settings

TITLE = "Lotsin werden: vier Abende"
SLUG = "lotsin-werden-vier-abende"
DEAF, HEARING = (
    ("Mona Kessler", "m.kessler@kita-am-see.example"),
    ("Ilyas Arda", "arda@post.example"),
)
JONAS = "jonas.lindner@freiwilligenzentrum.example"
WORDS = "bitte bringen Sie einen Brief vom Amt mit, gern einen schwierigen."
HISTORY = [
    "Wann", "Termin abgesagt (2 Nachrichten)", "Nachricht an Teilnehmende geschickt",
    "Bearbeitet (1 Termin verlegt, 2 Nachrichten)", "Bedarf: organisiert",
    "Bedarf: Zuständigkeit geändert", *("Platz bestätigt", "Platz reserviert") * 2,
    "Veröffentlicht", "Entwurf angelegt",
]  # fmt: skip
BECAUSE = "Die Referentin ist krank. Die Inhalte holen wir an den anderen Abenden nach."


def test_a_course_from_its_template_to_a_cancelled_evening(
    browser: Browser, demo: tuple[str, Settings]
) -> None:
    office = browser.new_page(base_url=demo[0], viewport=DESKTOP, locale="de-DE")
    deaf = browser.new_page(base_url=demo[0], viewport=PHONE, locale="de-DE")
    hearing = browser.new_page(base_url=demo[0], viewport=PHONE, locale="de-DE")
    log_in_as(office, "coordinator")
    _plan_from_the_template(office)
    _publish(office)
    course = urlsplit(office.url).path
    _sign_up_with_sign_language(deaf)
    _sign_up(hearing)
    _see_that_it_is_full(office, course)
    _arrange_what_today_asks_for(office)
    _read_that_it_is_arranged(deaf)
    _move_to_another_room(office, course)
    _read_of_the_new_room(hearing)
    _write_to_all(office)
    _read_what_jonas_wrote(hearing)
    office.reload()
    expect(office.get_by_text("2 von 2 erledigt").last).to_be_visible()
    _call_one_evening_off(office, course)
    _read_why_it_is_off(deaf)
    _find_it_all_in_the_history(office, course)


def _plan_from_the_template(office: Page) -> None:
    office.get_by_role("link", name="Alle Veranstaltungen").click()
    office.get_by_role("link", name="Vorlagen").click()
    office.get_by_role("link", name="Kurs am Abend", exact=True).click()
    office.get_by_label("Tag").fill((clock.today() + timedelta(days=20)).isoformat())
    office.get_by_role("button", name="Weiter").click()
    expect(office.get_by_text("Nach „Kurs am Abend“.")).to_be_visible()


def _publish(office: Page) -> None:
    office.get_by_label("Titel", exact=True).fill(TITLE)
    office.locator("#capacity").fill("2")
    office.get_by_role("button", name="Veröffentlichen").click()
    expect(office.get_by_text("Alle können die Veranstaltung jetzt sehen.")).to_be_visible()
    expect(office.get_by_text("0 von 2 · noch 2 frei").first).to_be_visible()


def _sign_up_with_sign_language(page: Page) -> None:
    page.goto(f"/workshops/{SLUG}/signup")
    page.get_by_label("Vor- und Nachname").fill(DEAF[0])
    page.get_by_label("E-Mail-Adresse").fill(DEAF[1])
    page.get_by_text("Brauchen Sie etwas, um gut teilnehmen zu können?").click()
    page.get_by_label("Gebärdensprachdolmetschen").check()
    page.get_by_label(re.compile("einverstanden|stimme zu")).first.check()
    page.get_by_role("button", name="Platz reservieren").click()
    steps.confirm(page, TITLE, email=DEAF[1])


def _sign_up(page: Page) -> None:
    steps.sign_up(page, SLUG, name=HEARING[0], email=HEARING[1])
    steps.confirm(page, TITLE, email=HEARING[1])
    page.goto(f"/workshops/{SLUG}")
    expect(page.get_by_text("Warteliste").first).to_be_visible()


def _see_that_it_is_full(office: Page, course: str) -> None:
    office.goto(course)
    expect(office.get_by_text("2 von 2 · voll").first).to_be_visible()
    for name, _ in (DEAF, HEARING):
        row = office.get_by_role("row", name=re.compile(name))
        expect(row).to_contain_text("Bestätigt")
        expect(row).not_to_contain_text("Gebärden")


def _arrange_what_today_asks_for(office: Page) -> None:
    office.get_by_role("link", name="Heute", exact=True).click()
    task = office.get_by_role("listitem").filter(has_text="Gebärdensprachdolmetschen")
    expect(task).to_contain_text(f"1 Mensch · {TITLE}")
    task.get_by_role("link").click()
    expect(office.get_by_role("checkbox", name=DEAF[0])).to_be_checked()
    office.get_by_label("Stand der angekreuzten").select_option("organisiert")
    office.get_by_label("Zuständig").select_option("Ich")
    office.get_by_role("button", name="Speichern").click()
    expect(office.get_by_role("status").first).to_be_visible()
    office.get_by_role("link", name="Heute", exact=True).click()
    expect(task).to_have_count(0)


def _read_that_it_is_arranged(page: Page) -> None:
    subject = f"Zu Ihrem Bedarf gibt es etwas Neues: {TITLE}"
    expect(steps.letter(page, subject, to=DEAF[1])).not_to_contain_text("Gebärden")
    steps.follow(page, subject, "ansehen", to=DEAF[1])
    needs = page.get_by_role("region", name="Was Sie brauchen")
    expect(needs.get_by_role("listitem")).to_contain_text("Ist organisiert")


def _move_to_another_room(office: Page, course: str) -> None:
    office.goto(course)
    office.get_by_role("link", name="Bearbeiten").click()
    expect(office.get_by_text("bekommen 2 Menschen eine Nachricht")).to_be_visible()
    rooms = office.get_by_label("Raum", exact=True)
    rooms.first.select_option("Stadtbibliothek (40 Plätze, stufenlos)")
    office.get_by_role("button", name="Speichern").first.click()
    expect(office.get_by_text("Gespeichert. 2 Nachrichten gehen hinaus.")).to_be_visible()


def _read_of_the_new_room(page: Page) -> None:
    letter = steps.letter(page, f"Geändert: {TITLE}", to=HEARING[1])
    expect(letter).to_contain_text("Stadtbibliothek")


def _write_to_all(office: Page) -> None:
    office.get_by_role("link", name="Nachrichten", exact=True).last.click()
    office.get_by_role("link", name="Nachricht schreiben").click()
    office.get_by_label("Betreff").first.fill("Vor dem ersten Abend: {Titel}")
    office.get_by_label("Text").first.fill(WORDS)
    office.get_by_role("button", name="Speichern und ansehen").click()
    preview = office.frame_locator("iframe").first.locator("body")
    expect(preview).to_contain_text(WORDS)
    office.get_by_role("button", name="Probe an mich").click()
    expect(office.get_by_role("status")).to_be_visible()
    office.get_by_role("button", name="Jetzt an 2 Menschen schicken").click()
    expect(office.get_by_text("Die Nachrichten gehen jetzt hinaus.")).to_be_visible()


def _read_what_jonas_wrote(page: Page) -> None:
    subject = f"Vor dem ersten Abend: {TITLE}"
    expect(steps.letter(page, subject, to=HEARING[1])).to_contain_text(f"Guten Tag {HEARING[0]}")
    for email in (DEAF[1], HEARING[1], JONAS):
        expect(steps.letter(page, subject, to=email)).to_contain_text(WORDS)


def _call_one_evening_off(office: Page, course: str) -> None:
    office.goto(course)
    office.get_by_role("link", name="Bearbeiten").click()
    office.get_by_role("link", name="Diesen Termin absagen").nth(1).click()
    expect(office.get_by_text("2 Menschen bekommen eine Nachricht.")).to_be_visible()
    office.get_by_role("button", name="Termin absagen").click()
    expect(office.get_by_text("Bitte nennen Sie einen Grund").first).to_be_visible()
    office.get_by_label("Warum?").fill(BECAUSE)
    office.get_by_role("button", name="Termin absagen").click()
    expect(office.get_by_role("status").first).to_be_visible()


def _read_why_it_is_off(page: Page) -> None:
    letter = steps.letter(page, f"Termin abgesagt: {TITLE}", to=DEAF[1])
    expect(letter).to_contain_text(BECAUSE)
    page.goto(f"/workshops/{SLUG}")
    expect(page.get_by_role("listitem").filter(has_text="Abgesagt")).to_have_count(1)


def _find_it_all_in_the_history(office: Page, course: str) -> None:
    office.goto(course)
    office.get_by_role("link", name="Verlauf").last.click()
    acts = office.get_by_role("table").get_by_role("row")
    expect(acts).to_contain_text(HISTORY)
    for name, email in (DEAF, HEARING):
        expect(office.get_by_role("table")).not_to_contain_text(name)
        expect(office.get_by_role("table")).not_to_contain_text(email)
