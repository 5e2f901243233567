"""The month: /workshops/calendar."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.public.reading import words
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.web.public import feasts

PATH = "/workshops/calendar"


def test_this_month_is_shown_where_none_is_named(client: FlaskClient) -> None:
    cast.make_workshop("Beratung", sessions=cast.dates(8))
    page = client.get(PATH)
    text = words(page.text)
    assert page.status_code == 200
    assert text.startswith("März 2027 Liste Monat Februar April Montag")
    assert "Do, 11 . März 9:00 Beratung" in text
    assert "3 . März heute" in text


def test_each_session_says_which_it_is(client: FlaskClient) -> None:
    cast.make_workshop("Kurs", sessions=cast.dates(8, 15, 40))
    march, april = client.get(f"{PATH}?month=2027-03"), client.get(f"{PATH}?month=2027-04")
    assert "Kurs · 1 von 3" in words(march.text)
    assert "Kurs · 2 von 3" in words(march.text)
    assert "Kurs · 3 von 3" in words(april.text)


def test_a_cancelled_session_is_struck_and_named(client: FlaskClient) -> None:
    workshop = cast.make_workshop("Kurs", sessions=cast.dates(8))
    workshops.cancel(workshop, because="Krank", by=WORKER)
    page = client.get(PATH)
    assert "ww-event is-off" in page.text
    assert "Abgesagt" in words(page.text)


def test_the_filters_come_along(client: FlaskClient) -> None:
    cast.make_workshop("Kurs", sessions=cast.dates(8), kind="course")
    cast.make_workshop("Runde", sessions=cast.dates(9), kind="circle")
    page = client.get(f"{PATH}?month=2027-03&kind=course&from=2027-03-30")
    assert "Kurs" in words(page.text)
    assert "Runde" not in words(page.text)
    assert 'href="/workshops/calendar?kind=course&amp;month=2027-04"' in page.text
    assert 'href="/workshops?kind=course"' in page.text


def test_december_leads_to_january_of_the_next_year(client: FlaskClient) -> None:
    text = words(client.get(f"{PATH}?month=2027-12").text)
    assert "November Januar 2028" in text


@pytest.mark.parametrize(
    "month", ["2027-13", "2027-00", "2027", "27-03", "1999-12", "2100-01", "2027-3", "x", "²⁰²⁷-03"]
)
def test_a_month_that_is_none_is_not_found(client: FlaskClient, month: str) -> None:
    page = client.get(PATH, query_string={"month": month})
    assert page.status_code == 404
    assert "Diesen Monat gibt es nicht." in words(page.text)


@pytest.mark.parametrize(("month", "lost"), [("2000-01", "prev"), ("2099-12", "next")])
def test_the_calendar_has_an_end(client: FlaskClient, month: str, lost: str) -> None:
    page = client.get(f"{PATH}?month={month}")
    assert page.status_code == 200
    assert f'rel="{lost}"' not in page.text


def test_the_month_is_only_read(client: FlaskClient) -> None:
    assert client.post(PATH).status_code == 405


def test_three_rows_cost_as_many_queries_as_one(client: FlaskClient, queries: Queries) -> None:
    cast.make_workshop("Eins", sessions=cast.dates(5))
    client.get(f"{PATH}?month=2027-03")
    cast.make_workshop("Zwei", sessions=cast.dates(6, 13))
    with queries:
        client.get(f"{PATH}?month=2027-03")
    two = len(queries)
    cast.make_workshop("Drei", sessions=cast.dates(7, 14))
    queries.clear()
    with queries:
        client.get(f"{PATH}?month=2027-03")
    assert len(queries) == two


def test_a_session_near_midnight_stands_on_its_local_day(
    client: FlaskClient, time: cast.Time
) -> None:
    time.jump(datetime(2027, 3, 27, 22, 30, tzinfo=UTC))
    plan = cast.dates(0)[0]
    late = type(plan)(
        starts_at=datetime(2027, 3, 31, 22, 30, tzinfo=UTC),
        ends_at=datetime(2027, 3, 31, 23, 30, tzinfo=UTC),
    )
    cast.make_workshop("Nachts", sessions=(late,))
    assert "Do, 1 . April 0:30 Nachts" in words(client.get(f"{PATH}?month=2027-04").text)


def test_days_to_know_stand_in_the_month(client: FlaskClient) -> None:
    text = words(client.get(f"{PATH}?month=2027-03").text)
    for note in (
        "Ramadanfest (voraussichtlich)",
        "Karfreitag",
        "Ostersonntag, Beginn der Sommerzeit",
        "Internationaler Frauentag",
    ):
        assert note in text


def test_feasts_of_a_year(client: FlaskClient) -> None:
    with client.application.test_request_context():
        days = feasts.of_year(2027)
    named = {name: day.isoformat() for day, names in days.items() for name in names}
    assert named["Opferfest (voraussichtlich)"] == "2027-05-16"
    assert named["Nouruz"] == "2027-03-21"
    assert named["Orthodoxes Osterfest"] == "2027-05-02"
    assert named["Rosch ha-Schana"] == "2027-10-02"
    assert named["Fronleichnam"] == "2027-05-27"
    assert named["Ende der Sommerzeit"] == "2027-10-31"
