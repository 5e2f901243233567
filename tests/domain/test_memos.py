"""Memos: what the office writes down, who did, and that it goes with the person."""

from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import ADA, acts, refused
from wirworkshops.database import db
from wirworkshops.domain import desk, memos, privacy
from wirworkshops.domain.applications import Application
from wirworkshops.models.calls import Call
from wirworkshops.models.history import Event
from wirworkshops.models.memos import Memo
from wirworkshops.models.participants import Participant


def number(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_memo_stands_on_a_registration_and_on_a_person(app: object) -> None:
    row = cast.confirmed(cast.make_workshop())
    person = row.participant
    assert person
    memos.on_registration(row, " Ruft gern an. ", by=ADA)
    memos.on_person(person, "Kommt mit Hund.", by=ADA)
    assert [memo.text for memo in memos.of_registration(row.id)] == ["Ruft gern an."]
    assert [memo.text for memo in memos.of_person(person.id)] == ["Kommt mit Hund."]
    assert memos.with_memos([row.id, row.id + 1]) == {row.id}


def test_history_says_that_there_is_one_and_never_what_it_says(app: object) -> None:
    row = cast.confirmed(cast.make_workshop())
    memos.on_registration(row, "Geheim", by=ADA)
    memos.remove(memos.of_registration(row.id)[0], by=ADA)
    assert acts(row)[-2:] == ["memo", "memo-removed"]
    said = db.session.execute(select(Event.facts, Event.reason)).all()
    assert "Geheim" not in str(said)
    assert memos.of_registration(row.id) == []


def test_an_empty_or_endless_memo_is_refused(app: object) -> None:
    row = cast.confirmed(cast.make_workshop())
    refused("memo-empty", memos.on_registration, row, "  ", by=ADA)
    refused("memo-empty", memos.on_registration, row, "a" * 1001, by=ADA)


def test_memos_and_calls_go_with_the_person(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    row = desk.sign_up(workshop, Application(name="Rosa Alt", email="", phone="1"), by=ADA)
    person = row.participant
    assert person
    memos.on_registration(row, "Eins", by=ADA)
    memos.on_person(person, "Zwei", by=ADA)
    assert (number(Memo), number(Call)) == (2, 1)
    time.move(days=400)
    privacy.forget_people(time.now, days=365)
    assert (number(Memo), number(Call), number(Participant)) == (0, 0, 0)
    refused("deleted", memos.on_registration, cast.fresh(row), "Drei", by=ADA)
