"""iTIP objects, read back by ical.js: what RFC 5546 wants of REQUEST and CANCEL."""

from datetime import timedelta

import pytest

from tests.calendars import rows
from tests.calendars.reading import Component, check_bytes, read
from wirworkshops.calendars import invitations
from wirworkshops.config import Settings

SETTINGS = Settings(base_url=rows.BASE)


def checked(calendar: bytes) -> Component:
    check_bytes(calendar)
    return read(calendar)


def test_a_request_invites_one_person_to_one_session() -> None:
    course = rows.workshop()
    session = rows.session(course, sequence=2)
    rows.session(course)
    person = rows.person(name='Aksoy, "Cem" ^ 🎉')
    calendar = checked(
        invitations.request(rows.registration(course, participant=person), session, SETTINGS)
    )
    event = calendar.event
    assert calendar["method"] == "REQUEST"
    assert (event["uid"], event["sequence"], event["status"]) == (session.uid, "2", "CONFIRMED")
    assert event["organizer"] == "mailto:vielfalt@offenbach.example"
    assert event.params("organizer") == {"cn": "Vielfaltszentrum Offenbach"}
    assert event["attendee"] == "mailto:cem@kita.example"
    assert event.params("attendee") == {
        "cn": 'Aksoy, "Cem" ^ 🎉',
        "cutype": "INDIVIDUAL",
        "partstat": "ACCEPTED",
        "role": "REQ-PARTICIPANT",
        "rsvp": "FALSE",
    }


@pytest.mark.parametrize("status", ["held", "waiting", "withdrawn"])
def test_there_is_no_request_before_a_seat_is_firm(status: str) -> None:
    session = rows.session()
    with pytest.raises(ValueError, match="firm"):
        invitations.request(rows.registration(session.workshop, status=status), session, SETTINGS)


def test_a_contact_who_does_not_attend_is_not_invited() -> None:
    session = rows.session()
    contact = rows.registration(session.workshop, attends=False)
    with pytest.raises(ValueError, match="attend"):
        invitations.request(contact, session, SETTINGS)


def test_a_cancel_outranks_the_request_and_keeps_start_and_title() -> None:
    session = rows.session()
    registration = rows.registration(session.workshop)
    request = checked(invitations.request(registration, session, SETTINGS)).event
    registration.status, registration.sequence = "withdrawn", 1
    registration.status_at += timedelta(hours=1)
    calendar = checked(invitations.cancel(registration, session, SETTINGS))
    cancel = calendar.event
    assert calendar["method"] == "CANCEL"
    assert int(cancel["sequence"]) > int(request["sequence"])
    assert cancel.instant("dtstamp") > request.instant("dtstamp")
    for name in ("uid", "organizer", "attendee", "dtstart", "summary"):
        assert cancel[name] == request[name]
    assert "status" not in cancel  # the session goes on without her
    assert cancel.components == []


def test_a_cancel_says_cancelled_where_the_session_is_off() -> None:
    session = rows.session(status="cancelled", sequence=1)
    registration = rows.registration(session.workshop)
    event = checked(invitations.cancel(registration, session, SETTINGS)).event
    assert (event["status"], event["summary"]) == ("CANCELLED", "Beratung, die ankommt")


def test_a_return_outranks_the_cancel_before_it() -> None:
    session = rows.session(sequence=1)
    registration = rows.registration(session.workshop, status="withdrawn", sequence=1)
    cancel = checked(invitations.cancel(registration, session, SETTINGS)).event
    registration.status, registration.sequence = "confirmed", 2
    again = checked(invitations.request(registration, session, SETTINGS)).event
    assert int(again["sequence"]) > int(cancel["sequence"])


def test_entries_lead_to_public_pages_only() -> None:
    session = rows.session()
    calendar = invitations.request(rows.registration(session.workshop), session, SETTINGS)
    flat = calendar.replace(b"\r\n ", b"")
    assert b"/registrations/" not in flat
    assert f"{rows.BASE}/my\\n".encode() in flat
