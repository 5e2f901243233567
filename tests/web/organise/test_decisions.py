"""Does it take place? Held anyway, postponed or called off, each in one step."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("lasting")


@pytest.fixture
def workshop(app: object) -> Workshop:
    """Three of at least five, to be decided in four days."""
    decide_at = cast.NOW.replace(day=7)
    found = cast.make_workshop(minimum=5, decide_at=decide_at, sessions=cast.dates(14, 21))
    for number in range(3):
        cast.confirmed(found, cast.somebody(number))
    return found


def path(workshop: Workshop, act: str = "") -> str:
    return f"/organise/workshops/{workshop.id}/decision{act}"


def test_the_page_says_how_things_stand_and_who_would_be_told(
    ada: FlaskClient, workshop: Workshop
) -> None:
    page = ada.get(path(workshop)).text
    assert "3 Plätze sind belegt, mindestens 5 sollen es sein." in page
    assert "Entscheiden bis: So, 7. März 2027, 9:00 Uhr." in page
    assert page.count("3 Menschen bekommen eine Nachricht.") == 2
    assert "Es gehen keine Nachrichten hinaus" in page
    assert path(workshop) in ada.get(f"/organise/workshops/{workshop.id}/").text


def test_it_is_held_anyway(ada: FlaskClient, workshop: Workshop) -> None:
    answer = ada.send(path(workshop), {}, to=path(workshop, "/hold"))
    assert (answer.status_code, answer.location) == (303, f"/organise/workshops/{workshop.id}/")
    assert "Entschieden: Es findet statt." in ada.get(answer.location).text
    assert cast.fresh(workshop).decided_at == cast.NOW
    assert path(workshop, "/hold") not in ada.get(path(workshop)).text


def test_all_dates_are_postponed(ada: FlaskClient, workshop: Workshop) -> None:
    answer = ada.send(path(workshop), {"first_day": "2027-03-24"}, to=path(workshop, "/postpone"))
    assert "Verschoben. 3 Menschen bekommen eine Nachricht." in ada.get(answer.location).text
    starts = [clock.local(session.starts_at).date() for session in cast.fresh(workshop).sessions]
    assert [str(day) for day in starts] == ["2027-03-24", "2027-03-31"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Bitte geben Sie den neuen Tag an."),
        ("2027-02-31", "Dieses Datum gibt es nicht."),
        ("2027-03-01", "Bitte wählen Sie einen anderen Tag"),
        ("2027-03-17", "Bitte wählen Sie einen anderen Tag"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    ada: FlaskClient, workshop: Workshop, day: str, sentence: str
) -> None:
    answer = ada.send(path(workshop), {"first_day": day}, to=path(workshop, "/postpone"))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_it_is_called_off_with_seats_elsewhere(ada: FlaskClient, workshop: Workshop) -> None:
    other = cast.make_workshop("Noch einmal", sessions=cast.dates(40), original_id=workshop.id)
    page = ada.get(path(workshop)).text
    assert "Noch einmal, 12. April 2027 (20 Plätze frei)" in page
    given = {"because": "Es sind zu wenige.", "instead": str(other.id)}
    ada.send(path(workshop), given, to=f"/organise/workshops/{workshop.id}/cancel")
    assert cast.fresh(workshop).status == "cancelled"
    offered = db.session.query(Registration).filter_by(workshop_id=other.id).all()
    assert [row.status for row in offered] == ["offered"] * 3


def test_there_is_nothing_to_decide_for_what_is_off_or_over(
    ada: FlaskClient, workshop: Workshop, time: cast.Time
) -> None:
    assert ada.get(path(cast.make_draft())).status_code == 409
    time.move(days=30)
    assert ada.get(path(workshop)).status_code == 303
