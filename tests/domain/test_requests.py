"""Requests: gathered first, then accepted, declined or put on the list, several at once."""

import pytest

from tests import cast
from tests.domain.scenes import ADA, acts, counts, kinds, letters, refused, statuses
from wirworkshops import clock
from wirworkshops.domain import desk, registrations, requests
from wirworkshops.domain.history import of_registration
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=2, admission="approval", most_seats=3)


def test_a_request_takes_no_seat(workshop: Workshop) -> None:
    (row,) = cast.fill(workshop, 1)
    assert (row.status, kinds(row)) == ("requested", ["requested"])
    assert counts(workshop) == (0, 0, 0)


def test_who_has_shown_her_mailbox_is_confirmed_and_others_get_a_hold(workshop: Workshop) -> None:
    known, other = cast.fill(workshop, 2)
    registrations.confirm(known)
    assert requests.accept(workshop, [known.id, other.id], by=ADA) == requests.Accepted(2, [])
    assert statuses([known, other]) == ["confirmed", "held"]
    assert [kinds(row)[-1] for row in (known, other)] == ["confirmed", "please_confirm"]
    assert counts(workshop) == (2, 0, 0)


def test_accepting_goes_as_far_as_there_are_seats_in_order_of_receipt(workshop: Workshop) -> None:
    rows = cast.fill(workshop, 3)
    outcome = requests.accept(workshop, [row.id for row in reversed(rows)], by=ADA)
    assert (outcome.number, outcome.left) == (2, [rows[2]])
    assert statuses(rows) == ["held", "held", "requested"]


def test_a_group_is_accepted_as_a_whole_or_not(workshop: Workshop) -> None:
    large = cast.sign_up(workshop, cast.somebody(1, seats=3))
    assert requests.accept(workshop, [large.id], by=ADA).number == 0
    assert counts(workshop) == (0, 0, 0)


def test_declining_needs_a_reason_that_is_kept_and_read(workshop: Workshop) -> None:
    rows = cast.fill(workshop, 2)
    chosen = [row.id for row in rows]
    refused("reason-missing", requests.decline, workshop, chosen, because=" ", by=ADA)
    assert requests.decline(workshop, chosen, because="Für Kitas.", by=ADA) == 2
    assert statuses(rows) == ["declined", "declined"]
    assert [row.declined_because for row in rows] == ["Für Kitas."] * 2
    assert of_registration(rows[0].id)[0].reason == "Für Kitas."
    assert kinds(rows[0]) == ["requested", "declined"]


def test_who_waits_can_be_declined_too() -> None:
    workshop = cast.make_workshop(capacity=1)
    _, waits = cast.fill(workshop, 2)
    assert requests.decline(workshop, [waits.id], because="Schon dabei gewesen.", by=ADA) == 1
    assert statuses([waits]) == ["declined"]
    assert counts(workshop) == (1, 0, 0)


def test_the_list_keeps_the_time_of_receipt(workshop: Workshop) -> None:
    rows = cast.fill(workshop, 4)
    requests.accept(workshop, [rows[0].id, rows[1].id], by=ADA)
    requests.put_on_list(workshop, [rows[3].id], by=ADA)
    requests.put_on_list(workshop, [rows[2].id], by=ADA)
    registrations.withdraw(rows[0])
    assert statuses(rows[2:]) == ["held", "waiting"]


def test_what_is_decided_already_is_left_alone(workshop: Workshop) -> None:
    (row,) = cast.fill(workshop, 1)
    requests.decline(workshop, [row.id], because="Nein.", by=ADA)
    assert requests.accept(workshop, [row.id], by=ADA).number == 0
    assert len(letters(row)) == 2


def test_requests_of_another_workshop_are_not_touched(workshop: Workshop) -> None:
    other = cast.make_workshop("Andere", admission="approval")
    (row,) = cast.fill(other, 1)
    requests.accept(workshop, [row.id], by=ADA)
    assert statuses([row]) == ["requested"]


def test_who_was_declined_may_ask_again(workshop: Workshop) -> None:
    (row,) = cast.fill(workshop, 1)
    requests.decline(workshop, [row.id], because="Nein.", by=ADA)
    again = cast.sign_up(workshop, cast.somebody(0))
    assert (again.id, again.status, again.declined_because) == (row.id, "requested", "")


def test_the_office_sees_what_nobody_has_decided_on(workshop: Workshop) -> None:
    cast.fill(workshop, 2)
    assert requests.still_open(ALL) == [(workshop, 2)]
    assert requests.still_open(Reach(host_ids=frozenset({workshop.host_id + 1}))) == []


def test_who_calls_is_confirmed_at_once_and_a_request_admitted_with_a_reason(
    workshop: Workshop,
) -> None:
    row = desk.sign_up(workshop, cast.DUA, by=ADA)
    assert (row.status, row.verified_at) == ("confirmed", clock.now())
    (asks,) = cast.fill(workshop, 1)
    desk.admit(asks, because="Leitet die Gruppe.", by=ADA)
    assert acts(asks)[-1] == "admitted"
