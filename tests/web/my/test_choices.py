"""The sessions of a conference that one chooses: at sign-up, and later on one's own page."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.my.test_registrations import act, path_of
from tests.web.public.reading import words
from wirworkshops.database import db
from wirworkshops.domain import attending, choices
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


def conference(*capacities: int, **values: Any) -> Workshop:
    """Return a day everybody attends, followed by sessions at one time that people choose."""
    (opening,) = cast.dates(14, hours=1)
    (later,) = cast.dates(14, hours=3)
    chosen = [
        SessionPlan(
            opening.ends_at, later.ends_at, capacity=capacity, trainer_names=(f"Leitung {place}",)
        )
        for place, capacity in enumerate(capacities or (2, 9), start=1)
    ]
    return cast.make_workshop(
        "Fachtagung", sessions=(opening, *chosen), kind="conference", **values
    )


def pools(workshop: Workshop) -> list[int]:
    return [pool.id for slot in choices.slots(workshop) for _session, pool in slot]


def chosen_by(row: Registration) -> set[int]:
    return attending.chosen_by(cast.fresh(row))


def test_each_slot_shows_its_sessions_with_their_seats(client: FlaskClient) -> None:
    workshop = conference(1, 2, 9)
    other = cast.confirmed(workshop, cast.EVE)
    first, *_ = pools(workshop)
    choices.choose(other, [first])
    page = client.get(path_of(cast.confirmed(workshop))).text
    text = words(page)
    assert "Ihr Programm" in text
    assert "Mi, 17. März 2027, 10:00–12:00 Uhr" in text
    assert "Mit Leitung 1 Ort noch offen voll" in text
    assert "Mit Leitung 2 Ort noch offen noch 2 frei" in text
    assert "Mit Leitung 3 Ort noch offen Plätze frei" in text
    assert f'value="{first}" disabled' in page
    assert 'value="" checked' in page


def test_a_choice_is_saved_and_changed(client: FlaskClient) -> None:
    workshop = conference()
    row, (first, second) = cast.confirmed(workshop), pools(workshop)
    act(client, row, "choices", **{"slot-1": str(first)})
    page = client.get(path_of(row)).text
    assert "Gespeichert. Ihr Programm steht." in page
    assert f'value="{first}" checked' in page
    act(client, row, "choices", **{"slot-1": str(second)})
    assert chosen_by(row) == {second}
    act(client, row, "choices", **{"slot-1": ""})
    assert chosen_by(row) == set()


def test_a_session_that_is_full_meanwhile_is_refused(client: FlaskClient) -> None:
    workshop = conference(1, 9)
    row, (first, second) = cast.confirmed(workshop), pools(workshop)
    choices.choose(row, [second])
    choices.choose(cast.confirmed(workshop, cast.EVE), [first])
    answer = act(client, row, "choices", **{"slot-1": str(first)})
    assert answer.status_code == 409
    assert "Dieser Termin ist inzwischen voll." in answer.text
    assert f'value="{first}" checked' in answer.text
    assert chosen_by(row) == {second}


@pytest.mark.parametrize("typed", ["9999", "abc", "9" * 40])
def test_what_is_no_choice_is_refused(client: FlaskClient, typed: str) -> None:
    row = cast.confirmed(conference())
    answer = act(client, row, "choices", **{"slot-1": typed})
    assert answer.status_code == 422
    assert "Bitte wählen Sie aus der Liste." in answer.text


def test_without_a_seat_there_is_nothing_to_choose(client: FlaskClient) -> None:
    workshop = conference(capacity=1)
    row = cast.fill(workshop, 2)[1]
    assert "Ihr Programm" not in client.get(path_of(row)).text
    answer = act(client, row, "choices", **{"slot-1": str(pools(workshop)[0])})
    assert answer.status_code == 409
    assert "Termine wählen können Sie, sobald Sie einen Platz haben." in answer.text


def test_only_her_sessions_are_listed(client: FlaskClient) -> None:
    workshop = conference()
    row = cast.confirmed(workshop)
    assert client.get(path_of(row)).text.count('class="ww-date ww-date--small"') == 1
    choices.choose(row, pools(workshop)[:1])
    assert client.get(path_of(row)).text.count('class="ww-date ww-date--small"') == 2


def test_a_slot_that_has_begun_is_settled(client: FlaskClient, time: cast.Time) -> None:
    workshop = conference()
    row, (first, second) = cast.confirmed(workshop), pools(workshop)
    choices.choose(row, [first])
    time.jump(workshop.starts_at)
    time.move(hours=1, minutes=30)
    page = client.get(path_of(row)).text
    assert f'value="{second}" disabled' in page
    act(client, row, "choices", **{"slot-1": str(first)})
    assert chosen_by(row) == {first}


@pytest.mark.parametrize("number", [1, 3])
def test_many_sessions_cost_as_many_queries_as_one(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    row = cast.confirmed(conference(*[9] * number))
    path = path_of(row)
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) <= 10


# At sign-up


def sign_up(client: Any, workshop: Workshop, **values: str) -> Registration | None:
    path = f"/workshops/{workshop.slug}/signup"
    who = {"name": "Cem Aksoy", "email": "cem@kita.example"}
    assert client.send(path, who | values).status_code == 303
    db.session.rollback()
    return db.session.query(Registration).filter_by(status="held").first()


def test_sessions_are_chosen_when_signing_up(client: FlaskClient) -> None:
    workshop = conference()
    page = client.get(f"/workshops/{workshop.slug}/signup").text
    assert "Wählen Sie zu jeder Zeit einen Termin." in page
    first, _second = pools(workshop)
    row = sign_up(client, workshop, **{"slot-1": str(first)})
    assert row
    assert chosen_by(row) == {first}


def test_who_signs_up_is_told_what_was_full_and_keeps_the_rest(client: FlaskClient) -> None:
    workshop = conference(1, 9)
    first, _second = pools(workshop)
    choices.choose(cast.confirmed(workshop, cast.EVE), [first])
    row = sign_up(client, workshop, **{"slot-1": str(first)})
    assert row
    assert chosen_by(row) == set()
    page = client.get(f"/workshops/{workshop.slug}/signup/next").text
    assert "Nicht alle gewählten Termine hatten noch Platz." in page


def test_who_waits_or_asks_chooses_later(client: FlaskClient) -> None:
    waiting, asking = conference(capacity=1), conference(admission="approval")
    cast.sign_up(waiting)
    for workshop in (waiting, asking):
        assert "slot-1" not in client.get(f"/workshops/{workshop.slug}/signup").text


def test_a_mistake_keeps_what_was_chosen(client: FlaskClient) -> None:
    workshop = conference()
    first, _second = pools(workshop)
    path = f"/workshops/{workshop.slug}/signup"
    answer = client.send(path, {"name": "", "slot-1": str(first)})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert f'value="{first}" checked' in answer.text
