"""Letters about a place that has a new name or address."""

from dataclasses import replace

from flask import Flask

from tests import cast
from tests.letters import mails
from wirworkshops.config import Settings
from wirworkshops.domain import masterdata, venues
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.venues import VenuePlan


def test_the_letter_brings_the_new_place_into_her_calendar(app: Flask, demo: Settings) -> None:
    room = cast.room()
    (date,) = cast.dates(14)
    workshop = cast.make_workshop(sessions=(replace(date, room_id=room.id),))
    mails.firm(workshop, demo)
    venue = cast.fresh(room).venue
    plan = replace(masterdata.plan_of(venue, VenuePlan), street="Berliner Straße 98")
    assert venues.change(venue, plan, by=WORKER) == 1
    mail = mails.only(demo)
    assert mail.kind == "changed"
    assert "Der Beginn bleibt gleich." in mail.text
    assert "Berliner Straße 98" in mail.text
    calendar = mail.calendar
    assert calendar is not None
    assert calendar["method"] == "REQUEST"
    assert (calendar.event["uid"], calendar.event["sequence"]) == (workshop.sessions[0].uid, "1")
    assert "Berliner Straße 98" in calendar.event["location"]
