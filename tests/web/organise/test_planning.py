"""The pages for planning: usual values, templates, copies, series, publishing, postponing."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tests import cast
from tests.conftest import Queries
from tests.web.organise import editing
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import publishing, rooms, templates
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.rooms import RoomPlan
from wirworkshops.models.templates import Template
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("lasting")

LIST = "/organise/workshops"
RULE = {
    "outcome": "singles", "first": "2027-03-19", "begin": "17:00", "end": "19:00", "weeks": "1",
    "times": "3", "skips_feasts": "y", "act": "preview",
}  # fmt: skip


def path(workshop: Workshop, act: str) -> str:
    return f"{LIST}/{workshop.id}/{act}"


def drafts() -> list[Workshop]:
    db.session.rollback()
    query = select(Workshop).where(Workshop.status == "draft").order_by(Workshop.id)
    return list(db.session.scalars(query))


def filled(page: str) -> dict[str, Any]:
    """Return what a form holds as the server filled it in: as a browser would send it."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        boxes = values.get("type") in ("checkbox", "radio")
        if "name" in values and (not boxes or " checked" in tag):
            found.setdefault(values["name"], []).append(values.get("value", ""))
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', body)[:1] or [""]
    for name, body in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S
    ):
        found[name] = [body]
    return found


def test_a_workshop_needs_two_things_typed_and_one_button(ada: FlaskClient) -> None:
    cast.make_workshop("Früher", capacity=15)
    start = f"{LIST}/new"
    form = filled(ada.get(start).text)  # page 1
    form |= {"title": ["Erzählcafé"], "sessions-0-day": ["2027-04-15"], "act": ["publish"]}  # typed
    answer = ada.post(start, data=MultiDict(form))  # page 2
    assert answer.status_code == 303
    made = editing.newest()
    assert (made.text("de").title, made.status, made.pool.capacity) == (
        "Erzählcafé",
        "published",
        15,
    )
    assert clock.local(made.starts_at).isoformat() == "2027-04-15T09:00:00+02:00"


def test_a_copy_takes_one_link_and_one_button(ada: FlaskClient) -> None:
    first, second = cast.dates(14, 28)
    closes_at = cast.dates(12)[0].starts_at
    workshop = cast.make_workshop("Kurs", sessions=(first, second), closes_at=closes_at)
    page = ada.get(path(workshop, "copy")).text
    (link,) = re.findall(r'href="([^"]*on=2027-04-14[^"]*)"', page)
    start = link.replace("&amp;", "&")
    form = filled(ada.get(start).text) | {"act": ["save"]}
    assert ada.post(start, data=MultiDict(form)).status_code == 303
    made = editing.newest()
    days = [clock.local(one.starts_at).date() for one in made.sessions]
    assert days == [date(2027, 4, 14), date(2027, 4, 28)]
    assert {clock.local(one.starts_at).hour for one in made.sessions} == {9}
    assert clock.local(made.closes_at or cast.NOW).date() == date(2027, 4, 12)
    assert made.original_id == workshop.id


def test_a_past_workshop_is_not_suggested_into_the_past(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    time.move(days=100)
    days = re.findall(r"on=(\d{4}-\d\d-\d\d)", ada.get(path(workshop, "copy")).text)
    assert days
    assert min(days) > str(clock.today())


def test_a_template_is_kept_used_renamed_and_deleted(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    assert "Noch gibt es keine Vorlage." in ada.get("/organise/templates").text
    ada.send(path(workshop, "template"), {"name": "Wie immer"})
    template = db.session.scalars(select(Template)).one()
    assert "Wie immer" in ada.get("/organise/templates").text
    again = ada.send(path(workshop, "template"), {"name": "Wie immer"})
    assert (again.status_code, "gibt es schon" in again.text) == (422, True)
    own = f"/organise/templates/{template.id}"
    assert 'name="on"' in ada.get(f"{own}/use").text
    page = ada.get(f"{LIST}/new?template={template.id}&on=2027-05-04").text
    assert 'value="2027-05-04"' in page
    assert ada.send(f"{own}/edit", {"name": "Anders"}).status_code == 303
    assert "Anders" in ada.get("/organise/templates").text
    assert ada.send(f"{own}/delete", {}).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(Template)).all() == []


def test_templates_are_seen_by_their_host_only(mia: FlaskClient) -> None:
    template = templates.keep(cast.make_draft("Geheim"), "Wie immer", by=WORKER)
    assert "Wie immer" not in mia.get("/organise/templates").text
    assert mia.get(f"/organise/templates/{template.id}/use").status_code == 403
    assert "Geheim" not in mia.get(f"{LIST}/new?template={template.id}").text


def test_a_longer_list_of_templates_needs_no_more_queries(
    ada: FlaskClient, queries: Queries
) -> None:
    workshop = cast.make_draft()
    templates.keep(workshop, "0", by=WORKER)
    ada.get("/organise/templates")
    with queries as first:
        ada.get("/organise/templates")
    number = len(first)
    first.clear()
    for name in "12":
        templates.keep(workshop, name, by=WORKER)
    with queries as second:
        ada.get("/organise/templates")
    assert len(second) == number


@pytest.fixture
def source(app: Flask) -> Workshop:
    return cast.make_draft("Erzählcafé")


def test_a_series_is_seen_before_it_is_made(ada: FlaskClient, source: Workshop) -> None:
    page = ada.send(path(source, "repeat"), RULE)
    assert page.status_code == 200
    assert re.findall(r'name="days" type="checkbox" value="([^"]+)"( checked)?', page.text) == [
        ("2027-03-19", " checked"),
        ("2027-03-26", ""),
        ("2027-04-02", " checked"),
        ("2027-04-09", " checked"),
    ]
    assert "Feiertag: Karfreitag." in page.text
    assert len(drafts()) == 1
    form = filled(page.text) | {"act": ["create"], "days": ["2027-03-19", "2027-04-09"]}
    answer = ada.post(path(source, "repeat"), data=MultiDict(form))
    assert answer.location == f"{LIST}?view=drafts"
    made = drafts()[1:]
    assert [str(clock.local(row.starts_at)) for row in made] == [
        "2027-03-19 17:00:00+01:00",
        "2027-04-09 17:00:00+02:00",
    ]
    assert {row.original_id for row in made} == {source.id}


def test_a_course_is_one_with_all_dates(ada: FlaskClient, source: Workshop) -> None:
    page = ada.send(path(source, "repeat"), RULE | {"outcome": "course"})
    form = filled(page.text) | {"act": ["create"]}
    answer = ada.post(path(source, "repeat"), data=MultiDict(form))
    (course,) = drafts()[1:]
    assert answer.location == f"{LIST}/{course.id}/edit"
    assert len(course.sessions) == 3


def test_another_rule_is_seen_again_first(ada: FlaskClient, source: Workshop) -> None:
    page = ada.send(path(source, "repeat"), RULE)
    form = filled(page.text) | {"act": ["create"], "weeks": ["2"]}
    assert ada.post(path(source, "repeat"), data=MultiDict(form)).status_code == 200
    assert len(drafts()) == 1


def test_a_long_series_is_seen_with_as_many_queries_as_a_short_one(
    ada: FlaskClient, queries: Queries
) -> None:
    (first,) = cast.dates(14)
    led = replace(first, room_id=cast.room().id, trainer_names=("Ana Arends",))
    draft = cast.make_draft("Erzählcafé", sessions=(led,))
    template = templates.keep(draft, "Wie immer", by=WORKER)
    for page in (path(draft, "repeat"), f"/organise/templates/{template.id}/repeat"):
        numbers = []
        for times in ("3", "40"):
            ada.get(page)
            queries.clear()
            with queries:
                assert ada.send(page, RULE | {"times": times}).status_code == 200
            numbers.append(len(queries))
        assert numbers[0] == numbers[1], page


def test_a_taken_room_is_told_and_not_forbidden(ada: FlaskClient) -> None:
    (first,) = cast.dates(14)
    taken = {"room_id": cast.room().id, "starts_at": first.starts_at, "ends_at": first.ends_at}
    cast.make_workshop("Schon da", sessions=(type(first)(**taken),))
    source = cast.make_draft("Neu", sessions=(type(first)(**taken),))
    assert "Rathaus, Saal 3 ist belegt: „Schon da“" in ada.get(path(source, "edit")).text
    rule = RULE | {"first": "2027-03-17", "begin": "10:00", "end": "11:00"}
    page = ada.send(path(source, "repeat"), rule).text
    assert "ist belegt: „Schon da“" in page
    assert 'value="2027-03-17" checked' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"times": ""}, "Bitte geben Sie an, wie oft oder bis wann."),
        ({"until": "2027-03-01"}, "Das Ende muss nach dem ersten Termin liegen."),
        ({"times": "61"}, "Bitte planen Sie 1 bis 60 Termine auf einmal."),
        ({"end": "16:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"free": "irgendwann"}, "Diese Zeile lässt sich nicht lesen: irgendwann"),
        ({"first": ""}, "Bitte geben Sie das Datum an."),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    ada: FlaskClient, source: Workshop, change: dict[str, str], sentence: str
) -> None:
    answer = ada.send(path(source, "repeat"), RULE | change)
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_draft_says_when_it_publishes_itself(ada: FlaskClient, source: Workshop) -> None:
    planned = {"day": "2027-03-10", "hour": "09:00"}
    assert ada.send(path(source, "publishing"), planned).status_code == 303
    said = "Wird von selbst veröffentlicht: Mi, 10. März 2027, 9:00 Uhr."
    assert said in ada.get(path(source, "edit")).text
    assert said in ada.get(path(source, "publishing")).text
    late = ada.send(path(source, "publishing"), {"day": "2028-01-01", "hour": "09:00"})
    assert (late.status_code, "vor dem ersten Termin" in late.text) == (422, True)
    ada.send(path(source, "publishing"), {}, to=path(source, "publishing/withdraw"))
    assert cast.fresh(source).publish_at is None


def test_postponing_from_the_workshops_own_page(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    assert path(workshop, "postpone") in ada.get(f"{LIST}/{workshop.id}/").text
    for given in ({"how": "day"}, {"how": "open"}, {"how": "day", "day": "2027-03-01"}):
        assert ada.send(path(workshop, "postpone"), given).status_code == 422
    given = {"how": "open", "because": "Der Saal ist zu."}
    answer = ada.send(path(workshop, "postpone"), given)
    page = ada.get(answer.location).text
    assert "Verschoben, der neue Termin ist offen. 1 Mensch bekommt eine Nachricht." in page
    assert path(workshop, "day") in page
    shown = ada.get(f"/workshops/{workshop.slug}").text
    assert "Verschoben, neuer Termin folgt" in shown
    assert "Neuer Termin folgt" in ada.get("/workshops").text
    answer = ada.send(path(workshop, "day"), {"day": "2027-05-04"})
    assert "Verschoben. 1 Mensch bekommt eine Nachricht." in ada.get(answer.location).text
    assert ada.get(path(workshop, "day")).status_code == 303


def test_the_archive_is_suggested_and_takes_all(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    time.move(days=300)
    assert "seit über 6 Monaten vorbei" in ada.get(f"{LIST}?view=past").text
    ada.send("/account/", {}, to=f"{LIST}/archive-old?view=past")
    assert "<strong>1 Veranstaltung</strong>" in ada.get(f"{LIST}?view=archived").text
    assert ada.get(f"/workshops/{workshop.slug}").status_code == 200
    ada.send("/account/", {}, to=path(workshop, "unarchive"))
    assert "<strong>1 Veranstaltung</strong>" in ada.get(f"{LIST}?view=past").text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("series={series}", 1), ("series=999", 0), ("host={host}", 2), ("venue={venue}", 1),
        ("trainer={trainer}", 1), ("year=2027", 2), ("year=2031", 0), ("q=lesung", 1),
        ("sort=title", 2), ("sort=full&host={host}", 2), ("sort=quatsch&year=x", 2),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(ada: FlaskClient, query: str, number: int) -> None:
    (first,) = cast.dates(14)
    led = type(first)(first.starts_at, first.ends_at, room_id=cast.room().id,
                      trainer_names=("Ana Arends",))  # fmt: skip
    workshop = cast.make_workshop("Lesung", sessions=(led,))
    cast.make_workshop("Anderes", series_id=cast.series("andere", "leaf").id)
    numbers = {
        "series": workshop.series_id,
        "host": workshop.host_id,
        "venue": cast.room().venue_id,
        "trainer": workshop.sessions[0].trainers[0].id,
    }
    page = ada.get(f"{LIST}?{query.format(**numbers)}").text
    assert re.findall(r"<strong>(\d+) Veranstaltung", page) == [str(number)]


def test_an_outdated_translation_is_said_on_the_form(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_draft()
    form = editing.of(workshop) | {"title_en": "Advice that helps"}
    editing.send(ada, editing.edit(workshop), form)
    time.move(hours=1)
    form = editing.of(cast.fresh(workshop)) | {"title_en": "Advice that helps", "summary": "Neu."}
    editing.send(ada, editing.edit(workshop), form)
    said = "Der englische Text ist älter als der deutsche"
    assert said in ada.get(editing.edit(workshop)).text
    time.move(hours=1)
    form = editing.of(cast.fresh(workshop)) | {"title_en": "Advice that helps", "still_fits": "y"}
    editing.send(ada, editing.edit(workshop), form)
    assert said not in ada.get(editing.edit(workshop)).text


def test_a_draft_does_not_publish_itself_after_its_first_date(ada: FlaskClient) -> None:
    draft = cast.make_draft("Neu")
    publishing.schedule(draft, draft.starts_at - timedelta(hours=1), by=WORKER)
    typed = editing.of(draft) | {"sessions-0-day": "2027-03-12"}
    answer = ada.send(path(draft, "edit"), typed)
    assert answer.status_code == 422
    assert "wird von selbst erst nach seinem ersten Termin veröffentlicht" in answer.text
    publishing.unschedule(draft, by=WORKER)
    typed["seen_at"] = cast.fresh(draft).changed_at.isoformat()
    assert ada.send(path(draft, "edit"), typed).status_code == 303


def test_a_room_that_is_too_small_is_told(ada: FlaskClient) -> None:
    room = cast.room()
    rooms.change(room, RoomPlan(room.name, room.floor, 12), by=WORKER)
    (first,) = cast.dates(14)
    there = replace(first, room_id=room.id)
    draft = cast.make_draft("Neu", sessions=(there,), capacity=20)
    said = "Rathaus, Saal 3 hat nur 12 Plätze, geplant sind 20."
    assert said in ada.get(path(draft, "edit")).text
    others = (
        cast.make_draft("Genug", sessions=(there,), capacity=12),
        cast.make_draft("Auch online", sessions=(replace(there, is_online=True),), capacity=20),
    )
    for other in others:
        assert "hat nur 12 Plätze" not in ada.get(path(other, "edit")).text


def test_many_templates_are_read_in_pages(ada: FlaskClient) -> None:
    draft = cast.make_draft("Neu")
    for number in range(51):
        templates.keep(draft, f"Vorlage {number:02}", by=WORKER)
    first = ada.get("/organise/templates").text
    assert "Seite 1 von 2" in first
    assert "Vorlage 50" not in first
    assert "Vorlage 50" in ada.get("/organise/templates?page=2").text
    assert ada.get("/organise/templates?page=3").status_code == 404
