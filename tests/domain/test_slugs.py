"""Addresses of workshops' pages: one for each, however many want the same at once."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.domain.scenes import ADA, at_once, refused
from wirworkshops.database import db
from wirworkshops.domain import workshops
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


def slugs() -> list[str]:
    db.session.rollback()
    return sorted(db.session.scalars(select(Workshop.slug)))


def test_of_many_with_the_same_title_each_gets_the_next_number() -> None:
    for _ in range(3):
        cast.make_draft("Offener Treff")
    cast.make_draft("Offener Treff am Abend")
    assert slugs() == [
        "offener-treff", "offener-treff-2", "offener-treff-3", "offener-treff-am-abend",
    ]  # fmt: skip


def test_an_old_address_and_that_of_the_calendar_stay_taken() -> None:
    workshop = cast.make_workshop("Früher")
    workshops.rename(workshop, "heute", by=ADA)
    cast.make_draft("Früher")
    cast.make_draft("Calendar")
    assert slugs() == ["calendar-2", "frueher-2", "heute"]


def test_two_who_want_the_same_address_at_once_get_one_each(app: Flask) -> None:
    hosts = cast.host().id, cast.host("frauentreff").id
    plans = [cast.plan("Offener Treff", host_id=hosts[number % 2]) for number in range(4)]
    acts = [partial(workshops.create, plan, by=ADA) for plan in plans]
    assert at_once(app, acts) == ["done"] * 4
    assert slugs() == ["offener-treff", *(f"offener-treff-{number}" for number in (2, 3, 4))]


def test_of_two_who_rename_at_once_one_is_refused(app: Flask) -> None:
    numbers = [cast.make_workshop(title).id for title in ("Eins", "Zwei")]

    def rename(number: int) -> None:
        workshop = workshops.by_id(number)
        assert workshop
        workshops.rename(workshop, "treff", by=ADA)

    assert sorted(at_once(app, [partial(rename, number) for number in numbers])) == [
        "done", "slug-taken",
    ]  # fmt: skip


def test_what_is_not_an_address_is_refused() -> None:
    workshop = cast.make_workshop("Eins")
    for wrong in ("Zwei Wörter", "calendar", ""):
        refused("slug-taken", workshops.rename, workshop, wrong, by=ADA)
