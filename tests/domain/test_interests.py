"""Interests: "tell me about the next date", for those who do not want to wait."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import letters_of
from tests.visitors import all_at_once
from wirworkshops.database import db
from wirworkshops.domain import catalogue, interests, workshops
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Interest
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")


def note(workshop: Workshop, who: Application = cast.EVE) -> None:
    interests.note(workshop, name=who.name, email=who.email, language="de")


def number() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Interest)) or 0


def test_who_asks_hears_of_the_next_date_once_when_it_is_published() -> None:
    workshop = cast.make_workshop()
    note(workshop)
    draft = cast.make_draft(original_id=workshop.id)
    assert letters_of("next_date") == []
    workshops.publish(draft, by=WORKER)
    assert [letter.facts for letter in letters_of("next_date")] == [{"workshop": draft.id}]
    cast.make_workshop(original_id=workshop.id)
    assert len(letters_of("next_date")) == 1


def test_asking_twice_is_the_same_as_once() -> None:
    workshop = cast.make_workshop()
    note(workshop)
    note(workshop)
    assert (number(), len(letters_of("interest"))) == (1, 2)


def test_who_asked_at_two_dates_of_the_same_content_hears_of_a_third_once() -> None:
    workshop = cast.make_workshop()
    note(workshop)
    second = cast.make_workshop(original_id=workshop.id)
    assert len(letters_of("next_date")) == 1
    note(workshop)
    note(second)
    cast.make_workshop(original_id=workshop.id)
    assert len(letters_of("next_date")) == 2


def test_other_content_is_no_news() -> None:
    note(cast.make_workshop())
    cast.make_workshop("Etwas anderes")
    assert letters_of("next_date") == []


def test_who_is_registered_asks_from_her_page_and_forgets_it_again() -> None:
    row = cast.sign_up(cast.make_workshop())
    interests.note_for(row)
    (letter,) = letters_of("interest")
    interest = interests.by_id(letter.facts["interest"])
    assert interest is not None
    assert interest.participant == row.participant
    interests.forget(interest)
    assert number() == 0


def test_two_clicks_at_once_make_one_wish(app: Flask) -> None:
    slug = cast.make_workshop().slug

    def click(_: int, slug: str) -> None:
        with app.app_context():
            try:
                note(catalogue.bare(slug))  # type: ignore[arg-type]
            finally:
                db.session.remove()

    assert all_at_once(5, partial(click, slug=slug)) == [None] * 5
    assert number() == 1
