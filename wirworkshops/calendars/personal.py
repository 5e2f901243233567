"""One participant's dates as her own calendar takes them: as entries, and which of them.

What is firm, offered, or waited for looks different; what she gave up stays as cancelled.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from wirworkshops import clock, i18n
from wirworkshops.calendars import events, words
from wirworkshops.calendars.events import Entry
from wirworkshops.domain import attending, states
from wirworkshops.i18n import gettext as _
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session

WAITING = ("waiting", "requested")


class Date(NamedTuple):
    """One session of one registration. has_left: she has given this date up."""

    registration: Registration
    session: Session
    has_left: bool = False

    @property
    def is_off(self) -> bool:
        return self.has_left or self.session.is_cancelled


def entry_for(
    registration: Registration,
    session: Session,
    *,
    language: str,
    base_url: str,
    alarm_minutes: int = 0,
) -> Entry:
    """Return a session as one participant has it: in her half, with the link of a firm seat."""
    date = Date(registration, session, _has_left(registration, session))
    return entry_of(date, language=language, base_url=base_url, alarm_minutes=alarm_minutes)


def _has_left(registration: Registration, session: Session) -> bool:
    """Whether she gave her seat up before this date; earlier ones she was at stay hers."""
    return not registration.is_firm and session.ends_at > registration.status_at


def entry_of(date: Date, *, language: str, base_url: str, alarm_minutes: int = 0) -> Entry:
    """Return a date of hers as an entry.

    SEQUENCE is the session's and her own count, so that a return outranks her CANCEL
    (RFC 5546 §2.1.4).
    """
    registration, session = date.registration, date.session
    half, stands = registration.pool.kind, not date.is_off
    with i18n.speaking(language):
        description = _description(date, language, base_url)
        entry = events.entry(session, language, base_url, half=half, description=description)
        entry = replace(entry, title=_title(date, entry.title))
    firm = stands and registration.is_firm
    return replace(
        entry,
        sequence=session.sequence + registration.sequence,
        stamp=max(entry.stamp, registration.status_at, registration.sequence_at or entry.stamp),
        status=_status(date),
        is_public=False,
        blocks=stands and registration.status not in WAITING,
        online_url=words.link_for(session, half) if firm else "",
        alarm_minutes=alarm_minutes if firm else 0,
    )


def _status(date: Date) -> str:
    if date.is_off:
        return "CANCELLED"
    return "TENTATIVE" if date.registration.status in states.TENTATIVE else "CONFIRMED"


def _title(date: Date, title: str) -> str:
    if date.session.is_cancelled:
        return title  # it says so already
    if date.has_left:
        return _("Abgemeldet: %(title)s", title=title)
    said = {
        "offered": _("Angeboten: %(title)s", title=title),
        "waiting": _("Warteliste: %(title)s", title=title),
        "requested": _("Angefragt: %(title)s", title=title),
    }
    return said.get(date.registration.status, title)


def _description(date: Date, language: str, base_url: str) -> str:
    registration, session = date.registration, date.session
    half = registration.pool.kind
    firm = registration.is_firm and not date.is_off
    return words.description(
        session,
        language,
        base_url=base_url,
        half=half,
        lead="" if date.is_off else _lead(registration),
        online_url=words.link_for(session, half) if firm else "",
        is_hers=not date.is_off,
    )


def _lead(registration: Registration) -> str:
    """Say what a date that is not firm is waiting for."""
    if registration.status == "offered" and registration.held_until:
        until = i18n.moment(registration.held_until)
        return _("Für Sie ist ein Platz frei. Bitte nehmen Sie ihn bis %(until)s an.", until=until)
    if registration.status == "waiting":
        return _("Sie stehen auf der Warteliste. Wird ein Platz frei, schreiben wir Ihnen.")
    if registration.status == "requested":
        return _("Sie haben diesen Platz angefragt. Wir schreiben Ihnen, sobald wir entscheiden.")
    return ""


# Which dates


def had_seat(registration: Registration) -> bool:
    """Whether she has, or gave up, a firm seat: giving one up raises her count."""
    return registration.is_firm or registration.sequence > 0


def dates(
    participant: Participant,
    registrations: Iterable[Registration],
    *,
    past_days: int,
    cancelled_days: int,
) -> list[Date]:
    """Return what stands in her own feed; nothing where her dates reach her another way.

    Past dates stay past_days, what was called off or given up cancelled_days after its date.
    """
    if participant.calendar != "feed":
        return []
    now = clock.now()
    past, off = now - timedelta(days=past_days), now - timedelta(days=cancelled_days)
    own = [
        date
        for registration in registrations
        if registration.attends
        for date in _of(registration, now, waits=participant.feed_waiting)
        if date.session.ends_at > (off if date.is_off else past)
    ]
    return sorted(own, key=lambda date: (date.session.starts_at, date.session.uid))


def _of(registration: Registration, now: datetime, *, waits: bool) -> list[Date]:
    shown = states.TENTATIVE if waits else {"offered"}
    sessions = attending.sessions_of(registration)
    if registration.status in shown:
        own = [Date(registration, one) for one in sessions if one.ends_at > now]
        return [date for date in own if not date.session.is_cancelled]
    if not had_seat(registration):
        return []
    own = [Date(registration, one, _has_left(registration, one)) for one in sessions]
    return own + [Date(registration, one, has_left=True) for one in attending.left_by(registration)]


def entries(
    participant: Participant, own: Iterable[Date], *, base_url: str, alarm_minutes: int = 0
) -> list[Entry]:
    """Return her dates as entries, in her language."""
    language = participant.language
    return [
        entry_of(date, language=language, base_url=base_url, alarm_minutes=alarm_minutes)
        for date in own
    ]


def of_registration(registration: Registration, *, base_url: str) -> list[Entry]:
    """Return all dates of one registration with a firm seat, as a file to take over once."""
    if not (registration.attends and had_seat(registration)):
        return []
    return [
        entry_for(registration, session, language=registration.language, base_url=base_url)
        for session in attending.sessions_of(registration)
    ]
