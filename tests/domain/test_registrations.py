"""Registrations: who gets a seat, who confirms it, and who gives it back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.domain.scenes import ADA, counts, kinds, refused, statuses
from wirworkshops import clock
from wirworkshops.domain import (
    applications,
    catalogue,
    deadlines,
    participants,
    registrations,
    seats,
    states,
    waiting,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import STATUSES

pytestmark = pytest.mark.usefixtures("app")


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
    assert counts(workshop) == (1, 0, 0)
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
    assert counts(workshop) == (1, 0, 0)
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
    assert counts(workshop) == (2, 0, 0)
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
    assert counts(workshop) == (1, 0, 0)


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
    assert counts(workshop) == (0, 0, 0)


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
