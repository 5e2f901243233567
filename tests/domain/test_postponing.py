"""Postponing: whole workshops, one date, and dates that are not known yet."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.domain.scenes import ADA, refused
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import agenda, catalogue, postponing, recounts, seats, workshops
from wirworkshops.domain.catalogue import Filters
from wirworkshops.domain.reach import ALL
from wirworkshops.models.dues import Due
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)
MAY = date(2027, 5, 4)


@pytest.fixture
def workshop(app: object) -> Workshop:
    """One date, one seat: Cem has it, Dua waits."""
    found = cast.make_workshop(capacity=1, reminders=(24,), closes_at=clock.now() + 10 * DAY)
    cast.confirmed(found, cast.CEM)
    cast.sign_up(found, cast.DUA)
    return found


def queued(kind: str) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Letter).where(Letter.kind == kind)).all())


def day_of(workshop: Workshop, number: int = 0) -> date:
    return clock.local(cast.fresh(workshop).sessions[number].starts_at).date()


def test_one_date_moves_alone_and_deadlines_stay() -> None:
    course = cast.make_workshop(sessions=cast.dates(14, 21), closes_at=clock.now() + 10 * DAY)
    cast.confirmed(course)
    assert postponing.postpone_session(course.sessions[1], MAY, by=ADA) == 1
    found = cast.fresh(course)
    assert [one.sequence for one in found.sessions] == [0, 1]
    assert (day_of(course, 1), found.closes_at) == (MAY, cast.NOW + 10 * DAY)
    refused("postpone-day", postponing.postpone_session, course.sessions[1], MAY, by=ADA)


def test_the_only_date_takes_deadlines_and_contingents_along(workshop: Workshop) -> None:
    kept = cast.contingent(cast.make_workshop("Anders"))
    other = cast.fresh(kept) and agenda.find("coming", reach=ALL).workshops
    anders = next(row for row in other if row.text("de").title == "Anders")
    postponing.postpone(anders, day_of(anders) + 30 * DAY, by=ADA)
    moved = clock.local(cast.fresh(kept).until_at).date() - clock.local(cast.NOW).date()
    assert moved == 37 * DAY
    was = clock.local(workshop.closes_at or cast.NOW).date()
    postponing.postpone_session(workshop.sessions[0], day_of(workshop) + 7 * DAY, by=ADA)
    assert clock.local(cast.fresh(workshop).closes_at).date() == was + 7 * DAY


def test_what_has_not_opened_opens_as_many_days_later() -> None:
    soon, names, decides = (cast.NOW + number * DAY for number in (3, 8, 9))
    later = cast.make_workshop(
        capacity=20, opens_at=soon, names_until=names, minimum=5, decide_at=decides
    )
    kept = cast.contingent(later, opens_at=cast.NOW + DAY)
    assert [one.name for one in postponing.deadlines(later)] == [
        "opens_at", "names_until", "decide_at", "opens_at", "until_at"
    ]  # fmt: skip
    postponing.postpone(later, day_of(later) + 7 * DAY, by=ADA)
    found = cast.fresh(later)
    assert found.opens_at == soon + 7 * DAY
    assert (found.names_until, found.decide_at) == (names + 7 * DAY, decides + 7 * DAY)
    assert cast.fresh(kept).opens_at == cast.NOW + 8 * DAY


def test_what_has_opened_stays_open(time: cast.Time) -> None:
    opens_at = cast.NOW + DAY
    open_now = cast.make_workshop(opens_at=opens_at)
    time.move(days=2)
    postponing.postpone(open_now, day_of(open_now) + 7 * DAY, by=ADA)
    assert cast.fresh(open_now).opens_at == opens_at
    assert seats.closed_because(open_now, clock.now(), None) == ""


def test_an_open_date_keeps_seats_and_tells_everybody(workshop: Workshop) -> None:
    assert postponing.leave_open(workshop, because="Der Saal ist zu.", by=ADA) == 2
    found = cast.fresh(workshop)
    (session,) = found.sessions
    assert (found.status, session.status, session.sequence) == ("published", "cancelled", 1)
    assert (found.is_undated, found.pool.taken, found.pool.waiting) == (True, 1, 1)
    assert seats.availability(found, clock.now()).label == "undated"
    assert queued("date_open") == 2
    assert db.session.scalars(select(Due).where(Due.done_at.is_(None))).all() == []
    refused("session-over", postponing.leave_open, workshop, because="x", by=ADA)


def test_nobodys_place_runs_out_while_the_date_is_open(workshop: Workshop, time: cast.Time) -> None:
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=ADA)
    time.move(days=30)
    assert agenda.find("coming", reach=ALL).total == 1
    assert postponing.set_day(workshop, MAY, by=ADA) == 2
    found = cast.fresh(workshop)
    (session,) = found.sessions
    assert (session.status, session.sequence, session.undated_since) == ("planned", 2, None)
    assert (session.cancelled_because, day_of(workshop)) == ("", MAY)
    assert (found.pool.taken, found.pool.waiting) == (1, 1)
    assert clock.local(found.closes_at).date() == MAY - 4 * DAY
    assert queued("changed") == 2
    assert [row for row in recounts.findings() if row.code.startswith("pool")] == []
    refused("no-open-date", postponing.set_day, workshop, MAY, by=ADA)


def test_one_open_date_of_a_course_leaves_the_others(time: cast.Time) -> None:
    course = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.confirmed(course)
    postponing.leave_open(course, because="Krank", by=ADA, only=course.sessions[0])
    found = cast.fresh(course)
    assert (found.is_undated, seats.has_open_date(found)) == (False, True)
    assert seats.availability(found, clock.now()).label == "free"
    postponing.set_day(course, MAY, by=ADA)
    assert sorted(one.status for one in cast.fresh(course).sessions) == ["planned", "planned"]


def test_an_open_workshop_can_still_be_called_off(workshop: Workshop, time: cast.Time) -> None:
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=ADA)
    time.move(days=40)
    assert workshops.cancel(workshop, because="Es wird nichts.", by=ADA) == 2
    assert cast.fresh(workshop).is_undated is False
    assert catalogue.find(Filters(free=True)).total == 0
