"""Venues and rooms: their forms, who hears of a new place, and merging them."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from tests.web.organise.editing import letters
from tests.web.organise.records import TYPED, path
from wirworkshops.database import db, transaction
from wirworkshops.domain import rooms, venues
from wirworkshops.domain.rooms import RoomPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Workshop


def in_room(title: str = "Beratung") -> Workshop:
    room = cast.room()
    (session,) = cast.dates(14)
    return cast.make_workshop(title, sessions=(replace(session, room_id=room.id),))


def test_a_new_address_says_beforehand_who_is_written_to(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    room = cast.fresh(workshop.sessions[0]).room
    page = path("venues", room.venue, "edit")
    assert "bekommt 1 Mensch eine Nachricht" in ada.get(page).text
    answer = ada.send(page, TYPED["venues"] | {"name": "Rathaus", "quietly": "y"})  # type: ignore[attr-defined]
    assert (answer.status_code, letters("changed")) == (303, 0)
    answer = ada.send(page, TYPED["venues"])  # type: ignore[attr-defined]
    assert (answer.status_code, letters("changed")) == (303, 1)
    assert "1 Nachricht geht hinaus." in ada.get(answer.location).text
    assert cast.fresh(workshop.sessions[0]).sequence == 1


@pytest.mark.parametrize(("more", "sequence"), [({}, "1"), ({"quietly": "y"}, "0")])
def test_calendars_show_the_new_place(
    ada: FlaskClient, time: cast.Time, more: dict[str, str], sequence: str
) -> None:
    workshop = in_room()
    room = cast.fresh(workshop.sessions[0]).room
    time.move(hours=1)
    ada.send(path("venues", room.venue, "edit"), TYPED["venues"] | more)  # type: ignore[attr-defined]
    entry = ada.get(f"/workshops/{workshop.slug}.ics").text.replace("\r\n ", "")
    assert "LOCATION:Neu\\, Saal 3\\, Weg 1\\, 63065 Offenbach\r\n" in entry
    assert f"SEQUENCE:{sequence}\r\n" in entry
    assert f"DTSTAMP:{time.now:%Y%m%dT%H%M%SZ}\r\n" in entry


def test_a_room_is_added_changed_and_deleted(ada: FlaskClient) -> None:
    venue = cast.room().venue
    new = f"/organise/venues/{venue.id}/rooms/new"
    typed = {
        "name": "Küche", "floor": "EG", "floor_en": "Ground floor", "capacity": "12",
        "has_hearing_loop": "y", "note_hearing_loop": "Am Pult", "note_step_free": "Rampe",
    }  # fmt: skip
    assert ada.send(new, typed).status_code == 303  # type: ignore[attr-defined]
    db.session.rollback()
    room = db.session.scalars(select(Room).where(Room.name == "Küche")).one()
    plan = RoomPlan(
        "Küche", {"de": "EG", "en": "Ground floor"}, 12, {"hearing-loop": {"de": "Am Pult"}}
    )
    assert rooms.plan_of(room) == plan
    assert "12 Plätze, Induktive Höranlage" in ada.get(path("venues", venue, "edit")).text
    page = path("rooms", room, "edit")
    assert "Am Pult" in ada.get(page).text
    refused = ada.send(page, typed | {"name": "saal 3"})  # type: ignore[attr-defined]
    assert refused.status_code == 422
    assert "Diesen Namen gibt es schon." in refused.text
    assert ada.send(page, typed | {"capacity": ""}).status_code == 303  # type: ignore[attr-defined]
    assert rooms.plan_of(cast.fresh(room)) == replace(plan, capacity=None)
    assert ada.send(path("rooms", room, "delete"), {}).status_code == 303  # type: ignore[attr-defined]
    assert "Küche" not in ada.get(path("venues", venue, "edit")).text


def test_rooms_of_one_venue_are_merged(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    room, other = cast.room(), cast.room("Küche")
    elsewhere = venues.add(VenuePlan("Haus der Vereine"))
    page = path("rooms", room, "merge")
    text = ada.get(page).text
    assert "1 Veranstaltung zieht um." in text
    assert "Haus der Vereine" not in text
    assert ada.send(page, {"into": str(elsewhere.id + 999)}).status_code == 422  # type: ignore[attr-defined]
    assert ada.send(page, {"into": str(other.id)}).status_code == 303  # type: ignore[attr-defined]
    assert (cast.fresh(workshop.sessions[0]).room_id, letters("changed")) == (other.id, 1)


def test_a_merged_venue_brings_its_rooms(ada: FlaskClient) -> None:
    workshop = in_room()
    cast.confirmed(workshop)
    venue, into = cast.room().venue, venues.add(VenuePlan("Haus der Vereine"))
    page = path("venues", venue, "merge")
    assert "1 Raum zieht mit." in ada.get(page).text
    answer = ada.send(page, {"into": str(into.id), "quietly": "y"})  # type: ignore[attr-defined]
    assert (answer.status_code, letters("changed")) == (303, 0)
    assert cast.fresh(workshop.sessions[0]).room.label == "Haus der Vereine, Saal 3"


def test_a_venue_costs_as_many_queries_with_1_room_as_with_60(
    ada: FlaskClient, queries: Queries
) -> None:
    venue = cast.room().venue
    with queries:
        ada.get(path("venues", venue, "edit"))
    alone = len(queries)
    with transaction() as session:
        session.add_all(Room(venue_id=venue.id, name=f"Raum {n}", floor={}) for n in range(59))
    queries.clear()
    with queries:
        page = ada.get(path("venues", venue, "edit")).text
    assert len(queries) == alone
    assert "Raum 58" in page
