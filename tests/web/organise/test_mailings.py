"""Writing to people of a workshop: the form, the look at it, sending, how far it has come."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import db, transaction
from wirworkshops.domain import mailings, registrations
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.reach import ALL
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

TYPED = {"audience": "confirmed", "subject": "Ein Raum weiter", "text": "Hallo {Name},\n\nhier."}


@pytest.fixture
def workshop(app: object) -> Workshop:
    made = cast.make_workshop()
    cast.confirmed(made)
    return made


@pytest.fixture
def mailing(workshop: Workshop) -> Mailing:
    plan = MailingPlan({"de": "Ein Raum weiter", "en": "Next door"}, {"de": "Ja", "en": "Yes"})
    return mailings.write(workshop, plan, by=WORKER)


def new(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/mailings/new"


def page(mailing: Mailing) -> str:
    return f"/organise/mailings/{mailing.id}"


def newest() -> Mailing:
    return mailings.mailings(ALL)[0][0]


def test_from_writing_to_sending(ben: FlaskClient, workshop: Workshop) -> None:
    form = ben.get(new(workshop)).text
    assert "Alle mit festem Platz (1)" in form
    assert "Alle auf der Warteliste" not in form
    answer = ben.send(new(workshop), TYPED)
    mailing = newest()
    assert (answer.status_code, answer.location) == (303, page(mailing))
    shown = ben.get(page(mailing)).text
    assert "Alle mit festem Platz: 1 Mensch." in shown
    assert "Vorschau" in shown
    assert ben.send(page(mailing), {}, to=f"{page(mailing)}/send").status_code == 303
    shown = ben.get(page(mailing)).text
    assert "0 von 1 erledigt" in shown
    assert "1 wartet" in shown
    listed = ben.get(f"/organise/workshops/{workshop.id}/letters").text
    assert "Ein Raum weiter" in listed
    history = ben.get(f"/organise/workshops/{workshop.id}/history").text
    assert "Nachricht an Teilnehmende geschickt" in history
    assert "1 Nachricht" in history


def test_some_are_chosen_by_tick(ben: FlaskClient, workshop: Workshop) -> None:
    chosen = cast.confirmed(workshop, cast.DUA)
    ben.send(new(workshop), TYPED | {"audience": "chosen", "chosen": [str(chosen.id)]})
    assert (newest().audience, newest().chosen) == ("chosen", [chosen.id])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": ""}, "Bitte geben Sie einen Betreff an."),
        ({"text": ""}, "Bitte schreiben Sie etwas."),
        ({"text": "Hallo {Vorname}"}, "Das Feld {Vorname} gibt es nicht."),
        ({"text": "Hallo {Name"}, "Eine geschweifte Klammer steht allein."),
        ({"subject_en": "Next door"}, "Auf Englisch braucht es beides"),
        ({"audience": "chosen"}, "Bitte haken Sie mindestens einen Menschen an."),
        ({"audience": "alle"}, "Bitte wählen Sie neu."),
        ({"audience": "chosen", "chosen": ["999999"]}, "Bitte wählen Sie neu."),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(
    typed: dict[str, object], sentence: str, ben: FlaskClient, workshop: Workshop
) -> None:
    answer = ben.send(new(workshop), TYPED | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    for text in {**TYPED, **typed}.values():
        if text in ("Ein Raum weiter", "Hallo {Vorname}", "Next door"):
            assert str(text) in answer.text
    assert mailings.mailings(ALL) == ([], 0)


def test_it_is_looked_at_in_each_language(ben: FlaskClient, mailing: Mailing) -> None:
    shown = ben.get(page(mailing)).text
    assert "Vorschau: Deutsch" in shown
    assert "Vorschau: English" in shown
    german = ben.get(f"{page(mailing)}/letter?language=de")
    english = ben.get(f"{page(mailing)}/letter?language=en")
    assert "Guten Tag Ben Koch" in german.text
    assert "Next door" in english.text
    assert "default-src 'none'" in german.headers["Content-Security-Policy"]
    assert "Guten Tag" in ben.get(f"{page(mailing)}/letter?language=xx").text


def test_a_test_goes_to_oneself(ben: FlaskClient, mailing: Mailing) -> None:
    ben.send(page(mailing), {}, to=f"{page(mailing)}/test")
    tests = db.session.scalars(select(Letter).where(Letter.kind == "mailing_test")).all()
    assert [row.account.email for row in tests] == ["ben@buero.example"] * 2
    assert mailing.status == "draft"


def test_planning_changing_and_taking_back(ben: FlaskClient, mailing: Mailing) -> None:
    answer = ben.send(
        page(mailing), {"day": "2027-03-04", "hour": "8:00"}, to=f"{page(mailing)}/schedule"
    )
    assert answer.status_code == 303
    shown = ben.get(page(mailing)).text
    assert "Geplant für Do, 4. März 2027, 8:00 Uhr." in shown
    assert "Geht hinaus am 4. März, 8:00." in shown
    edit = f"{page(mailing)}/edit"
    assert ben.get(edit).status_code == 200
    typed = {"subject": "Zwei Räume weiter", "subject_en": "", "text_en": ""}
    assert ben.send(edit, TYPED | typed).status_code == 303
    assert (cast.fresh(mailing).status, mailing.subject) == ("planned", {"de": "Zwei Räume weiter"})
    ben.send(page(mailing), {}, to=f"{page(mailing)}/take-back")
    assert cast.fresh(mailing).status == "draft"
    answer = ben.send(page(mailing), {}, to=f"{page(mailing)}/discard")
    assert answer.location == f"/organise/workshops/{mailing.workshop_id}/letters"
    db.session.rollback()
    assert mailings.mailings(ALL) == ([], 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "", "hour": "8:00"}, "Bitte geben Sie den Tag an."),
        ({"day": "2027-03-02", "hour": "8:00"}, "Bitte wählen Sie einen Zeitpunkt in der Zukunft."),
    ],
)
def test_a_wrong_time_is_said(
    typed: dict[str, str], sentence: str, ben: FlaskClient, mailing: Mailing
) -> None:
    answer = ben.send(page(mailing), typed, to=f"{page(mailing)}/schedule")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_what_is_sent_stays(ben: FlaskClient, mailing: Mailing) -> None:
    for act in ("send", "send", "discard", "take-back"):
        answer = ben.send("/account/", {}, to=f"{page(mailing)}/{act}")
        assert answer.location == page(mailing)
    assert "lässt sich nicht mehr ändern" in ben.get(page(mailing)).text
    assert ben.get(f"{page(mailing)}/edit").location == page(mailing)
    assert cast.fresh(mailing).told == 1


def test_failures_are_named_and_tried_again_together(ben: FlaskClient, mailing: Mailing) -> None:
    mailings.send(mailing, by=WORKER)
    with transaction():
        letter = db.session.scalars(select(Letter).where(Letter.kind == "mailing")).one()
        letter.status, letter.error = "failed", "550 5.1.1 …: User unknown"
    shown = ben.get(page(mailing)).text
    assert "1 kam nicht an" in shown
    assert "Cem Aksoy" in shown
    assert "Die Adresse gibt es nicht." in shown
    ben.send(page(mailing), {}, to=f"{page(mailing)}/retry")
    assert cast.fresh(letter).status == "queued"


def test_nobody_there_is_said(ben: FlaskClient, workshop: Workshop) -> None:
    mailing = mailings.write(
        workshop, MailingPlan({"de": "x"}, {"de": "y"}, audience="waiting"), by=WORKER
    )
    assert "Im Moment ist niemand da" in ben.get(page(mailing)).text


def test_each_host_sees_her_own(mia: FlaskClient, ada: FlaskClient, mailing: Mailing) -> None:
    assert "Noch haben Sie niemandem selbst geschrieben." in mia.get("/organise/mailings").text
    assert "Ein Raum weiter" in ada.get("/organise/mailings").text
    assert "Ein Raum weiter" in ada.get("/organise/letters").text
    assert "Ein Raum weiter" not in ada.get("/organise/letters?status=sent").text
    assert ada.get("/organise/mailings?page=2").status_code == 404


@pytest.mark.parametrize("number", [3, 50])
def test_the_list_takes_the_same_queries_however_long(
    number: int, ada: FlaskClient, mailing: Mailing, queries: Queries
) -> None:
    mailings.send(mailing, by=WORKER)
    counted = []
    for more in (0, number):
        with transaction() as session:
            session.add_all(_copy(mailing) for _ in range(more))
        ada.get("/organise/mailings")
        queries.clear()
        with queries:
            ada.get("/organise/mailings")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def _copy(mailing: Mailing) -> Mailing:
    return Mailing(
        workshop_id=mailing.workshop_id, audience="confirmed", status="sent", told=0, chosen=[],
        subject={"de": "x"}, text={"de": "y"}, changed_at=cast.NOW, sent_at=cast.NOW,
    )  # fmt: skip


def test_writing_takes_the_same_queries_however_many_come(
    ben: FlaskClient, workshop: Workshop, queries: Queries
) -> None:
    counted = []
    for first, more in ((0, 1), (1, 15)):
        for number in range(first, first + more):
            _come(workshop, number)
        ben.get(new(workshop))
        queries.clear()
        with queries:
            ben.get(new(workshop))
        counted.append(len(queries))
    assert counted[0] == counted[1]


def _come(workshop: Workshop, number: int) -> Registration:
    return cast.confirmed(workshop, cast.somebody(number))


def test_the_second_at_a_draft_sees_what_differs(
    ben: FlaskClient, mailing: Mailing, time: cast.Time
) -> None:
    seen = mailings.print_of(mailing)
    time.move(minutes=1)
    other = MailingPlan({"de": "Zwei Räume weiter"}, {"de": "Ja"})
    mailings.change(mailing, other, by=WORKER)
    edit = f"{page(mailing)}/edit"
    answer = ben.send(edit, TYPED | {"seen": seen, "subject_en": "", "text_en": ""})
    assert answer.status_code == 422
    assert "Inzwischen hat jemand anderes das geändert." in answer.text
    assert '<dd dir="auto">Zwei Räume weiter</dd>' in answer.text
    assert '<dd dir="auto">Ein Raum weiter</dd>' in answer.text
    assert cast.fresh(mailing).subject == {"de": "Zwei Räume weiter"}
    again = answer.text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert ben.send(edit, TYPED | {"seen": again}).status_code == 303
    assert cast.fresh(mailing).subject == {"de": "Ein Raum weiter"}


def test_who_has_left_since_is_ticked_no_more(
    ben: FlaskClient, workshop: Workshop, time: cast.Time
) -> None:
    stays, leaves = cast.confirmed(workshop, cast.DUA), cast.confirmed(workshop, cast.EVE)
    chosen = {"audience": "chosen", "chosen": [str(stays.id), str(leaves.id)]}
    ben.send(new(workshop), TYPED | chosen)
    time.move(minutes=1)
    registrations.withdraw(leaves)
    assert "Nur einige, unten angehakt: 1 Mensch." in ben.get(page(newest())).text
    form = ben.get(f"{page(newest())}/edit").text
    assert f'value="{stays.id}" checked' in form
    assert f'value="{leaves.id}" checked' not in form


def test_the_secret_link_is_refused_in_a_subject(ben: FlaskClient, workshop: Workshop) -> None:
    answer = ben.send(new(workshop), TYPED | {"subject": "Hier: {Link}"})
    assert answer.status_code == 422
    assert "{Link} geht nur im Text" in answer.text


def test_all_of_them_are_taken_along_as_a_file(
    ada: FlaskClient, mia: FlaskClient, mailing: Mailing
) -> None:
    mailings.send(mailing, by=WORKER)
    answer = ada.get("/organise/mailings.csv")
    assert "selbst-geschriebene-nachrichten-2027-03-03.csv" in answer.headers["Content-Disposition"]
    assert answer.data.decode("utf-8-sig").splitlines()[1:] == [
        '"Ein Raum weiter";"Alle mit festem Platz";"Beratung, die ankommt";"";"1 wartet";'
        '"03.03.2027 09:00";"";"03.03.2027 09:00";"";"1";""'
    ]
    assert ada.get("/organise/mailings.xlsx").data.startswith(b"PK")
    assert len(mia.get("/organise/mailings.csv").data.splitlines()) == 1
