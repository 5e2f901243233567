"""Needs on somebody's own page: how far they are, who may know, and taking consent back."""

import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from tests import cast
from tests.web.my.test_registrations import act
from tests.web.my.test_registrations import path_of as path
from wirworkshops.domain import arranging, postponing, rebookings, registrations
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.reach import ALL
from wirworkshops.models.registrations import Registration


def test_she_sees_how_far_it_is_with_her_needs(client: FlaskClient) -> None:
    who = cast.somebody(1, needs=("interpreting",), need_language="ar")
    registration = cast.confirmed(cast.make_workshop(), who)
    page = client.get(path(registration)).text
    assert "Dolmetschen: Arabisch" in page
    for state, said in (
        ("requested", "Wir haben angefragt und warten auf die Zusage."),
        ("arranged", "Ist organisiert."),
        ("impossible", "Das ist leider nicht möglich. Bitte rufen Sie uns an"),
    ):
        (need,) = cast.fresh(registration).needs
        answer = Answer(state, owner_id=0, note="Notiz des Büros", due_on=None)
        arranging.save(need.id, answer, by=WORKER, reach=ALL)
        page = client.get(path(registration)).text
        assert said in page
        assert "Notiz des Büros" not in page


def test_she_says_apart_who_may_know_it_is_she(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop(), cast.somebody(1, needs=("childcare",)))
    assert "Ihren Namen sehen sie nicht." in client.get(path(registration)).text
    act(client, registration, "needs/share")
    assert cast.fresh(cast.fresh(registration).needs[0]).shared_at == cast.NOW
    assert "dürfen wissen, dass Sie es sind" in client.get(path(registration)).text
    act(client, registration, "needs/unshare")
    assert cast.fresh(cast.fresh(registration).needs[0]).shared_at is None


def test_she_takes_consent_back_after_leaving_too(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop(), cast.somebody(1, needs=("childcare",)))
    registrations.withdraw(registration)
    assert "Wird nicht mehr gebraucht." in client.get(path(registration)).text
    act(client, registration, "needs")
    assert cast.fresh(registration).needs == []


# Said, changed and taken back after signing up


def coming(*needed: str, days: int = 40, **values: Any) -> Registration:
    who = cast.somebody(1, needs=needed, **values)
    return cast.confirmed(cast.make_workshop(sessions=cast.dates(days)), who)


def kinds(registration: Registration) -> list[str]:
    return [need.kind for need in cast.fresh(registration).needs]


def change(client: FlaskClient, registration: Registration, **values: Any) -> Any:
    return act(client, registration, "needs/change", **values)


def test_who_said_nothing_can_say_it_now(client: FlaskClient) -> None:
    registration = coming()
    assert "Sie haben nichts angegeben." in client.get(path(registration)).text
    answer = change(client, registration, needs="childcare", need_diet="vegan", consent="y")
    assert (answer.status_code, answer.location) == (303, path(registration) + "#brauchen")
    assert kinds(registration) == ["diet", "childcare"]
    page = client.get(path(registration)).text
    assert "Gespeichert. Das Büro kümmert sich darum." in page
    assert page.count("Wir kümmern uns darum und schreiben Ihnen.") == 2


def test_the_form_begins_with_what_she_said_and_asks_for_consent_anew(client: FlaskClient) -> None:
    registration = coming("interpreting", "diet", need_language="ar", need_diet="vegan")
    page = client.get(path(registration)).text
    assert '<option value="ar" selected>' in page
    assert 'value="vegan"' in page
    assert not re.search(r'name="consent"[^>]* checked', page)


def test_without_consent_nothing_is_kept_but_what_was_typed(client: FlaskClient) -> None:
    registration = coming("childcare")
    answer = change(client, registration, need_diet="keine Nüsse")
    assert answer.status_code == 422
    assert "Bitte stimmen Sie zu, oder nehmen Sie diese Angaben wieder heraus." in answer.text
    assert 'value="keine Nüsse"' in answer.text
    assert "<title>Fehler: " in answer.text
    assert kinds(registration) == ["childcare"]


def test_what_cannot_be_is_refused(client: FlaskClient) -> None:
    registration = coming()
    for values, sentence in (
        ({}, "Bitte wählen Sie aus, was Sie brauchen."),
        ({"needs": "gold", "consent": "y"}, "Bitte wählen Sie aus der Liste."),
        ({"need_language": "xx", "consent": "y"}, "Bitte wählen Sie aus der Liste."),
        ({"need_diet": "x" * 201, "consent": "y"}, "Bitte kürzen Sie auf 200 Zeichen."),
        ({"need_text": "x" * 1001, "consent": "y"}, "Bitte kürzen Sie auf 1000 Zeichen."),
    ):
        answer = change(client, registration, **values)
        assert (answer.status_code, sentence in answer.text) == (422, True), values
    assert change(client, registration, need_text="a\0b", consent="y").status_code == 303
    assert [need.text for need in cast.fresh(registration).needs] == ["a b"]


def test_taking_everything_out_is_taking_it_back(client: FlaskClient) -> None:
    registration = coming("childcare")
    assert change(client, registration).status_code == 303
    assert kinds(registration) == []
    assert "Diese Angaben sind gelöscht." in client.get(path(registration)).text


def test_what_is_late_is_said_before_and_after(client: FlaskClient) -> None:
    registration = coming(days=10)
    page = client.get(path(registration)).text
    assert "Für manches ist es schon spät" in page
    assert "<li>Gebärdensprachdolmetschen: Sa, 20. Februar</li>" in page
    assert "<li>Besonderes Essen" not in page
    change(client, registration, needs="sign-language", need_diet="vegan", consent="y")
    page = client.get(path(registration)).text
    assert "Dafür ist es schon spät. Wir versuchen es" in page
    assert page.count("Das kam nach unserer Frist (Sa, 20. Februar).") == 1
    assert page.count("Wir kümmern uns darum und schreiben Ihnen.") == 1
    assert "Es ist schon spät" in client.get(path(coming(days=1))).text


def test_a_date_that_has_changed_is_not_called_arranged(client: FlaskClient) -> None:
    who = cast.somebody(1, needs=("childcare",))
    workshop = cast.make_workshop(sessions=cast.dates(30, 37))
    registration = cast.confirmed(workshop, who)
    ids = [need.id for need in cast.fresh(registration).needs]
    arranging.set_state(ids, "arranged", by=WORKER, reach=ALL)
    postponing.postpone_session(workshop.sessions[1], date(2027, 5, 4), by=WORKER)
    page = client.get(path(registration)).text
    assert "Ein Termin hat sich geändert. Wir klären, ob es auch dann klappt." in page
    assert "Ist organisiert." not in page
    for row in rebookings.still_open(ALL):
        rebookings.mark_done(row.id, by=WORKER)
    assert "Ist organisiert." in client.get(path(registration)).text


def test_who_has_left_is_told_that_nothing_can_be_changed(client: FlaskClient) -> None:
    registration = coming("childcare")
    registrations.withdraw(registration)
    assert "needs/change" not in client.get(path(registration)).text
    answer = change(client, registration, need_diet="vegan", consent="y")
    assert answer.status_code == 409
    assert "Hier lässt sich nichts mehr ändern" in answer.text
    assert kinds(registration) == ["childcare"]
