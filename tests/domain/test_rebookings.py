"""What is booked for needs where one date is called off, moved, left open or added."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import ADA, refused
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import (
    arranging,
    choices,
    needs,
    outlines,
    postponing,
    privacy,
    rebookings,
    registrations,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, WorkshopPlan
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import Rebooking, Registration
from wirworkshops.models.workshops import Session, Workshop

pytestmark = pytest.mark.usefixtures("app")

Line = tuple[str, str, datetime | None]  # what is to be done with which need, and since when
MAY = date(2027, 5, 4)


@pytest.fixture
def course(app: object) -> Workshop:
    """Three dates; two need the same interpreter, one of them childcare, all of it booked."""
    found = cast.make_workshop(sessions=cast.dates(14, 21, 28))
    coming(found, 1, "sign-language")
    coming(found, 2, "sign-language", "childcare")
    return found


def coming(workshop: Workshop, number: int, *kinds: str, state: str = "arranged") -> Registration:
    registration = cast.confirmed(workshop, cast.somebody(number, needs=kinds))
    ids = [need.id for need in cast.fresh(registration).needs]
    arranging.set_state(ids, state, by=WORKER, reach=ALL)
    return registration


def lines(reach: Reach = ALL) -> list[Line]:
    db.session.rollback()
    return [(rebookings.what_to_do(row), row.kind, row.was_at) for row in
            rebookings.still_open(reach)]  # fmt: skip


def second(workshop: Workshop) -> Session:
    return workshop.sessions[1]


def test_a_cancelled_date_calls_off_what_is_booked_for_it(course: Workshop) -> None:
    was = second(course).starts_at
    workshops.cancel_session(second(course), because="Krank", by=ADA)
    assert lines() == [("call-off", "sign-language", was), ("call-off", "childcare", was)]
    assert [row.number for row in rebookings.still_open(ALL)] == [2, 1]
    assert lines(Reach()) == []
    assert [task.state for task in arranging.tasks(ALL)] == ["arranged"] * 3


def test_a_moved_date_has_to_be_booked_anew(course: Workshop) -> None:
    session, was = second(course), second(course).starts_at
    postponing.postpone_session(session, MAY, by=ADA)
    assert lines() == [("move", "sign-language", was), ("move", "childcare", was)]
    postponing.postpone_session(cast.fresh(session), date(2027, 3, 25), by=ADA)
    assert lines() == [("move", "sign-language", was), ("move", "childcare", was)]


def test_a_date_that_is_left_open_is_called_off_and_then_booked(course: Workshop) -> None:
    was, session = second(course).starts_at, second(course)
    postponing.leave_open(course, because="Krank", by=ADA, only=session)
    assert {what for what, _kind, _was in lines()} == {"call-off"}
    off, kept = rebookings.still_open(ALL)
    rebookings.mark_done(off.id, by=ADA)
    postponing.set_day(course, MAY, by=ADA)
    assert set(lines()) == {("add", off.kind, None), ("move", kept.kind, was)}
    workshops.cancel_session(cast.fresh(session), because="Doch nicht", by=ADA)
    assert lines() == [("call-off", kept.kind, was)]


def test_a_date_more_is_to_be_booked_too(course: Workshop) -> None:
    plan = plan_of(course)
    more = replace(plan, sessions=(*plan.sessions, *cast.dates(35)))
    workshops.edit(course, more, by=ADA)
    assert lines() == [("add", "sign-language", None), ("add", "childcare", None)]


def test_another_end_or_room_is_told_and_another_title_not(course: Workshop) -> None:
    plan = plan_of(course)
    titled = replace(plan.sessions[1], title={"de": "Teil 2"})
    workshops.edit(course, replace(plan, sessions=_with(plan.sessions, titled)), by=ADA)
    assert lines() == []
    course = cast.fresh(course)
    longer = replace(titled, ends_at=titled.ends_at + timedelta(hours=1))
    workshops.edit(course, replace(plan, sessions=_with(plan.sessions, longer)), by=ADA)
    assert {(what, was) for what, _kind, was in lines()} == {("move", titled.starts_at)}


def _with(sessions: tuple[SessionPlan, ...], other: SessionPlan) -> tuple[SessionPlan, ...]:
    return (sessions[0], other, *sessions[2:])


def plan_of(workshop: Workshop) -> WorkshopPlan:
    """Return a workshop as its form begins with it."""
    plan = outlines.plan_of(workshop)
    pairs = zip(plan.sessions, workshop.sessions, strict=True)
    return replace(plan, sessions=tuple(replace(one, id=row.id) for one, row in pairs))


def test_what_is_not_booked_yet_leaves_no_line() -> None:
    course = cast.make_workshop(sessions=cast.dates(14, 21))
    coming(course, 1, "childcare", state="impossible")
    gone = coming(course, 2, "diet", state="requested")
    registrations.withdraw(gone)
    workshops.cancel_session(second(course), because="Krank", by=ADA)
    assert lines() == []


def test_a_whole_workshop_that_is_called_off_is_called_off_need_by_need(course: Workshop) -> None:
    postponing.postpone_session(second(course), MAY, by=ADA)
    workshops.cancel(course, because="Krank", by=ADA)
    assert lines() == []
    assert [task.state for task in arranging.tasks(ALL)] == ["call-off"] * 3


def test_of_a_session_that_people_choose_only_theirs_is_rebooked() -> None:
    workshop = cast.make_workshop(sessions=(*cast.dates(14), *cast.parallel(15, 2)))
    cem = coming(workshop, 1, "childcare")
    coming(workshop, 2, "sign-language")
    ((session, pool), _other) = choices.slots(workshop)[0]
    choices.choose(cem, [pool.id])
    workshops.cancel_session(session, because="Krank", by=ADA)
    assert [kind for _what, kind, _was in lines()] == ["childcare"]


def test_where_nobody_needs_it_any_more_nothing_is_booked_anew(course: Workshop) -> None:
    postponing.postpone_session(second(course), MAY, by=ADA)
    for row in db.session.scalars(select(Registration)).all():
        needs.forget_needs_of(row)
    assert lines() == []


def test_what_is_done_is_gone_and_history_knows_no_more_than_that(course: Workshop) -> None:
    workshops.cancel_session(second(course), because="Krank", by=ADA)
    for row in rebookings.still_open(ALL):
        rebookings.mark_done(row.id, by=ADA)
        refused("not-found", rebookings.mark_done, row.id, by=ADA)
    assert lines() == []
    query = select(Event).where(Event.act == "need-rebooked")
    assert [(row.workshop_id, row.registration_id, row.facts) for row in
            db.session.scalars(query)] == [(course.id, None, {})] * 2  # fmt: skip


def test_lines_of_a_date_that_is_over_are_not_shown_and_go_with_the_needs(
    course: Workshop, time: cast.Time
) -> None:
    workshops.cancel_session(second(course), because="Krank", by=ADA)
    time.move(days=22)
    assert lines() == []
    assert _count() == 2
    time.move(days=22)
    privacy.forget_needs(clock.now(), days=14)
    assert _count() == 0


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(Rebooking)) or 0
