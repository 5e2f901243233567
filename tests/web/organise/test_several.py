"""Several registrations at once: said before, done one by one, told afterwards."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.domain.scenes import ADA, counts, group, kinds, statuses
from wirworkshops.database import db
from wirworkshops.domain import desk, groups, memos, registrations, several
from wirworkshops.domain.applications import Application
from wirworkshops.domain.groups import Named
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop(capacity=3)


@pytest.fixture
def rows(workshop: Workshop) -> list[Registration]:
    """Two who hold a seat, one who can only be called, one who waits."""
    rosa = Application(name="Rosa Alt", email="", phone="069 90009-1")
    held = cast.fill(workshop, 2)
    called = desk.sign_up(workshop, rosa, by=ADA)
    return [*held, called, cast.sign_up(workshop, cast.DUA)]


def path(workshop: Workshop, rest: str = "") -> str:
    return f"/organise/workshops/{workshop.id}/{rest}"


def send(client: FlaskClient, workshop: Workshop, rest: str, rows: list[Registration],
         **more: str) -> str:  # fmt: skip
    data = {"chosen": [str(row.id) for row in rows]} | more
    return client.send(path(workshop), data, to=path(workshop, rest)).text


def test_before_it_says_for_whom_and_who_is_told(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    page = send(ada, workshop, "several", rows, act="withdraw")
    for words in ("Es geht um 4 Anmeldungen.", "3 Plätze werden frei.", "Warteliste",
                  "3 Menschen bekommen eine Nachricht.", "Rosa Alt"):  # fmt: skip
        assert words in page
    assert statuses(rows) == ["held", "held", "confirmed", "waiting"]


def test_who_cannot_be_confirmed_is_named_before_with_the_reason(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    page = send(ada, workshop, "several", rows, act="confirm")
    assert "Es geht um 2 Anmeldungen." in page
    assert "Diese Anmeldung ist schon bestätigt." in page
    assert "Die Warteliste rückt der Reihe nach auf." in page


def test_each_is_done_and_what_is_refused_is_told_afterwards(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    page = send(ada, workshop, "several/do", rows, act="confirm")
    assert "Bei 2 Anmeldungen erledigt." in page
    assert "Bei 2 ging es nicht" in page
    assert statuses(rows) == ["confirmed", "confirmed", "confirmed", "waiting"]


def test_withdrawing_all_that_the_list_was_narrowed_to(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    send(ada, workshop, "several/do", [], act="withdraw", all="1", status="held")
    assert statuses(rows) == ["withdrawn", "withdrawn", "confirmed", "held"]
    assert counts(workshop) == (2, 0, 0)


def test_moving_to_another_workshop(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    other = cast.make_workshop("Dort", sessions=cast.dates(20))
    assert "Dort" in send(ada, workshop, "several", rows[:1], act="move")
    assert "Bitte wählen Sie eine Veranstaltung." in send(
        ada, workshop, "several/do", rows[:2], act="move"
    )
    page = send(ada, workshop, "several/do", rows[:2], act="move", target=str(other.id))
    assert "Bei 2 Anmeldungen erledigt." in page
    assert counts(other) == (2, 0, 0)


def test_the_same_note_on_several(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    send(ada, workshop, "several/do", rows[:2], act="note", text="Mappe geschickt")
    db.session.rollback()
    assert memos.with_memos([row.id for row in rows]) == {rows[0].id, rows[1].id}
    assert ada.get(path(workshop)).text.count("mit Notiz") == 2


def test_many_are_done_in_portions_and_nobody_is_forgotten(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "AT_ONCE", 2)
    page = send(ada, workshop, "several/do", rows, act="confirm")
    assert "2 Anmeldungen stehen noch aus." in page
    assert "Noch nicht ganz fertig" in page
    page = send(ada, workshop, "several/do", rows[2:], act="confirm", done="2",
                left=f"{rows[0].id}:already-confirmed")  # fmt: skip
    assert "Bei 2 Anmeldungen erledigt." in page
    assert "Bei 3 ging es nicht" in page


@pytest.mark.parametrize("rest", ["several", "several/do"])
def test_without_a_choice_nothing_happens(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration], rest: str
) -> None:
    answer = ada.send(path(workshop), {"act": "withdraw"}, to=path(workshop, rest))
    page = answer.text if rest == "several" else ada.get(answer.location).text
    assert "Bitte wählen Sie zuerst aus, um wen es geht." in page
    assert statuses(rows) == ["held", "held", "confirmed", "waiting"]


def test_another_workshop_s_registrations_are_left_alone(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    other = cast.confirmed(cast.make_workshop("Dort"), cast.EVE)
    send(ada, workshop, "several/do", [other], act="withdraw")
    assert statuses([other]) == ["confirmed"]


def test_the_list_narrows_sorts_and_turns_round(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    registrations.withdraw(rows[0], by=ADA)

    def names(**data: str) -> list[str]:
        page = ada.send(path(workshop), data).text
        known = ("Person 0", "Person 1", "Rosa Alt", "Dua Farouk")
        return sorted((name for name in known if f"<bdi>{name}</bdi>" in page),
                      key=lambda name: page.index(f"<bdi>{name}</bdi>"))  # fmt: skip

    assert names() == ["Person 0", "Person 1", "Rosa Alt", "Dua Farouk"]
    assert names(sort="name") == ["Dua Farouk", "Person 0", "Person 1", "Rosa Alt"]
    assert names(sort="-name") == ["Rosa Alt", "Person 1", "Person 0", "Dua Farouk"]
    assert names(source="phone") == ["Rosa Alt"]
    assert names(sort="nonsense", source="nonsense") == names()


def test_who_waits_and_goes_with_the_others_is_offered_no_seat_before(
    ada: FlaskClient, workshop: Workshop, rows: list[Registration]
) -> None:
    assert "Bei 4 Anmeldungen erledigt." in send(ada, workshop, "several/do", rows, act="withdraw")
    assert statuses(rows) == ["withdrawn"] * 4
    assert kinds(rows[3]) == ["waiting", "withdrawn"]


def test_a_group_chosen_with_its_people_is_done_as_a_whole(ada: FlaskClient, app: object) -> None:
    workshop = cast.make_workshop(most_seats=3)
    contact = group(workshop, 2)
    member = groups.name(contact, Named("Rosa Alt"))
    page = send(ada, workshop, "several/do", [contact, member], act="withdraw")
    assert "Bei 2 Anmeldungen erledigt." in page
    assert "ging es nicht" not in page
    assert statuses([contact, member]) == ["withdrawn", "withdrawn"]
