"""At once: several who act at the same moment leave one clear state."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import at_once, counts
from wirworkshops.database import db
from wirworkshops.domain import (
    catalogue,
    corrections,
    registrations,
)
from wirworkshops.domain.applications import Application
from wirworkshops.models.registrations import Registration

pytestmark = pytest.mark.usefixtures("app")


def test_confirming_and_withdrawing_at_once_leave_one_clear_state(app: Flask) -> None:
    workshop = cast.make_workshop()
    for number in range(6):
        key = cast.sign_up(workshop, cast.somebody(number)).id
        results = at_once(app, [partial(confirm, key), partial(withdraw, key)])
        assert results in (["done", "done"], ["confirm-withdrawn", "done"])
        assert cast.fresh(read(key)).status == "withdrawn"
    assert counts(workshop) == (0, 0, 0)


def read(key: int) -> Registration:
    registration = registrations.by_id(key)
    assert registration
    return registration


def confirm(key: int) -> None:
    registrations.confirm(read(key))


def withdraw(key: int) -> None:
    registrations.withdraw(read(key))


def test_the_same_person_at_once_has_one_registration(app: Flask) -> None:
    workshop = cast.make_workshop()
    slug = workshop.slug

    def sign_up() -> None:
        registrations.sign_up(catalogue.bare(slug), cast.CEM)  # type: ignore[arg-type]

    assert at_once(app, [sign_up] * 6) == ["done"] * 6
    assert counts(workshop) == (1, 0, 0)
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 1


def test_of_many_at_once_as_many_get_a_seat_as_there_are(app: Flask) -> None:
    workshop = cast.make_workshop(capacity=3, waiting_list=False)
    slug = workshop.slug
    acts = [
        lambda number=number: registrations.sign_up(
            catalogue.bare(slug),  # type: ignore[arg-type]
            cast.somebody(number),
        )
        for number in range(12)
    ]
    assert sorted(at_once(app, acts)) == ["done"] * 3 + ["signup-full"] * 9
    assert counts(workshop) == (3, 0, 0)


def test_two_colleagues_renamed_alike_at_once_stay_two(app: Flask) -> None:
    workshop = cast.make_workshop()
    keys = [
        cast.sign_up(workshop, Application(name=name, email="team@kita.example")).id
        for name in ("Cem", "Dua")
    ]
    acts = [
        lambda key=key: corrections.correct(read(key), name="Eve", phone="", organisation="")
        for key in keys
    ]
    assert sorted(at_once(app, acts)) == ["done", "name-taken"]
