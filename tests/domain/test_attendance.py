"""Attendance: who was expected, who was there, when somebody last looked."""

import pytest

from tests import cast
from wirworkshops.domain import attendance, history, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.errors import Conflict
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=3, sessions=cast.dates(14, 21))


@pytest.fixture
def people(workshop: Workshop) -> list[Registration]:
    """Three with firm seats, signed up in another order than that of their names."""
    names = ("zoë Zander", "Ärmel Anna", "Max Mahler")
    everybody = [cast.somebody(n) for n in range(3)]
    return [
        cast.confirmed(workshop, type(who)(name=name, email=who.email))
        for who, name in zip(everybody, names, strict=True)
    ]


def test_firm_seats_are_expected_by_name(workshop: Workshop, people: list[Registration]) -> None:
    cast.sign_up(workshop, cast.DUA)
    names = [row.participant.name for row in attendance.expected(workshop.sessions[0])
             if row.participant]  # fmt: skip
    assert names == ["Ärmel Anna", "Max Mahler", "zoë Zander"]


def test_ticks_count_and_the_others_are_absent(
    workshop: Workshop, people: list[Registration]
) -> None:
    session = workshop.sessions[0]
    assert attendance.marked_at(session) is None
    assert attendance.mark(session, [people[0].id, 999], by=WORKER) == 1
    assert attendance.present(session) == {people[0].id}
    assert attendance.marked_at(session) == cast.NOW
    assert attendance.counts(workshop) == {session.id: 1}


def test_saving_again_replaces_the_ticks(
    workshop: Workshop, people: list[Registration], time: cast.Time
) -> None:
    session = workshop.sessions[0]
    attendance.mark(session, [people[0].id], by=WORKER)
    time.move(minutes=10)
    assert attendance.mark(session, [people[1].id, people[2].id], by=WORKER) == 2
    assert attendance.present(session) == {people[1].id, people[2].id}
    assert attendance.marked_at(session) == time.now


def test_an_empty_list_means_that_nobody_came(
    workshop: Workshop, people: list[Registration]
) -> None:
    session = workshop.sessions[0]
    assert attendance.mark(session, [], by=WORKER) == 0
    assert attendance.counts(workshop) == {session.id: 0}


def test_sessions_are_ticked_apart(workshop: Workshop, people: list[Registration]) -> None:
    first, second = workshop.sessions
    attendance.mark(first, [people[0].id], by=WORKER)
    assert attendance.present(second) == set()


def test_whoever_withdrew_is_not_expected(workshop: Workshop, people: list[Registration]) -> None:
    registrations.withdraw(people[0], by=WORKER)
    assert len(attendance.expected(workshop.sessions[0])) == 2


def test_a_session_that_is_off_is_not_ticked(
    workshop: Workshop, people: list[Registration]
) -> None:
    session = workshop.sessions[1]
    workshops.cancel_session(session, because="Krank", by=WORKER)
    with pytest.raises(Conflict) as refusal:
        attendance.mark(session, [people[0].id], by=WORKER)
    assert refusal.value.code == "session-cancelled"


def test_saving_leaves_a_line_without_names(workshop: Workshop, people: list[Registration]) -> None:
    attendance.mark(workshop.sessions[0], [people[0].id], by=WORKER)
    line = history.of_workshop(workshop.id)[0]
    assert line.act == "marked-attendance"
    assert line.facts == {"session": workshop.sessions[0].id, "here": 1}
