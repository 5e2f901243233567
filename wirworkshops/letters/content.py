"""What a letter says, before it is text or HTML: both are made of this one Content."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from wirworkshops import clock, i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import attending, outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session, Workshop


class Reader(NamedTuple):
    """Who gets the letter, and in which language."""

    name: str
    email: str
    language: str


class Calendar(NamedTuple):
    """An iTIP object; method is the same as in its bytes (RFC 6047 §2.4).

    Without a method it is a file to take over by hand.
    """

    method: str
    data: bytes


class Fact(str):
    """A paragraph that stays where the office uses words of its own: what one must know."""

    __slots__ = ()


class Button(NamedTuple):
    label: str
    url: str
    note: str = ""


class ReplyTo(NamedTuple):
    """Where answers go: to the organiser; without one, to the office."""

    name: str
    email: str


class Note(NamedTuple):
    heading: str
    text: str
    url: str = ""


class Tile(NamedTuple):
    """One date: as a tile in HTML, as a sentence in text."""

    weekday: str
    day: int
    month: str
    hours: str
    when: str
    place: str


@dataclass(frozen=True)
class Content:
    """lead is paragraphs, empty ones are left out; title stands bold in HTML.

    Those that are a Fact stay where the office says the rest in its own words.
    """

    subject: str
    headline: str
    lead: tuple[str, ...]
    title: str = ""
    tiles: tuple[Tile, ...] = ()
    button: Button | None = None
    notes: tuple[Note, ...] = ()
    closing: str = ""
    palette: str = "petrol"
    seed: str = ""
    calendar: Calendar | None = None
    funding: str = ""  # the lines of a workshop's own funders
    reply_to: ReplyTo | None = None


@dataclass(frozen=True)
class Case:
    """What a letter about a registration is about. Read it while speaking its language."""

    registration: Registration
    person: Participant
    session: Session | None
    facts: dict[str, Any]
    settings: Settings

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop

    @property
    def language(self) -> str:
        return self.registration.language

    @cached_property
    def title(self) -> str:
        return self.workshop.text(self.language).title

    @property
    def half(self) -> str:
        """The kind of her pool: whether she comes, or takes part online."""
        return self.registration.pool.kind

    @property
    def seats(self) -> int:
        """How many seats it is about: a group's, or the one of somebody who was named."""
        return max(1, self.registration.seats)

    @cached_property
    def coming(self) -> list[Session]:
        return attending.upcoming(self.registration)

    @cached_property
    def ahead(self) -> list[Session]:
        """The sessions not yet over, called off or not, with those her calendar still has."""
        own = attending.sessions_of(self.registration)
        return [
            session
            for session in self.workshop.sessions
            if session.ends_at > clock.now()
            and (session in own or outbox.was_invited(self.registration, session))
        ]

    @property
    def gets_invitations(self) -> bool:
        """Whether her dates come by mail; who reads her own feed has them there already."""
        return self.person.calendar == "mail" and self.registration.attends

    @property
    def gets_file(self) -> bool:
        """Whether her dates come as one file, which she takes over by hand."""
        return self.person.calendar == "file" and self.registration.attends

    @property
    def link(self) -> str:
        return links.registration_url(self.settings.base_url, self.registration)

    @property
    def page(self) -> str:
        return links.workshop_url(self.settings.base_url, self.workshop.slug)

    def dressed(self, **given: Any) -> Content:
        """Return the content with the title and the look of its workshop."""
        return dressed(self.workshop, self.language, **given)


def dressed(workshop: Workshop, language: str, **given: Any) -> Content:
    """Return a content that looks like a workshop, and prints its title in bold."""
    title, host = workshop.text(language).title, workshop.host
    answers = ReplyTo(host.name, host.email) if host.email else None
    lines = [text_in(funder.line, language) for funder in workshop.funders]
    given |= {"palette": workshop.palette, "funding": i18n.listing(lines)}
    return Content(title=title, seed=workshop.slug, reply_to=answers, **given)


def case_of(letter: Letter, settings: Settings) -> Case:
    registration = letter.registration
    if registration is None or registration.participant is None:
        raise ValueError("a letter about nobody")
    person = registration.participant
    return Case(registration, person, letter.session, letter.facts, settings)


def own_page(case: Case) -> Button:
    """Return the button to the registration's page, with what can be done there."""
    note = _(
        "Dort können Sie etwas ändern oder sich abmelden. "
        "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
    )
    return Button(_("Meine Anmeldung ansehen"), case.link, note)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text that somebody typed, an empty line between two."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def paragraph(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
