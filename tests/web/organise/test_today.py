"""Today in the office: what waits stands there, each line leads to its act, and goes when done."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import transaction
from wirworkshops.domain import (
    attendance,
    decisions,
    inquiries,
    outbox,
    registrations,
    requests,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

HOME = "/organise/"


def tasks(client: FlaskClient) -> list[str]:
    page = client.get(HOME).text
    part = page.split('aria-labelledby="todo"', 1)[1].split('aria-labelledby="woche"', 1)[0]
    return re.findall(r"<h3>(.*?)</h3>", part)


def fail(letter: Letter) -> None:
    outbox.fail(letter, error="Postfach voll")


def test_an_empty_office_says_so(ada: FlaskClient) -> None:
    page = ada.get(HOME).text
    assert "Gerade braucht Sie nichts." in page
    assert "Es steht noch kein Termin an." in page
    assert "Gerade wartet keine Nachricht." in page


def test_the_greeting_knows_name_and_hour(ada: FlaskClient, time: cast.Time) -> None:
    assert "Guten Morgen, Ada" in ada.get(HOME).text
    time.move(hours=5)
    assert "Guten Tag, Ada" in ada.get(HOME).text
    time.move(hours=5)
    assert "Guten Abend, Ada" in ada.get(HOME).text


def test_coming_sessions_show_how_full_they_are(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=3)
    cast.fill(workshop, 4)
    assert "3 von 3 · 1 wartet" in ada.get(HOME).text


def test_a_letter_that_failed_is_urgent(ada: FlaskClient) -> None:
    cast.sign_up(cast.make_workshop())
    letter = outbox.letters()[0][0]
    fail(letter)
    assert tasks(ada)[0] == "1 Nachricht kam nicht an"
    assert "/organise/letters?status=failed" in ada.get(HOME).text


def test_missing_attendance_stands_there_until_it_is_saved(
    ada: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_workshop()
    registration = cast.confirmed(workshop)
    time.move(days=15)
    assert tasks(ada) == ["Anwesenheit fehlt noch"]
    attendance.mark(workshop.sessions[0], [registration.id], by=WORKER)
    assert tasks(ada) == []


def test_a_session_without_a_room_stands_there(ada: FlaskClient) -> None:
    cast.make_workshop()
    assert tasks(ada) == ["Noch ohne Raum"]


def test_a_draft_that_begins_soon_stands_there(ada: FlaskClient) -> None:
    cast.make_draft(sessions=cast.dates(10))
    cast.make_draft("Später", sessions=cast.dates(60))
    assert tasks(ada) == ["Noch nicht veröffentlicht"]


def test_a_question_stands_there_until_it_is_answered(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(20))
    with transaction():
        workshop.sessions[0].is_online = True
    who = cast.somebody(1, question="Kann ich mein Baby mitbringen?")
    registration = cast.sign_up(workshop, who)
    assert tasks(ada) == ["Eine Frage aus einer Anmeldung"]
    assert "Kann ich mein Baby mitbringen?" in ada.get(HOME).text
    inquiries.mark_answered(registration, by=WORKER)
    inquiries.mark_answered(registration, by=WORKER)
    assert tasks(ada) == []


def test_needs_stand_there_without_names_and_words(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(10))
    for number in (1, 2):
        cast.confirmed(workshop, cast.somebody(number, needs=("other",), need_text="eine Pause"))
    page = ada.get(HOME).text
    assert "Anderer Bedarf noch nicht organisiert" in tasks(ada)
    assert "2 Menschen · " in page
    assert f"/organise/workshops/{workshop.id}/needs#bedarf-other" in page
    assert "eine Pause" not in page
    assert "Person 1" not in page


def test_each_host_sees_her_own(mia: FlaskClient, ben: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(10))
    cast.sign_up(workshop, cast.somebody(1, question="Wo?", needs=("childcare",)))
    cast.make_draft("Entwurf", sessions=cast.dates(5))
    assert tasks(mia) == []
    assert workshop.text("de").title not in mia.get(HOME).text
    assert len(tasks(ben)) == 4


def test_figures_of_the_year(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=4)
    first, _second = (cast.confirmed(workshop, cast.somebody(n)) for n in range(2))
    time.move(days=15)
    attendance.mark(workshop.sessions[0], [first.id], by=WORKER)
    page = ada.get(HOME).text
    assert re.findall(r"<dd>(.*?)</dd>", page) == ["1", "1", "50 %", "50 %"]


def three_cost_as_much_as_one(
    one: Callable[[int], None], ada: FlaskClient, queries: Queries
) -> bool:
    """Make one of each, then two more; whether the page asks as often as before."""
    one(0)
    with queries:
        ada.get(HOME)
    number = len(queries)
    queries.clear()
    one(1)
    one(2)
    with queries:
        ada.get(HOME)
    return len(queries) == number


def test_three_of_everything_need_no_more_queries_than_one(
    ada: FlaskClient, queries: Queries, time: cast.Time
) -> None:
    def one(number: int) -> None:
        workshop = cast.make_workshop(f"Eins {number}", sessions=cast.dates(10 + number))
        who = cast.somebody(number, question="Wo?", needs=("childcare",))
        cast.sign_up(workshop, who)
        fail(outbox.letters(workshop_id=workshop.id)[0][0])

    assert three_cost_as_much_as_one(one, ada, queries)


def online(title: str, days: int = 20, **values: Any) -> Workshop:
    """Return a workshop that lacks no room."""
    sessions = tuple(replace(row, is_online=True) for row in cast.dates(days))
    return cast.make_workshop(title, sessions=sessions, **values)


def test_requests_wait_until_they_are_decided(ada: FlaskClient) -> None:
    workshop = online("Eins", admission="approval")
    registration = cast.sign_up(workshop)
    assert tasks(ada) == ["1 Anfrage wartet"]
    assert f"/organise/workshops/{workshop.id}/requests" in ada.get(HOME).text
    requests.accept(workshop, [registration.id], by=WORKER)
    assert tasks(ada) == []


def test_too_few_people_are_urgent_until_it_is_decided(ada: FlaskClient) -> None:
    soon, later = cast.NOW + timedelta(days=5), cast.NOW + timedelta(days=15)
    workshop = online("Eins", minimum=3, decide_at=soon)
    online("Später", minimum=3, decide_at=later)
    cast.sign_up(workshop)
    assert tasks(ada) == ["Findet es statt?"]
    assert "1 von mindestens 3" in ada.get(HOME).text
    decisions.hold_anyway(workshop, by=WORKER)
    assert tasks(ada) == []


def test_enough_people_need_no_decision(ada: FlaskClient) -> None:
    workshop = online("Eins", minimum=1, decide_at=cast.NOW + timedelta(days=5))
    cast.sign_up(workshop)
    assert tasks(ada) == []


def test_an_offer_that_soon_ends_stands_there_as_news(ada: FlaskClient, time: cast.Time) -> None:
    workshop = online("Eins", capacity=1, moves_up="offer")
    gone = cast.confirmed(workshop)
    cast.sign_up(workshop, cast.DUA)
    registrations.withdraw(gone)
    assert tasks(ada) == []
    time.move(hours=25)
    assert tasks(ada) == ["Ein Angebot läuft bald ab"]


def test_seats_without_names_stand_there_when_it_is_near(ada: FlaskClient) -> None:
    for days in (10, 40):
        workshop = online(f"In {days} Tagen", days=days, most_seats=5)
        cast.confirmed(workshop, cast.somebody(days, seats=3))
    assert tasks(ada) == ["2 Plätze ohne Namen"]


def test_three_of_everything_about_seats_need_no_more_queries_than_one(
    ada: FlaskClient, queries: Queries
) -> None:
    def one(number: int) -> None:
        decide_at = cast.NOW + timedelta(days=3)
        cast.sign_up(online(f"Anfrage {number}", admission="approval"), cast.somebody(number))
        few = online(f"Wenige {number}", 10, minimum=9, decide_at=decide_at, most_seats=4)
        cast.confirmed(few, cast.somebody(number, seats=3))

    assert three_cost_as_much_as_one(one, ada, queries)
    assert len(tasks(ada)) == 9
