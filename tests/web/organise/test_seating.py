"""The part of the form about seats: rules, choices, and what cannot be."""

from datetime import date
from datetime import time as hour
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.editing import NEW, newest, of, row, send, typed
from wirworkshops import clock

SEATS = {
    "admission": "approval",
    "moves_up": "direct",
    "queue": "fitting",
    "most_seats": "4",
    "names_on": "2027-04-10",
    "online_capacity": "30",
    "minimum": "5",
    "decide_on": "2027-04-08",
    "decide_hour": "18:00",
    "reminders": ["168", "24"],
    "link_hours": "2",
}


def test_the_rules_of_seats_are_stored_and_shown_again(ada: FlaskClient) -> None:
    send(ada, NEW, typed(**SEATS))
    workshop = newest()
    assert (workshop.admission, workshop.moves_up, workshop.queue) == (
        "approval", "direct", "fitting"
    )  # fmt: skip
    assert (workshop.most_seats, workshop.minimum, workshop.reminders) == (4, 5, [168, 24])
    assert workshop.link_hours == 2
    assert workshop.names_until == clock.at(date(2027, 4, 10), hour(12))
    assert workshop.decide_at == clock.at(date(2027, 4, 8), hour(18))
    assert [(pool.kind, pool.capacity) for pool in workshop.entries] == [
        ("onsite", 12), ("online", 30)
    ]  # fmt: skip
    page = ada.get(f"/organise/workshops/{workshop.id}/edit").text
    assert 'value="approval" checked' in page
    assert '<option value="2" selected' in page
    assert 'name="online_capacity" type="text" value="30"' in page


def test_what_is_rarely_needed_is_folded_until_it_is_used(ada: FlaskClient) -> None:
    def opened(page: str) -> int:
        return (
            page.split('id="a3"', 1)[1]
            .split('id="a4"', 1)[0]
            .count('<details class="ww-more" open')
        )

    assert opened(ada.get(NEW).text) == 0
    send(ada, NEW, typed(**SEATS))
    assert opened(ada.get(f"/organise/workshops/{newest().id}/edit").text) == 3


def test_a_copy_keeps_the_rules_but_not_the_deadlines(ada: FlaskClient) -> None:
    send(ada, NEW, typed(**SEATS))
    page = ada.get(f"{NEW}?copy={newest().id}").text
    assert 'value="fitting" checked' in page
    assert 'name="minimum" type="text" value="5"' in page
    assert "2027-04-08" not in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"minimum": "5", "decide_on": ""}, "Bitte geben Sie an, bis wann es sich entscheidet."),
        ({"minimum": "5", "decide_on": "2027-04-20"}, "vor dem ersten Termin"),
        ({"minimum": "50", "decide_on": "2027-04-01"}, "Das sind mehr, als es Plätze gibt."),
        ({"names_on": "2027-04-20"}, "Die Namen müssen vor dem ersten Termin feststehen."),
        ({"most_seats": "51"}, "Bitte geben Sie eine Zahl von 1 bis 50 an."),
        ({"online_capacity": "0"}, "Bitte geben Sie eine Zahl von 1 bis 10.000 an."),
        ({"admission": "Los"}, "Das gibt es nicht mehr."),
        ({"reminders": ["5"]}, "Das gibt es nicht mehr."),
    ],
)
def test_rules_that_cannot_be_are_refused(
    ada: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    answer = send(ada, NEW, typed(**given))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Dialog im Nordend" in answer.text


def test_dates_one_chooses_from_may_run_at_the_same_time(ada: FlaskClient) -> None:
    parallel = row(1, capacity="16") | row(2, capacity="40", begin="18:30")
    answer = send(ada, NEW, typed(**row(0, begin="10:00", end="12:00"), **parallel))
    assert answer.status_code == 303
    chosen = [pool.capacity for pool in newest().pools if pool.kind == "session"]
    assert sorted(chosen) == [16, 40]
    page = ada.get(f"/organise/workshops/{newest().id}/edit").text
    assert 'name="sessions-1-capacity" type="text" value="16"' in page


def test_a_date_for_all_may_not_run_beside_one_to_choose(ada: FlaskClient) -> None:
    answer = send(ada, NEW, typed(**row(1, capacity="16", begin="18:30")))
    assert answer.status_code == 422
    assert "Überschneidet sich mit dem 1. Termin." in answer.text


def test_a_cut_below_what_is_taken_stands_at_its_field_with_the_number(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(online_capacity=5)
    online = workshop.entries[1].id
    for number in range(3):
        cast.confirmed(workshop, cast.somebody(number, pool_id=online))
    path = f"/organise/workshops/{workshop.id}/edit"
    answer = send(ada, path, of(workshop) | {"online_capacity": "2"})
    assert answer.status_code == 422
    assert (
        "Es sind schon 3 vergeben." in answer.text.split('id="online_capacity-error"', 1)[1][:300]
    )
    answer = send(ada, path, of(workshop) | {"online_capacity": ""})
    assert "Diese Plätze lassen sich nicht streichen: 3 davon" in answer.text
