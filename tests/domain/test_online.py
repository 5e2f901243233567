"""Online links that go out later: hidden until then, given once, to those who need them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import online, outlines, postponing, templates, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Session, Workshop

pytestmark = pytest.mark.usefixtures("app", "time")
URL, OTHER = "https://meet.example/1", "https://meet.example/2"


def dated(*days: int, url: str = URL) -> tuple[SessionPlan, ...]:
    dates = cast.dates(*(days or (14,)))
    return tuple(replace(date, is_online=True, online_url=url) for date in dates)


def made(hours: int | None = 2, *days: int, **values: Any) -> Workshop:
    values.setdefault("sessions", dated(*days))
    return cast.make_workshop(link_hours=hours, **values)


def give() -> list[str]:
    """Let out what is due; return to whom a letter brings it."""
    before = set(db.session.scalars(select(Letter.id)))
    for number in online.due(clock.now()):
        online.give(number)
    fresh = select(Letter).where(Letter.id.not_in(before), Letter.kind == "link")
    people = [letter.registration for letter in db.session.scalars(fresh.order_by(Letter.id))]
    return [one.participant.name for one in people if one and one.participant]


def edited(workshop: Workshop, hours: int | None, url: str = URL) -> int:
    """Save the same date with another setting or link; return how many are written to."""
    (session,) = cast.fresh(workshop).sessions
    date = replace(dated(url=url)[0], id=session.id, starts_at=session.starts_at,
                   ends_at=session.ends_at)  # fmt: skip
    return workshops.edit(workshop, cast.plan(sessions=(date,), link_hours=hours), by=WORKER)


def session_of(workshop: Workshop) -> Session:
    (session,) = cast.fresh(workshop).sessions
    return session


def test_a_link_is_out_with_the_confirmation_where_nothing_else_is_set() -> None:
    workshop = made(None)
    assert (session_of(workshop).link, online.due(clock.now())) == (URL, [])


def test_a_link_is_held_back_until_its_hour_and_given_once(time: cast.Time) -> None:
    workshop = made(2)
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.EVE)  # not firm yet
    time.jump(workshop.starts_at - timedelta(hours=2, minutes=1))
    assert (give(), session_of(workshop).link) == ([], "")
    time.move(minutes=1)
    assert give() == ["Cem Aksoy"]
    assert give() == []
    session = session_of(workshop)
    assert (session.link, session.sequence, session.changed_at) == (URL, 1, clock.now())


def test_each_date_of_a_course_has_its_own_hour(time: cast.Time) -> None:
    workshop = made(2, 14, 15)
    cast.confirmed(workshop)
    time.jump(workshop.starts_at - timedelta(hours=1))
    give()
    assert [session.link for session in cast.fresh(workshop).sessions] == [URL, ""]


def test_who_comes_into_the_room_of_a_hybrid_workshop_needs_no_link(time: cast.Time) -> None:
    here = replace(dated()[0], room_id=cast.room().id)
    workshop = made(2, sessions=(here,), online_capacity=5)
    there, screen = workshop.pools
    cast.confirmed(workshop, replace(cast.CEM, pool_id=there.id))
    cast.confirmed(workshop, replace(cast.EVE, pool_id=screen.id))
    time.jump(workshop.starts_at - timedelta(hours=2))
    assert give() == ["Eve Stranger"]


def test_a_link_that_is_entered_late_goes_out_at_once(time: cast.Time) -> None:
    workshop = made(2, sessions=dated(url=""))
    cast.confirmed(workshop)
    time.jump(workshop.starts_at - timedelta(hours=1))
    assert give() == []
    assert edited(workshop, 2) == 0
    assert give() == ["Cem Aksoy"]


def test_a_new_link_that_nobody_has_yet_is_no_news(time: cast.Time) -> None:
    workshop = made(2)
    cast.confirmed(workshop)
    assert edited(workshop, 2, OTHER) == 0
    assert (session_of(workshop).sequence, session_of(workshop).online_url) == (0, OTHER)
    time.jump(workshop.starts_at - timedelta(hours=2))
    give()
    assert edited(workshop, 2, URL) == 1  # now they have it, and are told
    assert session_of(workshop).sequence == 2


def test_what_people_have_already_is_not_taken_back() -> None:
    workshop = made(None)
    cast.confirmed(workshop)
    edited(workshop, 2)
    assert session_of(workshop).link == URL
    assert edited(workshop, 2, OTHER) == 1


def test_where_nobody_has_it_yet_it_can_still_be_held_back() -> None:
    workshop = made(None)
    edited(workshop, 2)
    assert session_of(workshop).link == ""


def test_taking_the_setting_back_gives_the_link_now() -> None:
    workshop = made(2)
    cast.confirmed(workshop)
    assert edited(workshop, None) == 1
    assert (session_of(workshop).link, session_of(workshop).sequence) == (URL, 1)


def test_what_is_off_gives_no_link(time: cast.Time) -> None:
    workshop = made(2)
    cast.confirmed(workshop)
    postponing.leave_open(workshop, because="", by=WORKER)
    time.jump(workshop.starts_at - timedelta(hours=1))
    assert give() == []


def test_copies_and_templates_keep_the_setting() -> None:
    workshop = made(48)
    assert outlines.plan_of(workshop).link_hours == 48
    template = templates.keep(workshop, "Online", by=WORKER)
    day = clock.today() + timedelta(days=60)
    assert templates.plan_of(template, day).link_hours == 48
