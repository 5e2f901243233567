"""Participants: their calendars and links, and what ends with them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import counts, kinds
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import (
    calendars,
    moves,
    participants,
    registrations,
)
from wirworkshops.domain.applications import Application
from wirworkshops.errors import Conflict, Gone, Invalid, NotFound
from wirworkshops.models.outbox import Letter

pytestmark = pytest.mark.usefixtures("app")


def test_changing_to_the_own_feed_takes_the_invitations_back() -> None:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(3, 10)))
    person = registration.participant
    assert person is not None
    calendars.choose(person, "feed")
    assert (cast.fresh(person).calendar, cast.fresh(registration).sequence) == ("feed", 1)
    assert kinds(registration)[-2:] == ["removal", "removal"]
    calendars.choose(person, "feed")
    calendars.choose(person, "mail")
    assert cast.fresh(registration).sequence == 2
    assert kinds(registration)[-3:] == ["removal", "invitation", "invitation"]


def test_only_firm_and_coming_dates_change_their_way(time: cast.Time) -> None:
    past = cast.confirmed(cast.make_workshop("Eins", sessions=cast.dates(1)))
    held = cast.sign_up(cast.make_workshop("Zwei"))
    time.move(days=2)
    person = past.participant
    assert person is not None
    calendars.choose(person, "feed")
    assert [cast.fresh(row).sequence for row in (past, held)] == [0, 0]
    assert "removal" not in kinds(past) + kinds(held)


def test_an_unknown_way_is_refused() -> None:
    person = cast.sign_up(cast.make_workshop()).participant
    with pytest.raises(Invalid):
        calendars.choose(person, "brieftaube")  # type: ignore[arg-type]


def test_a_fresh_link_goes_to_each_person_of_the_mailbox() -> None:
    workshop = cast.make_workshop()
    cast.sign_up(workshop, Application(name="Cem", email="team@kita.example"))
    cast.sign_up(workshop, Application(name="Dua", email="team@kita.example"))
    participants.send_links("TEAM@kita.example")
    participants.send_links("team@kita.exampl")
    query = select(func.count()).where(Letter.kind == "my_link")
    assert db.session.scalar(query) == 2


def test_deleted_people_cannot_act() -> None:
    registration = cast.sign_up(cast.make_workshop())
    registration.participant = None
    db.session.commit()
    for verb in (registrations.confirm, registrations.withdraw):
        with pytest.raises(Gone):
            verb(registration)


def test_refusals_leave_nothing_behind() -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    registrations.withdraw(registration)
    with pytest.raises(Conflict):
        registrations.confirm(registration)
    assert counts(workshop) == (0, 0, 0)
    assert NotFound.status == 404


def test_the_hold_lasts_as_the_settings_say() -> None:
    moves.set_hold_hours(48)
    try:
        row = cast.sign_up(cast.make_workshop())
        assert row.held_until == clock.now() + timedelta(hours=48)
    finally:
        moves.set_hold_hours(24)
