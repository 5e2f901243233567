"""The editor of a workshop's own questions, and their answers in the office."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests import cast
from tests.conftest import Queries
from tests.domain.test_questions import WAYS, ask, keep, plan
from wirworkshops.database import db
from wirworkshops.domain import question_sets, questions, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.questions import Question
from wirworkshops.models.workshops import Workshop


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop()


def path(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/questions"


def row(number: int = 0, **values: Any) -> dict[str, Any]:
    """Return what the form sends of one question."""
    given = {
        "key": f"n{number}",
        "place": str(number + 1),
        "text": f"Frage {number}?",
        "kind": "text",
        "purpose": "Planung",
        "keep_days": "30",
    } | values
    return {f"questions-{number}-{name}": value for name, value in given.items()}


def send(client: Any, workshop: Workshop, *rows: dict[str, Any], **values: Any) -> Any:
    """Open the editor, and press a button with these rows in it."""
    page = client.get(path(workshop)).text
    data: dict[str, Any] = {"act": "save", "seen": found(page, "seen")} | values
    for each in rows:
        data |= each
    data["csrf_token"] = found(page, "csrf_token")
    return client.post(path(workshop), data=MultiDict(data))


def found(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def asked(workshop: Workshop) -> list[Question]:
    db.session.rollback()
    return questions.of_workshop(workshop.id)


def texts(page: str) -> list[str]:
    """Return the questions in the editor, in the order of the page."""
    return re.findall(r'name="questions-\d+-text" type="text" value="([^"]*)"', page)


# The editor


def test_an_empty_editor_says_what_is_asked_anyway(ada: FlaskClient, workshop: Workshop) -> None:
    page = ada.get(path(workshop)).text
    assert "Noch fragen Sie nichts Eigenes." in page
    assert "Erste Frage anlegen" in page
    assert f'<a href="{path(workshop)}" aria-current="page">Fragen</a>' in page


def test_questions_are_stored_as_typed(ada: FlaskClient, workshop: Workshop) -> None:
    answer = send(
        ada,
        workshop,
        row(0, kind="yes-no", text="Mit Kind?", text_en="With a child?", required="y"),
        row(1, kind="several", options="Bus\r\n\r\n Rad ", options_en="Bus\nBicycle",
            help="Ungefähr", help_en="Roughly", depends="n0=yes", keep_days="7"),
    )  # fmt: skip
    assert (answer.status_code, answer.location) == (303, path(workshop))
    assert "Gespeichert." in ada.get(path(workshop)).text
    first, second = asked(workshop)
    assert (first.kind, first.required, first.label) == (
        "yes-no", True, {"de": "Mit Kind?", "en": "With a child?"},
    )  # fmt: skip
    assert second.choices == list(WAYS)
    assert (second.depends_on_id, second.depends_value) == (first.id, "yes")
    assert (second.purpose, second.keep_days) == ("Planung", 7)
    assert second.help == {"de": "Ungefähr", "en": "Roughly"}


def test_saving_what_is_there_changes_nothing(ada: FlaskClient, workshop: Workshop) -> None:
    before = ask(workshop)
    registration = cast.sign_up(workshop)
    keep(registration, {before[0].id: True, before[2].id: ["bus"]})
    sent = fields_of(ada.get(path(workshop)).text)
    assert ada.post(path(workshop), data=sent | {"act": "save"}).status_code == 303
    assert questions.plans_of(asked(workshop)) == questions.plans_of(before)
    assert questions.answers_of(registration.id) == {before[0].id: True, before[2].id: ["bus"]}


def fields_of(page: str) -> dict[str, Any]:
    """Return what a browser sends of the editor when nothing was typed."""
    inputs = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"( checked)?', page)
    given = {name: value for name, value, _checked in inputs if not name.endswith("required")}
    boxes = re.findall(r'name="([^"]+)" type="checkbox" value="y" checked', page)
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    given |= dict.fromkeys(boxes, "y") | dict(areas)
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        given[name] = chosen[0] if chosen else ""
    return given


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "Bitte geben Sie die Frage an."),
        ({"text": "x" * 301}, "Bitte kürzen Sie auf 300 Zeichen."),
        ({"kind": "bild"}, "Das gibt es nicht mehr."),
        ({"kind": "choice", "options": "Nur eine"}, "mindestens zwei verschiedene Antworten"),
        ({"kind": "choice", "options": "Ja\nja"}, "mindestens zwei verschiedene Antworten"),
        ({"kind": "choice", "options": "A\nB", "options_en": "A"}, "so viele Zeilen wie"),
        ({"depends": "n7=yes"}, "auf eine Frage, die davor steht."),
        ({"depends": "n1=yes"}, "auf eine Frage, die davor steht."),
        ({"depends": "n0=vielleicht"}, "auf eine Frage, die davor steht."),
        ({"purpose": ""}, "Ohne Zweck dürfen wir nicht fragen."),
        ({"keep_days": ""}, "nach wie vielen Tagen wir löschen."),
        ({"keep_days": "bald"}, "Bitte geben Sie eine ganze Zahl an."),
        ({"keep_days": "-1"}, "Bitte geben Sie eine Zahl von 0 bis 3650 an."),
        ({"keep_days": "91"}, "Höchstens 90 Tage: Dann löschen wir die ganze Anmeldung."),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(
    ada: FlaskClient, workshop: Workshop, values: dict[str, Any], sentence: str
) -> None:
    typed = row(1, help="Was ich schrieb") | row(1, **values)
    answer = send(ada, workshop, row(0, kind="yes-no"), row(1, help="Was ich schrieb"), typed)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert "2. Frage" in answer.text
    assert "Was ich schrieb" in answer.text if "help" in values else "Frage 0?" in answer.text
    assert asked(workshop) == []


def test_rows_are_added_moved_and_removed_without_being_stored(
    ada: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop, plan("A?"), plan("B?"), plan("C?"))
    page = ada.get(path(workshop)).text
    for act, order in (
        ("add", ["A?", "B?", "C?", ""]),
        ("up-2", ["A?", "C?", "B?", ""]),
        ("down-0", ["C?", "A?", "B?", ""]),
        ("remove-1", ["C?", "B?", ""]),
        ("up-0", ["C?", "B?", ""]),
        ("down-2", ["C?", "B?", ""]),
        ("remove-99", ["C?", "B?", ""]),
    ):
        answer = ada.post(path(workshop), data=fields_of(page) | {"act": act})
        assert answer.status_code == 200
        page = answer.text
        assert texts(page) == order, act
    assert [each.label["de"] for each in asked(workshop)] == ["A?", "B?", "C?"]
    sent = fields_of(page) | {"act": "save"}
    last = max(name for name in sent if name.endswith("-text"))
    sent |= {last: "Neu?", last.replace("-text", "-purpose"): "Planung"}
    assert ada.post(path(workshop), data=sent).status_code == 303
    assert [each.label["de"] for each in asked(workshop)] == ["C?", "B?", "Neu?"]


def test_a_new_question_can_depend_on_one_just_typed(ada: FlaskClient, workshop: Workshop) -> None:
    page = send(ada, workshop, row(0, kind="choice", options="Zu Fuß\nMit dem Bus"), act="add").text
    assert "nur nach „Frage 0?“: Mit dem Bus" in page
    sent = fields_of(page) | {"act": "save"} | row(1, depends="n0=mit-dem-bus")
    assert ada.post(path(workshop), data=sent).status_code == 303
    first, second = asked(workshop)
    assert (second.depends_on_id, second.depends_value) == (first.id, "mit-dem-bus")


def test_a_question_moved_before_the_one_it_needs_does_not_lose_that(
    ada: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop, plan("A?", kind="yes-no"), plan("B?", depends_on=0, depends_value="yes"))
    page = ada.post(
        path(workshop), data=fields_of(ada.get(path(workshop)).text) | {"act": "up-1"}
    ).text
    assert "nach einer Frage, die nicht davor steht" in page
    answer = ada.post(path(workshop), data=fields_of(page) | {"act": "save"})
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Antwort auf eine Frage, die davor steht." in answer.text


def test_a_choice_worded_anew_keeps_its_answers(ada: FlaskClient, workshop: Workshop) -> None:
    (before,) = ask(workshop, plan(kind="choice", choices=WAYS))
    registration = cast.sign_up(workshop)
    keep(registration, {before.id: "bus"})
    sent = fields_of(ada.get(path(workshop)).text)
    sent |= {"questions-0-options": "Bus und Bahn\nRad", "act": "save"}
    ada.post(path(workshop), data=sent)
    assert "Bus und Bahn" in ada.get(f"/organise/registrations/{registration.id}").text


def test_what_goes_with_a_question_is_said_before_and_after(
    ada: FlaskClient, workshop: Workshop
) -> None:
    rows = ask(workshop, plan("A?"), plan("B?"))
    keep(cast.sign_up(workshop), {rows[1].id: "Text"})
    page = ada.get(path(workshop)).text
    assert page.count("1 Antwort ist schon da.") == 1
    page = ada.post(path(workshop), data=fields_of(page) | {"act": "remove-1"}).text
    answer = ada.post(path(workshop), data=fields_of(page) | {"act": "save"})
    assert "1 Antwort ist gelöscht." in ada.get(answer.location).text
    history = ada.get(f"/organise/workshops/{workshop.id}/history").text
    assert "Eigene Fragen geändert" in history
    assert "(1 Antwort gelöscht)" in history


def test_an_answered_question_keeps_its_kind(ada: FlaskClient, workshop: Workshop) -> None:
    rows = ask(workshop, plan("A?"), plan("B?"))
    keep(cast.sign_up(workshop), {rows[1].id: "Text"})
    sent = fields_of(ada.get(path(workshop)).text) | {"act": "save", "questions-1-kind": "number"}
    answer = ada.post(path(workshop), data=sent)
    assert answer.status_code == 422
    assert answer.text.count("Auf die Frage 2 hat schon jemand geantwortet.") == 2


def test_a_colleagues_question_is_not_overwritten_unseen(
    ada: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop, plan("A?"))
    mine = fields_of(ada.get(path(workshop)).text) | {"act": "save"}
    ask(workshop, *questions.plans_of(asked(workshop)), plan("B?"))
    answer = ada.post(path(workshop), data=mine)
    assert answer.status_code == 422
    assert "Inzwischen hat jemand anderes die Fragen geändert." in answer.text
    assert "Neue Frage" in answer.text
    assert "B?" in answer.text
    assert len(asked(workshop)) == 2
    again = ada.post(path(workshop), data=fields_of(answer.text) | {"act": "save"})
    assert again.status_code == 303
    assert [each.label["de"] for each in asked(workshop)] == ["A?"]


def test_a_colleagues_words_are_shown_beside_ones_own(ada: FlaskClient, workshop: Workshop) -> None:
    (row,) = ask(workshop, plan("A?"))
    mine = fields_of(ada.get(path(workshop)).text) | {"act": "save", "questions-0-text": "C?"}
    hers = replace(questions.plans_of([row])[0], label={"de": "B?"})
    ask(workshop, hers)
    answer = ada.post(path(workshop), data=mine)
    assert answer.status_code == 422
    stored, own = re.findall(r'<dd dir="auto">([^<]*)</dd>', answer.text)
    assert (stored, own) == ("B?", "C?")
    assert [each.label["de"] for each in asked(workshop)] == ["B?"]


def test_a_post_without_rows_deletes_nothing(ada: FlaskClient, workshop: Workshop) -> None:
    ask(workshop)
    token = found(ada.get(path(workshop)).text, "csrf_token")
    assert ada.post(path(workshop), data={"csrf_token": token, "act": "save"}).status_code == 422
    assert len(asked(workshop)) == 3


def test_a_cancelled_workshop_has_no_editor(ada: FlaskClient, workshop: Workshop) -> None:
    workshops.cancel(workshop, because="Krank", by=WORKER)
    answer = ada.get(path(workshop))
    assert (answer.status_code, answer.location) == (302, f"/organise/workshops/{workshop.id}/")


def test_many_questions_cost_no_more_queries(
    ada: FlaskClient, workshop: Workshop, queries: Queries
) -> None:
    lengths = []
    for number in (1, 4):
        ask(workshop, *(plan(f"Frage {n}?", kind="yes-no") for n in range(number)))
        db.session.remove()
        with queries:
            ada.get(path(workshop))
        lengths.append(len(queries))
        queries.clear()
    assert lengths[0] == lengths[1]


def test_a_workshop_made_after_another_asks_the_same(ada: FlaskClient, workshop: Workshop) -> None:
    ask(workshop)
    path_of_new = f"/organise/workshops/new?copy={workshop.id}"
    sent = fields_of(ada.get(path_of_new).text) | {"sessions-0-day": "2027-05-04", "act": "save"}
    sent |= {"host_id": str(workshop.host_id), "signup_mode": "form"}
    answer = ada.post(path_of_new, data=sent)
    assert answer.status_code == 303
    number = int(answer.location.split("/")[3])
    db.session.rollback()
    copied = questions.of_workshop(number)
    assert [each.label for each in copied] == [each.label for each in asked(workshop)]
    assert copied[1].depends_on_id == copied[0].id


# Sets


def test_questions_are_kept_as_a_set_and_put_in_elsewhere(
    ada: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop)
    sent = fields_of(ada.get(path(workshop)).text)
    answer = ada.post(path(workshop), data=sent | {"act": "keep", "set_name": "Anreise"})
    assert "Die Vorlage „Anreise“ können Sie wieder verwenden." in ada.get(answer.location).text
    other = cast.make_workshop("Anderes")
    (kept,) = question_sets.sets_of(other.host_id)
    ask(other, plan("Schon da?"))
    page = ada.post(
        path(other),
        data=fields_of(ada.get(path(other)).text) | {"act": "put", "put": str(kept.id)},
    ).text
    assert len(texts(page)) == 4
    assert ada.post(path(other), data=fields_of(page) | {"act": "save"}).status_code == 303
    own, child, age, ways = asked(other)
    assert (own.label["de"], ways.choices) == ("Schon da?", list(WAYS))
    assert (age.depends_on_id, age.depends_value) == (child.id, "yes")
    assert len(asked(workshop)) == 3


def test_a_set_needs_a_name_and_another_hosts_is_not_offered(
    ada: FlaskClient, workshop: Workshop
) -> None:
    foreign = question_sets.keep_set(cast.host("frauentreff").id, "Fremde Vorlage", [plan()])
    answer = send(ada, workshop, row(), act="keep")
    assert answer.status_code == 422
    assert answer.text.count("Bitte geben Sie der Vorlage einen Namen.") == 2
    assert "Fremde Vorlage" not in answer.text
    assert texts(send(ada, workshop, act="put", put=str(foreign.id)).text) == []
    send(ada, workshop, act=f"forget-{foreign.id}")
    assert len(question_sets.sets_of(foreign.host_id)) == 1


def test_a_set_is_deleted_and_the_form_stays(ada: FlaskClient, workshop: Workshop) -> None:
    kept = question_sets.keep_set(workshop.host_id, "Anreise", [plan()])
    page = send(ada, workshop, row(text="Halb fertig"), act=f"forget-{kept.id}").text
    assert "Die Vorlage „Anreise“ ist gelöscht." in ada.get(path(workshop)).text + page
    assert texts(page) == ["Halb fertig"]
    db.session.rollback()
    assert question_sets.sets_of(workshop.host_id) == []


# Answers in the office


def test_a_call_is_asked_too(ada: Any, workshop: Workshop) -> None:
    first, second = ask(
        workshop, plan("Mit Kind?", kind="yes-no", required=True), plan("Alter?", kind="number")
    )
    new = f"/organise/workshops/{workshop.id}/registrations/new"
    typed = {"name": "Rosa Alt", "phone": "069 123", f"q{second.id}": "vier"}
    answer = ada.send(new, typed)
    assert answer.status_code == 422
    assert answer.text.count("Bitte beantworten Sie diese Frage.") == 2
    assert 'value="vier"' in answer.text
    answer = ada.send(new, typed | {f"q{first.id}": "yes", f"q{second.id}": "4,5"})
    assert answer.status_code == 303
    page = ada.get(answer.location).text
    assert re.findall(r'<dt>(.*?\?)</dt><dd dir="auto">(.*?)</dd>', page) == [
        ("Mit Kind?", "Ja"), ("Alter?", "4,5"),
    ]  # fmt: skip


def test_answers_are_columns_of_the_file(ada: FlaskClient, workshop: Workshop) -> None:
    rows = ask(workshop, plan("=1+1?"), plan("Wie?", kind="several", choices=WAYS))
    keep(cast.sign_up(workshop), {rows[0].id: "=2+2", rows[1].id: ["rad", "bus"]})
    cast.sign_up(workshop, cast.DUA)
    answer = ada.get(f"/organise/workshops/{workshop.id}/registrations.csv")
    header, cem, dua = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert header[-2:] == ["'=1+1?", "Wie?"]
    assert cem[-2:] == ["'=2+2", "Rad, Bus"]
    assert dua[-2:] == ["", ""]


def test_only_what_was_asked_stands_at_a_registration(ada: FlaskClient, workshop: Workshop) -> None:
    rows = ask(workshop)
    registration = cast.sign_up(workshop)
    keep(registration, {rows[0].id: False})
    page = ada.get(f"/organise/registrations/{registration.id}").text
    assert "Wie alt ist es?" not in page
    assert re.findall(r'<dt>(.*?\?)</dt><dd dir="auto">(.*?)</dd>', page) == [
        ("Kommen Sie mit Kind?", "Nein"), ("Wie kommen Sie?", "–"),
    ]  # fmt: skip
