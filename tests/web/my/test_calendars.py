"""How the dates of one registration reach her calendar, as its page says."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.my.test_registrations import path_of
from tests.web.public.reading import words
from wirworkshops.domain import calendars, desk, groups
from wirworkshops.domain.applications import Application
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


def firm(how: str = "mail", workshop: Workshop | None = None) -> Registration:
    """Return Cem's seat; his dates reach his calendar this way."""
    registration = cast.confirmed(workshop or cast.make_workshop())
    assert registration.participant
    calendars.choose(registration.participant, how)
    return registration


def test_who_gets_invitations_finds_them_in_our_letters(client: FlaskClient) -> None:
    page = client.get(path_of(firm())).text
    said = "Die Einladung für Ihren Kalender steckt in unserer Nachricht an cem@kita.example"
    assert said in words(page)
    assert "Als Datei herunterladen" in page


def test_a_course_has_an_invitation_for_each_date(client: FlaskClient) -> None:
    course = cast.make_workshop(sessions=cast.dates(10, 20))
    page = words(client.get(path_of(firm(workshop=course))).text)
    assert "Die Einladungen für Ihren Kalender stecken in unseren Nachrichten" in page


@pytest.mark.parametrize("how", ["mail", "file"])
def test_the_file_has_what_only_she_may_see(client: FlaskClient, how: str) -> None:
    (session,) = cast.dates(10)
    session = replace(session, is_online=True, online_url="https://a.example/0")
    online = cast.make_workshop(sessions=(session,))
    registration = firm(how, online)
    path = f"{path_of(registration)}/calendar.ics"
    assert f'href="{path}"' in client.get(path_of(registration)).text
    file = client.get(path)
    assert (file.status_code, file.mimetype) == (200, "text/calendar")
    assert "https://a.example/0" in file.text
    assert "METHOD" not in file.text


def test_who_chose_files_has_it_as_the_first_thing_to_do(client: FlaskClient) -> None:
    page = client.get(path_of(firm("file"))).text
    assert 'class="kern-btn kern-btn--primary" href="/registrations/' in page
    assert "Datei für meinen Kalender" in page
    assert "Ändert sich etwas, schicken wir Ihnen eine neue." in page
    assert "Die Einladung für Ihren Kalender" not in page


def test_who_reads_her_feed_gets_no_second_entry(client: FlaskClient) -> None:
    page = client.get(path_of(firm("feed"))).text
    assert "Ihre Termine stehen in Ihrem Kalender-Abo" in page
    assert "calendar.ics" not in page


@pytest.mark.parametrize("how", calendars.WAYS)
def test_each_page_says_where_one_chooses(client: FlaskClient, how: str) -> None:
    page = words(client.get(path_of(firm(how))).text)
    assert "Einladung, eigenes Kalender-Abo oder Datei: Das wählen Sie hier:" in page


def test_without_a_mailbox_the_file_is_the_way(client: FlaskClient) -> None:
    caller = Application(name="Gül Demir", email="", phone="069 1234")
    registration = desk.sign_up(cast.make_workshop(), caller, by=WORKER)
    page = client.get(path_of(registration)).text
    assert "Datei für meinen Kalender" in page
    assert "laden Sie die Datei bitte noch einmal" in page
    assert client.get(f"{path_of(registration)}/calendar.ics").status_code == 200


def test_who_has_not_chosen_yet_has_no_dates_to_take(client: FlaskClient) -> None:
    conference = cast.make_workshop(sessions=cast.parallel(10, 2))
    assert "calendar.ics" not in client.get(path_of(firm(workshop=conference))).text


def test_a_contact_who_stays_at_home_is_led_to_no_calendar(client: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=4)
    contact = cast.confirmed(workshop, cast.somebody(1, seats=2, attends=False))
    member = groups.name(contact, Named("Huy Tran", "huy@kita.example"))
    assert "calendar.ics" not in client.get(path_of(contact)).text
    assert "Kalender-Abo oder Datei" not in client.get(path_of(contact)).text
    assert "an huy@kita.example" in words(client.get(path_of(member)).text)
