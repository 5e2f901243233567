"""Calls: whoever has no mailbox is told by the office, and nobody is told twice or in vain."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import cast
from tests.domain.scenes import ADA, acts, letters
from wirworkshops import worker
from wirworkshops.domain import (
    calls,
    desk,
    groups,
    mailings,
    postponing,
    registrations,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.groups import Named
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

ROSA = Application(name="Rosa Alt", email="", phone="069 90009-1", other_contact="Brief")
OLGA = Application(name="Olga Berg", email="", other_contact="Telefon 069 90009-2")


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=1, reminders=(24,))


def by_phone(workshop: Workshop, who: Application = ROSA) -> Registration:
    return desk.sign_up(workshop, who, by=ADA)


def waiting() -> list[str]:
    return [call.kind for call in calls.find(ALL).calls]


def test_somebody_without_a_mailbox_is_to_be_called(workshop: Workshop) -> None:
    row = by_phone(workshop)
    assert waiting() == ["confirmed"]
    assert letters(row) == []


def test_somebody_with_a_mailbox_is_written_to_only(workshop: Workshop) -> None:
    cast.confirmed(workshop)
    assert waiting() == []


def test_whoever_moves_up_is_told_so_instead_of_waiting(workshop: Workshop) -> None:
    first, second = by_phone(workshop), by_phone(workshop, OLGA)
    assert waiting() == ["confirmed", "waiting"]
    registrations.withdraw(first, by=ADA)
    assert sorted(waiting()) == ["moved_up", "withdrawn"]
    assert calls.of_registration(second.id)[0].kind == "moved_up"


def test_a_reminder_and_a_change_stand_beside_each_other(
    workshop: Workshop, time: cast.Time
) -> None:
    by_phone(workshop)
    time.jump(workshop.starts_at - timedelta(hours=23))
    worker.do_duties()
    assert waiting() == ["confirmed", "reminder"]


def test_an_end_takes_the_place_of_all_that_was_news(workshop: Workshop) -> None:
    by_phone(workshop)
    workshops.cancel(workshop, because="Krank.", by=ADA)
    assert waiting() == ["cancelled"]


def test_the_same_change_twice_is_one_call(workshop: Workshop) -> None:
    row = by_phone(workshop)
    session = workshop.sessions[0]
    for _ in range(2):
        _changed(row, session.id)
    assert waiting() == ["confirmed", "changed"]


def _changed(row: Registration, session_id: int) -> None:
    from wirworkshops.database import transaction  # only here is a part of a verb called alone
    from wirworkshops.domain import outbox

    with transaction():
        session = next(one for one in row.workshop.sessions if one.id == session_id)
        outbox.queue("changed", row, session=session, was="2027-03-17T08:00:00+00:00")


def test_who_is_named_in_a_group_hears_of_it_from_the_contact(app: object) -> None:
    workshop = cast.make_workshop(most_seats=3)
    contact = cast.confirmed(workshop, cast.somebody(1, seats=2))
    groups.name(contact, Named("Rosa Alt"))
    assert waiting() == []


def test_nobody_is_called_who_cannot_be_reached_at_all(workshop: Workshop) -> None:
    by_phone(workshop, Application(name="Niemand", email=""))
    assert waiting() == []


def test_whoever_comes_in_at_the_door_stands_there(workshop: Workshop, time: cast.Time) -> None:
    time.jump(workshop.starts_at)
    desk.at_door(workshop.sessions[0], ROSA, by=ADA)
    assert waiting() == []


def test_once_told_it_is_done_and_can_be_opened_again(workshop: Workshop) -> None:
    row = by_phone(workshop)
    (call,) = calls.find(ALL).calls
    calls.mark_done(call, by=ADA)
    calls.mark_done(call, by=ADA)
    assert waiting() == []
    assert acts(row) == ["confirmed", "called"]


def test_after_the_last_date_nobody_is_called(workshop: Workshop, time: cast.Time) -> None:
    by_phone(workshop)
    time.move(days=20)
    assert waiting() == []
    assert calls.waiting(ALL) == (0, [])


def test_another_hosts_calls_are_out_of_reach(workshop: Workshop) -> None:
    by_phone(workshop)
    assert calls.find(Reach(host_ids=frozenset({workshop.host_id}))).total == 1
    assert calls.find(Reach()).total == 0


def test_a_date_that_is_taken_back_is_to_be_told_and_its_new_day_after_it(
    workshop: Workshop,
) -> None:
    by_phone(workshop)
    postponing.leave_open(workshop, because="Raum gesperrt.", by=ADA)
    assert waiting() == ["confirmed", "date_open"]
    postponing.set_day(workshop, date(2027, 4, 7), by=ADA)
    assert waiting() == ["confirmed", "changed"]  # of one date only the newest is true


def test_a_date_that_is_added_is_to_be_told(workshop: Workshop) -> None:
    by_phone(workshop)
    (session,) = workshop.sessions
    kept = replace(cast.dates(14)[0], id=session.id)
    workshops.edit(workshop, cast.plan(sessions=(kept, *cast.dates(21)), capacity=1), by=ADA)
    assert waiting() == ["confirmed", "invitation"]


def test_several_dates_from_the_start_are_one_call(app: object) -> None:
    by_phone(cast.make_workshop(sessions=cast.dates(14, 21)))
    assert waiting() == ["confirmed"]


def test_what_the_office_writes_to_all_is_to_be_told(workshop: Workshop) -> None:
    by_phone(workshop)
    plan = MailingPlan({"de": "Ein Raum weiter"}, {"de": "Wir sind nebenan."})
    mailing = mailings.write(workshop, plan, by=ADA)
    assert mailings.send(mailing, by=ADA) == 0
    assert waiting() == ["confirmed", "mailing"]
