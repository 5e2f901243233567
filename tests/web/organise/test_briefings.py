"""/organise/workshops/<id>/briefing: who leads, who has been told, and sending it now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import briefings, trainers, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.models.outbox import Letter
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop

ANA = TrainerPlan("Ana Arends", "ana@leitet.example")


@pytest.fixture
def workshop(app: Any, time: Any) -> Workshop:
    trainers.add(ANA)
    names = (ANA.name, "Bo Berg")
    return cast.make_workshop(sessions=(replace(cast.dates(14)[0], trainer_names=names),))


def path(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/briefing"


def test_the_page_says_who_has_been_told_and_who_cannot_be(
    ben: FlaskClient, workshop: Workshop
) -> None:
    page = ben.get(path(workshop)).text
    assert "noch nicht" in page
    assert "keine Adresse" in page
    assert "Sie geht 3 Tage vor jedem Termin von selbst hinaus." in page
    briefings.send(workshop, by=WORKER)
    assert "geschickt: 3. März, 9:00" in ben.get(path(workshop)).text


def test_the_button_writes_to_those_with_a_mailbox(ben: FlaskClient, workshop: Workshop) -> None:
    answer = ben.send(path(workshop), {}, to=f"{path(workshop)}/send")
    assert (answer.status_code, answer.location) == (303, path(workshop))
    assert "1 Briefing geht hinaus." in ben.get(path(workshop)).text
    (letter,) = db.session.scalars(select(Letter))
    assert (letter.kind, letter.trainer.name if letter.trainer else "") == ("briefing", ANA.name)


def test_without_any_mailbox_there_is_no_button_and_a_refusal(ben: FlaskClient, app: Any) -> None:
    date = replace(cast.dates(14)[0], trainer_names=("Bo Berg",))
    nobody = cast.make_workshop(sessions=(date,))
    assert "Jetzt an alle schicken" not in ben.get(path(nobody)).text
    ben.send("/account/", {}, to=f"{path(nobody)}/send")
    assert "hat keine E-Mail-Adresse" in ben.get(path(nobody)).text


def test_the_preview_is_the_letter_as_it_would_go_out(ben: FlaskClient, workshop: Workshop) -> None:
    (session,) = workshop.sessions
    html = ben.get(f"/organise/sessions/{session.id}/briefing-letter").text
    assert "Guten Tag Ana Arends" in html
    assert "0 von 20 Plätzen sind vergeben." in html


def test_a_session_that_nobody_leads_has_no_preview(ben: FlaskClient, app: Any) -> None:
    (session,) = cast.make_workshop().sessions
    assert ben.get(f"/organise/sessions/{session.id}/briefing-letter").status_code == 404


def test_the_letters_stand_in_the_outbox_of_their_own_host(
    ben: FlaskClient, mia: FlaskClient, workshop: Workshop
) -> None:
    briefings.send(workshop, by=WORKER)
    for place in ("/organise/letters", f"/organise/workshops/{workshop.id}/letters"):
        assert "Briefing für Referent:innen</td>" in _squeezed(ben.get(place).text)
    assert "Ana Arends" not in mia.get("/organise/letters").text


def _squeezed(html: str) -> str:
    """Return a page without what else stands in the cell of a letter."""
    return html.replace("<br>", "</td>")


def test_the_mailbox_is_written_down_in_master_data(ben: FlaskClient, workshop: Workshop) -> None:
    bo = db.session.scalars(select(Trainer).where(Trainer.name == "Bo Berg")).one()
    place = f"/organise/trainers/{bo.id}/edit"
    assert ben.send(place, {"name": "Bo Berg", "email": "bo"}).status_code == 422
    assert ben.send(place, {"name": "Bo Berg", "email": "bo@x.example"}).status_code == 303
    assert cast.fresh(bo).email == "bo@x.example"


def test_no_public_page_shows_a_trainers_mailbox(client: FlaskClient, workshop: Workshop) -> None:
    page = client.get(f"/workshops/{workshop.slug}").text
    assert "Ana Arends" in page
    assert ANA.email not in page


def test_the_office_notes_whom_it_has_told_itself(
    ben: FlaskClient, mia: FlaskClient, workshop: Workshop, time: cast.Time
) -> None:
    (session,) = workshop.sessions
    bo = db.session.scalars(select(Trainer).where(Trainer.name == "Bo Berg")).one()
    assert "Selbst Bescheid gesagt" not in ben.get(path(workshop)).text
    time.jump(workshop.starts_at - timedelta(days=2))
    assert "Bo Berg: selbst Bescheid gesagt" in ben.get(path(workshop)).text
    told, whom = f"/organise/sessions/{session.id}/briefing-told", {"trainer": str(bo.id)}
    assert mia.send("/account/", whom, to=told).status_code == 403
    assert (
        ben.send("/account/", whom, to="/organise/sessions/999999/briefing-told").status_code == 404
    )
    assert ben.get(told).status_code == 405
    for wrong in ("", "x", "9" * 5000, "999999"):
        assert ben.send("/account/", {"trainer": wrong}, to=told).location == path(workshop)
    assert "Bo Berg: selbst Bescheid gesagt" in ben.get(path(workshop)).text
    assert ben.send(path(workshop), whom, to=told).location == path(workshop)
    page = ben.get(path(workshop)).text
    assert "gesagt: 15. März, 9:00" in page
    assert "Selbst Bescheid gesagt" not in page
    workshops.cancel(workshop, because="Krank.", by=WORKER)
    page = ben.get(path(workshop)).text
    assert "entfällt, noch nicht gesagt" in page
    ben.send(path(workshop), whom, to=told)
    assert "entfällt, noch nicht gesagt" not in ben.get(path(workshop)).text
