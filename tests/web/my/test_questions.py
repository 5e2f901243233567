"""An organiser's own questions: answered when signing up, changed on one's own page."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.domain.test_questions import ask, keep, plan
from wirworkshops import links
from wirworkshops.database import db
from wirworkshops.domain import questions, registrations
from wirworkshops.domain.history import WORKER
from wirworkshops.models.questions import Question
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CEM = {"name": "Cem Aksoy", "email": "cem@kita.example"}
MEALS = (
    {"value": "vegan", "label": {"de": "Vegan", "en": "Vegan"}},
    {"value": "vegetarisch", "label": {"de": "Vegetarisch", "en": "Vegetarian"}},
    {"value": "alles", "label": {"de": "Alles", "en": "Anything"}},
)
FIVE = (
    plan(
        "Essen Sie mit uns?",
        kind="yes-no",
        required=True,
        label={"de": "Essen Sie mit uns?", "en": "Will you eat with us?"},
        purpose="Damit das Essen reicht",
        keep_days=3,
    ),
    plan("Was essen Sie?", kind="choice", choices=MEALS, required=True, depends_on=0,
         depends_value="yes"),
    plan("Was sollen wir weglassen?", depends_on=1, depends_value="alles"),
    plan("Was kennen Sie schon?", kind="several", choices=MEALS),
    plan("Wie viele Jahre sind Sie dabei?", kind="number"),
)  # fmt: skip


@pytest.fixture
def workshop(app: object) -> Workshop:
    return cast.make_workshop()


@pytest.fixture
def five(workshop: Workshop) -> list[Question]:
    return ask(workshop, *FIVE)


def form_of(workshop: Workshop) -> str:
    return f"/workshops/{workshop.slug}/signup"


def typed(rows: list[Question], *values: Any) -> dict[str, Any]:
    pairs = zip(rows, values, strict=False)
    return {f"q{row.id}": value for row, value in pairs if value is not None}


def of_cem(workshop: Workshop) -> Registration | None:
    db.session.rollback()
    return registrations.of_person_in(workshop, name=CEM["name"], email=CEM["email"])


# Signing up


def test_questions_stand_in_the_form_with_purpose_and_deletion(
    client: FlaskClient, workshop: Workshop, five: list[Question]
) -> None:
    page = client.get(form_of(workshop)).text
    assert "Fragen zu dieser Veranstaltung</legend>" in page
    assert "Wofür: Damit das Essen reicht · Gelöscht: 3 Tage nach dem letzten Termin" in page
    assert "Nur wenn Sie bei „Essen Sie mit uns?“ „Ja“ gewählt haben." in page
    names = re.findall(r' name="(q\d+)"', page)
    assert list(dict.fromkeys(names)) == [f"q{row.id}" for row in five]
    assert re.search(rf'name="q{five[0].id}" type="radio" value="yes"', page)
    assert re.search(rf'name="q{five[3].id}" type="checkbox" value="vegan"', page)


def test_what_is_not_required_can_be_left_open_again(
    client: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop, plan(kind="yes-no"), plan("Und?", kind="yes-no", required=True))
    assert client.get(form_of(workshop)).text.count("Keine Angabe") == 1


def test_no_answer_is_said_to_stay_longer_than_its_person(
    client: FlaskClient, workshop: Workshop
) -> None:
    ask(workshop, plan(keep_days=4000), plan("Sofort weg?", keep_days=0))
    page = client.get(form_of(workshop)).text
    assert "Gelöscht: 90 Tage nach dem letzten Termin" in page
    assert "Gelöscht: gleich nach dem letzten Termin" in page


def test_questions_speak_the_readers_language_as_far_as_they_can(
    client: FlaskClient, workshop: Workshop, five: list[Question]
) -> None:
    page = client.get(form_of(workshop) + "?lang=en").text
    assert "Will you eat with us?" in page
    assert "Vegetarian" in page
    assert '<span lang="de">Damit das Essen reicht</span>' in page
    assert re.search(r'<div class="ww-ask ww-ask--1" lang="de">', page)  # it has no English


def test_without_questions_nothing_is_asked(client: FlaskClient, workshop: Workshop) -> None:
    assert "Fragen zu dieser Veranstaltung" not in client.get(form_of(workshop)).text


def test_a_ready_form_follows_the_questions(client: FlaskClient, workshop: Workshop) -> None:
    client.get(form_of(workshop))
    rows = ask(workshop, plan("Ganz neu?"))
    assert "Ganz neu?" in client.get(form_of(workshop)).text
    questions.plan_questions(workshop, [], by=WORKER)
    assert f"q{rows[0].id}" not in client.get(form_of(workshop)).text


def test_answers_are_kept_in_their_types(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    given = typed(five, "yes", "alles", "Nüsse\r\nund Honig", ["alles", "vegan"], "1,5")
    assert client.send(form_of(workshop), CEM | given).status_code == 303
    registration = of_cem(workshop)
    assert registration
    values = [True, "alles", "Nüsse\nund Honig", ["vegan", "alles"], 1.5]
    assert questions.answers_of(registration.id) == dict(
        zip((row.id for row in five), values, strict=True)
    )


def test_what_does_not_show_is_neither_wanted_nor_kept(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    given = typed(five, "no", "flugzeug", "x" * 5000)
    assert client.send(form_of(workshop), CEM | given).status_code == 303
    registration = of_cem(workshop)
    assert registration
    assert questions.answers_of(registration.id) == {five[0].id: False}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((None,), "Bitte beantworten Sie diese Frage."),
        (("yes",), "Bitte beantworten Sie diese Frage."),
        (("gold",), "Bitte wählen Sie aus der Liste."),
        (("yes", "gold"), "Bitte wählen Sie aus der Liste."),
        (("yes", "alles", "x" * 2001), "Bitte kürzen Sie auf 2000 Zeichen."),
        (("no", None, None, ["gold"]), "Bitte wählen Sie aus der Liste."),
        (("no", None, None, None, "viele"), "Bitte geben Sie eine Zahl an."),
    ],
)
def test_a_mistake_is_told_and_everything_typed_is_kept(
    client: Any,
    workshop: Workshop,
    five: list[Question],
    values: tuple[Any, ...],
    sentence: str,
) -> None:
    given = {"organisation": "Kita Sonne"} | typed(five, *values)
    answer = client.send(form_of(workshop), CEM | given)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2  # in the summary and at the field
    assert "Kita Sonne" in answer.text
    for value in values:
        if value in ("yes", "no", "alles"):
            assert re.search(rf'value="{value}" checked', answer.text)
        elif isinstance(value, str) and value != "gold":
            assert value in answer.text
    assert of_cem(workshop) is None


def test_other_mistakes_keep_the_answers(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    given = CEM | {"name": ""} | typed(five, "yes", "vegan", None, ["alles"], "7")
    page = client.send(form_of(workshop), given).text
    assert page.count(" checked") == 3
    assert 'value="7"' in page


def test_a_missing_token_keeps_the_answers(
    client: FlaskClient, workshop: Workshop, five: list[Question]
) -> None:
    answer = client.post(form_of(workshop), data=CEM | typed(five, "yes", "vegan"))
    assert answer.status_code == 400
    assert answer.text.count(" checked") == 2


def test_a_question_removed_meanwhile_does_no_harm(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    token = client.token(form_of(workshop))
    questions.plan_questions(workshop, [], by=WORKER)
    given = CEM | typed(five, "yes", "vegan") | {"csrf_token": token}
    assert client.post(form_of(workshop), data=given).status_code == 303


def test_who_comes_back_answers_anew(client: Any, workshop: Workshop, five: list[Question]) -> None:
    client.send(form_of(workshop), CEM | typed(five, "yes", "vegan"))
    registration = of_cem(workshop)
    assert registration
    registrations.withdraw(registration)
    client.send(form_of(workshop), CEM | typed(five, "no"))
    assert questions.answers_of(registration.id) == {five[0].id: False}


def test_nobody_overwrites_anothers_answers(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    client.send(form_of(workshop), CEM | typed(five, "yes", "vegan"))
    client.application.test_client().send(form_of(workshop), CEM | typed(five, "no"))
    registration = of_cem(workshop)
    assert registration
    assert questions.answers_of(registration.id) == {five[0].id: True, five[1].id: "vegan"}


@pytest.mark.parametrize("number", [1, 5])
def test_many_questions_cost_no_more_queries(
    client: FlaskClient, workshop: Workshop, queries: Queries, number: int
) -> None:
    ask(workshop, *(plan(f"Frage {n}?") for n in range(number)))
    db.session.remove()
    with queries:
        client.get(form_of(workshop))
    assert len(queries) == 3


# One's own page


def own(registration: Registration, act: str = "") -> str:
    return links.registration_url("", registration) + act


def test_her_answers_stand_on_her_page_in_words(client: FlaskClient, workshop: Workshop) -> None:
    rows = ask(workshop, *FIVE)
    registration = cast.confirmed(workshop)
    values = (True, "alles", "Nüsse", ["vegan", "alles"], 1.5)
    keep(registration, dict(zip((row.id for row in rows), values, strict=True)))
    page = client.get(own(registration)).text
    said = re.findall(r'<dd dir="auto">(.*?)</dd>', page)
    assert said == ["Ja", "Alles", "Nüsse", "Vegan, Alles", "1,5"]
    assert page.count(" checked") == 4
    assert 'value="1,5"' in page


def test_she_can_answer_anew(client: Any, workshop: Workshop, five: list[Question]) -> None:
    registration = cast.confirmed(workshop)
    keep(registration, {five[0].id: True, five[1].id: "vegan"})
    answer = client.send(own(registration), typed(five, "no"), to=own(registration, "/answers"))
    assert (answer.status_code, answer.location) == (303, own(registration))
    assert "Gespeichert." in client.get(own(registration)).text
    assert questions.answers_of(registration.id) == {five[0].id: False}


def test_a_mistake_is_told_on_her_page(
    client: Any, workshop: Workshop, five: list[Question]
) -> None:
    registration = cast.confirmed(workshop)
    keep(registration, {five[0].id: False})
    given = typed(five, "yes", None, None, None, "viele")
    answer = client.send(own(registration), given, to=own(registration, "/answers"))
    assert answer.status_code == 422
    assert "<title>Fehler:" in answer.text
    assert answer.text.count("Bitte geben Sie eine Zahl an.") == 2
    assert 'value="viele"' in answer.text
    assert re.search(r'value="yes" checked', answer.text)
    assert questions.answers_of(registration.id) == {five[0].id: False}


def test_after_the_start_answers_are_only_read(client: Any, time: cast.Time, app: object) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1, 8))
    rows = ask(workshop, *FIVE)
    registration = cast.confirmed(workshop)
    keep(registration, {rows[0].id: False})
    token = client.token(own(registration))
    time.move(days=2)
    page = client.get(own(registration)).text
    assert "Ihre Antworten" in page
    assert "Antworten ändern" not in page
    given = typed(rows, "yes", "vegan") | {"csrf_token": token}
    answer = client.post(own(registration, "/answers"), data=given)
    assert answer.status_code == 409
    assert "Antworten ändern können Sie nur, bis es losgeht" in answer.text
    assert questions.answers_of(registration.id) == {rows[0].id: False}


def test_without_questions_the_page_says_nothing_of_them(
    client: FlaskClient, workshop: Workshop
) -> None:
    assert "Ihre Antworten" not in client.get(own(cast.confirmed(workshop))).text
