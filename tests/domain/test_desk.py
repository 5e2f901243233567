"""The desk: phone, paper, exceptions with a reason, and the door."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import ADA, acts, counts, group, kinds, refused, statuses
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import attendance, desk, groups, registrations, workshops
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import of_registration
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=2, most_seats=4)


# Phone and paper


def test_a_letter_stands_in_the_queue_by_the_time_it_came(
    workshop: Workshop, time: cast.Time
) -> None:
    first, _ = cast.fill(workshop, 2)
    time.move(hours=2)
    web = cast.sign_up(workshop, cast.EVE)
    paper = replace(cast.DUA, received_at=clock.now() - timedelta(hours=1))
    row = desk.sign_up(workshop, paper, by=ADA, source="paper")
    assert (row.status, row.source) == ("waiting", "paper")
    registrations.withdraw(first)
    assert statuses([row, web]) == ["confirmed", "waiting"]


def test_what_comes_tomorrow_has_not_been_received(workshop: Workshop) -> None:
    later = replace(cast.DUA, received_at=clock.now() + timedelta(minutes=1))
    refused("received-later", desk.sign_up, workshop, later, by=ADA)


def test_the_desk_oversells_as_little_as_anybody(workshop: Workshop) -> None:
    row = desk.sign_up(workshop, cast.somebody(1, seats=3), by=ADA)
    assert row.status == "waiting"
    assert desk.sign_up(workshop, cast.somebody(2), by=ADA).status == "waiting"
    refused("too-many-seats", desk.sign_up, workshop, cast.somebody(3, seats=5), by=ADA)
    assert counts(workshop) == (0, 4, 0)


# Exceptions


def test_letting_somebody_ahead_needs_a_reason(workshop: Workshop) -> None:
    waits = cast.fill(workshop, 3)[2]
    refused("reason-missing", desk.admit, waits, because="  ", by=ADA)
    assert statuses([waits]) == ["waiting"]


def test_the_reason_stays_in_the_history_and_a_seat_is_added(workshop: Workshop) -> None:
    *_, waits, last = cast.fill(workshop, 4)
    assert desk.admit(last, because="Sie dolmetscht.", by=ADA) == 1
    assert statuses([waits, last]) == ["waiting", "confirmed"]
    event = of_registration(last.id)[0]
    assert (event.act, event.reason, event.facts) == ("admitted", "Sie dolmetscht.", {"added": 1})
    assert (counts(workshop), workshop.pool.capacity) == ((3, 1, 0), 3)


def test_only_who_waits_or_asks_can_be_let_ahead(workshop: Workshop) -> None:
    refused("admit-other", desk.admit, cast.confirmed(workshop), because="Darum.", by=ADA)


def test_a_named_person_follows_her_contact(workshop: Workshop) -> None:
    contact = cast.sign_up(workshop, cast.somebody(1, seats=2))
    member = groups.name(contact, groups.Named("Frida", "frida@ort.example"))
    refused("member-follows", desk.confirm, member, by=ADA)
    cast.fill(workshop, 1, first=20)
    waiting = cast.sign_up(workshop, cast.somebody(2, seats=2))
    other = groups.name(waiting, groups.Named("Gül", "guel@ort.example"))
    refused("member-follows", desk.admit, other, because="Darum.", by=ADA)


def test_nobody_is_confirmed_in_what_is_called_off(workshop: Workshop) -> None:
    row = cast.confirmed(workshop)
    registrations.withdraw(row)
    workshops.cancel(workshop, because="", by=ADA)
    refused("signup-over", desk.confirm, row, by=ADA)


# The door


def begun(workshop: Workshop, time: cast.Time) -> None:
    time.jump(workshop.starts_at + timedelta(minutes=10))


def test_the_door_opens_when_it_begins_and_closes_when_it_is_over(
    workshop: Workshop, time: cast.Time
) -> None:
    (session,) = workshop.sessions
    refused("door-closed", desk.at_door, session, cast.EVE, by=ADA)
    begun(workshop, time)
    row = desk.at_door(session, cast.EVE, by=ADA)
    assert (row.status, row.source) == ("confirmed", "door")
    assert attendance.present(session) == {row.id}
    time.jump(session.ends_at)
    refused("door-closed", desk.at_door, session, cast.DUA, by=ADA)


def test_an_absent_persons_seat_goes_to_somebody_at_the_door(
    workshop: Workshop, time: cast.Time
) -> None:
    first, second = [cast.confirmed(workshop, cast.somebody(n)) for n in range(2)]
    (session,) = workshop.sessions
    begun(workshop, time)
    attendance.mark(session, [second.id], by=ADA)
    refused("door-full", desk.at_door, session, cast.EVE, by=ADA)
    refused("not-absent", desk.at_door, session, cast.EVE, by=ADA, absent=second)
    row = desk.at_door(session, cast.EVE, by=ADA, absent=first)
    assert statuses([first, second, row]) == ["withdrawn", "confirmed", "confirmed"]
    assert kinds(first)[-1] == "withdrawn"
    assert counts(workshop) == (2, 0, 0)


def test_who_waits_and_comes_takes_up_her_own_place(workshop: Workshop, time: cast.Time) -> None:
    absent = cast.confirmed(workshop, cast.somebody(0))
    cast.confirmed(workshop, cast.somebody(1))
    waits = cast.sign_up(workshop, cast.EVE)
    (session,) = workshop.sessions
    begun(workshop, time)
    row = desk.at_door(session, cast.EVE, by=ADA, absent=absent)
    assert (row.id, row.status) == (waits.id, "confirmed")
    assert counts(workshop) == (2, 0, 0)


@pytest.fixture
def pair(workshop: Workshop, time: cast.Time) -> tuple[Registration, Registration]:
    """Return a contact and the one she named, who have all seats; it has begun."""
    contact = group(workshop, 2)
    member = groups.name(contact, groups.Named("Frida", "frida@ort.example"))
    begun(workshop, time)
    return contact, member


def test_an_absent_contact_gives_her_own_seat_only(
    workshop: Workshop, pair: tuple[Registration, Registration]
) -> None:
    contact, member = pair
    row = desk.at_door(workshop.sessions[0], cast.EVE, by=ADA, absent=contact)
    assert statuses([contact, member, row]) == ["confirmed"] * 3
    assert (contact.seats, contact.attends) == (1, False)
    assert counts(workshop) == (2, 0, 0)


def test_an_absent_named_persons_seat_is_not_kept_for_her_group(
    workshop: Workshop, pair: tuple[Registration, Registration]
) -> None:
    contact, member = pair
    row = desk.at_door(workshop.sessions[0], cast.EVE, by=ADA, absent=member)
    assert statuses([contact, member, row]) == ["confirmed", "withdrawn", "confirmed"]
    assert counts(workshop) == (2, 0, 0)


def test_a_companion_for_assistance_takes_no_seat(workshop: Workshop) -> None:
    rows = [cast.sign_up(workshop, cast.somebody(n, needs=("assistance",))) for n in range(2)]
    assert statuses(rows) == ["held", "held"]
    assert counts(workshop) == (2, 0, 0)
    assert acts(rows[0]) == ["held"]


# On somebody's behalf


def test_who_calls_has_her_seat_at_once_and_needs_no_mailbox() -> None:
    workshop = cast.make_workshop()
    caller = Application(name="Fatma", email="", phone="069 1")
    row = desk.sign_up(workshop, caller, by=ADA)
    assert (row.status, row.source) == ("confirmed", "phone")
    assert row.participant is not None
    assert (row.participant.email, row.participant.other_contact) == (None, "069 1")
    assert kinds(row) == []


def test_two_callers_of_one_name_are_two_people() -> None:
    workshop = cast.make_workshop()
    caller = Application(name="Fatma", email="", other_contact="am Tresen")
    desk.sign_up(workshop, caller, by=ADA)
    desk.sign_up(workshop, caller, by=ADA)
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 2


def test_who_calls_waits_where_others_wait_and_is_not_added_twice() -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.sign_up(workshop)
    row = desk.sign_up(workshop, cast.DUA, by=ADA)
    assert (row.status, kinds(row)) == ("waiting", ["waiting"])
    refused("already-registered", desk.sign_up, workshop, cast.DUA, by=ADA)


def test_nobody_is_added_to_what_is_over_or_off(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    refused("signup-over", desk.sign_up, cast.make_draft("E"), cast.CEM, by=ADA)
    time.move(days=20)
    refused("signup-over", desk.sign_up, workshop, cast.CEM, by=ADA)


def test_the_office_confirms_for_somebody() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    desk.confirm(registration, by=ADA)
    desk.confirm(registration, by=ADA)
    assert cast.fresh(registration).status == "confirmed"
    assert kinds(registration) == ["please_confirm", "confirmed"]


def test_the_office_does_not_overtake_the_waiting_list_or_oversell() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    refused("confirm-waiting", desk.confirm, second, by=ADA)
    registrations.withdraw(first)
    refused("confirm-waiting", desk.confirm, first, by=ADA)
    assert counts(workshop) == (1, 0, 0)


def test_the_office_brings_somebody_back_where_a_seat_is_free() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    registrations.withdraw(registration)
    desk.confirm(registration, by=ADA)
    assert cast.fresh(registration).status == "confirmed"
