"""Groups: one contact's seats, the people named for them, and what becomes of the rest."""

from datetime import timedelta

import pytest

from tests import cast
from tests.domain.scenes import acts, counts, group, kinds, letters, refused, statuses
from wirworkshops import clock, worker
from wirworkshops.domain import corrections, groups, recounts, registrations, workshops
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import WORKER
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
FRIDA, GUEL = Named("Frida", "frida@ort.example"), Named("Gül", "guel@ort.example")


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=6, most_seats=5)


def test_a_group_takes_all_its_seats_by_one_registration(workshop: Workshop) -> None:
    contact = group(workshop, 4)
    assert counts(workshop) == (4, 0, 0)
    assert groups.unnamed(contact) == 3


def test_more_seats_than_one_may_have_are_refused(workshop: Workshop) -> None:
    detail = refused("too-many-seats", registrations.sign_up, workshop, cast.somebody(1, seats=6))
    assert detail == "5"


def test_who_is_named_has_a_registration_and_letters_of_her_own(workshop: Workshop) -> None:
    contact = group(workshop, 3)
    frida = groups.name(contact, FRIDA)
    assert (frida.status, frida.seats, frida.group_id) == ("confirmed", 0, contact.id)
    assert kinds(frida) == ["named"]
    assert counts(workshop) == (3, 0, 0)
    assert groups.unnamed(contact) == 1


def test_who_is_named_before_the_group_is_firm_hears_of_it_then(workshop: Workshop) -> None:
    contact = cast.sign_up(workshop, cast.somebody(50, seats=2))
    frida = groups.name(contact, FRIDA)
    assert (frida.status, kinds(frida)) == ("held", [])
    registrations.confirm(contact)
    assert (cast.fresh(frida).status, kinds(frida)) == ("confirmed", ["named"])


def test_each_seat_has_one_name_and_each_person_one_registration(workshop: Workshop) -> None:
    contact = group(workshop, 2)
    groups.name(contact, FRIDA)
    refused("group-named", groups.name, contact, GUEL)
    cast.sign_up(workshop, cast.EVE)
    other = group(workshop, 2, 60)
    refused("already-registered", groups.name, other, Named(cast.EVE.name, cast.EVE.email))


def test_a_contact_who_does_not_come_herself_names_all(workshop: Workshop) -> None:
    contact = group(workshop, 2, attends=False)
    groups.name(contact, FRIDA)
    groups.name(contact, GUEL)
    assert groups.unnamed(contact) == 0


def test_swapping_writes_to_both_and_changes_no_number(workshop: Workshop) -> None:
    contact = group(workshop, 2)
    frida = groups.name(contact, FRIDA)
    guel = groups.swap(frida, GUEL)
    assert statuses([frida, guel]) == ["withdrawn", "confirmed"]
    assert (kinds(frida), kinds(guel)) == (["named", "withdrawn"], ["named"])
    assert counts(workshop) == (2, 0, 0)


def test_a_swap_that_is_refused_leaves_the_first_where_she_was(workshop: Workshop) -> None:
    contact = group(workshop, 2)
    frida = groups.name(contact, FRIDA)
    cast.sign_up(workshop, cast.EVE)
    refused("already-registered", groups.swap, frida, Named(cast.EVE.name, cast.EVE.email))
    assert (cast.fresh(frida).status, kinds(frida)) == ("confirmed", ["named"])


def test_a_name_taken_back_leaves_the_seat_with_the_group(workshop: Workshop) -> None:
    contact = group(workshop, 2)
    groups.unname(groups.name(contact, FRIDA))
    assert groups.unnamed(contact) == 1
    assert counts(workshop) == (2, 0, 0)


def test_who_leaves_leaves_her_seat_to_the_group(workshop: Workshop) -> None:
    contact = group(workshop, 3)
    frida = groups.name(contact, FRIDA)
    registrations.withdraw(frida)
    assert (cast.fresh(contact).seats, kinds(contact)[-1]) == (3, "member_left")
    assert counts(workshop) == (3, 0, 0)


def test_who_leaves_after_the_names_are_final_leaves_her_seat_to_the_list(
    time: cast.Time,
) -> None:
    until = clock.now() + timedelta(days=2)
    workshop = cast.make_workshop(capacity=3, most_seats=5, names_until=until)
    contact = group(workshop, 3)
    frida = groups.name(contact, FRIDA)
    waits = cast.sign_up(workshop, cast.EVE)
    time.jump(until)
    registrations.withdraw(frida)
    assert cast.fresh(contact).seats == 2
    assert statuses([waits]) == ["held"]
    assert counts(workshop) == (3, 0, 0)


def test_the_whole_group_leaves_with_its_contact(workshop: Workshop) -> None:
    contact = group(workshop, 3)
    frida = groups.name(contact, FRIDA)
    registrations.withdraw(contact)
    assert statuses([contact, frida]) == ["withdrawn", "withdrawn"]
    assert kinds(frida) == ["named", "withdrawn"]
    assert counts(workshop) == (0, 0, 0)


def test_who_never_heard_of_her_seat_hears_nothing_of_its_end(workshop: Workshop) -> None:
    cast.fill(workshop, 6)
    contact = group(workshop, 2)
    frida = groups.name(contact, FRIDA)
    registrations.withdraw(contact)
    assert (cast.fresh(frida).status, kinds(frida)) == ("withdrawn", [])


def test_a_called_off_workshop_leaves_the_calendar_of_all_who_were_named() -> None:
    workshop = cast.make_workshop(capacity=6, most_seats=5, sessions=cast.dates(14, 21))
    frida = groups.name(group(workshop, 2), FRIDA)
    workshops.cancel(workshop, because="Krank.", by=WORKER)
    assert kinds(frida) == ["named", "invitation", "cancelled", "removal"]
    assert [letter.session is not None for letter in letters(frida)] == [True] * 4


def test_a_contact_of_the_past_may_be_named_by_another_one(workshop: Workshop) -> None:
    contact = group(workshop, 2, 50)
    groups.name(contact, FRIDA)
    registrations.withdraw(contact)
    former = cast.somebody(50)
    member = groups.name(group(workshop, 2, 60), Named(former.name, former.email))
    assert (member.id, member.status, member.seats) == (contact.id, "confirmed", 0)
    assert [found for found in recounts.findings() if found.code.startswith("group")] == []


# The number of seats


def test_fewer_seats_are_always_possible_and_go_to_the_list(workshop: Workshop) -> None:
    contact = group(workshop, 5)
    cast.fill(workshop, 2)
    groups.resize(contact, 3)
    assert (cast.fresh(contact).seats, kinds(contact)[-1]) == (3, "resized")
    assert counts(workshop) == (5, 0, 0)
    assert acts(contact)[-1] == "resized"


def test_more_seats_are_possible_while_they_are_free(workshop: Workshop) -> None:
    contact = group(workshop, 3)
    groups.resize(contact, 5)
    assert counts(workshop) == (5, 0, 0)
    cast.fill(workshop, 1)
    other = cast.sign_up(workshop, cast.somebody(70, seats=1))
    groups.resize(contact, 4)
    assert statuses([other]) == ["held"]
    assert refused("seats-not-free", groups.resize, contact, 5) == "0"


def test_nobody_who_is_named_is_put_out_by_fewer_seats(workshop: Workshop) -> None:
    contact = group(workshop, 3)
    groups.name(contact, FRIDA)
    assert refused("group-smaller-than-named", groups.resize, contact, 1) == "2"


def test_a_waiting_group_does_not_grow(workshop: Workshop) -> None:
    cast.fill(workshop, 6)
    refused("seats-not-free", groups.resize, group(workshop, 2), 3)


# The names' deadline


def test_seats_without_a_name_go_to_the_list_on_the_date(time: cast.Time) -> None:
    until = clock.now() + timedelta(days=5)
    workshop = cast.make_workshop(capacity=4, most_seats=5, names_until=until)
    contact = group(workshop, 4)
    groups.name(contact, FRIDA)
    waits = cast.fill(workshop, 3)
    time.jump(until - timedelta(days=2))
    worker.do_duties()
    assert kinds(contact)[-1] == "names_missing"
    time.jump(until)
    worker.do_duties()
    assert (cast.fresh(contact).seats, kinds(contact)[-1]) == (2, "names_released")
    assert letters(contact)[-1].facts == {"seats": 2}
    assert statuses(waits) == ["held", "held", "waiting"]
    assert counts(workshop) == (4, 1, 0)


def test_a_group_without_any_name_leaves_where_its_contact_does_not_come(
    time: cast.Time,
) -> None:
    until = clock.now() + timedelta(days=5)
    workshop = cast.make_workshop(capacity=4, most_seats=5, names_until=until)
    contact = group(workshop, 3, attends=False)
    time.jump(until)
    worker.do_duties()
    assert statuses([contact]) == ["withdrawn"]
    assert counts(workshop) == (0, 0, 0)


# What others may not do


def test_only_the_contact_decides_for_the_group(workshop: Workshop) -> None:
    frida = groups.name(group(workshop, 3), FRIDA)
    for act in (groups.resize, groups.name):
        refused("group-closed", act, frida, 2 if act is groups.resize else GUEL)


def test_nothing_changes_after_the_start(workshop: Workshop, time: cast.Time) -> None:
    contact = group(workshop, 3)
    time.jump(workshop.starts_at)
    refused("withdraw-begun", groups.name, contact, FRIDA)
    refused("withdraw-begun", groups.resize, contact, 2)


def test_a_member_of_a_held_group_keeps_her_address(workshop: Workshop) -> None:
    contact = cast.sign_up(workshop, cast.somebody(50, seats=2))
    frida = groups.name(contact, FRIDA)
    refused("group-closed", corrections.change_address, frida, email="eve@fremd.example")
