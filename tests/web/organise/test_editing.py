"""The form of a workshop: stored as typed, refused in sentences, nothing typed is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.web.organise.editing import NEW, edit, letters, newest, of, row, send, typed
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import TextPlan
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop


def test_a_few_words_make_a_draft(ada: FlaskClient) -> None:
    answer = send(ada, NEW, typed())
    workshop = newest()
    assert (answer.status_code, answer.location) == (303, edit(workshop))
    assert (workshop.status, workshop.slug) == ("draft", "dialog-im-nordend")
    assert workshop.starts_at == datetime(2027, 4, 15, 16, 0, tzinfo=UTC)  # 18:00 in summer
    assert "Der Entwurf ist gespeichert." in ada.get(answer.location).text


def test_publishing_from_the_form_shows_it_to_all(ada: FlaskClient) -> None:
    send(ada, NEW, typed(act="publish"))
    assert newest().status == "published"
    assert ada.get("/workshops/dialog-im-nordend").status_code == 200


def test_everything_typed_is_stored(ada: FlaskClient) -> None:
    room = cast.room()
    series = cast.series()
    given = typed(
        summary="Kurz.",
        body="## Lang",
        bring="Nichts",
        title_en="Dialogue",
        series_id=str(series.id),
        spoken=["de", "ar"],
        features=["childcare"],
        closes_on="2027-04-12",
        opens_on="2027-03-05",
        opens_hour="8:30",
        slug="Ein eigener Weg",
        **{
            "sessions-0-room_id": str(room.id),
            "sessions-0-trainers": "Amira Haddad, Ben Ott",
            "sessions-0-is_online": "y",
            "sessions-0-online_url": "https://treffen.example/x",
        },
    )
    send(ada, NEW, given)
    workshop = newest()
    session = workshop.sessions[0]
    assert workshop.slug == "ein-eigener-weg"
    assert {text.language: text.title for text in workshop.texts} == {
        "de": "Dialog im Nordend",
        "en": "Dialogue",
    }
    assert {row.language for row in workshop.languages} == {"de", "ar"}
    assert [row.feature for row in workshop.features] == ["childcare"]
    assert workshop.opens_at == datetime(2027, 3, 5, 7, 30, tzinfo=UTC)
    assert workshop.closes_at == datetime(2027, 4, 12, 21, 59, tzinfo=UTC)
    assert (session.room_id, session.online_url) == (room.id, "https://treffen.example/x")
    assert [trainer.name for trainer in session.trainers] == ["Amira Haddad", "Ben Ott"]


def test_opening_and_saving_changes_nothing(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(
        texts={"de": TextPlan("Titel", "Kurz", "Lang", "Stift"), "en": TextPlan("Title")}
    )
    cast.confirmed(workshop)
    given = of(workshop) | {"body": "Lang", "bring": "Stift", "title_en": "Title"}
    given["series_id"] = str(workshop.series_id)
    assert send(ada, edit(workshop), given).status_code == 303
    assert cast.fresh(workshop).sessions[0].sequence == 0
    assert letters("changed") == 0


def test_trainers_of_one_name_are_one_trainer(ada: FlaskClient) -> None:
    for _ in range(2):
        send(ada, NEW, typed(**{"sessions-0-trainers": "Amira Haddad, amira  haddad"}))
    db.session.rollback()
    assert len(db.session.scalars(select(Trainer)).all()) == 1


def test_another_row_keeps_what_was_typed_and_the_hour(ada: FlaskClient) -> None:
    answer = send(ada, NEW, typed(act="add", title="", body="Noch nicht fertig"))
    assert answer.status_code == 200
    assert "Noch nicht fertig" in answer.text
    assert 'name="sessions-1-begin" type="time" value="18:00"' in answer.text
    assert 'name="sessions-1-day" type="date" value=""' in answer.text
    assert "Bitte geben Sie" not in answer.text


def test_a_row_goes_and_the_others_stay(ada: FlaskClient) -> None:
    three = row(0) | row(1, "2027-04-22") | row(2, "2027-04-29")
    answer = send(ada, NEW, typed(act="remove-1") | three)
    assert 'value="2027-04-15"' in answer.text
    assert 'value="2027-04-22"' not in answer.text
    assert 'value="2027-04-29"' in answer.text


def test_the_last_row_becomes_an_empty_one(ada: FlaskClient) -> None:
    answer = send(ada, NEW, typed(act="remove-0"))
    assert answer.text.count('type="time"') == 6  # one row, and four deadlines
    assert send(ada, NEW, typed(act="remove-77")).status_code == 200


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"title": "  "}, "Bitte geben Sie einen Titel an."),
        ({"title": "x" * 301}, "Bitte kürzen Sie auf 300 Zeichen."),
        ({"body": "x" * 20_001}, "Bitte kürzen Sie auf 20000 Zeichen."),
        ({"capacity": "viele"}, "Bitte geben Sie eine ganze Zahl an."),
        ({"capacity": "0"}, "Bitte geben Sie eine Zahl von 1 bis 10.000 an."),
        ({"capacity": ""}, "Bitte geben Sie an, wie viele Plätze es gibt."),
        ({"sessions-0-day": ""}, "Bitte geben Sie das Datum an."),
        ({"sessions-0-day": "2027-02-30"}, "Dieses Datum gibt es nicht."),
        ({"sessions-0-day": "0001-01-01"}, "Bitte prüfen Sie das Jahr."),
        ({"sessions-0-begin": "25:00"}, "Diese Uhrzeit gibt es nicht."),
        ({"sessions-0-end": "17:00"}, "Das Ende muss nach dem Beginn liegen."),
        (row(day="2027-03-28", begin="02:30", end="04:00"), "Die Uhr wird vorgestellt."),
        (row(1, begin="19:30", end="21:00"), "Überschneidet sich mit dem 1. Termin."),
        ({"sessions-0-online_url": "javascript:alert(1)"}, "Bitte geben Sie eine ganze Adresse an"),
        ({"signup_mode": "external"}, "Bitte geben Sie die Adresse an, unter der"),
        ({"signup_mode": "fax"}, "Bitte wählen Sie neu."),
        ({"signup_url": "nirgends"}, "Bitte geben Sie eine ganze Adresse an"),
        ({"opens_on": "2027-04-10", "closes_on": "2027-04-01"}, "vor dem Beginn der Anmeldung"),
        ({"summary_en": "Short"}, "Der englische Text braucht auch einen Titel."),
        ({"topics": ["999"]}, "Bitte wählen Sie neu."),
        ({"topics": ["x"]}, "Bitte wählen Sie neu."),
        ({"spoken": ["xx"]}, "Bitte wählen Sie neu."),
        ({"series_id": "999"}, "Bitte wählen Sie neu."),
        ({"host_id": ""}, "Wer veranstaltet es?"),
        ({"sessions-0-room_id": "999"}, "Bitte wählen Sie neu."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    ada: FlaskClient, given: dict[str, Any], sentence: str
) -> None:
    answer = send(ada, NEW, typed(body="Was ich schrieb") | given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Was ich schrieb" in answer.text or "body" in given
    db.session.rollback()
    assert db.session.scalars(select(Workshop)).all() == []


def test_a_day_typed_the_german_way_is_understood(ada: FlaskClient) -> None:
    send(ada, NEW, typed() | row(day="15.4.2027"))
    assert clock.local(newest().starts_at).date().isoformat() == "2027-04-15"


def test_more_rows_than_anybody_needs_do_no_harm(ada: FlaskClient) -> None:
    many = {key: text for number in range(80) for key, text in row(number).items()}
    assert send(ada, NEW, typed() | many).status_code == 422


def test_a_moved_date_raises_sequence_and_is_mailed(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    page = ada.get(edit(workshop)).text
    assert "bekommt 1 Mensch eine Nachricht" in page
    answer = send(ada, edit(workshop), of(workshop) | {"sessions-0-end": "13:30"})
    assert answer.location == f"/organise/workshops/{workshop.id}/"
    assert "Gespeichert. 1 Nachricht geht hinaus." in ada.get(answer.location).text
    assert cast.fresh(workshop).sessions[0].sequence == 1
    assert letters("changed") == 1


def test_fewer_seats_than_taken_are_refused_with_numbers(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.fill(workshop, 3)
    answer = send(ada, edit(workshop), of(workshop) | {"capacity": "2", "title": "Neuer Titel"})
    assert answer.status_code == 422
    assert "Es sind schon 3 vergeben." in answer.text
    assert 'value="Neuer Titel"' in answer.text
    assert cast.fresh(workshop).text("de").title == "Beratung, die ankommt"


def test_a_published_date_cannot_just_go(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    answer = send(ada, edit(workshop), of(workshop))
    assert answer.status_code == 422
    assert "Bitte sagen Sie ihn ab." in answer.text


def test_of_two_who_save_at_once_the_second_is_told_first(
    ada: FlaskClient, ben: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_draft()
    ada_sees, ben_sees = of(workshop), of(workshop)
    time.move(minutes=5)
    assert send(ada, edit(workshop), ada_sees | {"title": "Adas Titel"}).status_code == 303
    answer = send(ben, edit(workshop), ben_sees | {"title": "Bens Titel"})
    assert answer.status_code == 422
    assert "Inzwischen hat jemand anderes" in answer.text
    assert 'value="Bens Titel"' in answer.text
    assert cast.fresh(workshop).text("de").title == "Adas Titel"
    again = ben_sees | {"title": "Bens Titel", "seen_at": workshop.changed_at.isoformat()}
    assert f'value="{again["seen_at"]}"' in answer.text
    assert send(ben, edit(workshop), again).status_code == 303
    assert cast.fresh(workshop).text("de").title == "Bens Titel"


def test_a_form_without_its_time_is_not_stored(ada: FlaskClient) -> None:
    workshop = cast.make_draft()
    assert send(ada, edit(workshop), of(workshop) | {"seen_at": "gestern"}).status_code == 422


def test_a_new_address_leaves_a_redirect(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Alt")
    send(ada, edit(workshop), of(workshop) | {"slug": "neu"})
    answer = ada.get("/workshops/alt")
    assert (answer.status_code, answer.location) == (301, "/workshops/neu")


def test_an_address_that_is_taken_is_refused(ada: FlaskClient) -> None:
    cast.make_workshop("Vergeben")
    workshop = cast.make_draft("Anderes")
    answer = send(ada, edit(workshop), of(workshop) | {"slug": "vergeben"})
    assert answer.status_code == 422
    assert "schon vergeben" in answer.text


def test_a_drafts_address_follows_its_title(ada: FlaskClient) -> None:
    workshop = cast.make_draft("Erster Titel")
    send(ada, edit(workshop), of(workshop) | {"title": "Zweiter Titel"})
    assert cast.fresh(workshop).slug == "zweiter-titel"


def test_a_copy_has_the_content_and_no_dates(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("Immer wieder", capacity=17)
    page = ada.get(f"{NEW}?copy={workshop.id}").text
    assert 'value="Immer wieder"' in page
    assert 'value="17"' in page
    assert 'name="sessions-0-day" type="date" value=""' in page
    assert f'<option value="{workshop.id}" selected>' in page
    assert newest().id == workshop.id


@pytest.mark.parametrize("number", ["abc", "999", "99999999999999999999", "-1"])
def test_a_copy_of_nothing_is_an_empty_form(ada: FlaskClient, number: str) -> None:
    assert ada.get(f"{NEW}?copy={number}").status_code == 200


def test_a_coordinator_copies_and_plans_for_her_own_host_only(
    mia: FlaskClient,
) -> None:
    workshop = cast.make_workshop("Vom Zentrum")
    assert "Vom Zentrum" not in mia.get(f"{NEW}?copy={workshop.id}").text
    assert send(mia, NEW, typed()).status_code == 422
    assert send(mia, NEW, typed(host_id=str(cast.host("frauentreff").id))).status_code == 303


def test_what_is_called_off_is_not_edited(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    workshops.cancel(workshop, because="Krank", by=WORKER)
    assert ada.get(edit(workshop)).location == f"/organise/workshops/{workshop.id}/"


def test_a_date_that_is_called_off_stands_there_and_stays(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    workshops.cancel_session(workshop.sessions[1], because="Krank", by=WORKER)
    page = ada.get(edit(workshop)).text
    assert page.count("sessions-0-day") > 0
    assert "sessions-1-day" not in page
    assert "<s>" in page
    assert send(ada, edit(workshop), of(cast.fresh(workshop))).status_code == 303
    assert [s.status for s in cast.fresh(workshop).sessions] == ["planned", "cancelled"]


def test_dates_over_midnight_survive_the_form(ada: FlaskClient) -> None:
    late = cast.dates(14, hours=0.5)[0]
    start = late.starts_at + timedelta(hours=13)  # 22:00
    plan = type(late)(starts_at=start, ends_at=start + timedelta(hours=4))
    workshop = cast.make_draft(sessions=(plan,))
    given = of(workshop) | {"sessions-0-last_day": "2027-03-18"}
    assert 'name="sessions-0-last_day"' in ada.get(edit(workshop)).text
    assert send(ada, edit(workshop), given).status_code == 303
    assert cast.fresh(workshop).ends_at == start + timedelta(hours=4)


def test_the_preview_shows_a_draft(ada: FlaskClient) -> None:
    workshop = cast.make_draft("Noch geheim")
    page = ada.get(f"/organise/workshops/{workshop.id}/preview").text
    assert "Noch geheim" in page
    assert "Vorschau" in page


def test_markup_in_texts_stays_text(ada: FlaskClient) -> None:
    send(ada, NEW, typed(title="<script>alert(1)</script>", body="<b onclick=x>fett</b>"))
    for path in (edit(newest()), f"/organise/workshops/{newest().id}/preview"):
        assert "<script>alert" not in ada.get(path).text
