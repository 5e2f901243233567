"""Letters as their readers have them, made on the way they really come about."""

import dataclasses
from email.message import EmailMessage

from sqlalchemy import select

from tests import cast
from tests.calendars.reading import Component, check_bytes, read
from tests.letters import post
from wirworkshops import clock
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import dues, duties
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.letters import sending
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

ONLINE = "https://meet.example/1"


class Mail:
    """A letter as its reader has it."""

    def __init__(self, letter: Letter) -> None:
        self.kind = letter.kind
        self.message: EmailMessage = post.read(letter.body or b"")
        self.subject = self.message["Subject"]
        self.text, self.html = self._body("plain"), self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    @property
    def calendar(self) -> Component | None:
        parts = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        if not parts:
            return None
        content = parts[0].get_payload(decode=True)
        assert isinstance(content, bytes)
        check_bytes(content)
        found = read(content)
        assert found["method"] == dict(parts[0].get_params())["method"]
        return found

    @property
    def file(self) -> Component | None:
        """The dates to take over by hand; none beside an invitation."""
        parts = [p for p in self.message.iter_attachments() if not self.calendar]
        if not parts:
            return None
        (part,) = parts
        content = part.get_payload(decode=True)
        assert (part.get_content_type(), part.get_filename()) == ("application/ics", "termine.ics")
        assert isinstance(content, bytes)
        check_bytes(content)
        return read(content)


def news(settings: Settings) -> list[Mail]:
    """Send what is due; return the letters this has made."""
    before = set(db.session.scalars(select(Letter.id).where(Letter.status == "sent")))
    sending.send_due(settings, limit=1000)
    db.session.rollback()
    query = select(Letter).where(Letter.status == "sent").order_by(Letter.id)
    return [Mail(letter) for letter in db.session.scalars(query) if letter.id not in before]


def only(settings: Settings) -> Mail:
    (mail,) = news(settings)
    return mail


def firm(workshop: Workshop, settings: Settings) -> Registration:
    """Return a confirmed registration whose letters have gone out."""
    registration = cast.confirmed(workshop)
    news(settings)
    return registration


def full(**values: object) -> tuple[Workshop, Registration]:
    """Return a workshop whose only seat is taken, and the registration that has it."""
    workshop = cast.make_workshop(**{"capacity": 1, "moves_up": "offer"} | values)
    return workshop, cast.confirmed(workshop, cast.somebody(1))


def to(mails: list[Mail], email: str) -> list[Mail]:
    return [mail for mail in mails if mail.message["To"].addresses[0].addr_spec == email]


def do_due() -> None:
    for number in dues.due(clock.now()):
        duties.do(number)


def online_too(**values: object) -> SessionPlan:
    date = cast.dates(14)[0]
    return dataclasses.replace(
        date, room_id=cast.room().id, is_online=True, online_url=ONLINE, **values
    )
