"""Contingents: seats kept for a partner until a date, and an earlier opening by a link."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from tests.domain.scenes import ADA, counts, refused, statuses, through
from wirworkshops import clock, worker
from wirworkshops.domain import contingents, desk, groups, registrations, workshops
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=4, most_seats=5)


def reserve(workshop: Workshop, seats: int, **values: Any) -> Contingent:
    given: dict[str, Any] = {"name": "Verein", "until_at": clock.now() + 5 * DAY, "by": ADA}
    return contingents.reserve(workshop.pool, workshop, seats=seats, **given | values)


def test_reserved_seats_are_not_free_for_others(workshop: Workshop) -> None:
    reserve(workshop, 3)
    rows = cast.fill(workshop, 2)
    assert statuses(rows) == ["held", "waiting"]
    assert counts(workshop) == (1, 1, 3)


def test_its_link_leads_to_its_seats(workshop: Workshop) -> None:
    contingent = reserve(workshop, 2)
    cast.fill(workshop, 3)
    row = through(contingent, workshop, 50)
    assert (row.status, row.contingent_id) == ("held", contingent.id)
    assert cast.fresh(contingent).used == 1
    assert counts(workshop) == (3, 1, 1)


def test_a_seat_given_back_goes_back_to_the_partner(workshop: Workshop) -> None:
    contingent = reserve(workshop, 2)
    cast.fill(workshop, 3)
    registrations.withdraw(through(contingent, workshop, 50))
    assert cast.fresh(contingent).used == 0
    assert counts(workshop) == (2, 1, 2)


def test_when_it_is_used_up_one_stands_with_everybody(workshop: Workshop) -> None:
    contingent = reserve(workshop, 1)
    through(contingent, workshop, 50)
    row = through(contingent, workshop, 51)
    assert (row.status, row.contingent_id) == ("held", None)
    cast.fill(workshop, 2)
    assert through(contingent, workshop, 52).status == "waiting"


def test_a_group_that_it_cannot_hold_stands_with_everybody(workshop: Workshop) -> None:
    contingent = reserve(workshop, 2)
    row = through(contingent, workshop, 50, seats=3)
    assert (row.status, row.contingent_id) == ("waiting", None)


def test_more_than_is_free_cannot_be_reserved(workshop: Workshop) -> None:
    cast.fill(workshop, 2)
    assert refused("seats-not-free", reserve, workshop, 3) == "2"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "contingent-name"),
        ({"until_at": cast.NOW}, "contingent-until"),
        ({"until_at": cast.NOW + 30 * DAY}, "contingent-until"),
        ({"opens_at": cast.NOW + 6 * DAY}, "contingent-opens"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    workshop: Workshop, values: dict[str, Any], code: str
) -> None:
    refused(code, reserve, workshop, 1, **values)


def test_what_is_unused_on_the_date_goes_to_the_list(workshop: Workshop, time: cast.Time) -> None:
    contingent = reserve(workshop, 3)
    used = through(contingent, workshop, 50)
    registrations.confirm(used)
    rows = cast.fill(workshop, 4)
    for row in rows:
        registrations.confirm(row)
    time.move(days=5)
    worker.do_duties()
    assert statuses(rows) == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert cast.fresh(contingent).released_at == clock.now()
    assert counts(workshop) == (4, 1, 0)


def test_it_is_released_even_where_somebody_edits_before_the_worker_comes(
    workshop: Workshop, time: cast.Time
) -> None:
    contingent = reserve(workshop, 3)
    time.move(days=5, minutes=1)
    (session,) = workshop.sessions
    dated = SessionPlan(session.starts_at, session.ends_at, id=session.id)
    workshops.edit(workshop, cast.plan(capacity=4, most_seats=5, sessions=(dated,)), by=ADA)
    worker.do_duties()
    assert cast.fresh(contingent).released_at == clock.now()
    assert counts(workshop) == (0, 0, 0)


def test_after_the_date_its_link_gives_nothing_more(workshop: Workshop, time: cast.Time) -> None:
    contingent = reserve(workshop, 3)
    time.move(days=5)
    row = through(contingent, workshop, 50)
    assert (row.status, row.contingent_id) == ("held", None)


def test_releasing_twice_is_the_same_as_once(workshop: Workshop) -> None:
    contingent = reserve(workshop, 3)
    contingents.release(contingent, workshop, by=ADA)
    contingents.release(contingent, workshop, by=ADA)
    assert counts(workshop) == (0, 0, 0)


def test_it_grows_and_shrinks_within_what_is_free_and_used(workshop: Workshop) -> None:
    contingent = reserve(workshop, 2)
    through(contingent, workshop, 50, seats=2)
    until: dict[str, Any] = {"until_at": contingent.until_at, "by": ADA}
    contingents.change(contingent, workshop, seats=4, **until)
    assert counts(workshop) == (2, 0, 2)
    refused("seats-not-free", contingents.change, contingent, workshop, seats=5, **until)
    detail = refused(
        "contingent-below-used", contingents.change, contingent, workshop, seats=1, **until
    )
    assert detail == "2"
    contingents.change(contingent, workshop, seats=2, **until)
    assert counts(workshop) == (2, 0, 0)
    contingents.release(contingent, workshop, by=ADA)
    refused("contingent-released", contingents.change, contingent, workshop, seats=3, **until)


def test_a_group_on_it_may_grow_into_free_seats(workshop: Workshop) -> None:
    contingent = reserve(workshop, 2)
    contact = through(contingent, workshop, 50, seats=2)
    groups.resize(contact, 3)
    assert (cast.fresh(contingent).used, contingent.left) == (3, 0)
    assert counts(workshop) == (3, 0, 0)
    registrations.withdraw(contact)
    assert counts(workshop) == (0, 0, 2)


def test_who_returns_by_the_office_finds_a_seat_though_the_contingent_is_used_up(
    workshop: Workshop,
) -> None:
    contingent = reserve(workshop, 1)
    first = through(contingent, workshop, 50)
    registrations.withdraw(first)
    through(contingent, workshop, 51)
    desk.confirm(first, by=ADA)
    assert statuses([first]) == ["confirmed"]
    assert counts(workshop) == (2, 0, 0)


def test_a_link_opens_the_door_earlier_for_an_audience() -> None:
    later = clock.now() + 3 * DAY
    workshop = cast.make_workshop(opens_at=later)
    early = reserve(workshop, 0, opens_at=clock.now() + DAY, name="Lotsinnen")
    refused("signup-soon", registrations.sign_up, workshop, cast.CEM)
    refused("signup-soon", registrations.sign_up, workshop, cast.CEM, contingent=early)


def test_the_early_door_opens_at_its_time_only(time: cast.Time) -> None:
    workshop = cast.make_workshop(opens_at=clock.now() + 3 * DAY)
    early = reserve(workshop, 0, opens_at=clock.now() + DAY, name="Lotsinnen")
    time.move(days=1)
    assert through(early, workshop, 50).status == "held"
    refused("signup-soon", registrations.sign_up, workshop, cast.CEM)


def test_a_contingent_of_another_workshop_opens_nothing(workshop: Workshop) -> None:
    other = cast.make_workshop("Andere", capacity=1)
    contingent = reserve(workshop, 1)
    cast.fill(other, 1)
    assert through(contingent, other, 50).status == "waiting"


def test_a_full_workshop_without_a_list_is_open_to_its_partner() -> None:
    workshop = cast.make_workshop(capacity=2, waiting_list=False)
    contingent = reserve(workshop, 1)
    cast.fill(workshop, 1)
    refused("signup-full", registrations.sign_up, workshop, cast.CEM)
    assert through(contingent, workshop, 50).status == "held"


def test_capacity_is_not_cut_below_what_is_taken_and_reserved(workshop: Workshop) -> None:
    reserve(workshop, 2)
    cast.fill(workshop, 1)
    (session,) = workshop.sessions
    dated = SessionPlan(session.starts_at, session.ends_at, id=session.id)
    plan = cast.plan(capacity=2, sessions=(dated,))
    assert refused("capacity-below-taken", workshops.edit, workshop, plan, by=ADA) == "3"
