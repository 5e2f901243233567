"""The secret feeds: of a participant, a trainer, an account; and a registration's file."""

import gzip
import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.test_feeds import by_feed, feed_of, values
from wirworkshops import links
from wirworkshops.database import transaction
from wirworkshops.domain import accounts, calendars, registrations, trainers, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop

ONLINE = "https://meet.example/raum"


def offered(workshop: Workshop) -> Registration:
    """Return a registration that has been offered the only seat, which another gave back."""
    first = cast.confirmed(workshop, cast.EVE)
    waiting = cast.sign_up(workshop)
    registrations.withdraw(first)
    return cast.fresh(waiting)  # type: ignore[no-any-return]


def account(role: str = "coordinator", host: str = "vielfaltszentrum") -> Account:
    cast.host(host)
    return accounts.add(
        email=f"{role}@{host}.example", name="Ada", role=role, host_slugs=[host], password_hash=""
    )


def led(name: str = "Dr. Probe", **values: object) -> tuple[Trainer, Workshop]:
    """Return a trainer, and a workshop she leads online."""
    (date,) = cast.dates(14)
    plan = replace(date, trainer_names=(name,), is_online=True, online_url=ONLINE)
    workshop = cast.make_workshop(sessions=(plan,), **values)
    return workshop.sessions[0].trainers[0], workshop


def test_an_offer_is_tentative_and_says_until_when(client: FlaskClient) -> None:
    row = offered(cast.make_workshop(capacity=1, moves_up="offer"))
    text = client.get(feed_of(by_feed(row.participant))).text
    assert values(text, "STATUS") == ["TENTATIVE"]
    assert values(text, "SUMMARY") == ["Angeboten: Beratung\\, die ankommt"]
    assert "Bitte nehmen Sie ihn bis" in values(text, "DESCRIPTION")[-1]
    registrations.confirm(row)
    assert values(client.get(feed_of(row.participant)).text, "STATUS") == ["CONFIRMED"]


def test_what_she_waits_for_is_shown_on_request_only(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.confirmed(workshop, cast.EVE)
    person = by_feed(cast.sign_up(workshop).participant)
    assert "VEVENT" not in client.get(feed_of(person)).text
    calendars.set_feed(person, waiting=True, alarm=0)
    text = client.get(feed_of(person)).text
    assert values(text, "STATUS") == ["TENTATIVE"]
    assert values(text, "SUMMARY") == ["Warteliste: Beratung\\, die ankommt"]
    assert values(text, "TRANSP") == ["TRANSPARENT"]


def test_alarms_come_on_request_and_only_with_firm_seats(client: FlaskClient) -> None:
    person = by_feed(cast.confirmed(cast.make_workshop()).participant)
    assert "VALARM" not in client.get(feed_of(person)).text
    calendars.set_feed(person, waiting=False, alarm=60)
    text = client.get(feed_of(person)).text
    assert values(text, "TRIGGER") == ["-PT1H"]
    assert values(text, "ACTION") == ["DISPLAY"]


def test_cancelled_dates_leave_after_their_own_period(client: FlaskClient, time: cast.Time) -> None:
    row = cast.confirmed(cast.make_workshop())
    registrations.withdraw(row)
    path = feed_of(by_feed(row.participant))
    time.move(days=14 + 59)
    assert values(client.get(path).text, "STATUS") == ["CANCELLED"]
    time.move(days=2)
    assert "VEVENT" not in client.get(path).text


def test_who_had_a_seat_and_waits_again_sees_that_she_has_left(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    row = cast.confirmed(workshop)
    registrations.withdraw(row)
    cast.confirmed(workshop, cast.EVE)
    cast.sign_up(workshop)
    text = client.get(feed_of(by_feed(row.participant))).text
    assert values(text, "STATUS") == ["CANCELLED"]


def test_a_trainers_feed_has_numbers_and_the_link_but_nobodys_name(client: FlaskClient) -> None:
    trainer, workshop = led()
    cast.make_workshop("Von jemand anderem")
    cast.confirmed(workshop)
    text = client.get(links.trainer_feed_url("", trainer)).text
    assert values(text, "SUMMARY") == ["Beratung\\, die ankommt"]
    assert values(text, "CONFERENCE") == [ONLINE]
    assert "1 von 20 Plätzen sind vergeben" in values(text, "DESCRIPTION")[-1]
    assert "Cem" not in text
    assert "/my" not in values(text, "DESCRIPTION")[-1]


def test_an_offices_feed_has_its_own_hosts_sessions_drafts_and_numbers(
    client: FlaskClient,
) -> None:
    workshop = cast.make_workshop("Eins")
    cast.confirmed(workshop)
    cast.make_draft("Zwei", sessions=cast.dates(20))
    cast.make_workshop("Fremd", host_id=cast.host("andere").id)
    text = client.get(links.office_feed_url("", account())).text
    assert values(text, "SUMMARY") == ["1/20 Eins", "Entwurf: Zwei"]
    assert values(text, "STATUS") == ["CONFIRMED", "TENTATIVE"]
    assert values(text, "URL")[0].endswith(f"/organise/workshops/{workshop.id}/")
    everything = client.get(links.office_feed_url("", account("administrator"))).text
    assert len(values(everything, "SUMMARY")) == 3


def test_numbers_change_the_stamp_too(client: FlaskClient, time: cast.Time) -> None:
    workshop, path = cast.make_workshop(), links.office_feed_url("", account())
    before = client.get(path)
    time.move(hours=1)
    assert client.get(path).data == before.data
    cast.confirmed(workshop)
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert values(after.text, "DTSTAMP") == ["20270303T090000Z"]
    assert values(after.text, "SEQUENCE") == values(before.text, "SEQUENCE")


def test_renewed_addresses_answer_410_and_wrong_ones_404(client: FlaskClient) -> None:
    trainer, ada = led()[0], account()
    old = [links.trainer_feed_url("", trainer), links.office_feed_url("", ada)]
    trainers.renew_feed(trainer)
    accounts.renew_feed(ada)
    assert [client.get(path).status_code for path in old] == [410, 410]
    new = [links.trainer_feed_url("", trainer), links.office_feed_url("", ada)]
    assert [client.get(path).status_code for path in new] == [200, 200]
    swapped = new[0].replace("/trainer/", "/office/")
    assert client.get(swapped).status_code == 404


def test_who_has_left_the_office_has_no_feed(client: FlaskClient) -> None:
    ada = account()
    path = links.office_feed_url("", ada)
    with transaction():
        ada.active = False
    assert client.get(path).status_code == 404


def test_every_feed_takes_the_lists_filters(client: FlaskClient) -> None:
    other = cast.series("erzaehlcafe", "brick").id
    one = cast.confirmed(cast.make_workshop("Eins"))
    cast.confirmed(cast.make_workshop("Zwei", series_id=other, sessions=cast.dates(20)))
    cast.make_draft("Drei", series_id=other, sessions=cast.dates(30))
    own = client.get(feed_of(by_feed(one.participant)) + "?series=erzaehlcafe").text
    assert values(own, "SUMMARY") == ["Zwei"]
    office = client.get(links.office_feed_url("", account()) + "?series=erzaehlcafe").text
    assert values(office, "SUMMARY") == ["1/20 Zwei", "Entwurf: Drei"]
    assert client.get(feed_of(one.participant) + "?from=2027-04-01").text.count("VEVENT") == 0


@pytest.mark.parametrize("kind", ["my", "trainer", "office", "public"])
def test_every_feed_is_there_as_jcal(client: FlaskClient, kind: str) -> None:
    trainer, workshop = led()
    person = by_feed(cast.confirmed(workshop).participant)
    path = {
        "my": feed_of(person),
        "trainer": links.trainer_feed_url("", trainer),
        "office": links.office_feed_url("", account()),
        "public": "/calendar.ics",
    }[kind]
    answer = client.get(path.replace(".ics", ".json"))
    assert answer.headers["Content-Type"].startswith("application/calendar+json")
    name, _properties, components = json.loads(answer.data)
    events = [part for part in components if part[0] == "vevent"]
    uids = [prop[3] for event in events for prop in event[1] if prop[0] == "uid"]
    assert (name, uids) == ("vcalendar", values(client.get(path).text, "UID"))


def test_it_is_compressed_if_asked_with_its_own_etag(client: FlaskClient) -> None:
    person = by_feed(cast.confirmed(cast.make_workshop()).participant)
    plain = client.get(feed_of(person))
    packed = client.get(feed_of(person), headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert client.get(feed_of(person), headers=again).status_code == 304
    refused = client.get(feed_of(person), headers={"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data


def test_a_registrations_file_has_her_dates_with_her_link(client: FlaskClient) -> None:
    _, workshop = led()
    row = cast.confirmed(workshop)
    path = links.registration_url("", row) + "/calendar.ics"
    answer = client.get(path)
    assert values(answer.text, "CONFERENCE") == [ONLINE]
    assert "METHOD" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "ATTENDEE" not in answer.text
    registrations.withdraw(row)
    assert values(client.get(path).text, "STATUS") == ["CANCELLED"]
    assert client.get("/registrations/falsch/calendar.ics").status_code == 404


def test_whoever_has_no_firm_seat_yet_gets_an_empty_file(client: FlaskClient) -> None:
    row = cast.sign_up(cast.make_workshop())
    text = client.get(links.registration_url("", row) + "/calendar.ics").text
    assert "VEVENT" not in text


def test_what_is_off_is_off_in_each_feed(client: FlaskClient) -> None:
    trainer, workshop = led()
    person = by_feed(cast.confirmed(workshop).participant)
    workshops.cancel(workshop, because="Krank", by=WORKER)
    paths = [feed_of(person), links.trainer_feed_url("", trainer), "/calendar.ics",
             links.office_feed_url("", account())]  # fmt: skip
    texts = [client.get(path).text for path in paths]
    assert [values(text, "STATUS") for text in texts] == [["CANCELLED"]] * 4
    assert {value for text in texts for value in values(text, "SUMMARY")} == {
        "Abgesagt: Beratung\\, die ankommt"
    }
    assert all(ONLINE not in text for text in texts)


def test_jcal_says_which_values_are_text(client: FlaskClient) -> None:
    properties = json.loads(client.get("/calendar.json?q=a,b").data)[1]
    name = next(prop for prop in properties if prop[0] == "name")
    assert (name[2], name[3]) == ("text", "Vielfaltszentrum Offenbach: Suche: a,b")
