"""Swapping: two people change places, with every seat, contingent and session exact."""

from dataclasses import replace

import pytest
from flask import Flask

from tests import cast
from tests.domain.scenes import ADA, acts, at_once, counts, group, kinds, letters, refused, statuses
from tests.domain.test_choices import make_conference, pools_of
from wirworkshops.database import db
from wirworkshops.domain import (
    attending,
    choices,
    recounts,
    registrations,
    running,
    swapping,
    workshops,
)
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def worker(app: object, time: cast.Time) -> None:
    running.beat("worker")


@pytest.fixture
def here(app: object) -> Workshop:
    return cast.make_workshop("Hier", capacity=1, most_seats=3, moves_up="offer")


@pytest.fixture
def there(app: object) -> Workshop:
    return cast.make_workshop("Dort", capacity=1, sessions=cast.dates(20), moves_up="offer")


def test_two_people_of_two_full_workshops_change_places(here: Workshop, there: Workshop) -> None:
    cem, dua = cast.confirmed(here), cast.confirmed(there, cast.DUA)
    waiting = [cast.sign_up(here, cast.somebody(1)), cast.sign_up(there, cast.somebody(2))]
    cem_there, dua_here = swapping.swap(cem, dua, by=ADA)
    assert [row.participant.name for row in (cem_there, dua_here) if row.participant] == [
        "Cem Aksoy", "Dua Farouk"
    ]  # fmt: skip
    assert (cem_there.workshop_id, dua_here.workshop_id) == (there.id, here.id)
    assert statuses([cem, dua, cem_there, dua_here]) == ["withdrawn"] * 2 + ["confirmed"] * 2
    assert statuses(waiting) == ["waiting"] * 2
    assert (counts(here), counts(there)) == ((1, 1, 0), (1, 1, 0))
    assert recounts.findings() == []


def test_both_are_told_and_their_calendars_follow(here: Workshop, there: Workshop) -> None:
    cem, dua = cast.confirmed(here), cast.confirmed(there, cast.DUA)
    cem_there, dua_here = swapping.swap(cem, dua, by=ADA)
    assert [letters(row)[-1].facts for row in (cem, dua)] == [
        {"moved_to": there.id}, {"moved_to": here.id}
    ]  # fmt: skip
    assert [kinds(row) for row in (cem_there, dua_here)] == [["confirmed"], ["confirmed"]]
    assert [session.workshop_id for session in attending.upcoming(cem_there)] == [there.id]
    assert [row.sequence for row in (cem, dua)] == [1, 1]
    assert acts(cem_there)[-1] == "changed-places"


def test_a_contingents_seat_and_a_half_stay_what_they_were(here: Workshop) -> None:
    hybrid = cast.make_workshop(
        "Hybrid", capacity=2, online_capacity=1, sessions=_online(cast.dates(20))
    )
    kept = cast.contingent(here, 1)
    cem = registrations.sign_up(here, cast.CEM, contingent=kept).registration
    assert cem
    registrations.confirm(cem)
    online = next(pool for pool in hybrid.entries if pool.kind == "online")
    dua = cast.confirmed(hybrid, replace(cast.DUA, pool_id=online.id))
    cem_there, dua_here = swapping.swap(cem, dua, by=ADA)
    assert (cem_there.pool_id, cem_there.contingent_id) == (online.id, None)
    assert dua_here.contingent_id == kept.id
    assert (counts(here), counts(online)) == ((1, 0, 0), (1, 0, 0))
    assert recounts.findings() == []


def _online(sessions: tuple) -> tuple:  # type: ignore[type-arg]
    return tuple(replace(one, online_url="https://a.example") for one in sessions)


def test_chosen_sessions_go_along(here: Workshop) -> None:
    conference = make_conference()
    dua = cast.confirmed(conference, cast.DUA)
    first, _, late = pools_of(conference)
    choices.choose(dua, [first.id, late.id])
    cem_there, _ = swapping.swap(cast.confirmed(here), dua, by=ADA)
    assert attending.chosen_by(cem_there) == {first.id, late.id}
    assert attending.chosen_by(dua) == set()
    assert (counts(first), counts(late)) == ((1, 0, 0), (1, 0, 0))


def test_what_cannot_be_swapped_is_refused_and_stays(
    here: Workshop, there: Workshop, time: cast.Time
) -> None:
    cem, dua = cast.confirmed(here), cast.confirmed(there, cast.DUA)
    refused("swap-same", swapping.swap, cem, cem, by=ADA)
    third = cast.make_workshop("Drittes", capacity=9, most_seats=3)
    refused("swap-not-firm", swapping.swap, cem, cast.sign_up(third, cast.EVE), by=ADA)
    refused("swap-not-firm", swapping.swap, cem, group(third, 2), by=ADA)
    refused("swap-self", swapping.swap, cem, cast.confirmed(third), by=ADA)
    both = cast.confirmed(third, cast.DUA)
    refused("swap-known", swapping.swap, cast.confirmed(third, cast.somebody(7)), dua, by=ADA)
    registrations.withdraw(both)
    time.move(days=15)
    refused("signup-over", swapping.swap, cem, dua, by=ADA)
    assert statuses([cem, dua]) == ["confirmed", "confirmed"]
    assert (counts(here), counts(there)) == ((1, 0, 0), (1, 0, 0))


def test_swapped_and_withdrawn_at_once_is_one_or_the_other(
    app: Flask, here: Workshop, there: Workshop
) -> None:
    cem, dua = cast.confirmed(here).id, cast.confirmed(there, cast.DUA).id
    row = lambda number: db.session.get_one(Registration, number)  # noqa: E731
    done = at_once(
        app,
        [
            lambda: swapping.swap(row(cem), row(dua), by=ADA),
            lambda: swapping.swap(row(dua), row(cem), by=ADA),
            lambda: registrations.withdraw(row(dua)),
        ],
    )
    assert done in (["done", "swap-not-firm", "done"], ["swap-not-firm", "done", "done"],
                    ["swap-not-firm", "swap-not-firm", "done"])  # fmt: skip
    db.session.expire_all()  # what this session had read before
    assert recounts.findings() == []


# Two sessions of a conference


def test_two_people_change_sessions_of_the_same_time() -> None:
    conference = make_conference()
    first, second, late = pools_of(conference)
    cem, dua = cast.confirmed(conference), cast.confirmed(conference, cast.DUA)
    choices.choose(cem, [first.id, late.id])
    choices.choose(dua, [second.id])
    assert swapping.session_partners(cem) == [(dua, second)]
    swapping.swap_sessions(cem, dua, second.id, by=ADA)
    assert attending.chosen_by(cem) == {second.id, late.id}
    assert attending.chosen_by(dua) == {first.id}
    assert [counts(pool) for pool in (first, second, late)] == [(1, 0, 0)] * 3
    assert [kinds(row)[-2:] for row in (cem, dua)] == [["removal", "invitation"]] * 2
    assert recounts.findings() == []


def test_sessions_of_another_time_are_not_swapped(time: cast.Time) -> None:
    conference = make_conference()
    first, second, late = pools_of(conference)
    cem, dua = cast.confirmed(conference), cast.confirmed(conference, cast.DUA)
    choices.choose(cem, [first.id])
    choices.choose(dua, [late.id])
    for pool in (late, second):
        refused("swap-session", swapping.swap_sessions, cem, dua, pool.id, by=ADA)
    choices.choose(dua, [second.id])
    time.move(days=14, hours=5)
    refused("choice-begun", swapping.swap_sessions, cem, dua, second.id, by=ADA)
    assert swapping.session_partners(cem) == []


def test_partners_are_those_who_are_firm_there_and_not_known_here(
    here: Workshop, there: Workshop
) -> None:
    workshop = cast.make_workshop("Viele", capacity=9, most_seats=3)
    cem = cast.confirmed(here)
    dua = cast.confirmed(workshop, cast.DUA)
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.EVE)
    group(workshop, 2)
    assert swapping.partners(cem, workshop) == [dua]
    workshops.cancel(workshop, because="Krank.", by=ADA)
    assert swapping.partners(cem, workshop) == []


# At the same time as something else


def test_who_would_have_two_dates_at_once_is_warned_of_before(
    here: Workshop, there: Workshop
) -> None:
    cem, dua = cast.confirmed(here), cast.confirmed(there, cast.DUA)
    cast.confirmed(cast.make_workshop("Zugleich", sessions=cast.dates(20)))
    found = swapping.clashes(cem, dua)
    assert [(row.registration.id, len(row.sessions)) for row in found] == [(cem.id, 1)]
    refused("swap-overlap", swapping.swap, cem, dua, by=ADA)
    refused("swap-overlap", swapping.swap, dua, cem, by=ADA)
    assert statuses([cem, dua]) == ["confirmed", "confirmed"]
    swapping.swap(cem, dua, by=ADA, knows_overlap=True)
    assert statuses([cem, dua]) == ["withdrawn", "withdrawn"]


def test_what_she_gives_up_is_no_clash(here: Workshop) -> None:
    later = cast.make_workshop("Zugleich mit Hier", capacity=1)
    cem, dua = cast.confirmed(here), cast.confirmed(later, cast.DUA)
    assert swapping.clashes(cem, dua) == []
    swapping.swap(cem, dua, by=ADA)
    assert statuses([cem, dua]) == ["withdrawn", "withdrawn"]


def test_a_seat_that_is_only_waited_for_is_no_clash(here: Workshop, there: Workshop) -> None:
    cem, dua = cast.confirmed(here), cast.confirmed(there, cast.DUA)
    full = cast.make_workshop("Voll", capacity=1, sessions=cast.dates(20))
    cast.confirmed(full, cast.EVE)
    cast.sign_up(full)
    assert swapping.clashes(cem, dua) == []


def test_sessions_of_a_conference_warn_of_what_is_elsewhere() -> None:
    conference = make_conference()
    first, second, _ = pools_of(conference)
    cem, dua = cast.confirmed(conference), cast.confirmed(conference, cast.DUA)
    choices.choose(cem, [first.id])
    choices.choose(dua, [second.id])
    assert swapping.session_clashes(cem, dua, second.id) == []
    (session,) = [one for one in conference.sessions if one.id == first.session_id]
    same = replace(cast.dates(14)[0], starts_at=session.starts_at, ends_at=session.ends_at)
    cast.confirmed(cast.make_workshop("Zugleich", sessions=(same,)), cast.DUA)
    refused("swap-overlap", swapping.swap_sessions, cem, dua, second.id, by=ADA)
    assert attending.chosen_by(cem) == {first.id}
    swapping.swap_sessions(cem, dua, second.id, by=ADA, knows_overlap=True)
    assert attending.chosen_by(cem) == {second.id}
