"""One registration in the office: by phone, confirmed, withdrawn, its question answered."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import registrations
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


def add(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/registrations/new"


def path(registration: Registration, act: str = "") -> str:
    return f"/organise/registrations/{registration.id}{act}"


def newest() -> Registration:
    db.session.rollback()
    found = db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()
    assert found is not None
    return found


def kinds() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter.kind).order_by(Letter.id)))


def test_somebody_without_mailbox_is_added_by_phone(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    given = {"name": "Rosa Alt", "phone": "069 123", "language": "de", "field": "health"}
    answer = ada.send(add(workshop), given)
    registration = newest()
    assert (answer.status_code, answer.location) == (303, path(registration))
    assert (registration.status, registration.source) == ("confirmed", "phone")
    assert kinds() == []
    page = ada.get(answer.location).text
    assert "Angemeldet. Der Platz ist fest." in page
    assert "069 123" in page


def test_somebody_with_a_mailbox_gets_a_letter(ada: FlaskClient) -> None:
    ada.send(add(cast.make_workshop()), {"name": "Rosa Alt", "email": "rosa@ort.example"})
    assert kinds() == ["confirmed"]


def test_in_a_full_workshop_one_waits(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.sign_up(workshop)
    answer = ada.send(add(workshop), {"name": "Rosa Alt", "phone": "069 123"})
    assert newest().status == "waiting"
    assert "Auf der Warteliste, auf Platz 1." in ada.get(answer.location).text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie den Namen an."),
        ({"name": "x" * 10_000}, "Bitte kürzen Sie auf 200 Zeichen."),
        ({"phone": ""}, "Bitte geben Sie eine E-Mail-Adresse oder einen anderen Weg an."),
        ({"email": "rosa@"}, "Beispiel: name@verein.de"),
        ({"needs": "childcare"}, "Ohne Einverständnis dürfen wir keinen Bedarf aufschreiben."),
        ({"needs": "reichtum", "consent": "y"}, "Bitte wählen Sie aus der Liste."),
        ({"field": "zirkus"}, "Bitte wählen Sie aus der Liste."),
    ],
)
def test_what_cannot_be_is_said_and_kept(
    ada: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    typed = {"name": "Rosa Alt", "phone": "069 123", "question": "Wo parke ich?"}
    answer = ada.send(add(cast.make_workshop()), typed | given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Wo parke ich?" in answer.text


def test_needs_are_noted_with_consent(ada: FlaskClient) -> None:
    given = {
        "name": "Rosa",
        "phone": "1",
        "needs": "childcare",
        "need_text": "Saft",
        "consent": "y",
    }
    ada.send(add(cast.make_workshop()), given)
    assert [(need.kind, need.text) for need in newest().needs] == [
        ("childcare", ""),
        ("other", "Saft"),
    ]


def test_who_is_there_already_is_not_added_twice(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    answer = ada.send(add(workshop), {"name": "Cem Aksoy", "email": "cem@kita.example"})
    assert answer.status_code == 422
    assert "Diese Person ist schon angemeldet." in answer.text


def test_nobody_is_added_to_a_draft(ada: FlaskClient) -> None:
    answer = ada.send(add(cast.make_draft()), {"name": "Rosa", "phone": "1"})
    assert answer.status_code == 422


def test_a_held_seat_is_confirmed_for_her(ada: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    assert "Für die Person bestätigen" in ada.get(path(registration)).text
    answer = ada.send(path(registration), {}, to=path(registration, "/confirm"))
    assert (answer.status_code, answer.location) == (303, path(registration))
    assert cast.fresh(registration).status == "confirmed"
    assert "Bestätigt. Der Platz ist fest." in ada.get(path(registration)).text


def test_the_queue_keeps_its_order(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.sign_up(workshop)
    waits = cast.sign_up(workshop, cast.DUA)
    assert "Für die Person bestätigen" not in ada.get(path(waits)).text
    ada.send(path(waits), {}, to=path(waits, "/confirm"))
    assert cast.fresh(waits).status == "waiting"
    assert "Die Warteliste rückt der Reihe nach auf." in ada.get(path(waits)).text


def test_withdrawing_says_first_what_follows(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    registration = cast.confirmed(workshop)
    waits = cast.sign_up(workshop, cast.DUA)
    page = ada.get(path(registration)).text
    assert "Die Person bekommt eine Nachricht." in page
    assert "an die nächste Person auf der Warteliste" in page
    ada.send(path(registration), {}, to=path(registration, "/withdraw"))
    assert cast.fresh(registration).status == "withdrawn"
    assert cast.fresh(waits).status == "held"
    assert "withdrawn" in kinds()
    assert "Wer" in ada.get(path(registration)).text


def test_who_has_no_mailbox_must_be_told_by_hand(ada: FlaskClient) -> None:
    ada.send(add(cast.make_workshop()), {"name": "Rosa Alt", "other_contact": "Nachbarin, 069 5"})
    page = ada.get(path(newest())).text
    assert "Bitte sagen Sie Bescheid: Nachbarin, 069 5" in page


def test_withdrawing_twice_is_the_same_as_once(ada: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    for _ in range(2):
        ada.send("/account/", {}, to=path(registration, "/withdraw"))
    assert kinds().count("withdrawn") == 1


def test_who_has_left_can_be_taken_up_again(ada: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    registrations.withdraw(registration)
    ada.send(path(registration), {}, to=path(registration, "/confirm"))
    assert cast.fresh(registration).status == "confirmed"


def test_opening_a_registration_changes_nothing(ada: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    ada.get(path(registration))
    assert cast.fresh(registration).status == "held"
    assert ada.get(path(registration, "/withdraw")).status_code == 405


def test_a_question_is_marked_answered(ada: FlaskClient) -> None:
    who = cast.somebody(1, question="Gibt es <b>Kaffee</b>?")
    registration = cast.sign_up(cast.make_workshop(), who)
    assert "Gibt es &lt;b&gt;Kaffee" in ada.get(path(registration)).text
    ada.send(path(registration), {}, to=path(registration, "/answered"))
    page = ada.get(path(registration)).text
    assert "Beantwortet." in page
    assert path(registration, "/answered") not in page


def test_her_history_stands_there(ada: FlaskClient) -> None:
    page = ada.get(path(cast.confirmed(cast.make_workshop()))).text
    assert "Platz reserviert" in page
    assert "Platz bestätigt" in page


def test_needs_do_not_stand_there(ada: FlaskClient) -> None:
    who = cast.somebody(1, needs=("other",), need_text="eine Pause")
    page = ada.get(path(cast.sign_up(cast.make_workshop(), who))).text
    assert "eine Pause" not in page
    assert "steht bei den Bedarfen" in page


def test_a_letter_that_came_before_stands_before_in_the_line(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 2)
    given = {
        "name": "Rosa Alt",
        "phone": "069 123",
        "source": "paper",
        "received_on": "2027-03-01",
        "received_hour": "14:30",
    }
    answer = ada.send(add(workshop), given)
    page = ada.get(answer.location).text
    assert "Auf der Warteliste, auf Platz 1." in page
    assert "1. März, 14:30, auf Papier" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"received_on": "2027-03-04"}, "Das liegt in der Zukunft."),
        ({"received_on": "2027-02-30"}, "Dieses Datum gibt es nicht."),
        ({"source": "door"}, "Das gibt es nicht mehr."),
        ({"seats": "4"}, "höchstens 3"),
        ({"seats": "99"}, "Bitte geben Sie eine Zahl von 1 bis 50 an."),
        ({"pool_id": "999999"}, "Das gibt es nicht mehr."),
    ],
)
def test_a_reception_that_cannot_be_is_refused(
    ada: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    workshop = cast.make_workshop(most_seats=3)
    answer = ada.send(add(workshop), {"name": "Rosa Alt", "phone": "069 123"} | given)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_day_alone_is_noon_and_today_is_now(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    for day, hour in (("2027-03-02", 11), ("2027-03-03", 8)):
        given = {"name": f"Rosa {day}", "phone": "069 123", "received_on": day}
        assert ada.send(add(workshop), given).status_code == 303
        assert newest().received_at.hour == hour  # in UTC


def test_a_group_signs_up_by_phone(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=3, online_capacity=9)
    given = {
        "name": "Rosa Alt",
        "phone": "069 123",
        "seats": "3",
        "stays_away": "y",
        "takes_fewer": "y",
        "pool_id": str(workshop.entries[1].id),
    }
    page = ada.get(ada.send(add(workshop), given).location).text
    assert "mit 3 Plätzen, 3 ohne Namen" in page
    found = newest()
    assert (found.seats, found.attends, found.takes_fewer) == (3, False, True)
    assert found.pool.kind == "online"


def test_deadlines_stand_on_her_page(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, moves_up="offer")
    held = cast.sign_up(workshop)
    waits = cast.sign_up(workshop, cast.DUA)
    assert "Reserviert bis" in ada.get(path(held)).text
    page = ada.get(path(held)).text
    assert "Der Platz wird sofort der nächsten Person auf der Warteliste angeboten." in page
    registrations.withdraw(held)
    assert "Angebot gilt bis" in ada.get(path(waits)).text
