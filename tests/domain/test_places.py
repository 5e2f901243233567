"""Venues and rooms: what a new name or address means for calendars and those who come."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import catalogue, masterdata, places, rooms, venues, workshops
from wirworkshops.domain.catalogue import Filters
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.rooms import RoomPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Session, Workshop

HAUS = VenuePlan("Haus der Vereine", "Marktplatz 1", "63065", "Offenbach am Main")


def workshop_in(room: Room, *days: int, title: str = "Beratung") -> Workshop:
    dates = [replace(plan, room_id=room.id) for plan in cast.dates(*(days or (14,)))]
    return cast.make_workshop(title, sessions=tuple(dates))


def letters(kind: str = "changed") -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Letter).where(Letter.kind == kind)).all())


def standing(workshop: Workshop) -> list[int]:
    db.session.rollback()
    query = select(Session.sequence).where(Session.workshop_id == workshop.id)
    return list(db.session.scalars(query.order_by(Session.starts_at)))


def now(venue: Venue, **values: Any) -> VenuePlan:
    return replace(masterdata.plan_of(cast.fresh(venue), VenuePlan), **values)


@pytest.mark.parametrize("new", [{"name": "Neues Rathaus"}, {"street": "Berliner Straße 98"}])
def test_a_new_name_or_address_raises_sequence_and_is_told(
    app: Flask, time: cast.Time, new: dict[str, str]
) -> None:
    room = cast.room()
    workshop, draft = workshop_in(room, 14, 21), cast.make_draft()
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.DUA)
    time.move(hours=1)
    assert places.concerned({room.id}) == 2
    assert venues.change(room.venue, now(room.venue, **new), by=WORKER) == 2
    assert standing(workshop) == [1, 1]
    assert letters() == 4
    assert cast.fresh(workshop).changed_at == time.now
    assert standing(draft) == [0]
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.act, event.facts) == ("edited", {"moved": 2, "told": 2})


def test_a_slip_of_the_pen_is_put_right_without_letters(app: Flask, time: cast.Time) -> None:
    room = cast.room()
    workshop = workshop_in(room)
    cast.confirmed(workshop)
    time.move(hours=1)
    assert venues.change(room.venue, now(room.venue, name="Rathhaus"), by=WORKER, quietly=True) == 0
    assert (standing(workshop), letters()) == ([0], 0)
    assert cast.fresh(workshop).changed_at == time.now


@pytest.mark.parametrize("new", [{"directions": {"de": "Bus 101"}}, {"latitude": 50.1}])
def test_how_one_gets_there_is_stamped_only(
    app: Flask, time: cast.Time, new: dict[str, Any]
) -> None:
    room = cast.room()
    workshop = workshop_in(room)
    cast.confirmed(workshop)
    time.move(hours=1)
    assert venues.change(room.venue, now(room.venue, **new), by=WORKER) == 0
    assert (standing(workshop), letters()) == ([0], 0)
    assert cast.fresh(workshop).changed_at == time.now


def test_nothing_new_changes_nothing(app: Flask, time: cast.Time) -> None:
    room = cast.room()
    workshop = workshop_in(room)
    time.move(hours=1)
    venues.change(room.venue, now(room.venue), by=WORKER)
    rooms.change(room, rooms.plan_of(room), by=WORKER)
    assert cast.fresh(workshop).changed_at == cast.NOW


def test_what_is_over_or_off_is_not_told(app: Flask, time: cast.Time) -> None:
    room = cast.room()
    over, off = workshop_in(room, 1), workshop_in(room, 14, title="Anderes")
    for workshop in (over, off):
        cast.confirmed(workshop)
    workshops.cancel(off, because="Krank", by=WORKER)
    time.move(days=2)
    before = standing(off)
    assert places.concerned({room.id}) == 0
    assert venues.change(room.venue, now(room.venue, name="Neu"), by=WORKER) == 0
    assert (standing(over), standing(off), letters()) == ([0], before, 0)


def test_at_a_conference_only_those_are_counted_who_chose_the_room(app: Flask) -> None:
    room = cast.room()
    one, other = cast.parallel(14, 2)
    workshop = cast.make_workshop(sessions=(replace(one, room_id=room.id), other))
    cast.confirmed(workshop)
    assert places.concerned({room.id}) == 0


def test_a_room_changes_its_name_features_and_floor(app: Flask) -> None:
    room = cast.room()
    workshop = workshop_in(room)
    cast.confirmed(workshop)
    plan = RoomPlan("Saal 4", {"de": "2. Stock"}, 30, {"hearing-loop": {"de": "Am Pult fragen"}})
    assert rooms.change(room, plan, by=WORKER) == 1
    assert (standing(workshop), letters()) == ([1], 1)
    assert rooms.plan_of(cast.fresh(room)) == plan
    quiet = replace(plan, features={"hearing-loop": {"de": "Bitte fragen"}, "step-free": {}})
    assert rooms.change(room, quiet, by=WORKER) == 0
    assert standing(workshop) == [1]
    assert rooms.plan_of(cast.fresh(room)) == quiet


def test_a_venue_begins_with_a_room_that_is_the_whole_of_it(app: Flask) -> None:
    venue = venues.add(HAUS)
    assert [room.label for room in cast.fresh(venue).rooms] == ["Haus der Vereine"]


def test_a_room_of_the_same_name_is_refused_in_one_venue_only(app: Flask) -> None:
    room, venue = cast.room(), venues.add(HAUS)
    with pytest.raises(Invalid, match="name-known"):
        rooms.add(room.venue, RoomPlan("saal 3"))
    assert rooms.add(venue, RoomPlan("Saal 3")).venue_id == venue.id


def test_what_has_been_used_cannot_vanish(app: Flask) -> None:
    room = cast.room()
    workshop_in(room)
    for act in (lambda: rooms.remove(room), lambda: venues.remove(room.venue)):
        with pytest.raises(Conflict, match="record-in-use"):
            act()


def test_an_unused_venue_goes_with_its_rooms(app: Flask) -> None:
    room = cast.room()
    venues.remove(room.venue)
    for model in (Venue, Room, RoomFeature):
        assert db.session.query(model).count() == 0


def test_merging_moves_rooms_and_makes_those_of_one_name_one(app: Flask) -> None:
    room, into = cast.room(), venues.add(HAUS)
    gone = cast.room("Küche")
    same = rooms.add(into, RoomPlan("SAAL 3", features={"captions": {}}))
    workshop, other = workshop_in(room, 14, 21), workshop_in(gone, 14, title="Anderes")
    cast.confirmed(workshop)
    assert venues.merge(room.venue, into, by=WORKER) == 1
    assert (standing(workshop), standing(other), letters()) == ([1, 1], [1], 2)
    assert {one.room_id for one in cast.fresh(workshop).sessions} == {same.id}
    assert sorted(one.name for one in cast.fresh(into).rooms) == ["", "Küche", "SAAL 3"]
    assert sorted(rooms.plan_of(cast.fresh(same)).features) == ["captions", "step-free"]
    assert db.session.query(Venue).count() == 1


def test_a_merged_venues_address_goes_on_working_in_filters(app: Flask) -> None:
    room, into = cast.room(), venues.add(HAUS)
    workshop_in(room)
    venues.merge(room.venue, into, by=WORKER)
    for slug in ("rathaus", "haus-der-vereine"):
        assert catalogue.count(Filters(venue=(slug,))) == 1


def test_doubles_that_read_alike_are_merged_without_letters(app: Flask) -> None:
    room = cast.room()
    workshop = workshop_in(room)
    cast.confirmed(workshop)
    into = venues.add(replace(HAUS, name="Stadthaus"))
    alike = now(room.venue, name=room.venue.name)
    venues.change(into, replace(alike, name="Rathaus (alt)"), by=WORKER)
    same = rooms.add(into, RoomPlan("Saal 3"))
    with db.engine.begin() as connection:  # as an import of long ago has left it
        table = Venue.__table__
        connection.execute(table.update().where(table.c.id == into.id).values(name="Rathaus"))
    assert venues.merge(room.venue, into, by=WORKER) == 0
    assert (standing(workshop), letters()) == ([0], 0)
    assert cast.fresh(workshop.sessions[0]).room_id == same.id


def test_rooms_of_one_venue_are_merged_told_or_quietly(app: Flask) -> None:
    first, second, third = (cast.room(name) for name in ("Saal 1", "Saal 2", "Saal 3"))
    workshop, other = workshop_in(second), workshop_in(third, title="Anderes")
    for one in (workshop, other):
        cast.confirmed(one)
    assert rooms.merge(second, first, by=WORKER) == 1
    assert rooms.merge(third, first, by=WORKER, quietly=True) == 0
    assert (standing(workshop), standing(other), letters()) == ([1], [0], 1)
    assert masterdata.used(rooms.NOUN, first.id) == 2


def test_rooms_of_two_venues_stay_two(app: Flask) -> None:
    room, venue = cast.room(), venues.add(HAUS)
    other = rooms.add(venue, RoomPlan("Küche"))
    with pytest.raises(Invalid, match="merge-elsewhere"):
        rooms.merge(room, other, by=WORKER)


def test_rooms_are_listed_with_what_uses_them(app: Flask) -> None:
    room = cast.room()
    workshop_in(room, 14, 21)
    assert [(line.row.name, line.used) for line in rooms.in_venue(room.venue)] == [("Saal 3", 1)]
