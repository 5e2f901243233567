"""The line under the form of a workshop: who will be told what, as it then comes about."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.editing import edit, letters, of, send
from wirworkshops.domain import online
from wirworkshops.domain.applications import Application
from wirworkshops.models.workshops import Workshop

URL, OTHER = "https://meet.example/1", "https://meet.example/2"
WITH_LINK = "Ändern sich Zeit, Ort oder Online-Link, bekommt 1 Mensch eine Nachricht."
WITHOUT = "Ändern sich Zeit oder Ort, bekommt 1 Mensch eine Nachricht."
HELD = "Der Online-Link geht erst später hinaus: Mi, 17. März 2027, 7:00 Uhr."
SOON = "geht gleich an alle, die online dabei sind."


def made(hours: int | None, *days: int, url: str = URL) -> Workshop:
    dates = [replace(one, is_online=True, online_url=url) for one in cast.dates(*(days or (14,)))]
    workshop = cast.make_workshop(link_hours=hours, sessions=tuple(dates))
    cast.confirmed(workshop)
    return workshop


def line(client: FlaskClient, workshop: Workshop) -> str:
    page = client.get(edit(workshop)).text.split('class="ww-savebar"', 1)[1]
    found = re.search(r"<p[^>]*>(.*?)</p>", page)
    assert found
    return found[1]


def typed(workshop: Workshop, hours: str, url: str) -> dict[str, Any]:
    more = {"sessions-0-is_online": "y", "sessions-0-online_url": url, "link_hours": hours}
    return of(workshop) | more


def test_a_link_that_people_have_counts_like_time_and_place(ada: FlaskClient) -> None:
    workshop = made(None)
    assert line(ada, workshop) == f"{WITH_LINK} Anderes steht still auf der Seite."
    send(ada, edit(workshop), typed(workshop, "", OTHER))
    assert letters("changed") == 1


def test_a_link_that_is_held_back_is_no_news_before_its_hour(ada: FlaskClient) -> None:
    workshop = made(2)
    said = line(ada, workshop)
    assert WITHOUT in said
    assert HELD in said
    send(ada, edit(workshop), typed(workshop, "2", OTHER))
    assert (letters("changed"), letters("link")) == (0, 0)


@pytest.mark.usefixtures("lasting")
def test_once_it_is_out_it_is_news_again(ada: FlaskClient, time: cast.Time) -> None:
    workshop = made(2)
    time.jump(workshop.starts_at)
    time.move(hours=-1)
    online.give(workshop.sessions[0].id)
    assert line(ada, cast.fresh(workshop)) == f"{WITH_LINK} Anderes steht still auf der Seite."


@pytest.mark.usefixtures("lasting")
def test_a_link_entered_after_its_hour_goes_out_at_once(ada: FlaskClient, time: cast.Time) -> None:
    workshop = made(2, url="")
    time.jump(workshop.starts_at)
    time.move(hours=-1)
    assert SOON in line(ada, workshop)
    send(ada, edit(workshop), typed(workshop, "2", URL))
    online.give(workshop.sessions[0].id)
    assert letters("link") == 1


@pytest.mark.usefixtures("lasting")
def test_of_several_dates_each_has_its_hour(ada: FlaskClient, time: cast.Time) -> None:
    workshop = made(2, 14, 16)
    assert "der nächste: Mi, 17. März 2027, 7:00 Uhr." in line(ada, workshop)
    time.jump(workshop.starts_at)
    online.give(workshop.sessions[0].id)
    said = line(ada, cast.fresh(workshop))
    assert WITH_LINK in said
    assert "der nächste: Fr, 19. März 2027, 7:00 Uhr." in said


def test_a_date_in_a_room_knows_no_link_to_hold_back(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(link_hours=2)
    cast.confirmed(workshop)
    assert line(ada, workshop) == f"{WITHOUT} Anderes steht still auf der Seite."


def test_who_has_no_mailbox_is_to_be_rung(ada: FlaskClient) -> None:
    workshop = made(None)
    cast.confirmed(workshop, Application(name="Rosa Alt", email="", other_contact="069 123"))
    assert "1 Mensch hat keine E-Mail-Adresse und steht dann unter „Anrufe und Briefe“." in line(
        ada, workshop
    )
