"""Messages with invitations as a real mail server gets them, byte for byte, against files.

tests/data/eml holds each as sent (.eml), and beside it the calendar part alone (.ics), which is
easier to read. After a wanted change: WRITE_LETTERS=1 pytest tests/letters/test_eml.py, then
read the difference.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests import cast
from tests.calendars import libical, rows
from tests.calendars.reading import check_bytes, read
from tests.letters import post
from tests.letters.conftest import Mailed
from wirworkshops.database import db, transaction
from wirworkshops.domain import participants, registrations, workshops
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.letters import sending
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

FOLDER = Path(__file__).parent.parent / "data" / "eml"
AYLIN = Application(name="Aylin Demir", email="aylin@kita.example")
FIRST = 900_001  # numbers of our own, so that links and Message-IDs stay

pytestmark = pytest.mark.usefixtures("app", "time")


def held(title: str = "Beratung, die ankommt", *, dates: int = 1, name: str = "") -> Registration:
    """Store a seat that waits to be confirmed, with numbers and UIDs of our own."""
    workshop = rows.workshop(title, id=FIRST, published_at=rows.CHANGED)
    workshop.host.slug, workshop.host.website, workshop.series.summary = "zentrum", "", {}
    hall = rows.room(id=FIRST)
    for number in range(dates):
        rows.session(workshop, id=FIRST + number, room=hall)
    workshop.pool.taken = 1
    name, email = name or AYLIN.name, AYLIN.email
    person = rows.person(
        id=FIRST, name=name, email=email, identity=participants.identity(name, email),
        created_at=rows.CHANGED,
    )  # fmt: skip
    registration = rows.registration(
        workshop, id=FIRST, participant=person, received_at=rows.CHANGED, status="held",
        held_until=cast.NOW + timedelta(days=1),
    )  # fmt: skip
    with transaction() as session:
        session.add(registration)
    return registration


def firm(mailed: Mailed, registration: Registration) -> Registration:
    """Confirm it, and let its letters go out unseen."""
    registrations.confirm(registration)
    sent(mailed)
    return registration


def sent(mailed: Mailed) -> list[bytes]:
    """Let the worker send what waits; return the messages as the server has them."""
    office, settings = mailed
    _number_letters()
    before = len(office.bytes)
    sending.send_due(settings)
    return office.bytes[before:]


def _number_letters() -> None:
    """Give waiting letters numbers of our own: PostgreSQL's depend on the tests before."""
    db.session.rollback()
    known = list(db.session.scalars(select(Letter.id).order_by(Letter.id)))
    new = [number for number in known if number < FIRST]
    with transaction() as session:
        for own, number in enumerate(new, FIRST + len(known) - len(new)):
            session.execute(update(Letter).where(Letter.id == number).values(id=own))


def compare(messages: list[bytes], *names: str) -> None:
    for message, name in zip(messages, names, strict=True):
        (_, part, file) = list(post.read(message).walk())[-3:]
        calendar = part.get_payload(decode=True)
        assert isinstance(calendar, bytes)
        assert file.get_payload(decode=True) == calendar
        check_bytes(calendar)
        _compare_file(calendar, f"{name}.ics")
        _compare_file(message, f"{name}.eml")


def _compare_file(content: bytes, name: str) -> None:
    path = FOLDER / name
    if os.environ.get("WRITE_LETTERS"):
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()


def test_an_invitation(mailed: Mailed) -> None:
    registrations.confirm(held())
    compare(sent(mailed), "request")
    (envelope,) = mailed[0].received
    assert envelope.mail_from == mailed[1].email
    assert envelope.rcpt_tos == ["aylin@kita.example"]


def test_a_moved_date(mailed: Mailed) -> None:
    workshop = firm(mailed, held()).workshop
    workshops.edit(workshop, _a_day_later(workshop), by=WORKER)
    compare(sent(mailed), "moved")


def _a_day_later(workshop: Workshop) -> WorkshopPlan:
    text, (date,) = workshop.text("de"), workshop.sessions
    later = [at + timedelta(days=1) for at in (date.starts_at, date.ends_at)]
    return cast.plan(
        slug=workshop.slug, host_id=workshop.host_id, series_id=workshop.series_id,
        texts={"de": TextPlan(text.title, text.summary, text.body, text.bring)},
        sessions=(SessionPlan(*later, id=date.id, room_id=date.room_id),),
    )  # fmt: skip


def test_a_withdrawal(mailed: Mailed) -> None:
    registrations.withdraw(firm(mailed, held()))
    compare(sent(mailed), "withdrawn")


def test_a_return_after_a_withdrawal(mailed: Mailed) -> None:
    registration = firm(mailed, held())
    registrations.withdraw(registration)
    registrations.sign_up(registration.workshop, AYLIN)
    registrations.confirm(registration)
    compare(sent(mailed)[-1:], "returned")


def test_a_date_that_is_called_off(mailed: Mailed) -> None:
    workshop = firm(mailed, held("Deutsch im Beruf", dates=4)).workshop
    workshops.cancel_session(workshop.sessions[1], because="Die Referentin ist krank.", by=WORKER)
    compare(sent(mailed), "called-off")


def test_a_workshop_that_is_called_off(mailed: Mailed) -> None:
    workshop = firm(mailed, held()).workshop
    workshops.cancel(workshop, because="Zu wenige Anmeldungen.", by=WORKER)
    compare(sent(mailed), "workshop-called-off")


def test_a_course_of_four_dates(mailed: Mailed) -> None:
    registrations.confirm(held("Deutsch im Beruf", dates=4))
    compare(sent(mailed), *(f"course-{number}" for number in range(1, 5)))


STRANGE = 'Demir, Aylin; „die Ältere“: "A" 🎉'


def test_names_with_commas_semicolons_and_emoji(mailed: Mailed) -> None:
    registrations.confirm(held("Essen; Trinken, Feiern: „Café“ 🎉", name=STRANGE))
    (message,) = messages = sent(mailed)
    compare(messages, "names")
    event = libical.read((FOLDER / "names.ics").read_bytes()).events[0]
    assert (event.summary, event.attendee) == ("Essen; Trinken, Feiern: „Café“ 🎉", STRANGE)
    assert len(post.read(message)["To"].addresses) == 1


def test_a_title_of_300_characters(mailed: Mailed) -> None:
    title = ("Veranstaltungen planen, die wirklich alle erreichen 🎉; " * 6)[:299] + "!"
    registrations.confirm(held(title))
    (message,) = messages = sent(mailed)
    compare(messages, "long-title")
    assert len(title) == 300
    assert read((FOLDER / "long-title.ics").read_bytes()).event["summary"] == title
    assert post.read(message)["Subject"] == f"Sie sind dabei: {title}"
