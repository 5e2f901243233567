"""The iCalendar addresses, read back by an independent eye: the bytes themselves."""

import base64
import logging
import re
import uuid

import pytest
import structlog
from flask.testing import FlaskClient

from tests import cast
from wirworkshops import links
from wirworkshops.database import transaction
from wirworkshops.domain import registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.participants import Participant
from wirworkshops.models.workshops import Session

HEAD = 12  # bytes of a token before its seal: row and expiry


def values(text: str, name: str) -> list[str]:
    unfolded = text.replace("\r\n ", "")
    return re.findall(rf"^{name}(?:;[^:\r\n]*)?:(.*)\r$", unfolded, re.M)


def feed_of(person: Participant) -> str:
    return links.feed_url("", person)


def by_feed(person: Participant) -> Participant:
    with transaction():
        person.calendar = "feed"
    return person


def test_the_public_feed_holds_all_public_sessions(client: FlaskClient) -> None:
    cast.make_workshop("Eins", sessions=cast.dates(3, 10))
    cast.make_workshop("Zwei")
    cast.make_draft("Geheim")
    answer = client.get("/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert values(answer.text, "SUMMARY") == ["Eins (1 von 2)", "Eins (2 von 2)", "Zwei"]
    assert "METHOD" not in answer.text
    assert "ATTENDEE" not in answer.text


def test_two_fetches_are_equal_in_every_byte(client: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop()
    first = client.get("/calendar.ics").data
    time.move(minutes=30)
    client.application.wsgi_app.answers.clear()  # type: ignore[attr-defined]
    assert client.get("/calendar.ics").data == first


def test_the_feed_takes_the_lists_filters_and_names_them(client: FlaskClient) -> None:
    cast.make_workshop("Erzählcafé im Herbst", series_id=cast.series("erzaehlcafe", "brick").id)
    cast.make_workshop("Anderes")
    text = client.get("/calendar.ics?q=cafe").text
    assert values(text, "SUMMARY") == ["Erzählcafé im Herbst"]
    assert "cafe" in values(text, "X-WR-CALNAME")[0]


def test_feeds_speak_the_language_of_their_address(client: FlaskClient) -> None:
    workshops.cancel(cast.make_workshop(), because="Krank", by=WORKER)
    english = {"Accept-Language": "en"}
    title = values(client.get("/calendar.ics", headers=english).text, "SUMMARY")[0]
    assert title.startswith("Abgesagt: ")
    title = values(client.get("/calendar.ics?lang=en", headers=english).text, "SUMMARY")[0]
    assert title.startswith("Cancelled: ")


def test_an_empty_feed_is_a_calendar_with_its_time_zone(client: FlaskClient) -> None:
    text = client.get("/calendar.ics?q=nichts").text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "BEGIN:VTIMEZONE" in text
    assert "BEGIN:VEVENT" not in text


@pytest.mark.parametrize("path", ["/workshops/{slug}.ics", "/sessions/{id}.ics"])
def test_a_workshop_and_a_session_can_be_downloaded(client: FlaskClient, path: str) -> None:
    workshop = cast.make_workshop()
    address = path.format(slug=workshop.slug, id=workshop.sessions[0].id)
    assert values(client.get(address).text, "UID") == [workshop.sessions[0].uid]


@pytest.mark.parametrize(
    "path",
    ["/workshops/nirgends.ics", "/sessions/999999.ics", "/sessions/99999999999999999999.ics",
     "/calendar/my/falsch.ics", "/calendar/my/" + "A" * 44 + ".ics"],
)  # fmt: skip
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_drafts_have_no_download(client: FlaskClient) -> None:
    draft = cast.make_draft()
    assert client.get(f"/workshops/{draft.slug}.ics").status_code == 404
    assert client.get(f"/sessions/{draft.sessions[0].id}.ics").status_code == 404


def test_a_feed_only_reads(client: FlaskClient) -> None:
    assert client.post("/calendar.ics").status_code in (400, 405)


def test_a_persons_feed_holds_what_she_holds(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    cast.sign_up(cast.make_workshop("Noch nicht fest"))
    person = by_feed(registration.participant)
    answer = client.get(feed_of(person))
    assert values(answer.text, "SUMMARY") == ["Beratung\\, die ankommt"]
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_who_gets_invitations_has_an_empty_feed(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    assert "VEVENT" not in client.get(feed_of(registration.participant)).text


def test_withdrawing_leaves_the_date_as_cancelled_with_a_higher_sequence(
    client: FlaskClient,
) -> None:
    registration = cast.confirmed(cast.make_workshop())
    person = by_feed(registration.participant)
    before = client.get(feed_of(person))
    registrations.withdraw(registration)
    after = client.get(feed_of(person), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert values(after.text, "STATUS") == ["CANCELLED"]
    assert int(values(after.text, "SEQUENCE")[0]) > int(values(before.text, "SEQUENCE")[0])
    assert values(after.text, "UID") == values(before.text, "UID")


def test_a_renewed_address_answers_410(client: FlaskClient) -> None:
    person = cast.confirmed(cast.make_workshop()).participant
    old = feed_of(person)
    with transaction():
        person.feed_number += 1
    assert client.get(old).status_code == 410
    assert client.get(feed_of(person)).status_code == 200


def test_a_uid_is_a_bare_uuid_of_its_own_and_the_same_everywhere(client: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.make_workshop(original_id=workshop.id)
    person = by_feed(cast.confirmed(workshop).participant)
    uids = values(client.get("/calendar.ics").text, "UID")
    assert len(set(uids)) == len(uids) == 3
    assert [str(uuid.UUID(uid)) for uid in uids] == uids
    own = [session.uid for session in workshop.sessions]
    paths = [feed_of(person), f"/workshops/{workshop.slug}.ics"]
    assert [values(client.get(path).text, "UID") for path in paths] == [own, own]


def test_the_database_gives_no_uid_to_two_sessions() -> None:
    assert Session.__table__.c.uid.unique


@pytest.mark.parametrize("path", ["/", "/workshops", "/workshops/calendar", "/subscribe"])
def test_pages_name_their_feed(client: FlaskClient, path: str) -> None:
    (named,) = re.findall(r'<link rel="alternate" type="text/calendar" href="([^"]*)"',
                          client.get(path).text)  # fmt: skip
    assert client.get(named).content_type == "text/calendar; charset=utf-8"


def test_secret_addresses_stand_in_no_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    person = cast.confirmed(cast.make_workshop()).participant
    path = feed_of(person)
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG):
        for address in (path, path.replace(".ics", ".json"), path[:-6] + "A.ics"):
            client.get(address)
    token = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert token[:20] not in f"{logs} {caplog.text}"
    assert (len(base64.urlsafe_b64decode(token)) - HEAD) * 8 >= 128


def test_strangers_see_no_numbers_and_no_names(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=3)
    before = client.get("/calendar.ics").data
    cast.confirmed(workshop)
    cast.fill(workshop, 3)
    client.application.wsgi_app.answers.clear()  # type: ignore[attr-defined]
    assert client.get("/calendar.ics").data == before
