"""Today in the office: what waits stands there, each line leads to its act, and goes when done."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    attendance,
    briefings,
    decisions,
    inquiries,
    outbox,
    postponing,
    registrations,
    requests,
    transfers,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import TextPlan
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Session, Workshop

pytestmark = pytest.mark.usefixtures("lasting")

HOME = "/organise/"


def tasks(client: FlaskClient) -> list[str]:
    page = client.get(HOME).text
    part = page.split('aria-labelledby="todo"', 1)[1].split('aria-labelledby="woche"', 1)[0]
    return re.findall(r'class="ww-todo__title">(.*?)</h', part)


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
    planned = cast.make_draft("Geplant", sessions=cast.dates(10))
    with transaction():
        planned.publish_at = clock.now() + timedelta(days=1)
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


def lacking(title: str, english: str = "", days: int = 20) -> Workshop:
    """Return a public workshop whose English text lacks the body, or is whole."""
    german = TextPlan(title, "Kurz gesagt.", "Worum es geht.")
    return online(title, days, texts={"de": german, "en": TextPlan("One", "In short.", english)})


def test_a_translation_stands_there_until_it_has_all_parts(ada: FlaskClient) -> None:
    lacking("Eins", english="What it is about.")
    two = lacking("Zwei")
    assert tasks(ada) == ["Übersetzung nicht aktuell"]
    assert f"/organise/workshops/{two.id}/edit" in ada.get(HOME).text
    with transaction():
        next(text for text in two.texts if text.language == "en").body = "All of it."
    assert tasks(ada) == []


def test_a_draft_goes_when_it_is_published(ada: FlaskClient) -> None:
    draft = cast.make_draft(sessions=tuple(replace(row, is_online=True) for row in cast.dates(10)))
    assert f"/organise/workshops/{draft.id}/edit" in ada.get(HOME).text
    workshops.publish(draft, by=WORKER)
    assert tasks(ada) == []


def test_a_failed_letter_goes_when_it_is_tried_again(ada: FlaskClient) -> None:
    cast.sign_up(online("Eins"))
    letter = outbox.letters()[0][0]
    fail(letter)
    assert tasks(ada) == ["1 Nachricht kam nicht an"]
    outbox.retry(letter, by=WORKER)
    assert tasks(ada) == []


def test_all_failed_letters_are_counted(ada: FlaskClient, queries: Queries) -> None:
    workshop = online("Eins", capacity=60)
    cast.fill(workshop, 60)
    with transaction():
        for letter in db.session.scalars(select(Letter)):
            letter.status = "failed"
    assert tasks(ada) == ["60 Nachrichten kamen nicht an"]


def test_many_of_a_kind_are_one_line_that_leads_to_all(ada: FlaskClient) -> None:
    for number in range(6):
        cast.make_workshop(f"Ohne {number}", sessions=cast.dates(20 + number))
    page = ada.get(HOME).text
    assert tasks(ada) == ["Noch ohne Raum: 6"]
    assert "Zuerst: " in page
    found = ada.get("/organise/todo?kind=room").text
    assert found.count('class="ww-todo__title"') == 6
    assert "Ohne 5" in found


def test_many_lines_stand_in_groups(ada: FlaskClient, time: cast.Time) -> None:
    time.jump(cast.NOW - timedelta(days=2))  # a Monday
    cast.make_workshop("Diese Woche", sessions=cast.dates(2))
    for number in range(3):
        cast.make_workshop(f"Später {number}", sessions=cast.dates(20 + number))
    few = online("Wenige", minimum=3, decide_at=clock.now() + timedelta(days=1))
    cast.sign_up(few, cast.somebody(1, question="Wo?"))
    page = ada.get(HOME).text
    assert re.findall(r'<h3 class="kern-title">(.*?)</h3>', page) == [
        "Dringend", "Diese Woche", "Später",
    ]  # fmt: skip


def test_a_date_that_was_taken_back_waits_for_a_new_one(ada: FlaskClient) -> None:
    workshop = online("Verschoben")
    cast.confirmed(workshop)
    postponing.leave_open(workshop, because="Der Saal ist zu.", by=WORKER)
    assert tasks(ada) == ["Neuer Termin fehlt noch"]
    assert f"/organise/workshops/{workshop.id}/day" in ada.get(HOME).text
    postponing.set_day(cast.fresh(workshop), date(2027, 5, 3), by=WORKER)
    assert tasks(ada) == []


@pytest.mark.parametrize("path", [HOME, "/organise/todo?kind=room", "/organise/todo/later"])
def test_five_hundred_lines_need_as_many_queries_as_one(
    ada: FlaskClient, queries: Queries, path: str
) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(20))
    with queries:
        ada.get(path)
    number = len(queries)
    queries.clear()
    with transaction() as session:
        for minutes in range(499):
            begins = workshop.starts_at + timedelta(minutes=minutes)
            given = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
            session.add(Session(workshop=workshop, uid=f"u{minutes}", status="planned",
                                changed_at=begins, **given))  # fmt: skip
    with queries:
        answer = ada.get(path)
    assert len(queries) == number
    assert answer.status_code == 200


def test_a_new_question_after_an_answered_one_stands_there_again(
    ada: FlaskClient, time: cast.Time
) -> None:
    workshop = online("Eins")
    registration = cast.sign_up(workshop, cast.somebody(1, question="Wo?"))
    inquiries.mark_answered(registration, by=WORKER)
    registrations.withdraw(registration)
    time.move(hours=1)
    cast.sign_up(workshop, cast.somebody(1, question="Mit Baby?"))
    assert tasks(ada) == ["Eine Frage aus einer Anmeldung"]
    assert "Mit Baby?" in ada.get(HOME).text


def test_an_open_question_goes_along_when_somebody_moves(ada: FlaskClient) -> None:
    there = online("Dort")
    asks = cast.confirmed(online("Eins"), cast.somebody(1, question="Wo?"))
    answered = cast.confirmed(online("Zwei"), cast.somebody(2, question="Wann?"))
    inquiries.mark_answered(answered, by=WORKER)
    moved = [transfers.move_to(row, there, by=WORKER) for row in (asks, answered)]
    assert [row.question for row in moved] == ["Wo?", ""]
    assert tasks(ada) == ["Eine Frage aus einer Anmeldung"]


def led(number: int, days: int = 20) -> Workshop:
    """Return a workshop led by somebody without a mailbox, which lacks no room."""
    names = (f"Bo Berg {number}", f"Cy Carl {number}")
    (date,) = (replace(row, is_online=True, trainer_names=names) for row in cast.dates(days))
    return cast.make_workshop(f"Geleitet {number}", sessions=(date,))


def test_a_briefing_that_reaches_nobody_stands_there_until_it_is_told(
    ada: FlaskClient, time: cast.Time
) -> None:
    workshop = led(1)
    assert tasks(ada) == []
    time.jump(workshop.starts_at - timedelta(days=3))
    assert tasks(ada) == ["Briefing ohne E-Mail-Adresse"]
    page = ada.get(HOME).text
    assert "Bo Berg 1 und Cy Carl 1 · Geleitet 1" in page
    assert f"/organise/workshops/{workshop.id}/briefing" in page
    for trainer in workshop.sessions[0].trainers:
        briefings.note_told(workshop.sessions[0], trainer, days=3, by=WORKER)
    assert tasks(ada) == []


def test_three_such_briefings_need_no_more_queries_than_one(
    ada: FlaskClient, queries: Queries
) -> None:
    assert three_cost_as_much_as_one(lambda number: led(number, 2) and None, ada, queries)
    assert tasks(ada) == ["Briefing ohne E-Mail-Adresse"] * 3
