"""Registrations: who gets a seat, who waits, and every way out."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import cast
from tests.visitors import all_at_once
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import (
    applications,
    catalogue,
    corrections,
    deadlines,
    desk,
    moves,
    needs,
    participants,
    registrations,
    seats,
    states,
    waiting,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER, office
from wirworkshops.errors import Conflict, Gone, Invalid, NotFound, Refusal
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import STATUSES, Need, Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
ADA = office(None)  # type: ignore[arg-type]  # somebody of the office; no account is needed here


def kinds(registration: Registration) -> list[str]:
    """Return the letters about a registration, in the order in which they were queued."""
    db.session.rollback()
    query = select(Letter.kind).where(Letter.registration_id == registration.id)
    return list(db.session.scalars(query.order_by(Letter.id)))


def pool_of(workshop: Workshop) -> tuple[int, int]:
    """Return how many seats are taken, and how many people wait."""
    pool: Pool = cast.fresh(workshop.pool)
    return pool.taken, pool.waiting


def statuses(rows: list[Registration]) -> list[str]:
    return [cast.fresh(row).status for row in rows]


def refused(code: str, act: object, *args: object, **values: object) -> None:
    with pytest.raises(Refusal) as caught:
        act(*args, **values)  # type: ignore[operator]
    assert caught.value.code == code


# The rules


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "label", "free"),
    [
        (20, 0, 0, "free", None),
        (20, 15, 0, "free", None),
        (20, 16, 0, "few", 4),
        (20, 19, 0, "few", 1),
        (5, 1, 0, "free", None),
        (5, 2, 0, "few", 3),
        (20, 20, 0, "waiting", None),
        (20, 19, 1, "waiting", None),
    ],
)
def test_the_label_says_how_many_seats_are_left(
    capacity: int, taken: int, waiting: int, label: str, free: int | None
) -> None:
    expected = seats.Availability(label, free)
    assert seats.pool_label(capacity - taken, capacity, waiting, has_list=True) == expected


def test_without_a_list_full_is_full() -> None:
    assert seats.pool_label(0, 5, 0, has_list=False) == seats.Availability("full")


@given(capacity=st.integers(1, 300), taken=st.integers(0, 300), waiting=st.integers(0, 50))
def test_a_seat_is_never_promised_that_is_not_there(
    capacity: int, taken: int, waiting: int
) -> None:
    state = seats.pool_label(capacity - min(taken, capacity), capacity, waiting, has_list=True)
    assert state.can_sign_up
    if state.label in ("free", "few"):
        assert taken < capacity
        assert waiting == 0


@pytest.mark.parametrize(
    ("hours_left", "held_hours"), [(100, 24), (25, 24), (10, 9), (2, 1), (0.5, 0.5)]
)
def test_a_hold_is_shorter_when_the_start_is_near(hours_left: float, held_hours: float) -> None:
    now = clock.now()
    until = deadlines.hold_until(now, now + timedelta(hours=hours_left), 24)
    assert until == now + timedelta(hours=held_hours)


def test_only_moves_of_the_table_can_be_made() -> None:
    for before in STATUSES:
        for after in STATUSES:
            if after not in states.MOVES[before]:
                refused("illegal-move", states.check, before, after)
    assert states.MOVES["cancelled"] == frozenset()


# Signing up


def test_a_seat_is_held_until_it_is_confirmed() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    assert registration.status == "held"
    assert registration.held_until == clock.now() + timedelta(hours=24)
    assert pool_of(workshop) == (1, 0)
    assert kinds(registration) == ["please_confirm"]


def test_what_was_filled_in_is_kept_and_needs_stand_apart() -> None:
    application = Application(
        name=" Cem Aksoy ", email="Cem@kita.example", language="en", organisation="Kita",
        field="school", phone="069 1", question="Wann?", needs=("childcare", "other"),
        need_text="Ein Stuhl",
    )  # fmt: skip
    row = cast.sign_up(cast.make_workshop(), application)
    assert row.participant is not None
    assert (row.participant.name, row.participant.email) == ("Cem Aksoy", "Cem@kita.example")
    assert (row.language, row.field, row.phone, row.question) == ("en", "school", "069 1", "Wann?")
    found = [(need.kind, need.text) for need in row.needs]
    assert found == [("childcare", ""), ("other", "Ein Stuhl")]


def test_the_same_person_twice_is_led_to_her_first_registration() -> None:
    workshop = cast.make_workshop()
    first = cast.sign_up(workshop)
    again = Application(name="cem AKSOY", email="CEM@kita.example")
    outcome = registrations.sign_up(workshop, again)
    assert (outcome.registration, outcome.status) == (None, "held")
    assert pool_of(workshop) == (1, 0)
    assert kinds(first) == ["please_confirm", "please_confirm"]


@pytest.mark.parametrize(("capacity", "shown"), [(20, "held"), (1, "waiting")])
def test_a_known_person_is_told_what_a_stranger_would_be_told(capacity: int, shown: str) -> None:
    workshop = cast.make_workshop(capacity=capacity)
    first = cast.confirmed(workshop)
    assert registrations.sign_up(workshop, cast.CEM) == applications.Outcome(None, shown)
    assert kinds(first)[-1] == "already"


def test_two_people_of_one_mailbox_are_two_people() -> None:
    workshop = cast.make_workshop()
    cast.sign_up(workshop, Application(name="Cem Aksoy", email="team@kita.example"))
    cast.sign_up(workshop, Application(name="Dua Farouk", email="team@kita.example"))
    assert pool_of(workshop) == (2, 0)
    assert len(participants.with_mailbox("Team@kita.example")) == 2


def test_the_last_seat_goes_to_the_first_and_the_second_waits() -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 3)
    assert statuses(rows) == ["held", "waiting", "waiting"]
    assert [waiting.position(row) for row in rows[1:]] == [1, 2]
    assert kinds(rows[1]) == ["waiting"]


def test_full_without_a_list_is_refused_and_stores_nobody() -> None:
    workshop = cast.make_workshop(capacity=1, waiting_list=False)
    cast.sign_up(workshop)
    refused("signup-full", registrations.sign_up, workshop, cast.DUA)
    assert participants.with_mailbox(cast.DUA.email) == []


def test_sign_up_is_refused_where_it_is_not_open(time: cast.Time) -> None:
    later = clock.now() + timedelta(days=1)
    soon = cast.make_workshop("Bald", opens_at=later)
    refused("signup-soon", registrations.sign_up, soon, cast.CEM)
    closed = cast.make_workshop("Zu", closes_at=clock.now())
    refused("signup-closed", registrations.sign_up, closed, cast.CEM)
    refused("draft", registrations.sign_up, cast.make_draft("Entwurf"), cast.CEM)
    none = cast.make_workshop("Offen", signup_mode="none")
    refused("signup-open", registrations.sign_up, none, cast.CEM)
    away = cast.make_workshop("Fern", signup_mode="external", signup_url="https://x.example")
    refused("signup-external", registrations.sign_up, away, cast.CEM)
    off = cast.make_workshop("Ab")
    workshops.cancel(off, because="", by=WORKER)
    refused("signup-cancelled", registrations.sign_up, off, cast.CEM)
    time.move(days=20)
    refused("signup-over", registrations.sign_up, cast.fresh(soon), cast.CEM)


def test_sign_up_ends_when_the_first_session_that_takes_place_begins(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(2, 9, 16))
    workshops.cancel_session(workshop.sessions[0], because="", by=WORKER)
    time.move(days=3)
    assert cast.sign_up(cast.fresh(workshop)).status == "held"
    time.move(days=7)
    refused("signup-closed", registrations.sign_up, workshop, cast.DUA)


def test_the_revision_rises_only_where_strangers_see_a_difference() -> None:
    workshop = cast.make_workshop(capacity=20)
    before = catalogue.revision()
    cast.fill(workshop, 15)
    assert catalogue.revision() == before
    cast.fill(workshop, 1, first=15)
    assert catalogue.revision() == before + 1


# Confirming


def test_a_confirmed_seat_is_firm_and_each_date_has_its_letter() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(3, 10, 17))
    registration = cast.confirmed(workshop)
    assert cast.fresh(registration).status == "confirmed"
    assert registration.verified_at == clock.now()
    assert kinds(registration) == ["please_confirm", "confirmed", "invitation", "invitation"]
    assert pool_of(workshop) == (1, 0)


def test_confirming_twice_is_the_same_as_once() -> None:
    registration = cast.confirmed(cast.make_workshop())
    registrations.confirm(registration)
    assert kinds(registration) == ["please_confirm", "confirmed"]


def test_a_waiting_person_only_shows_that_the_mailbox_is_hers() -> None:
    workshop = cast.make_workshop(capacity=1)
    row = cast.fill(workshop, 2)[1]
    registrations.confirm(row)
    assert (cast.fresh(row).status, row.verified_at) == ("waiting", clock.now())
    assert kinds(row) == ["waiting"]


def test_a_hold_that_is_over_cannot_be_confirmed(time: cast.Time) -> None:
    registration = cast.sign_up(cast.make_workshop())
    time.move(hours=24)
    assert registrations.status_now(registration) == "expired"
    refused("confirm-held", registrations.confirm, registration)
    registrations.expire(registration)
    refused("confirm-expired", registrations.confirm, registration)


def test_withdrawn_is_not_confirmed_by_an_old_tab() -> None:
    registration = cast.sign_up(cast.make_workshop())
    registrations.withdraw(registration)
    refused("confirm-withdrawn", registrations.confirm, registration)
    assert cast.fresh(registration).verified_at is None


# Withdrawing


def test_withdrawing_gives_the_seat_back_and_the_dates_leave_the_calendar() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(3, 10))
    registration = cast.confirmed(workshop)
    registrations.withdraw(registration)
    assert (cast.fresh(registration).status, registration.sequence) == ("withdrawn", 1)
    assert kinds(registration)[-2:] == ["withdrawn", "removal"]
    assert pool_of(workshop) == (0, 0)


def test_withdrawing_twice_is_the_same_as_once() -> None:
    registration = cast.confirmed(cast.make_workshop())
    registrations.withdraw(registration)
    registrations.withdraw(registration)
    assert kinds(registration) == ["please_confirm", "confirmed", "withdrawn"]


def test_a_held_seat_is_given_back_without_a_letter() -> None:
    registration = cast.sign_up(cast.make_workshop())
    registrations.withdraw(registration)
    assert kinds(registration) == ["please_confirm"]


def test_nobody_withdraws_herself_from_what_has_begun(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1, 8))
    registration = cast.confirmed(workshop)
    time.move(days=2)
    refused("withdraw-begun", registrations.withdraw, registration)
    registrations.withdraw(registration, by=ADA)
    assert cast.fresh(registration).status == "withdrawn"


def test_who_comes_back_takes_up_her_row_with_a_higher_sequence() -> None:
    workshop = cast.make_workshop()
    first = cast.confirmed(workshop)
    registrations.withdraw(first)
    second = cast.sign_up(workshop)
    assert second.id == first.id
    assert (second.status, second.sequence, second.verified_at) == ("held", 2, None)


def test_who_never_had_a_firm_seat_has_no_sequence_to_outrank() -> None:
    workshop = cast.make_workshop()
    registrations.withdraw(cast.sign_up(workshop))
    assert cast.sign_up(workshop).sequence == 0


# The waiting list


def test_a_freed_seat_goes_to_the_next_in_line_at_once() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second, third = cast.fill(workshop, 3)
    registrations.confirm(second)
    registrations.withdraw(first)
    assert statuses([first, second, third]) == ["withdrawn", "confirmed", "waiting"]
    assert kinds(second) == ["waiting", "moved_up"]
    assert waiting.position(third) == 1


def test_who_has_not_shown_her_mailbox_gets_a_hold_when_she_moves_up() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    registrations.withdraw(first)
    assert (cast.fresh(second).status, second.verified_at) == ("held", None)
    assert kinds(second) == ["waiting", "please_confirm"]


def test_a_freed_seat_is_never_a_strangers() -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    registrations.withdraw(first)
    stranger = cast.sign_up(workshop, cast.EVE)
    assert statuses([second, stranger]) == ["held", "waiting"]


def test_who_leaves_the_list_lets_the_others_move_up() -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 4)
    registrations.withdraw(rows[1])
    assert waiting.position(cast.fresh(rows[3])) == 2
    assert pool_of(workshop) == (1, 2)
    assert kinds(rows[1]) == ["waiting", "withdrawn"]


def test_who_returns_to_the_list_stands_at_its_end(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    _, second, third = cast.fill(workshop, 3)
    registrations.withdraw(second)
    time.move(minutes=1)
    again = cast.sign_up(workshop, cast.somebody(1))
    assert again.id == second.id
    assert [waiting.position(row) for row in (third, again)] == [1, 2]


def test_nobody_moves_up_after_the_start(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1, sessions=cast.dates(1))
    first, second = cast.fill(workshop, 2)
    time.move(days=2)
    registrations.expire(first)
    assert statuses([first, second]) == ["expired", "waiting"]


# Holds that end


def test_an_unconfirmed_hold_expires_and_the_next_moves_up(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    assert registrations.overdue_holds(clock.now()) == []
    time.move(hours=24)
    assert registrations.overdue_holds(clock.now()) == [first]
    registrations.expire(first)
    assert statuses([first, second]) == ["expired", "held"]
    assert second.held_until == clock.now() + timedelta(hours=24)


def test_what_was_confirmed_meanwhile_does_not_expire(time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop())
    time.move(hours=30)
    registrations.expire(registration)
    assert cast.fresh(registration).status == "confirmed"


def test_who_signs_up_after_her_hold_gets_a_new_one_before_the_worker_comes(
    time: cast.Time,
) -> None:
    workshop = cast.make_workshop()
    first = cast.sign_up(workshop)
    time.move(hours=25)
    again = cast.sign_up(workshop)
    assert (again.id, again.status) == (first.id, "held")
    assert again.held_until == clock.now() + timedelta(hours=24)
    assert pool_of(workshop) == (1, 0)


def test_who_let_her_hold_go_does_not_overtake_those_who_wait(time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.fill(workshop, 2)
    time.move(hours=25)
    again = cast.sign_up(workshop, cast.somebody(0))
    assert statuses([again, second]) == ["waiting", "held"]
    assert again.id == first.id


# Mending


def test_a_name_is_corrected_for_the_person() -> None:
    first = cast.sign_up(cast.make_workshop("Eins"))
    second = cast.sign_up(cast.make_workshop("Zwei"))
    corrections.correct(first, name=" Cem Aksoy-Kaya ", phone="1", organisation="Hort")
    assert cast.fresh(second).participant.name == "Cem Aksoy-Kaya"
    assert (cast.fresh(first).phone, first.organisation) == ("1", "Hort")
    assert participants.find(name="cem aksoy-kaya", email=cast.CEM.email) is not None


def test_a_name_of_another_person_of_the_mailbox_is_refused() -> None:
    workshop = cast.make_workshop()
    first = cast.sign_up(workshop, Application(name="Cem", email="team@kita.example"))
    cast.sign_up(workshop, Application(name="Dua", email="team@kita.example"))
    refused("name-taken", corrections.correct, first, name="DUA", phone="1", organisation="")
    assert (cast.fresh(first).participant.name, first.phone) == ("Cem", "")


def test_taking_consent_back_deletes_the_needs() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop, cast.somebody(1, needs=("childcare",)))
    needs.forget_needs_of(registration)
    needs.forget_needs_of(registration)
    assert db.session.scalar(select(func.count()).select_from(Need)) == 0
    about = select(Event.act).where(Event.registration_id == registration.id)
    assert list(db.session.scalars(about.order_by(Event.id))) == ["held", "needs-forgotten"]


def test_a_mistyped_address_is_mended_and_the_old_link_ends(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    time.move(hours=1)
    outcome = corrections.change_address(registration, email="cem@hort.example")
    assert outcome == applications.Outcome(registration, "held")
    assert cast.fresh(registration).participant.email == "cem@hort.example"
    assert registration.link_number == 1
    assert registration.held_until == clock.now() + timedelta(hours=24)
    assert participants.with_mailbox(cast.CEM.email) == []
    assert kinds(registration) == ["please_confirm", "please_confirm"]


def test_a_mistyped_address_stays_where_other_registrations_need_it() -> None:
    first = cast.sign_up(cast.make_workshop("Eins"))
    second = cast.sign_up(cast.make_workshop("Zwei"))
    corrections.change_address(second, email="cem@hort.example")
    assert cast.fresh(first).participant.email == cast.CEM.email
    assert cast.fresh(second).participant.email == "cem@hort.example"


def test_the_same_address_again_only_sends_the_letter_again() -> None:
    registration = cast.sign_up(cast.make_workshop())
    corrections.change_address(registration, email="CEM@kita.example")
    assert cast.fresh(registration).link_number == 0
    assert kinds(registration) == ["please_confirm", "please_confirm"]


def test_a_confirmed_address_is_not_changed() -> None:
    registration = cast.confirmed(cast.make_workshop())
    refused(
        "address-confirmed", corrections.change_address, registration, email="eve@fremd.example"
    )


def test_an_expired_hold_is_not_sent_elsewhere(time: cast.Time) -> None:
    registration = cast.sign_up(cast.make_workshop())
    time.move(hours=24)
    refused("address-confirmed", corrections.change_address, registration, email="a@b.example")


def test_where_the_right_address_stands_on_the_list_the_seat_is_given_back() -> None:
    workshop = cast.make_workshop(capacity=1)
    right = cast.confirmed(workshop, Application(name="Cem Aksoy", email="cem@hort.example"))
    wrong = cast.sign_up(workshop)
    outcome = corrections.change_address(wrong, email="cem@hort.example")
    assert outcome == applications.Outcome(None, "waiting")
    assert statuses([right, wrong]) == ["confirmed", "withdrawn"]
    assert kinds(right)[-1] == "already"


def test_where_the_right_address_has_left_it_takes_the_seat_up_again() -> None:
    workshop = cast.make_workshop(capacity=1)
    right = cast.sign_up(workshop, Application(name="Cem Aksoy", email="cem@hort.example"))
    registrations.withdraw(right)
    wrong = cast.sign_up(workshop)
    corrections.change_address(wrong, email="cem@hort.example")
    assert statuses([right, wrong]) == ["held", "withdrawn"]
    assert pool_of(workshop) == (1, 0)


def test_a_waiting_registration_keeps_its_place_with_its_new_address() -> None:
    workshop = cast.make_workshop(capacity=1)
    _, second, third = cast.fill(workshop, 3)
    corrections.change_address(second, email="zwei@ort.example")
    assert [waiting.position(cast.fresh(row)) for row in (second, third)] == [1, 2]
    assert kinds(second) == ["waiting", "waiting"]


def test_the_letter_is_sent_again_to_whom_it_concerns_only() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    registrations.remind_again(workshop, name=cast.CEM.name, email=cast.CEM.email)
    registrations.remind_again(workshop, name=cast.EVE.name, email=cast.EVE.email)
    assert kinds(registration) == ["please_confirm", "please_confirm"]
    registrations.withdraw(registration)
    registrations.remind_again(workshop, name=cast.CEM.name, email=cast.CEM.email)
    assert len(kinds(registration)) == 2


# The office


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
    assert pool_of(workshop) == (1, 0)


def test_the_office_brings_somebody_back_where_a_seat_is_free() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    registrations.withdraw(registration)
    desk.confirm(registration, by=ADA)
    assert cast.fresh(registration).status == "confirmed"


# Calendar and links of a person


def test_changing_to_the_own_feed_takes_the_invitations_back() -> None:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(3, 10)))
    person = registration.participant
    assert person is not None
    participants.choose_calendar(person, "feed")
    assert (cast.fresh(person).calendar, cast.fresh(registration).sequence) == ("feed", 1)
    assert kinds(registration)[-2:] == ["removal", "removal"]
    participants.choose_calendar(person, "feed")
    participants.choose_calendar(person, "mail")
    assert cast.fresh(registration).sequence == 2
    assert kinds(registration)[-3:] == ["removal", "invitation", "invitation"]


def test_only_firm_and_coming_dates_change_their_way(time: cast.Time) -> None:
    past = cast.confirmed(cast.make_workshop("Eins", sessions=cast.dates(1)))
    held = cast.sign_up(cast.make_workshop("Zwei"))
    time.move(days=2)
    person = past.participant
    assert person is not None
    participants.choose_calendar(person, "feed")
    assert [cast.fresh(row).sequence for row in (past, held)] == [0, 0]
    assert "removal" not in kinds(past) + kinds(held)


def test_an_unknown_way_is_refused() -> None:
    person = cast.sign_up(cast.make_workshop()).participant
    with pytest.raises(Invalid):
        participants.choose_calendar(person, "brieftaube")  # type: ignore[arg-type]


def test_a_fresh_link_goes_to_each_person_of_the_mailbox() -> None:
    workshop = cast.make_workshop()
    cast.sign_up(workshop, Application(name="Cem", email="team@kita.example"))
    cast.sign_up(workshop, Application(name="Dua", email="team@kita.example"))
    participants.send_links("TEAM@kita.example")
    participants.send_links("team@kita.exampl")
    query = select(func.count()).where(Letter.kind == "my_link")
    assert db.session.scalar(query) == 2


def test_deleted_people_cannot_act() -> None:
    registration = cast.sign_up(cast.make_workshop())
    registration.participant = None
    db.session.commit()
    for verb in (registrations.confirm, registrations.withdraw):
        with pytest.raises(Gone):
            verb(registration)


def test_refusals_leave_nothing_behind() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    registrations.withdraw(registration)
    with pytest.raises(Conflict):
        registrations.confirm(registration)
    assert pool_of(workshop) == (0, 0)
    assert NotFound.status == 404


def test_the_hold_lasts_as_the_settings_say() -> None:
    moves.set_hold_hours(48)
    try:
        row = cast.sign_up(cast.make_workshop())
        assert row.held_until == clock.now() + timedelta(hours=48)
    finally:
        moves.set_hold_hours(24)


# At once


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """Let threads act at the same moment; return what became of each: "done" or a code."""

    def act(index: int) -> str:
        with app.app_context():
            try:
                acts[index]()
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()
        return "done"

    return all_at_once(len(acts), act)


def test_confirming_and_withdrawing_at_once_leave_one_clear_state(app: Flask) -> None:
    workshop = cast.make_workshop()
    for number in range(6):
        key = cast.sign_up(workshop, cast.somebody(number)).id
        results = at_once(app, partial(confirm, key), partial(withdraw, key))
        assert results in (["done", "done"], ["confirm-withdrawn", "done"])
        assert cast.fresh(read(key)).status == "withdrawn"
    assert pool_of(workshop) == (0, 0)


def read(key: int) -> Registration:
    registration = registrations.by_id(key)
    assert registration
    return registration


def confirm(key: int) -> None:
    registrations.confirm(read(key))


def withdraw(key: int) -> None:
    registrations.withdraw(read(key))


def test_the_same_person_at_once_has_one_registration(app: Flask) -> None:
    workshop = cast.make_workshop()
    slug = workshop.slug

    def sign_up() -> None:
        registrations.sign_up(catalogue.bare(slug), cast.CEM)  # type: ignore[arg-type]

    assert at_once(app, *[sign_up] * 6) == ["done"] * 6
    assert pool_of(workshop) == (1, 0)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 1


def test_of_many_at_once_as_many_get_a_seat_as_there_are(app: Flask) -> None:
    workshop = cast.make_workshop(capacity=3, waiting_list=False)
    slug = workshop.slug
    acts = [
        lambda number=number: registrations.sign_up(
            catalogue.bare(slug),  # type: ignore[arg-type]
            cast.somebody(number),
        )
        for number in range(12)
    ]
    assert sorted(at_once(app, *acts)) == ["done"] * 3 + ["signup-full"] * 9
    assert pool_of(workshop) == (3, 0)


def test_two_colleagues_renamed_alike_at_once_stay_two(app: Flask) -> None:
    workshop = cast.make_workshop()
    keys = [
        cast.sign_up(workshop, Application(name=name, email="team@kita.example")).id
        for name in ("Cem", "Dua")
    ]
    acts = [
        lambda key=key: corrections.correct(read(key), name="Eve", phone="", organisation="")
        for key in keys
    ]
    assert sorted(at_once(app, *acts)) == ["done", "name-taken"]
