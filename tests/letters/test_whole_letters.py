"""Whole letters, compared with files in tests/data/letters.

After a wanted change: WRITE_LETTERS=1 pytest tests/letters/test_whole_letters.py, then read
the difference.
"""

import os
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests import cast
from tests.calendars import rows
from tests.letters import post
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.letters.compose import compose
from wirworkshops.models.accounts import Account
from wirworkshops.models.materials import Material
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import WorkshopLanguage

FOLDER = Path(__file__).parent.parent / "data" / "letters"
FIRST = 900_001  # numbers of our own, so that links and Message-IDs stay

pytestmark = pytest.mark.usefixtures("app", "time")


@pytest.fixture
def registration() -> Registration:
    """A confirmed seat in a workshop with one date, as it stands after its first letter."""
    workshop = rows.workshop("Veranstaltungen planen, die wirklich alle erreichen", id=FIRST)
    workshop.slug, workshop.published_at = "veranstaltungen-planen", rows.CHANGED
    workshop.host.slug, workshop.host.website = "vielfaltszentrum", ""
    workshop.series.summary = {}
    rows.session(workshop, id=FIRST)
    workshop.pool.taken = 1
    person = rows.person(id=FIRST, name="Aylin Demir", email="aylin@kita.example")
    person.created_at = rows.CHANGED
    found = rows.registration(
        workshop, id=FIRST, participant=person, received_at=rows.CHANGED,
        verified_at=rows.CHANGED,
    )  # fmt: skip
    with transaction() as session:
        session.add(found)
        session.add(letter("confirmed", found, number=0))
    return found


def letter(kind: str, about: Registration, *, number: int, **facts: object) -> Letter:
    return Letter(
        id=FIRST + number, kind=kind, registration=about, session=about.workshop.sessions[0],
        facts=facts, created_at=cast.NOW, due_at=cast.NOW, recipient="",
    )  # fmt: skip


def written(given: Letter, settings: Settings) -> EmailMessage:
    with transaction() as session:
        session.add(given)
    message = compose(given, settings)
    assert message is not None
    again = compose(given, settings)
    assert again is not None
    assert message.as_bytes() == again.as_bytes()
    return post.read(message.as_bytes())


def readable(message: EmailMessage) -> str:
    """Return headers and decoded parts; HTML is compared by its own test."""
    lines = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        if part.is_multipart() or part.get_content_type() in ("text/html", "application/ics"):
            continue
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        lines += ["", f"=== {part['Content-Type']}", content.decode().replace("\r\n", "\n")]
    return "\n".join(lines)


def compare(text: str, name: str) -> None:
    path = FOLDER / name
    if os.environ.get("WRITE_LETTERS"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_the_invitation(registration: Registration, base: Settings) -> None:
    given = db.session.get_one(Letter, FIRST)
    message = written(given, base)
    compare(readable(message), "confirmed.txt")
    html = message.get_body(("html",))
    assert html is not None
    compare(html.get_content().replace("\r\n", "\n"), "confirmed.html")


def test_the_update(registration: Registration, base: Settings) -> None:
    with transaction():
        date = registration.workshop.sessions[0]
        date.sequence, date.changed_at = 1, cast.NOW
        date.starts_at, date.ends_at = (
            at + timedelta(days=1) for at in (date.starts_at, date.ends_at)
        )
    given = letter("changed", registration, number=1, was=rows.START.isoformat())
    compare(readable(written(given, base)), "changed.txt")


def test_the_withdrawal(registration: Registration, base: Settings) -> None:
    with transaction():
        registration.status, registration.status_at, registration.sequence = (
            "withdrawn", cast.NOW, 1,
        )  # fmt: skip
    given = letter("withdrawn", registration, number=1)
    compare(readable(written(given, base)), "withdrawn.txt")


def now(registration: Registration, status: str, **values: object) -> None:
    """Bring the registration into a state as verbs leave it, with numbers of our own."""
    with transaction():
        registration.status, registration.status_at = status, cast.NOW
        for name, value in values.items():
            setattr(registration, name, value)


def test_the_offer(registration: Registration, base: Settings) -> None:
    now(registration, "offered", held_until=cast.NOW + timedelta(days=2, hours=1))
    compare(readable(written(letter("offered", registration, number=1), base)), "offered.txt")


def test_the_call_to_several(registration: Registration, base: Settings) -> None:
    now(registration, "waiting", called_at=cast.NOW)
    with transaction():
        registration.pool.taken = registration.pool.capacity - 1
    compare(readable(written(letter("called", registration, number=1), base)), "called.txt")


def test_the_letter_to_somebody_named(registration: Registration, base: Settings) -> None:
    contact = rows.registration(
        registration.workshop, id=FIRST + 1, received_at=rows.CHANGED, seats=3,
        organisation="Kita Sonne",
        participant=rows.person(
            id=FIRST + 1, name="Cem Aksoy", email="cem@kita.example", created_at=rows.CHANGED
        ),
    )  # fmt: skip
    with transaction() as session:
        session.add(contact)
    now(registration, "confirmed", group=contact, seats=0)
    compare(readable(written(letter("named", registration, number=1), base)), "named.txt")


def test_the_reminder(registration: Registration, base: Settings) -> None:
    given = letter("reminder", registration, number=1, hours=14 * 24)
    compare(readable(written(given, base)), "reminder.txt")


def test_the_news_about_a_need_names_none(registration: Registration, base: Settings) -> None:
    with transaction():
        registration.needs = [
            Need(kind="other", text="ein Ruheraum", consented_at=cast.NOW, state="arranged")
        ]
    message = written(letter("need_news", registration, number=1), base)
    compare(readable(message), "need_news.txt")
    assert "ein Ruheraum" not in message.as_string()


def test_the_refusal_of_a_request(registration: Registration, base: Settings) -> None:
    because = "Diesmal gehen die Plätze an Menschen, die in Kitas arbeiten."
    now(registration, "declined", declined_because=because)
    compare(readable(written(letter("declined", registration, number=1), base)), "declined.txt")


def test_the_question_to_the_office(registration: Registration, base: Settings) -> None:
    workshop = registration.workshop
    ada = Account(
        id=FIRST, email="ada@of.example", name="Ada Lovelace", active=True, fs_uniquifier="ada",
        created_at=rows.CHANGED,
    )  # fmt: skip
    with transaction() as session:
        session.add(ada)
        workshop.minimum, workshop.decide_at = 8, cast.NOW
    given = Letter(
        id=FIRST + 1, kind="decision", account=ada, facts={"workshop": workshop.id},
        created_at=cast.NOW, due_at=cast.NOW, recipient="",
    )  # fmt: skip
    compare(readable(written(given, base)), "decision.txt")


def test_the_digest_of_today(registration: Registration, base: Settings) -> None:
    ada = Account(
        id=FIRST, email="ada@of.example", name="Ada Lovelace", active=True, fs_uniquifier="ada",
        created_at=rows.CHANGED,
    )  # fmt: skip
    with transaction() as session:
        session.add(ada)
    room = {
        "title": "Noch ohne Raum: 6", "about": "Nähcafé · Mi, 17. März und 5 weitere",
        "due": "in 2 Wochen", "href": "/organise/todo?kind=room", "things": 6,
    }  # fmt: skip
    decision = {
        "title": "Findet es statt?", "about": "3 von mindestens 8 · Lesung · Mi, 10. März",
        "due": "morgen", "href": "/organise/workshops/7/decision", "things": 1,
    }  # fmt: skip
    given = Letter(
        id=FIRST + 1, kind="digest", account=ada,
        facts={"day": "2027-03-03", "lines": [decision, room]},
        created_at=cast.NOW, due_at=cast.NOW, recipient="",
    )  # fmt: skip
    compare(readable(written(given, base)), "digest.txt")


def test_the_briefing_of_a_trainer(registration: Registration, base: Settings) -> None:
    workshop = registration.workshop
    ana = Trainer(id=FIRST, name="Ana Arends", email="ana@leitet.example")
    with transaction() as session:
        session.add(ana)
        workshop.sessions[0].trainers = [ana]
        workshop.languages = [WorkshopLanguage(language="de"), WorkshopLanguage(language="tr")]
        registration.needs = [
            Need(kind="diet", text="vegan", consented_at=cast.NOW, state="open"),
            Need(kind="hearing-loop", consented_at=cast.NOW, state="arranged"),
        ]
        session.add(
            Material(
                workshop_id=workshop.id, title="Checkliste", phase="before", readers="seats", url="https://liste.example/",
                created_at=cast.NOW, visible_at=cast.NOW,
            )
        )  # fmt: skip
    given = Letter(
        id=FIRST + 1, kind="briefing", trainer=ana, session=workshop.sessions[0], facts={},
        created_at=cast.NOW, due_at=cast.NOW, recipient="",
    )  # fmt: skip
    message = written(given, base)
    compare(readable(message), "briefing.txt")
    for secret in ("Aylin", "vegan"):
        assert secret not in message.as_string()


def test_the_online_link_that_was_held_back(registration: Registration, base: Settings) -> None:
    with transaction():
        workshop, (date,) = registration.workshop, registration.workshop.sessions
        workshop.link_hours, date.link_given_at = 2, cast.NOW
        date.room, date.is_online, date.online_url = None, True, "https://treffen.example/1"
        date.sequence, date.changed_at = 1, cast.NOW
    compare(readable(written(letter("link", registration, number=1), base)), "link.txt")
