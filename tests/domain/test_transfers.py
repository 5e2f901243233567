"""Transfers: to another workshop by the office, and seats elsewhere instead of one called off."""

import pytest

from tests import cast
from tests.domain.scenes import ADA, counts, group, kinds, letters, refused, statuses
from wirworkshops import clock
from wirworkshops.domain import applications, groups, registrations, transfers, workshops
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def here(app: object) -> Workshop:
    return cast.make_workshop("Hier", capacity=2, most_seats=3, moves_up="offer")


@pytest.fixture
def there(app: object) -> Workshop:
    return cast.make_workshop("Dort", capacity=2, most_seats=3, moves_up="offer")


def of(row: Registration, workshop: Workshop) -> Registration:
    assert row.participant
    found = applications.registration_of(workshop, row.participant)
    assert found
    return cast.fresh(found)  # type: ignore[no-any-return]


def test_who_is_moved_is_firm_there_and_her_seat_here_goes_on(
    here: Workshop, there: Workshop
) -> None:
    row = cast.confirmed(here)
    _, waits = cast.fill(here, 2)
    moved = transfers.move_to(row, there, by=ADA)
    assert statuses([row, moved, waits]) == ["withdrawn", "confirmed", "offered"]
    assert letters(row)[-1].facts == {"moved_to": there.id}
    assert kinds(moved) == ["confirmed"]
    assert (counts(here), counts(there)) == ((2, 0, 0), (1, 0, 0))


def test_where_it_is_full_there_she_waits_by_her_time_of_receipt(
    here: Workshop, there: Workshop, time: cast.Time
) -> None:
    row = cast.confirmed(here)
    time.move(hours=1)
    rows = cast.fill(there, 3)
    moved = transfers.move_to(row, there, by=ADA)
    registrations.withdraw(rows[0])
    assert statuses([moved, rows[2]]) == ["offered", "waiting"]


def test_who_has_not_shown_her_mailbox_gets_a_hold_there(here: Workshop, there: Workshop) -> None:
    moved = transfers.move_to(cast.sign_up(here), there, by=ADA)
    assert (moved.status, kinds(moved)) == ("held", ["please_confirm"])


def test_a_group_without_names_moves_as_a_whole(here: Workshop, there: Workshop) -> None:
    moved = transfers.move_to(group(here, 2), there, by=ADA)
    assert (moved.status, moved.seats) == ("confirmed", 2)
    assert (counts(here), counts(there)) == ((0, 0, 0), (2, 0, 0))


def test_who_was_taken_out_of_a_group_there_comes_back_on_her_own(
    here: Workshop, there: Workshop
) -> None:
    member = groups.name(group(there, 2), groups.Named("Cem Aksoy", "cem@kita.example"))
    groups.unname(member)
    moved = transfers.move_to(cast.confirmed(here), there, by=ADA)
    assert (moved.id, moved.group_id, moved.seats) == (member.id, None, 1)
    assert (counts(here), counts(there)) == ((0, 0, 0), (2, 1, 0))


def test_what_cannot_be_moved_is_refused_and_stays(
    here: Workshop, there: Workshop, time: cast.Time
) -> None:
    contact = group(here, 2)
    member = groups.name(contact, groups.Named("Frida", "frida@ort.example"))
    refused("move-group", transfers.move_to, contact, there, by=ADA)
    refused("move-group", transfers.move_to, member, there, by=ADA)
    refused("illegal-move", transfers.move_to, contact, here, by=ADA)
    row = cast.sign_up(there)
    cast.sign_up(here)
    refused("already-registered", transfers.move_to, row, here, by=ADA)
    draft = cast.make_draft("Entwurf")
    refused("signup-over", transfers.move_to, row, draft, by=ADA)
    registrations.withdraw(row)
    refused("illegal-move", transfers.move_to, row, here, by=ADA)
    assert counts(here) == (2, 1, 0)


def test_who_was_there_before_takes_up_her_row(here: Workshop, there: Workshop) -> None:
    old = cast.confirmed(there)
    registrations.withdraw(old)
    moved = transfers.move_to(cast.confirmed(here), there, by=ADA)
    assert (moved.id, moved.status, moved.sequence) == (old.id, "confirmed", 2)


# Instead of what was called off


def test_seats_elsewhere_are_offered_in_order_before_anybody_else_hears(
    here: Workshop, there: Workshop
) -> None:
    first, second, third = cast.fill(here, 3)
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    assert statuses([first, second, third]) == ["cancelled"] * 3
    offers = [of(row, there) for row in (first, second)]
    assert [row.status for row in offers] == ["offered", "offered"]
    assert letters(offers[0])[-1].facts == {"instead_of": here.id}
    assert applications.registration_of(there, third.participant) is None  # type: ignore[arg-type]
    assert counts(there) == (2, 0, 0)


def test_an_offer_elsewhere_is_accepted_like_any_other(here: Workshop, there: Workshop) -> None:
    row = cast.confirmed(here)
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    registrations.confirm(of(row, there))
    assert of(row, there).status == "confirmed"


def test_who_waits_there_already_is_not_passed(here: Workshop, there: Workshop) -> None:
    rows = cast.fill(there, 3, first=50)
    row = cast.confirmed(here)
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    assert applications.registration_of(there, row.participant) is None  # type: ignore[arg-type]
    assert statuses(rows) == ["held", "held", "waiting"]


def test_who_has_a_seat_there_gets_no_second_one(here: Workshop, there: Workshop) -> None:
    row, other = cast.confirmed(here), cast.confirmed(there)
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    assert of(row, there).id == other.id
    assert kinds(other) == ["please_confirm", "confirmed"]


def test_nothing_is_offered_in_what_is_called_off_too(here: Workshop, there: Workshop) -> None:
    row = cast.confirmed(here)
    workshops.cancel(there, because="Krank.", by=ADA)
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    assert applications.registration_of(there, row.participant) is None  # type: ignore[arg-type]


def test_nothing_is_offered_shortly_before_the_start(
    here: Workshop, there: Workshop, time: cast.Time
) -> None:
    row = cast.confirmed(here)
    time.jump(there.starts_at.replace(hour=6))
    assert there.starts_at > clock.now()
    workshops.cancel(here, because="Krank.", by=ADA, instead=there)
    assert applications.registration_of(there, row.participant) is None  # type: ignore[arg-type]
