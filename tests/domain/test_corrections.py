"""Corrections: names, needs and mistyped addresses, mended by the people themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import counts, kinds, refused, statuses
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import (
    applications,
    corrections,
    needs,
    participants,
    registrations,
    waiting,
)
from wirworkshops.domain.applications import Application
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import Need

pytestmark = pytest.mark.usefixtures("app")


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
    about = select(Event.act, Event.registration_id).where(Event.act != "created")
    rows = [tuple(row) for row in db.session.execute(about.order_by(Event.id))]
    # a line about the workshop: whoever reads hers does not learn that she had a need
    assert rows == [("published", None), ("held", registration.id), ("needs-forgotten", None)]


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
    assert counts(workshop) == (1, 0, 0)


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


def test_what_she_needs_now_goes_along_to_the_right_mailbox_and_nothing_of_before() -> None:
    workshop = cast.make_workshop()
    earlier = cast.confirmed(workshop, cast.somebody(1, needs=("childcare",)))
    registrations.withdraw(earlier)
    mistyped = cast.sign_up(
        workshop,
        Application(name="Person 1", email="person1@falsch.example", needs=("diet",),
                    need_diet="vegan"),
    )  # fmt: skip
    corrections.change_address(mistyped, email="person1@ort.example")
    assert cast.fresh(earlier).status == "held"
    assert [(need.kind, need.text) for need in earlier.needs] == [("diet", "vegan")]
    assert cast.fresh(mistyped).needs == []
