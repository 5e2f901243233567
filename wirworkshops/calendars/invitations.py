"""Invitations by mail: iTIP objects (RFC 5546) with one UID, one organizer, one attendee."""

from dataclasses import replace

from wirworkshops import i18n
from wirworkshops.calendars import feeds, words
from wirworkshops.calendars.events import Entry, Mailbox, serialise
from wirworkshops.calendars.personal import entry_for
from wirworkshops.config import Settings
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session

REQUEST, CANCEL = "REQUEST", "CANCEL"


def organizer(settings: Settings) -> Mailbox:
    """Return who sends every letter; it must stay the same for a UID's whole life."""
    return Mailbox(settings.centre, settings.mail_from)


def _addressed(registration: Registration, session: Session, settings: Settings) -> Entry:
    entry = entry_for(
        registration, session, language=registration.language, base_url=settings.base_url
    )
    person = _person(registration)
    guest = Mailbox(person.name, person.email or "")
    return replace(entry, organizer=organizer(settings), attendee=guest)


def _person(registration: Registration) -> Participant:
    if registration.participant is None or not registration.participant.email:
        raise ValueError("nobody to invite")
    return registration.participant


def request(registration: Registration, session: Session, settings: Settings) -> bytes:
    """Return the invitation of a firm seat to one session.

    Raises ValueError without one, and for a contact who does not attend herself.
    """
    if not registration.is_firm or session.is_cancelled:
        raise ValueError("no REQUEST before a seat is firm")
    if not registration.attends:
        raise ValueError("no REQUEST for somebody who does not attend")
    # not through the cache of vevent(): names and addresses shall not stay in memory
    return feeds.method(REQUEST, serialise(_addressed(registration, session, settings)))


def cancel(
    registration: Registration, session: Session, settings: Settings, *, count: int | None = None
) -> bytes:
    """Return what takes the session out of her calendar, with the title it has there.

    STATUS:CANCELLED only where the session itself is off (RFC 5546 §3.2.5). count is her own
    count at an earlier moment, where a file with the present one follows.
    """
    entry = _addressed(registration, session, settings)
    if count is not None:
        entry = replace(entry, sequence=session.sequence + count)
    with i18n.speaking(registration.language):
        title = words.title(session, registration.language)
    status = "CANCELLED" if session.is_cancelled else ""
    off = replace(entry, title=title, status=status, online_url="", alarm_minutes=0)
    return feeds.method(CANCEL, serialise(off))
