"""Needs whose date has changed, and deadlines of their own: lists, Today, digest, file."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import accounts, arranging, postponing, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.reach import ALL
from wirworkshops.models.registrations import Need, Rebooking, Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import digests

ALL_NEEDS = "/organise/needs"
HEADING = "Ein Termin hat sich geändert</h2>"


@pytest.fixture
def course(app: object) -> Workshop:
    """Two dates, for which food and an interpreter are booked for two people each."""
    found = cast.make_workshop(sessions=cast.dates(30, 37))
    for number in (1, 2):
        who = cast.somebody(
            number, needs=("diet", "interpreting"), need_diet="vegan", need_language="ar"
        )
        cast.confirmed(found, who)
    ids = db.session.scalars(select(Need.id)).all()
    arranging.set_state(ids, "arranged", by=WORKER, reach=ALL)
    return found


def of(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/needs"


def test_a_cancelled_date_is_named_until_it_is_seen_to(ada: FlaskClient, course: Workshop) -> None:
    assert HEADING not in ada.get(ALL_NEEDS).text
    workshops.cancel_session(course.sessions[1], because="Krank", by=WORKER)
    line = "Dolmetschen: Arabisch: bitte für Fr, 9. April 2027, 9:00 Uhr absagen"
    for address in (ALL_NEEDS, of(course)):
        page = ada.get(address).text
        assert HEADING in page
        assert line in page
        assert "2 × Besonderes Essen: bitte für Fr, 9. April 2027, 9:00 Uhr absagen" in page
    assert "Person 1" not in ada.get("/organise/").text
    assert line in ada.get("/organise/todo?kind=rebookings").text
    for number in db.session.scalars(select(Rebooking.id)).all():
        answer = ada.send(ALL_NEEDS, {}, to=f"/organise/rebookings/{number}/done")
        assert (answer.status_code, answer.location) == (303, ALL_NEEDS)
        again = ada.send("/account/", {}, to=f"/organise/rebookings/{number}/done")
        assert again.status_code == 404
    assert HEADING not in ada.get(ALL_NEEDS).text


def test_what_to_do_is_said_in_words(ada: FlaskClient, course: Workshop) -> None:
    session = course.sessions[1]
    postponing.postpone_session(session, date(2027, 5, 4), by=WORKER)
    line = "bitte von Fr, 9. April 2027, 9:00 Uhr auf Di, 4. Mai 2027, 9:00 Uhr umbuchen"
    assert line in ada.get(ALL_NEEDS).text
    postponing.leave_open(course, because="Krank", by=WORKER, only=cast.fresh(session))
    assert "9:00 Uhr absagen, ein neuer Termin folgt" in ada.get(ALL_NEEDS).text


def test_another_host_sees_nothing_of_it(mia: FlaskClient, course: Workshop) -> None:
    workshops.cancel_session(course.sessions[1], because="Krank", by=WORKER)
    assert HEADING not in mia.get(ALL_NEEDS).text
    assert "Dolmetschen" not in mia.get("/organise/").text


def test_the_digest_says_only_that_something_waits(
    app: Flask, ben: FlaskClient, course: Workshop
) -> None:
    workshops.cancel_session(course.sessions[1], because="Krank", by=WORKER)
    account = accounts.by_email("ben@buero.example")
    assert account
    with app.test_request_context():
        lines = digests.lines_for(account)
    titles = [line["title"] for line in lines if line["href"] == ALL_NEEDS]
    assert titles == ["Ein Bedarf wartet auf Sie"] * 2
    assert "Dolmetschen" not in str(lines)
    assert "Essen" not in str(lines)


# Deadlines of their own


def late(number: int = 1) -> Registration:
    who = cast.somebody(number, needs=("childcare",))
    return cast.confirmed(cast.make_workshop(sessions=cast.dates(60)), who)


def test_a_deadline_of_its_own_is_followed_everywhere(app: Flask, ada: FlaskClient) -> None:
    (need,) = late().needs
    assert "Kinderbetreuung" not in ada.get("/organise/").text
    given = {"state": "open", "owner": "0", "note": "", "due_on": "2027-03-05"}
    assert ada.send(f"{ALL_NEEDS}/{need.id}", given).status_code == 303
    assert "Kinderbetreuung noch nicht organisiert" in ada.get("/organise/").text
    for address in (ALL_NEEDS, of(need.workshop), f"{ALL_NEEDS}/{need.id}"):
        assert "Fr, 5. März" in ada.get(address).text, address
    assert "eigene Frist" in ada.get(ALL_NEEDS).text
    assert 'value="2027-03-05"' in ada.get(f"{ALL_NEEDS}/{need.id}").text
    body = ada.send(of(need.workshop), {}, to=f"{of(need.workshop)}.csv").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body), delimiter=";")
    assert (row["Frist"], row["Angegeben und zugestimmt"]) == ("Fr, 5. März", "Mi, 3. März, online")
    db.session.rollback()
    account = accounts.by_email("ada@buero.example")
    assert account
    with app.test_request_context():
        assert [line["href"] for line in digests.lines_for(account)].count(ALL_NEEDS) == 1


def test_a_deadline_that_cannot_be_is_refused_and_nothing_is_kept(ada: FlaskClient) -> None:
    (need,) = late().needs
    given = {"state": "arranged", "owner": "0", "note": "Notiz"}
    for typed, sentence in (
        ("2028-01-01", "Die Frist liegt nach dem letzten Termin."),
        ("gestern", "Dieses Datum gibt es nicht."),
        ("0001-01-01", "Bitte prüfen Sie das Jahr."),
    ):
        answer = ada.send(f"{ALL_NEEDS}/{need.id}", given | {"due_on": typed})
        assert (answer.status_code, sentence in answer.text) == (422, True), typed
        assert "Notiz</textarea>" in answer.text
    same = db.session.get_one(Need, need.id, populate_existing=True)
    assert (same.state, same.note, same.due_on) == ("open", "", None)


def test_of_many_changes_at_once_all_or_none_are_kept(ada: FlaskClient) -> None:
    (need,) = late().needs
    me = accounts.by_email("ada@buero.example")
    assert me
    answer = ada.send(ALL_NEEDS, {"chosen": need.id, "state": "call-off", "owner": me.id})
    assert answer.status_code == 422
    assert cast.fresh(need).owner_id is None


def test_one_need_alone_stands_as_it_does_in_the_list(ada: FlaskClient, course: Workshop) -> None:
    first = db.session.scalars(select(Registration).order_by(Registration.id)).first()
    assert first
    registrations.withdraw(first)
    (need,) = (row for row in cast.fresh(first).needs if row.kind == "interpreting")
    page = ada.get(f"{ALL_NEEDS}/{need.id}").text
    assert "nicht mehr nötig</span>" in page
    assert "bitte absagen" not in page
