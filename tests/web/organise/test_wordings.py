"""The office's own words for standard letters: checked, looked at, sent, and taken back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.domain.scenes import at_once
from tests.letters.mails import news, only
from wirworkshops import i18n
from wirworkshops.config import LANGUAGES, Settings
from wirworkshops.database import transaction
from wirworkshops.domain import registrations, wordings
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.wordings import WordingPlan
from wirworkshops.letters import samples
from wirworkshops.letters.compose import WORDED
from wirworkshops.models.wordings import Wording

LIST = "/organise/wordings/"
CONFIRMED = "/organise/wordings/edit?kind=confirmed&language=de"
OWN = {
    "subject": "Ja! {Titel}",
    "headline": "Schön, {Name}.",
    "intro": "Wir haben einen Stuhl für Sie.\n\nBis bald in {Ort}!",
    "closing": "Herzlich",
}


@pytest.fixture
def demo(settings: Settings) -> Settings:
    return settings


def test_own_words_replace_the_prose_and_nothing_else(ada: FlaskClient, demo: Settings) -> None:
    assert ada.send(CONFIRMED, OWN).status_code == 303
    cast.confirmed(cast.make_workshop())
    news_of = [mail for mail in news(demo) if mail.kind == "confirmed"]
    (mail,) = news_of
    assert mail.subject == "Ja! Beratung, die ankommt"
    assert "Schön, Cem Aksoy." in mail.text
    assert "Wir haben einen Stuhl für Sie." in mail.text
    assert "Ihr Platz für" not in mail.text
    assert "Der Termin hängt an dieser Nachricht" in mail.text
    assert "* Mi, 17. März 2027, 9:00–12:30 Uhr" in mail.text
    assert "Meine Anmeldung ansehen:" in mail.text
    assert "Herzlich\n" in mail.text
    assert mail.calendar is not None


def test_the_other_language_keeps_the_standard(ada: FlaskClient, demo: Settings) -> None:
    ada.send(CONFIRMED, OWN)
    cast.confirmed(cast.make_workshop(), cast.DUA)
    assert news(demo)[-1].subject == "You have a place: Beratung, die ankommt"


def test_a_deadline_stays_whatever_is_written(ada: FlaskClient, demo: Settings) -> None:
    ada.send("/organise/wordings/edit?kind=please_confirm&language=de", {"intro": "Hallo!"})
    cast.sign_up(cast.make_workshop())
    mail = only(demo)
    assert "Hallo!" in mail.text
    assert "Bitte tun Sie das bis" in mail.text
    assert "Wir halten für Sie einen Platz" not in mail.text


def test_a_reason_stays_whatever_is_written(demo: Settings, app: object) -> None:
    wordings.save(
        "withdrawn", "de", WordingPlan(intro="Schade."), known=WORDED["withdrawn"], seen="",
        by=WORKER,
    )  # fmt: skip
    registration = cast.confirmed(cast.make_workshop())
    news(demo)
    registrations.withdraw(registration)
    mail = only(demo)
    assert "Schade." in mail.text
    assert mail.calendar is not None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"intro": "Am {Datum}"}, "Das Feld {Datum} gibt es nicht."),
        ({"subject": "Am {Titel"}, "Eine geschweifte Klammer steht allein."),
    ],
)
def test_a_field_that_does_not_exist_is_refused(
    typed: dict[str, str], sentence: str, ada: FlaskClient
) -> None:
    answer = ada.send(CONFIRMED, typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert next(iter(typed.values())) in answer.text
    assert wordings.changed() == set()


def test_a_letter_without_a_registration_knows_the_name_only(ada: FlaskClient) -> None:
    answer = ada.send("/organise/wordings/edit?kind=my_link", {"intro": "{Name}, am {Termin}"})
    assert "Das Feld {Termin} gibt es nicht." in answer.text


def test_back_to_the_standard_in_one_act(ada: FlaskClient) -> None:
    ada.send(CONFIRMED, OWN)
    assert "eigene Worte" in ada.get(LIST).text
    ada.send(CONFIRMED, {"act": "standard"})
    assert "eigene Worte" not in ada.get(LIST).text


def test_leaving_everything_empty_is_the_standard_too(ada: FlaskClient) -> None:
    ada.send(CONFIRMED, OWN)
    page = ada.get(CONFIRMED).text
    seen = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    ada.send(CONFIRMED, dict.fromkeys(OWN, "") | {"seen": seen})
    assert wordings.changed() == set()


def test_the_second_of_two_is_told(ada: FlaskClient) -> None:
    ada.send(CONFIRMED, OWN)
    answer = ada.send(CONFIRMED, {"intro": "Mein Text", "seen": ""})
    assert answer.status_code == 422
    assert "Inzwischen hat jemand anderes das geändert." in answer.text
    assert "Mein Text" in answer.text


def test_the_look_at_it_shows_what_is_saved(ada: FlaskClient) -> None:
    ada.send(CONFIRMED, OWN)
    shown = ada.get("/organise/wordings/letter?kind=confirmed&language=de").text
    assert "Schön, Maria Muster." in shown
    assert "{" not in shown.split("<body", 1)[1]


@pytest.mark.parametrize("query", ["", "?kind=account", "?kind=confirmed&language=fr"])
def test_what_has_no_wording_is_not_found(query: str, ada: FlaskClient) -> None:
    for page in ("edit", "letter"):
        assert ada.get(f"/organise/wordings/{page}{query}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_can_be_looked_at(language: str, ada: FlaskClient, demo: Settings) -> None:
    without = set()
    for kind in WORDED:
        assert (
            ada.get(f"/organise/wordings/edit?kind={kind}&language={language}").status_code == 200
        )
        with i18n.speaking(language):
            content = samples.content(kind, language, demo)
        if content is None:
            without.add(kind)
            continue
        shown = ada.get(f"/organise/wordings/letter?kind={kind}&language={language}")
        assert shown.status_code == 200, kind
        assert "None" not in shown.text, kind
    assert without == {"too_many", "interest", "next_date"}


def test_two_who_save_the_first_words_at_once_are_one_and_a_refusal(
    app: Flask, time: cast.Time
) -> None:
    def save(subject: str) -> None:
        plan = WordingPlan(subject)
        wordings.save("confirmed", "de", plan, known=WORDED["confirmed"], seen="", by=WORKER)

    done = at_once(app, [lambda: save("Ja"), lambda: save("Doch")])
    assert sorted(done) == ["done", "record-meanwhile"]


def test_the_second_editor_sees_what_differs(ada: FlaskClient, time: cast.Time) -> None:
    ada.send(CONFIRMED, OWN)
    time.move(minutes=1)
    answer = ada.send(CONFIRMED, OWN | {"subject": "Nein", "seen": ""})
    assert answer.status_code == 422
    assert '<dd dir="auto">Ja! {Titel}</dd>' in answer.text
    assert '<dd dir="auto">Nein</dd>' in answer.text


def test_the_secret_link_stands_in_no_subject(ada: FlaskClient, demo: Settings) -> None:
    answer = ada.send(CONFIRMED, OWN | {"subject": "Hier: {Link}"})
    assert answer.status_code == 422
    assert "{Link} geht nur im Text" in answer.text
    with transaction() as session:  # as somebody may have saved it before
        session.add(Wording(kind="confirmed", language="de", subject="Hier: {Link}", headline="",
                            intro="", closing="", changed_at=cast.NOW))  # fmt: skip
    cast.confirmed(cast.make_workshop())
    assert news(demo)[-1].subject == "Hier:"
