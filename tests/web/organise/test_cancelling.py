"""Calling off: what follows is said before, and done after."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import choices, desk
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("lasting")

ROSA = Application(name="Rosa Alt", email="", other_contact="069 123")


def whole(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/cancel"


def one(workshop: Workshop, number: int = 0) -> str:
    return f"/organise/sessions/{workshop.sessions[number].id}/cancel"


def letters() -> dict[str, int]:
    db.session.rollback()
    query = select(Letter.kind, func.count()).group_by(Letter.kind)
    return dict(db.session.execute(query).all())


def test_the_page_says_who_will_be_told_how(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    cast.sign_up(workshop, cast.DUA)
    desk.sign_up(workshop, ROSA, by=WORKER)
    page = ada.get(whole(workshop)).text
    assert "2 Menschen bekommen eine Nachricht." in page
    assert "1 Mensch hat keine E-Mail-Adresse" in page
    assert "069 123" in page
    assert cast.fresh(workshop).status == "published"


def test_a_missing_reason_is_said_on_top_and_at_the_field(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    for path in (whole(workshop), one(workshop)):
        answer = ada.send(path, {"because": " "})
        assert answer.status_code == 422
        assert "Bitte prüfen Sie eine Angabe" in answer.text
        assert answer.text.count("Bitte nennen Sie einen Grund") == 2
        assert 'href="#because"' in answer.text


def test_of_a_date_that_people_choose_those_are_told_who_have_chosen_it(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=(*cast.dates(14), *cast.parallel(15, 2)))
    pools = [pool for pool in workshop.pools if pool.kind == "session"]
    one, _two, _three = (cast.confirmed(workshop, cast.somebody(number)) for number in range(3))
    choices.choose(one, [pools[0].id])
    wanted = ("Es gehen keine", "1 Mensch bekommt", "2 Menschen bekommen", "3 Menschen bekommen")
    sessions = {pools[0].session_id: 1, pools[1].session_id: 0}
    for session in cast.fresh(workshop).sessions:
        page = ada.get(f"/organise/sessions/{session.id}/cancel").text
        assert wanted[sessions.get(session.id, 3)] in page


def test_nobody_to_tell_is_said_too(ada: FlaskClient) -> None:
    assert "Es gehen keine Nachrichten hinaus." in ada.get(whole(cast.make_workshop())).text


def test_a_workshop_is_called_off(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop)
    answer = ada.send(whole(workshop), {"because": "Die Referentin ist krank."})
    assert (answer.status_code, answer.location) == (303, f"/organise/workshops/{workshop.id}/")
    assert "1 Mensch bekommt eine Nachricht." in ada.get(answer.location).text
    assert cast.fresh(registration).status == "cancelled"
    assert letters()["cancelled"] == 1
    assert "Die Referentin ist krank." in ada.get(f"/workshops/{workshop.slug}").text


def test_a_reason_is_needed(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = ada.send(whole(workshop), {"because": "  "})
    assert answer.status_code == 422
    assert "Bitte nennen Sie einen Grund" in answer.text
    assert cast.fresh(workshop).status == "published"


def test_too_many_words_are_refused_and_kept(ada: FlaskClient) -> None:
    answer = ada.send(whole(cast.make_workshop()), {"because": "weil " * 400})
    assert answer.status_code == 422
    assert "weil weil" in answer.text


def test_calling_off_twice_writes_once(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    token = ada.token(whole(workshop))
    for _ in range(2):
        data = {"because": "Krank", "csrf_token": token}
        assert ada.post(whole(workshop), data=data).status_code in (302, 303)
    assert letters()["cancelled"] == 1


def test_one_date_of_several_is_called_off(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.confirmed(workshop)
    page = ada.get(one(workshop)).text
    assert "Diesen Termin absagen?" in page
    ada.send(one(workshop), {"because": "Feiertag"})
    assert [s.status for s in cast.fresh(workshop).sessions] == ["cancelled", "planned"]
    assert letters()["session_cancelled"] == 1


def test_the_last_date_is_not_called_off_alone(ada: FlaskClient) -> None:
    answer = ada.get(one(cast.make_workshop()))
    assert answer.status_code == 409
    assert "die ganze Veranstaltung" in answer.text


def test_what_cannot_be_called_off_says_why(ada: FlaskClient, time: cast.Time) -> None:
    draft, over = cast.make_draft(sessions=cast.dates(1, 2)), cast.make_workshop()
    assert ada.get(whole(draft)).status_code == 409
    assert ada.get(one(draft)).status_code == 409
    time.move(days=20)
    assert ada.send("/account/", {"because": "x"}, to=whole(over)).status_code == 409
    assert ada.get(one(over)).status_code == 409


def test_seats_elsewhere_are_offered_first_to_those_concerned(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    other = cast.make_workshop("Noch einmal", sessions=cast.dates(40), capacity=1)
    for who in (cast.CEM, cast.DUA):
        cast.confirmed(workshop, who)
    assert "Noch einmal, 12. April 2027 (1 Platz frei)" in ada.get(whole(workshop)).text
    ada.send(whole(workshop), {"because": "Krank", "instead": str(other.id)})
    assert letters()["offered"] == 1
    assert cast.fresh(other).pool.taken == 1


def test_seats_are_not_offered_in_just_any_workshop(ada: FlaskClient) -> None:
    workshop, draft = cast.make_workshop(), cast.make_draft("Entwurf", sessions=cast.dates(40))
    answer = ada.send(whole(workshop), {"because": "Krank", "instead": str(draft.id)})
    assert answer.status_code == 422
    assert cast.fresh(workshop).status == "published"
