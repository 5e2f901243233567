"""What a letter says, before it is text or HTML: both are made of this one Content."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from wirworkshops import clock, i18n, links
from wirworkshops.calendars import words
from wirworkshops.config import Settings
from wirworkshops.domain import outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


class Reader(NamedTuple):
    """Who gets the letter, and in which language."""

    name: str
    email: str
    language: str


class Calendar(NamedTuple):
    """An iTIP object; method is the same as in its bytes (RFC 6047 §2.4)."""

    method: str
    data: bytes


class Button(NamedTuple):
    label: str
    url: str
    note: str = ""


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
    """lead is paragraphs, empty ones are left out; title stands bold in HTML."""

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

    @cached_property
    def coming(self) -> list[Session]:
        return outbox.upcoming(self.workshop)

    @property
    def ahead(self) -> list[Session]:
        """The sessions that are not over yet, called off or not."""
        return [session for session in self.workshop.sessions if session.ends_at > clock.now()]

    @property
    def gets_invitations(self) -> bool:
        """Whether her dates come by mail; who reads her own feed has them there already."""
        return self.person.calendar == "mail"

    @property
    def link(self) -> str:
        return links.registration_url(self.settings.base_url, self.registration)

    @property
    def page(self) -> str:
        return links.workshop_url(self.settings.base_url, self.workshop.slug)

    def dressed(self, **given: Any) -> Content:
        """Return the content with the title and the look of its workshop."""
        return Content(
            title=self.title, palette=self.workshop.palette, seed=self.workshop.slug, **given
        )


def case_of(letter: Letter, settings: Settings) -> Case:
    registration = letter.registration
    if registration is None or registration.participant is None:
        raise ValueError("a letter about nobody")
    person = registration.participant
    return Case(registration, person, letter.session, letter.facts, settings)


def tile(session: Session) -> Tile:
    start = clock.local(session.starts_at)
    same_day = start.date() == clock.local(session.ends_at).date()
    when = i18n.when(session.starts_at, session.ends_at)
    return Tile(
        weekday=i18n.weekday(start),
        day=start.day,
        month=i18n.month_short(start),
        hours=i18n.times(session.starts_at, session.ends_at) if same_day else when,
        when=when,
        place=session.room.label if session.room else words.place(session),
    )


def tiles(sessions: list[Session]) -> tuple[Tile, ...]:
    return tuple(tile(session) for session in sessions)


def own_page(case: Case) -> Button:
    """Return the button to the registration's page, with what can be done there."""
    note = _(
        "Dort können Sie etwas ändern oder sich abmelden. "
        "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
    )
    return Button(_("Meine Anmeldung ansehen"), case.link, note)


def paragraph(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def out_of_calendar(calendar: Calendar | None, sessions: list[Session]) -> str:
    """Say how dates leave her calendar: one message for each, as one brought each in."""
    if calendar is None:
        return ""
    if len(sessions) == 1:
        return _("Ihr Kalender nimmt den Termin wieder heraus.")
    return _(
        "Ihr Kalender nimmt die Termine wieder heraus. "
        "Dafür bekommen Sie für jeden Termin eine Nachricht."
    )


def practical(case: Case, sessions: list[Session]) -> tuple[Note, ...]:
    """Return how to come in, the online links and what to bring, each said once."""
    notes = [*_ways_in(case, sessions), *_online(sessions)]
    if bring := case.workshop.text(case.language).bring:
        notes.append(Note(_("Bitte mitbringen"), bring))
    return tuple(notes)


def _ways_in(case: Case, sessions: list[Session]) -> list[Note]:
    rooms = {session.room.id: session.room for session in sessions if session.room}
    heading = _("So kommen Sie hinein")
    notes = []
    for room in rooms.values():
        address = f"{room.venue.address}." if room.venue.address else ""
        if text := f"{address} {words.way_in(room, case.language)}".strip():
            label = heading if len(rooms) == 1 else f"{heading}: {room.label}"
            notes.append(Note(label, text))
    return notes


def _online(sessions: list[Session]) -> list[Note]:
    addresses = dict.fromkeys(session.online_url for session in sessions if session.online_url)
    return [
        Note(_("Online-Zugang"), _("Der Zugang ist nur für Angemeldete."), url) for url in addresses
    ]
