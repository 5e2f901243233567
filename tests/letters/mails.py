"""Letters as their readers have them, made on the way they really come about."""

from email.message import EmailMessage

from sqlalchemy import select

from tests import cast
from tests.calendars.reading import Component, check_bytes, read
from tests.letters import post
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.letters import sending
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


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
