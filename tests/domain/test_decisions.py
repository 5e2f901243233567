"""Decisions: a minimum number, the office told beforehand, and three ways to decide."""

from datetime import date, timedelta

import pytest

from tests import cast
from tests.domain.scenes import ADA, kinds, letters_of, refused
from wirworkshops import clock, worker
from wirworkshops.domain import accounts, decisions, postponing, workshops
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)


@pytest.fixture
def workshop(app: object) -> Workshop:
    accounts.add(
        email="ada@offenbach.example", name="Ada", role="coordinator",
        host_slugs=[cast.host().slug], password_hash="",
    )  # fmt: skip
    return cast.make_workshop(
        capacity=10, minimum=3, decide_at=clock.now() + 7 * DAY, names_until=clock.now() + 8 * DAY,
        closes_at=clock.now() + 12 * DAY,
    )  # fmt: skip


def day_of(workshop: Workshop) -> date:
    return clock.local(cast.fresh(workshop).starts_at).date()


def test_the_office_is_told_before_and_on_the_day(workshop: Workshop, time: cast.Time) -> None:
    cast.fill(workshop, 2)
    told = []
    for _ in range(8):
        time.move(days=1)
        worker.do_duties()
        told.append((len(letters_of("decision_soon")), len(letters_of("decision"))))
    assert told == [(0, 0)] * 4 + [(1, 0)] * 2 + [(1, 1)] * 2


def test_nobody_is_asked_where_enough_come(workshop: Workshop, time: cast.Time) -> None:
    for number in range(3):
        cast.confirmed(workshop, cast.somebody(number))
    time.move(days=7)
    worker.do_duties()
    assert letters_of("decision") == []


def test_who_has_decided_to_hold_it_is_not_asked_again(workshop: Workshop, time: cast.Time) -> None:
    time.move(days=5)
    worker.do_duties()
    decisions.hold_anyway(workshop, by=ADA)
    time.move(days=2)
    worker.do_duties()
    assert (len(letters_of("decision_soon")), letters_of("decision")) == (1, [])
    assert cast.fresh(workshop).status == "published"


def test_postponing_moves_all_dates_and_deadlines_and_writes_to_all(workshop: Workshop) -> None:
    row, before = cast.confirmed(workshop), day_of(workshop)
    hour = clock.local(workshop.starts_at).hour
    deadlines = [workshop.closes_at, workshop.names_until, workshop.decide_at]
    assert postponing.postpone(workshop, before + 14 * DAY, by=ADA) == 1
    assert day_of(workshop) == before + 14 * DAY
    assert clock.local(workshop.starts_at).hour == hour  # though summer time has begun
    after = [workshop.closes_at, workshop.names_until, workshop.decide_at]
    shifted = [
        clock.local(two).date() - clock.local(one).date()
        for one, two in zip(deadlines, after, strict=True)
        if one and two
    ]
    assert shifted == [14 * DAY] * 3
    assert kinds(row)[-1] == "changed"


def test_after_postponing_the_office_is_asked_anew(workshop: Workshop, time: cast.Time) -> None:
    time.move(days=7)
    worker.do_duties()
    postponing.postpone(workshop, day_of(workshop) + 14 * DAY, by=ADA)
    time.move(days=14)
    worker.do_duties()
    assert len(letters_of("decision")) == 2


def test_what_is_kept_for_a_partner_is_kept_as_long_before_the_new_start() -> None:
    workshop = cast.make_workshop()
    kept = cast.contingent(workshop)
    before = kept.until_at
    postponing.postpone(workshop, day_of(workshop) + 7 * DAY, by=ADA)
    assert kept.until_at == before + 7 * DAY
    assert workshop.pool.reserved == kept.seats


def test_a_day_in_the_past_or_the_same_is_refused(workshop: Workshop) -> None:
    refused("postpone-day", postponing.postpone, workshop, clock.today(), by=ADA)
    refused("postpone-day", postponing.postpone, workshop, day_of(workshop), by=ADA)


def test_nothing_is_decided_on_what_is_called_off(workshop: Workshop) -> None:
    workshops.cancel(workshop, because="Zu wenige.", by=ADA)
    refused("workshop-cancelled", decisions.hold_anyway, workshop, by=ADA)
    refused("session-over", postponing.postpone, workshop, day_of(workshop) + 7 * DAY, by=ADA)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minimum": 3}, "decide-at"),
        ({"minimum": 3, "decide_at": cast.NOW + 30 * DAY}, "decide-at"),
        ({"minimum": 30, "decide_at": cast.NOW + DAY}, "minimum-above-capacity"),
        ({"names_until": cast.NOW + 30 * DAY}, "names-until"),
    ],
)
def test_what_cannot_be_planned_is_refused(values: dict[str, object], code: str) -> None:
    refused(code, cast.make_draft, **values)
