"""Doubles: two rows of one person become one; nothing firm is lost, and old addresses lead on."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.domain.scenes import ADA, acts, at_once, counts, kinds, letters, refused
from wirworkshops import links
from wirworkshops.database import db
from wirworkshops.domain import (
    calendars,
    desk,
    doubles,
    interests,
    memos,
    outbox,
    participants,
    privacy,
    recounts,
    registrations,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.letters import relevance
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Merged, Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CEM2 = Application(name="Cem Aksoi", email="cem.privat@post.example", organisation="Kita Sonne")


@pytest.fixture
def here(app: object) -> Workshop:
    return cast.make_workshop("Beratung eins")


@pytest.fixture
def there(app: object) -> Workshop:
    return cast.make_workshop("Dort", sessions=cast.dates(20))


def person(row: Registration) -> Participant:
    found = cast.fresh(row).participant
    assert found
    return found  # type: ignore[no-any-return]


def both(here: Workshop, there: Workshop) -> tuple[Registration, Registration]:
    return cast.confirmed(here), cast.confirmed(there, CEM2)


def test_all_that_is_hers_stands_at_one_person(here: Workshop, there: Workshop) -> None:
    one, two = both(here, there)
    kept, gone = person(one), person(two)
    memos.on_person(gone, "Mag Tee.", by=ADA)
    interests.note_for(two)
    doubles.merge(gone, kept, by=ADA)
    assert person(two).id == kept.id
    assert [row.id for row in registrations.of_participant(kept.id)] == [one.id, two.id]
    assert (kept.name, kept.email) == ("Cem Aksoy", "cem@kita.example")
    assert [memo.text for memo in memos.of_person(kept.id)] == ["Mag Tee."]
    assert db.session.scalars(select(Letter.participant_id).where(
        Letter.participant_id.is_not(None))).all() == [kept.id]  # fmt: skip
    assert acts(two)[-1] == "merged"
    assert [found for found in recounts.findings() if found.code != "no-worker"] == []


def test_places_links_and_counts_stay_as_they_are(here: Workshop, there: Workshop) -> None:
    one, two = both(here, there)
    before = (two.id, two.link_number, two.sequence, two.received_at, counts(here), counts(there))
    doubles.merge(person(two), person(one), by=ADA)
    after = cast.fresh(two)
    assert before == (
        after.id, after.link_number, after.sequence, after.received_at, counts(here), counts(there),
    )  # fmt: skip


def test_the_empty_row_says_nothing_of_anybody(here: Workshop, there: Workshop) -> None:
    one, two = both(here, there)
    gone = person(two)
    doubles.merge(gone, person(one), by=ADA)
    empty = cast.fresh(gone)
    assert (empty.name, empty.email, empty.identity, empty.folded) == ("–", None, None, "–")
    assert participants.followed(empty).id == person(one).id
    fresh = participants.find(name=CEM2.name, email=CEM2.email)
    assert fresh is None  # whoever signs up so again is somebody new


def test_both_on_one_list_stand_in_the_way(here: Workshop, there: Workshop) -> None:
    one, two = both(here, there)
    third = cast.confirmed(here, CEM2)
    detail = refused("doubles-both", doubles.merge, person(two), person(one), by=ADA)
    assert detail == str(here.id)
    assert person(third).id == person(two).id
    registrations.withdraw(third, by=ADA)
    doubles.merge(person(two), person(one), by=ADA)
    assert cast.fresh(third).participant is None


@pytest.mark.parametrize("kept_has_ended", [True, False])
def test_of_two_in_a_workshop_the_one_that_counts_goes_on(
    here: Workshop, kept_has_ended: bool
) -> None:
    one, two = cast.confirmed(here), cast.confirmed(here, CEM2)
    ended, firm = (one, two) if kept_has_ended else (two, one)
    registrations.withdraw(ended, by=ADA)
    sequence = cast.fresh(ended).sequence
    doubles.merge(person(two), person(one), by=ADA)
    assert person(firm).name == "Cem Aksoy"
    assert cast.fresh(firm).status == "confirmed"
    assert cast.fresh(firm).sequence > sequence
    assert cast.fresh(ended).participant is None
    assert (cast.fresh(ended).organisation, letters(ended)) == ("", [])
    assert "withdrawn" in kinds(firm)
    assert counts(here) == (1, 0, 0)


def test_who_has_no_mailbox_gets_the_others(here: Workshop, there: Workshop) -> None:
    rosa = Application(name="Rosa Alt", email="", phone="069 1", other_contact="Telefon 069 1")
    called = desk.sign_up(here, rosa, by=ADA)
    wrote = cast.confirmed(there, Application(name="Rosa Alt", email="rosa@ort.example"))
    doubles.merge(person(wrote), person(called), by=ADA)
    kept = person(called)
    assert (kept.email, kept.other_contact) == ("rosa@ort.example", "Telefon 069 1")
    assert participants.find(name="rosa alt", email="ROSA@ort.example") == kept
    assert cast.sign_up(cast.make_workshop("Drei"), Application("Rosa Alt", "rosa@ort.example"))


def test_an_old_feed_leads_on(here: Workshop, there: Workshop, client: FlaskClient) -> None:
    one, two = both(here, there)
    calendars.choose(person(two), "feed")
    calendars.choose(person(one), "feed")
    address = links.feed_url("", person(two))
    assert "Beratung eins" not in client.get(address).text
    doubles.merge(person(two), person(one), by=ADA)
    feed = client.get(address)
    assert feed.status_code == 200
    assert "Beratung eins" in feed.text
    assert "Dort" in feed.text


def test_an_old_list_of_all_registrations_is_no_more(
    here: Workshop, there: Workshop, client: FlaskClient, time: cast.Time
) -> None:
    one, two = both(here, there)
    time.move(hours=1)
    address = links.my_url("", person(two), expires_at=time.now.replace(hour=23))
    assert client.get(address).status_code == 200
    doubles.merge(person(two), person(one), by=ADA)
    answer = client.get(address)
    assert answer.status_code == 404
    assert "neuen Link schicken" in " ".join(answer.text.split())
    assert client.get(links.registration_url("", cast.fresh(two))).status_code == 200


def test_her_dates_come_the_way_she_has_chosen(here: Workshop, there: Workshop) -> None:
    one, two = both(here, there)
    calendars.choose(person(one), "feed")
    doubles.merge(person(two), person(one), by=ADA)
    assert kinds(two) == ["please_confirm", "confirmed", "removal"]


def test_merged_twice_the_first_address_leads_to_the_last_person(app: object) -> None:
    rows = [
        cast.confirmed(cast.make_workshop(str(n), sessions=cast.dates(14 + n)), cast.somebody(n))
        for n in range(3)
    ]
    first, second, third = map(person, rows)
    doubles.merge(first, second, by=ADA)
    doubles.merge(second, third, by=ADA)
    assert participants.followed(cast.fresh(first)).id == third.id
    refused("doubles-again", doubles.merge, first, third, by=ADA)
    refused("doubles-again", doubles.merge, third, third, by=ADA)


def test_the_empty_row_goes_with_the_person(
    here: Workshop, there: Workshop, time: cast.Time
) -> None:
    one, two = both(here, there)
    doubles.merge(person(two), person(one), by=ADA)
    time.move(days=20)
    privacy.forget_people(time.now, days=1)
    assert db.session.query(Participant).count() == 2  # one is still to come in May
    time.move(days=400)
    privacy.forget_people(time.now, days=365)
    assert db.session.query(Participant).count() == 0
    assert db.session.query(Merged).count() == 0


def test_two_merges_of_the_same_pair_at_once_are_one(
    app: Flask, here: Workshop, there: Workshop
) -> None:
    one, two = both(here, there)
    ids = person(one).id, person(two).id

    def merge(gone: int, kept: int) -> None:
        rows = (db.session.get_one(Participant, number) for number in (gone, kept))
        doubles.merge(*rows, by=ADA)

    came = at_once(app, [lambda: merge(*ids), lambda: merge(*reversed(ids))])
    assert sorted(came) == ["done", "doubles-again"]
    db.session.rollback()
    assert db.session.query(Merged).count() == 1


def test_likely_doubles_are_of_one_name_or_alike_at_one_mailbox(here: Workshop) -> None:
    pairs = [
        ("Ana Öztürk", "ana@a.example"), ("Öztürk, Ana", "privat@a.example"),
        ("Ben Maier", "team@a.example"), ("Ben Mayer", "team@a.example"),
        ("Tom Wolf", "team@a.example"), ("Eva Wolf", "eva@a.example"),
    ]  # fmt: skip
    for name, email in pairs:
        cast.sign_up(here, Application(name=name, email=email))
    found = [(one.name, other.name) for one, other in doubles.likely(ALL)]
    assert found == [("Ana Öztürk", "Öztürk, Ana"), ("Ben Maier", "Ben Mayer")]
    assert doubles.likely(Reach()) == []
    ben = participants.find(name="Ben Maier", email="team@a.example")
    assert ben
    assert [other.name for other in doubles.of_person(ben, ALL)] == ["Ben Mayer"]
    assert doubles.of_person(ben, Reach()) == []


def test_who_has_no_mailbox_gets_the_others_calendar_too(here: Workshop, there: Workshop) -> None:
    called = desk.sign_up(here, Application(name="Rosa Alt", email="", phone="069 1"), by=ADA)
    wrote = cast.confirmed(there, Application(name="Rosa Alt", email="rosa@ort.example"))
    calendars.choose(person(wrote), "feed")
    before = kinds(wrote)
    doubles.merge(person(wrote), person(called), by=ADA)
    assert (person(called).calendar, kinds(wrote)) == ("feed", before)


def test_a_letter_that_waits_for_another_try_goes_to_the_mailbox_that_stays(
    here: Workshop, there: Workshop
) -> None:
    one, two = both(here, there)
    letter = letters(two)[-1]
    outbox.keep(letter, body=b"x", message_id="<a@b>", recipient=CEM2.email, subject="Platz")
    doubles.merge(person(two), person(one), by=ADA)
    waits = cast.fresh(letter)
    assert (waits.kind, waits.status, waits.recipient, waits.body) == (
        "confirmed", "queued", "", None
    )  # fmt: skip
    assert relevance.is_true(waits)
