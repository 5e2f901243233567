"""A date that is open: taken out of calendars, and back in under its UID once it is known."""

from datetime import date
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from tests import cast
from tests.domain.scenes import ADA
from tests.letters.conftest import Mailed
from wirworkshops.domain import postponing
from wirworkshops.letters import sending

pytestmark = pytest.mark.usefixtures("app", "time")


def entry(message: EmailMessage) -> tuple[str, str, int, str]:
    """Return METHOD, UID, SEQUENCE and STATUS of a letter's calendar part."""
    (part,) = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    return (
        str(calendar["METHOD"]),
        str(event["UID"]),
        int(event["SEQUENCE"]),
        str(event.get("STATUS", "")),
    )


def test_it_is_called_off_and_comes_back_under_its_uid(mailed: Mailed) -> None:
    office, settings = mailed
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    sending.send_due(settings)
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=ADA)
    sending.send_due(settings)
    postponing.set_day(workshop, date(2027, 5, 4), by=ADA)
    sending.send_due(settings)
    subjects = [str(message["Subject"]) for message in office.letters]
    assert [subject.split(":")[0] for subject in subjects][1:] == ["Verschoben", "Geändert"]
    invited, taken, moved = (entry(message) for message in office.letters)
    assert (invited[0], taken[0], moved[0]) == ("REQUEST", "CANCEL", "REQUEST")
    assert invited[1] == taken[1] == moved[1]
    assert (taken[2] - invited[2], moved[2] - taken[2]) == (1, 1)
    assert (taken[3], moved[3]) == ("CANCELLED", "CONFIRMED")


def test_the_letter_says_why_and_that_the_seat_stays(mailed: Mailed) -> None:
    office, settings = mailed
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    sending.send_due(settings)
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=ADA)
    sending.send_due(settings)
    body = office.letters[-1].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Der Saal ist zu." in text
    assert "Sobald der neue Termin feststeht, schreiben wir Ihnen." in text
    assert "Ihr Platz bleibt fest." in text
