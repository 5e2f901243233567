"""All of a person's registrations behind a fresh link, and how her dates reach her calendar."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from wirworkshops import clock, links, tokens
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import calendars, registrations
from wirworkshops.domain.applications import Application
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web import programs


def path_of(person: Participant | None, **lengths: float) -> str:
    assert person is not None
    return links.my_url("", person, expires_at=clock.now() + timedelta(**lengths or {"days": 1}))


def letters() -> list[tuple[str, int | None]]:
    db.session.rollback()
    query = select(Letter.kind, Letter.participant_id).order_by(Letter.id)
    return [(kind, person) for kind, person in db.session.execute(query)]


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


# Asking for a link


def test_the_answer_is_the_same_whoever_asks(client: Any) -> None:
    registration = cast.sign_up(cast.make_workshop())
    pages = []
    for email in (cast.CEM.email, cast.EVE.email):
        answer = client.send("/my", {"email": email})
        assert answer.status_code == 303
        pages.append(without_token(client.get(answer.headers["Location"]).text))
    assert pages[0] == pages[1]
    assert "Wenn wir die Adresse kennen, ist eine Nachricht unterwegs." in pages[0]
    assert letters() == [("please_confirm", None), ("my_link", registration.participant_id)]


def test_each_person_of_a_mailbox_gets_a_letter_of_her_own(client: Any) -> None:
    workshop = cast.make_workshop()
    for name in ("Cem", "Dua"):
        cast.sign_up(workshop, Application(name=name, email="team@kita.example"))
    client.send("/my", {"email": "Team@Kita.example"})
    assert [kind for kind, _ in letters()].count("my_link") == 2


@pytest.mark.parametrize("email", ["", "cem", "cem@kita", "x" * 10_000 + "@kita.example"])
def test_a_mistake_is_told(client: Any, email: str) -> None:
    answer = client.send("/my", {"email": email})
    assert answer.status_code == 422
    assert email in answer.text
    assert letters() == []


def test_asking_is_braked_and_needs_a_token(client: Any, settings: Settings) -> None:
    assert client.post("/my", data={"email": cast.CEM.email}).status_code == 400
    values = {"email": cast.CEM.email, "csrf_token": client.token("/my")}
    codes = [
        client.post("/my", data=values).status_code for _ in range(settings.signups_per_mailbox + 1)
    ]
    assert codes == [303] * settings.signups_per_mailbox + [429]


# The list


def test_what_comes_stands_first_then_what_was(client: FlaskClient, time: cast.Time) -> None:
    past = cast.confirmed(cast.make_workshop("Was war", sessions=cast.dates(1)))
    late = cast.confirmed(cast.make_workshop("Spät", sessions=cast.dates(30)))
    soon = cast.sign_up(cast.make_workshop("Bald", sessions=cast.dates(10)))
    cast.sign_up(cast.make_workshop("Fremd"), cast.EVE)
    time.move(days=2)
    page = client.get(path_of(past.participant)).text
    hrefs = re.findall(r'href="(/registrations/[^"]+)"', page)
    assert hrefs == [links.registration_url("", row) for row in (soon, late, past)]
    assert "Verfallen" in page  # the hold is over, though no worker has said so
    assert "Fremd" not in page
    assert client.get(hrefs[0]).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_as_many_queries_with_one_row_as_with_three(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    rows = [cast.confirmed(cast.make_workshop(f"Nr. {index}")) for index in range(number)]
    path = path_of(rows[0].participant)
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) <= 10


def test_somebody_without_registrations_is_told_where_to_look(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    person = registration.participant
    with transaction() as session:
        session.query(Letter).delete()
        registration.participant = None
    page = client.get(path_of(person)).text
    assert "Zurzeit sind Sie für nichts angemeldet." in page


def test_secret_pages_are_for_nobody_else(client: FlaskClient) -> None:
    answer = client.get(path_of(cast.sign_up(cast.make_workshop()).participant))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


# Every wrong way in


def test_a_link_is_good_for_its_day_only(client: FlaskClient, time: cast.Time) -> None:
    path = path_of(cast.sign_up(cast.make_workshop()).participant)
    time.move(hours=23)
    assert client.get(path).status_code == 200
    time.move(hours=2)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Dieser Link galt nur einen Tag." in answer.text
    assert "Neuen Link schicken lassen" in answer.text


def test_a_link_that_does_not_fit_opens_nothing(client: Any) -> None:
    registration = cast.sign_up(cast.make_workshop())
    person = registration.participant
    assert person is not None
    good = path_of(person).rpartition("/")[2]
    wrong = [
        tokens.issue("feed", person.id, 0, expires_at=clock.now() + timedelta(days=1)),
        tokens.issue("my", person.id, 1, expires_at=clock.now() + timedelta(days=1)),
        tokens.issue("my", 999_999, 0, expires_at=clock.now() + timedelta(days=1)),
        good[:-2] + "AA",
        "x",
    ]
    assert [client.get(f"/my/{token}").status_code for token in wrong] == [404] * 5
    data = {"csrf_token": client.token("/my"), "calendar": "feed"}
    assert [client.get(f"/my/{token}/feed.svg").status_code for token in wrong] == [404] * 5
    for act in ("calendar", "feed", "feed-options"):
        codes = [client.post(f"/my/{token}/{act}", data=data).status_code for token in wrong]
        assert codes == [404] * 5
    assert cast.fresh(person).calendar == "mail"


def test_a_link_without_an_end_is_refused(client: FlaskClient) -> None:
    person = cast.sign_up(cast.make_workshop()).participant
    assert person is not None
    assert client.get(f"/my/{tokens.issue('my', person.id, 0)}").status_code == 410


@pytest.mark.parametrize("act", ["calendar", "feed", "feed-options"])
def test_no_act_by_opening_nor_without_a_token(client: FlaskClient, act: str) -> None:
    person = cast.sign_up(cast.make_workshop()).participant
    path = f"{path_of(person)}/{act}"
    assert client.get(path).status_code == 405
    data = {"calendar": "feed", "alarm": "60", "waiting": "y"}
    assert client.post(path, data=data).status_code == 400
    now = cast.fresh(person)
    assert (now.calendar, now.feed_number, now.feed_alarm) == ("mail", 0, 0)


# The calendar


def choose(client: Any, registration: Registration, **values: str) -> str:
    path = path_of(registration.participant)
    answer = client.send(path, values, to=f"{path}/calendar")
    assert answer.status_code == 303
    page: str = client.get(path).text
    return page


def test_an_own_feed_is_chosen_and_shown(client: Any) -> None:
    registration = cast.confirmed(cast.make_workshop())
    assert 'id="feed"' not in client.get(path_of(registration.participant)).text
    page = choose(client, registration, calendar="feed")
    address = re.search(r'id="feed" readonly value="([^"]+)"', page)
    assert address
    assert 'href="webcal://localhost/calendar/my/' in page
    feed = client.get(address[1].removeprefix("http://localhost"))
    assert (feed.status_code, "BEGIN:VEVENT" in feed.text) == (200, True)
    assert [kind for kind, _ in letters()][-1] == "removal"


def test_changing_back_sends_the_invitations_again(client: Any) -> None:
    registration = cast.confirmed(cast.make_workshop())
    choose(client, registration, calendar="feed")
    page = choose(client, registration, calendar="mail")
    assert 'id="feed"' not in page
    assert [kind for kind, _ in letters()][-2:] == ["removal", "invitation"]
    assert cast.fresh(registration).sequence == 2


@pytest.mark.parametrize("values", [{}, {"calendar": ""}, {"calendar": "brieftaube"}])
def test_an_unknown_choice_changes_nothing(client: Any, values: dict[str, str]) -> None:
    registration = cast.confirmed(cast.make_workshop())
    path = path_of(registration.participant)
    answer = client.send(path, values, to=f"{path}/calendar")
    assert answer.status_code == 422
    assert answer.text.count("Bitte wählen Sie eine der drei Möglichkeiten.") == 2
    assert "<title>Fehler:" in answer.text
    assert cast.fresh(registration).participant.calendar == "mail"
    assert [kind for kind, _ in letters()] == ["please_confirm", "confirmed"]


ADVICE = {
    ("mail", "feed"): ["nehmen wir per Nachricht zurück", "nehmen Sie jetzt die Adresse unten"],
    ("mail", "file"): ["nehmen wir per Nachricht zurück", "eine Nachricht mit der Datei"],
    ("feed", "mail"): ["Ihr Abo ist jetzt leer", "eine Einladung per Nachricht"],
    ("feed", "file"): ["Ihr Abo ist jetzt leer", "eine Nachricht mit der Datei"],
    ("file", "mail"): ["löschen Sie die Termine der Datei selbst", "eine Einladung per Nachricht"],
    ("file", "feed"): ["löschen Sie die Termine der Datei selbst", "die Adresse unten"],
    ("mail", "mail"): ["Es bleibt, wie es ist."],
}


@pytest.mark.parametrize(("was", "now"), ADVICE)
def test_each_change_says_what_happens_with_old_and_new_dates(
    client: Any, was: str, now: str
) -> None:
    registration = cast.confirmed(cast.make_workshop())
    calendars.choose(registration.participant, was)  # type: ignore[arg-type]
    page = choose(client, registration, calendar=now)
    said = page.split('role="status"', 1)[1].split("</div>")[0]
    assert [advice for advice in ADVICE[was, now] if advice not in said] == []
    assert cast.fresh(registration).participant.calendar == now


def test_the_three_ways_and_their_difference_are_explained(client: FlaskClient) -> None:
    page = client.get(path_of(cast.confirmed(cast.make_workshop()).participant)).text
    assert re.findall(r'name="calendar" type="radio" value="(\w+)"', page) == [
        "mail",
        "feed",
        "file",
    ]
    assert 'value="mail" checked' in page
    assert "Zwei zusammen zeigen jeden Termin zweimal." in page


def test_a_file_is_sent_for_each_workshop(client: Any) -> None:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(10, 20)))
    page = choose(client, registration, calendar="file")
    assert 'id="feed"' not in page
    assert [kind for kind, _ in letters()].count("file") == 1


# Her own feed


@pytest.fixture
def reader(app: Flask) -> Registration:
    """Cem, who has a seat and reads his own feed."""
    registration = cast.confirmed(cast.make_workshop())
    assert registration.participant
    calendars.choose(registration.participant, "feed")
    return registration


def test_the_code_for_a_phone_is_as_secret_as_the_page(
    client: FlaskClient, reader: Registration
) -> None:
    path = path_of(reader.participant)
    assert f'src="{path}/feed.svg"' in client.get(path).text
    picture = client.get(f"{path}/feed.svg")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.headers["X-Robots-Tag"] == "noindex"
    address = links.feed_url("http://localhost", reader.participant)  # type: ignore[arg-type]
    webcal = address.replace("http:", "webcal:")
    assert picture.data == programs.drawn(webcal).data


def test_without_a_feed_there_is_no_code(client: FlaskClient) -> None:
    person = cast.confirmed(cast.make_workshop()).participant
    assert client.get(f"{path_of(person)}/feed.svg").status_code == 404


def test_the_page_says_who_gets_the_secret_address(
    client: FlaskClient, reader: Registration
) -> None:
    page = client.get(path_of(reader.participant)).text
    assert "Sie ist geheim: Wer sie hat, sieht Ihre Termine." in page
    assert "bekommt Google oder Microsoft die Adresse" in page


def test_what_the_feed_shows_is_chosen(client: Any, reader: Registration) -> None:
    path = path_of(reader.participant)
    answer = client.send(path, {"waiting": "y", "alarm": "1440"}, to=f"{path}/feed-options")
    assert answer.status_code == 303
    person = cast.fresh(reader).participant
    assert (person.feed_waiting, person.feed_alarm) == (True, 1440)
    page = client.get(path).text
    assert 'name="waiting" type="checkbox" value="y" checked' in page
    assert 'value="1440" checked' in page
    assert "TRIGGER:-P1D" in client.get(links.feed_url("", person)).text
    client.send(path, {"alarm": "0"}, to=f"{path}/feed-options")
    person = cast.fresh(reader).participant
    assert (person.feed_waiting, person.feed_alarm) == (False, 0)


@pytest.mark.parametrize("alarm", [{}, {"alarm": ""}, {"alarm": "5"}, {"alarm": "²"}])
def test_an_unknown_reminder_is_told_and_the_tick_stays(
    client: Any, reader: Registration, alarm: dict[str, str]
) -> None:
    path = path_of(reader.participant)
    answer = client.send(path, {"waiting": "y", **alarm}, to=f"{path}/feed-options")
    assert answer.status_code == 422
    assert answer.text.count("Bitte wählen Sie, ob und wann Ihr Kalender erinnern soll.") == 2
    assert 'name="waiting" type="checkbox" value="y" checked' in answer.text
    person = cast.fresh(reader).participant
    assert (person.feed_waiting, person.feed_alarm) == (False, 0)


def test_a_renewed_feed_leaves_the_old_address_dead(client: Any) -> None:
    registration = cast.confirmed(cast.make_workshop())
    choose(client, registration, calendar="feed")
    person = cast.fresh(registration).participant
    old, path = links.feed_url("", person), path_of(person)
    answer = client.send(path, {}, to=f"{path}/feed")
    assert answer.status_code == 303
    assert client.get(old).status_code == 410
    assert client.get(links.feed_url("", cast.fresh(person))).status_code == 200
    assert client.get(path).status_code == 200


def test_withdrawn_stays_in_the_list_with_its_state(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    registrations.withdraw(registration)
    assert "Abgemeldet" in client.get(path_of(registration.participant)).text
