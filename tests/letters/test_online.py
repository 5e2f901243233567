"""An online link that goes out later stands nowhere before its hour: no letter, entry or page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.domain.test_online import URL, made
from tests.letters.mails import Mail, news
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.database import transaction
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.worker import do_duties, give_links

pytestmark = pytest.mark.usefixtures("app", "time")


@pytest.fixture
def workshop() -> Workshop:
    return made(2, reminders=(24,))


def pages(client: FlaskClient, registration: Registration) -> str:
    """Return all that she can open: her page, her feed, her file and the public ones."""
    person = registration.participant
    assert person is not None
    slug = registration.workshop.slug
    places = [links.registration_url("", registration), links.feed_url("", person)]
    places += [f"{places[0]}/calendar.ics", f"/workshops/{slug}", f"/workshops/{slug}.ics"]
    answers = [client.get(place) for place in places]
    assert [answer.status_code for answer in answers] == [200] * len(places)
    return "".join(answer.text.replace("\r\n ", "") for answer in answers)


def parts(mail: Mail) -> list[str]:
    """Return text, HTML and calendar parts, their long lines joined."""
    found = [part.get_payload(decode=True) for part in mail.message.walk()]
    return [part.decode().replace("\r\n ", "") for part in found if isinstance(part, bytes)]


@pytest.mark.parametrize("way", ["mail", "feed", "file"])
def test_the_link_stands_nowhere_before_its_hour_and_everywhere_after(
    way: str, workshop: Workshop, client: FlaskClient, demo: Settings, time: cast.Time
) -> None:
    registration = cast.confirmed(workshop)
    with transaction():
        assert registration.participant
        registration.participant.calendar = way
    early = news(demo)
    time.jump(workshop.starts_at - timedelta(hours=24))
    do_duties()
    early += news(demo)
    assert [mail.kind for mail in early] == ["confirmed", "reminder"]
    for mail in early:
        assert all(URL not in part for part in parts(mail))
    assert URL not in pages(client, registration)
    assert "Den Link schicken wir Ihnen am Mi, 17. März 2027, 7:00 Uhr." in early[0].text

    time.jump(workshop.starts_at - timedelta(hours=2))
    give_links()
    (mail,) = news(demo)
    assert mail.subject == "Ihr Online-Zugang: Beratung, die ankommt"
    assert URL in mail.text
    assert sum(URL in part for part in parts(mail)) == {"mail": 4, "file": 3, "feed": 2}[way]
    assert URL in pages(client, registration)


def test_a_calendar_entry_takes_the_link_with_a_higher_sequence(
    workshop: Workshop, demo: Settings, time: cast.Time
) -> None:
    registration = cast.confirmed(workshop)
    (invited,) = [mail.calendar for mail in news(demo) if mail.kind == "confirmed"]
    time.jump(workshop.starts_at - timedelta(hours=2))
    give_links()
    (mail,) = news(demo)
    assert invited
    assert mail.calendar
    before, now = invited.event, mail.calendar.event
    assert (now["uid"], int(now["sequence"])) == (before["uid"], int(before["sequence"]) + 1)
    assert URL in now["description"]
    assert registration.status == "confirmed"


def test_who_has_left_meanwhile_gets_no_link(
    workshop: Workshop, demo: Settings, time: cast.Time
) -> None:
    registration = cast.confirmed(workshop)
    news(demo)
    time.jump(workshop.starts_at - timedelta(hours=2))
    give_links()
    with transaction():
        registration.status, registration.status_at = "withdrawn", clock.now()
    assert news(demo) == []


def test_who_comes_after_that_hour_has_it_with_the_confirmation(
    workshop: Workshop, demo: Settings, time: cast.Time
) -> None:
    time.jump(workshop.starts_at - timedelta(hours=2))
    give_links()
    cast.confirmed(workshop)
    (mail,) = [mail for mail in news(demo) if mail.kind == "confirmed"]
    assert URL in mail.text


def test_the_public_page_does_not_promise_it_with_the_seat(client: FlaskClient) -> None:
    page = client.get(f"/workshops/{made(2).slug}").text
    assert "Den Link zum Dabeisein schicken wir Ihnen kurz vor dem Termin." in page
