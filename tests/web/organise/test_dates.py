"""The dates of a trainer, and those of a helper today."""

from dataclasses import replace

from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.models.workshops import Workshop

DATES = "/organise/dates"


def led(*days: int, title: str = "Beratung, die ankommt", name: str = "Ana Arends") -> Workshop:
    sessions = (replace(session, trainer_names=(name,)) for session in cast.dates(*days))
    return cast.make_workshop(title, sessions=tuple(sessions))


def test_a_trainer_sees_her_own_dates_with_numbers_and_without_names(ana: FlaskClient) -> None:
    cast.confirmed(led(1))
    led(2, title="Ganz etwas anderes", name="Toni Falk")
    page = ana.get(DATES).text
    assert "Beratung, die ankommt" in page
    assert "1 von 20" in page
    assert "Wer ist da?" not in page
    assert "Ganz etwas anderes" not in page
    assert cast.CEM.name not in page


def test_on_the_day_the_list_is_open(ana: FlaskClient, time: cast.Time) -> None:
    workshop = led(1)
    cast.confirmed(workshop)
    time.move(days=1)
    number = workshop.sessions[0].id
    assert f"/organise/sessions/{number}/attendance" in ana.get(DATES).text
    page = ana.get(f"/organise/sessions/{number}/attendance").text
    assert cast.CEM.name in page
    assert cast.CEM.email not in page
    assert f'href="{DATES}"' in page


def test_before_the_day_the_list_says_when_it_opens(ana: FlaskClient) -> None:
    answer = ana.get(f"/organise/sessions/{led(1).sessions[0].id}/attendance")
    assert answer.status_code == 403
    assert "nur am Tag des Termins" in answer.text


def test_past_dates_have_a_list_of_their_own(ana: FlaskClient, time: cast.Time) -> None:
    led(1)
    time.move(days=3)
    assert "Es steht kein Termin an" in ana.get(DATES).text
    assert "Beratung, die ankommt" in ana.get(f"{DATES}?view=past").text


def test_what_is_over_today_stays_in_sight_until_midnight(
    ana: FlaskClient, time: cast.Time
) -> None:
    led(1)
    time.move(days=1, hours=9)
    assert "Wer ist da?" in ana.get(DATES).text
    assert "sobald sie vorbei sind" in ana.get(f"{DATES}?view=past").text


def test_a_helper_sees_today_and_only_that(hal: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop(sessions=cast.dates(1))
    assert "Heute steht kein Termin an" in hal.get(DATES).text
    time.move(days=1)
    cast.make_workshop("Erst morgen", sessions=cast.dates(1))
    page = hal.get(DATES).text
    assert "Beratung, die ankommt" in page
    assert "Erst morgen" not in page


def test_a_helper_marks_who_is_there(hal: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1))
    registration = cast.confirmed(workshop)
    time.move(days=1)
    to = f"/organise/sessions/{workshop.sessions[0].id}/attendance"
    answer = hal.send(to, {"here": str(registration.id)})
    assert (answer.status_code, answer.location) == (303, to)
    assert "Gespeichert: 1 da." in hal.get(to).text


def test_what_there_is_not_is_not_found(ana: FlaskClient, hal: FlaskClient) -> None:
    for client, query in ((ana, "view=alle"), (hal, "view=past"), (ana, "page=2"), (ana, "page=x")):
        assert client.get(f"{DATES}?{query}").status_code == 404, query


def test_the_page_asks_as_often_for_three_dates_as_for_one(
    ana: FlaskClient, queries: Queries
) -> None:
    counts = []
    for number in range(3):
        led(number + 1, title=f"Termin {number}")
        ana.get(DATES)
        with queries:
            queries.clear()
            ana.get(DATES)
        counts.append(len(queries))
    assert counts[0] == counts[2]
