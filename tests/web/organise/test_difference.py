"""Two people edit the same workshop: the second is shown what differs, nothing is lost."""

import re
from typing import Any

from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.editing import edit, of, row, send
from wirworkshops.domain import topics, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.plans import SessionPlan, TextPlan
from wirworkshops.models.workshops import Workshop

_LINE = re.compile(r"<a [^>]*>(.*?)</a>.*?<dd[^>]*>(.*?)</dd>.*?<dd[^>]*>(.*?)</dd>", re.S)


def shown(page: str) -> dict[str, tuple[str, str]]:
    """Return what is stored and what was typed, by label."""
    part = page[page.index('id="unterschied"') :].split("</section>", 1)[0]
    return {label: (stored, typed) for label, stored, typed in _LINE.findall(part)}


def ada_saves(workshop: Workshop, *more: SessionPlan, hours: float = 3.5, **values: Any) -> None:
    """Store a workshop from another browser, with the same date."""
    one, (date,) = workshop.sessions[0], cast.dates(14, hours=hours)
    kept = SessionPlan(starts_at=date.starts_at, ends_at=date.ends_at, id=one.id)
    workshops.edit(workshop, cast.plan(sessions=(kept, *more), **values), by=WORKER)


def test_the_second_sees_each_field_that_differs(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop("Beratung")
    ben_sees = of(workshop) | {"title": "Bens Titel"}
    time.move(minutes=5)
    ada_saves(workshop, hours=5, title="Adas Titel", capacity=30)
    answer = send(ada, edit(workshop), ben_sees)
    found = shown(answer.text)
    assert answer.status_code == 422
    assert found["Titel"] == ("Adas Titel", "Bens Titel")
    assert found["1. Termin, Ende"] == ("14:00", "12:30")
    assert ("30", "20") in found.values()
    assert 'value="Bens Titel"' in answer.text


def test_a_date_that_only_one_of_them_has_is_named(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_draft("Beratung")
    ben_sees = of(workshop) | row(1, id="", day="2027-05-01")
    time.move(minutes=5)
    ada_saves(workshop, *cast.dates(20), title="Beratung")
    found = shown(send(ada, edit(workshop), ben_sees).text)
    assert found["2. Termin"] == ("–", "1. Mai 2027, 18:00, 20:00")
    assert found["Neuer Termin"] == ("23. März 2027, 09:00, 12:30", "–")


def test_long_texts_are_cut_to_where_they_differ(ada: FlaskClient, time: cast.Time) -> None:
    long = "Wort " * 200
    workshop = cast.make_workshop(texts={"de": TextPlan("Beratung", "Kurz.", f"{long}alt")})
    ben_sees = of(workshop) | {"body": f"{long}bens"}
    time.move(minutes=5)
    ada_saves(workshop, texts={"de": TextPlan("Beratung", "Kurz.", f"{long}adas")})
    stored, typed = shown(send(ada, edit(workshop), ben_sees).text)["Ausführlich"]
    assert (stored[0], stored[-4:], typed[-4:]) == ("…", "adas", "bens")
    assert len(stored) < 100


def test_a_mistake_alone_shows_no_difference(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    assert "unterschied" not in send(ada, edit(workshop), of(workshop) | {"title": ""}).text


def test_master_data_shows_what_somebody_else_has_stored(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Recht"}))
    path = f"/organise/topics/{topic.id}/edit"
    seen = ada.get(path).text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    topics.change(topic, NamePlan({"de": "Recht und Alltag"}))
    answer = ada.send(path, {"name": "Rechtsfragen", "seen": seen})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    for said in ("Das ist verschieden", '<dd dir="auto">Recht und Alltag</dd>', "Rechtsfragen"):
        assert said in answer.text, said
    assert cast.fresh(topic).name == {"de": "Recht und Alltag"}


def test_a_third_who_saves_in_between_is_shown_too(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Recht"}))
    path = f"/organise/topics/{topic.id}/edit"
    seen = ada.get(path).text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    for name in ("Recht und Alltag", "Recht im Alltag"):
        topics.change(topic, NamePlan({"de": name}))
        page = ada.send(path, {"name": "Rechtsfragen", "seen": seen}).text  # type: ignore[attr-defined]
        assert f'<dd dir="auto">{name}</dd>' in page
        seen = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    answer = ada.send(path, {"name": "Rechtsfragen", "seen": seen})  # type: ignore[attr-defined]
    assert (answer.status_code, cast.fresh(topic).name) == (303, {"de": "Rechtsfragen"})


def test_a_date_that_the_first_has_added_is_brought_into_the_form_of_the_second(
    ada: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_workshop("Beratung")
    ben_sees = of(workshop) | {"title": "Bens Titel"}
    time.move(minutes=5)
    ada_saves(workshop, *cast.dates(20), title="Beratung")
    page = send(ada, edit(workshop), ben_sees).text
    assert shown(page)["Neuer Termin"] == (
        "23. März 2027, 09:00, 12:30", "Bleibt bestehen, steht jetzt auch unten.",
    )  # fmt: skip
    added = cast.fresh(workshop).sessions[1]
    assert f'name="sessions-1-id" value="{added.id}"' in page
    seen = page.split('name="seen_at" value="', 1)[1].split('"', 1)[0]
    again = ben_sees | {"seen_at": seen}
    again |= row(1, id=str(added.id), day="2027-03-23", begin="09:00", end="12:30")
    assert send(ada, edit(workshop), again).status_code == 303
    found = cast.fresh(workshop)
    assert (found.text("de").title, len(found.sessions)) == ("Bens Titel", 2)


def test_doubles_lead_to_the_page_that_merges_them(ada: FlaskClient) -> None:
    topics.add(NamePlan({"de": "Einfache Sprache"}))
    double = topics.add(NamePlan({"de": "Sprache, einfache"}))
    page = ada.get("/organise/topics/doubles").text
    assert f'href="/organise/topics/{double.id}/merge"' in page
    assert "/organise/topics/doubles" in ada.get("/organise/topics").text
