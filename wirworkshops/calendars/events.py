"""One date as a calendar takes it: an Entry made of rows, and the VEVENT made of an Entry.

Every feed, download and invitation is made of these; nothing else writes a VEVENT.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icalendar import Alarm, Conference, Event, vCalAddress, vCategory, vGeo, vText
from icalendar.enums import CLASS, STATUS, TRANSP

from wirworkshops import clock, i18n, links
from wirworkshops.calendars import words
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, series_name

KEPT_VEVENTS = 8192
# COLOR takes a name of CSS3 (RFC 7986 §5.9): the nearest to each palette's accent
COLORS = {
    "raspberry": "mediumvioletred",
    "brick": "sienna",
    "ochre": "darkgoldenrod",
    "leaf": "forestgreen",
    "petrol": "teal",
    "violet": "mediumpurple",
}


class Mailbox(NamedTuple):
    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """Everything that goes into one VEVENT. stamp is the last change, in UTC.

    status is CONFIRMED, CANCELLED, or empty where the event itself goes on (a CANCEL
    that concerns its recipient alone).
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    location: str
    description: str
    url: str
    status: str = "CONFIRMED"
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    color: str = ""
    is_public: bool = True
    online_url: str = ""
    organizer: Mailbox | None = None
    attendee: Mailbox | None = None
    alarm_minutes: int = 0


class Text(vText):
    """Text as icalendar writes it, but a backslash before an N stays what it is.

    icalendar 7.3 takes "C:\\Neu" for an escaped newline (_escape_char).
    """

    def to_ical(self) -> bytes:
        parts = str(self).split("\\N")
        return b"\\\\N".join(vText(part).to_ical() for part in parts)


def plain(text: str) -> str:
    """Return a text without control characters; line ends of any kind become one kind."""
    lines = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    return "".join(sign for sign in lines if sign in "\n\t" or not _is_control(sign))


def one_line(text: str) -> str:
    return plain(text).replace("\n", " ")


# line and paragraph separators, NEL, vertical tab and form feed end lines in many programs
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")


def _is_control(sign: str) -> bool:
    """Whether a sign is a control character, or half of a pair that UTF-8 cannot hold."""
    return unicodedata.category(sign) in ("Cc", "Cs")


def _local(instant: datetime) -> datetime:
    """Return wall clock time with TZID; in UTC the hour that comes twice in October.

    RFC 5545 §3.3.5 takes the first of the two, ical.js the second.
    """
    local = clock.local(instant)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return instant.astimezone(UTC) if comes_twice else local


def serialise(entry: Entry) -> bytes:
    """Return the VEVENT, ready to be joined into a calendar."""
    event = Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        stamp=entry.stamp,
        last_modified=entry.stamp,
        start=_local(entry.starts_at),
        end=_local(entry.ends_at),
        summary=Text(one_line(entry.title)),
        location=Text(one_line(entry.location)),
        description=Text(plain(entry.description)),
        url=one_line(entry.url),
        status=STATUS(entry.status) if entry.status else None,
        color=entry.color or None,
        transparency=TRANSP.TRANSPARENT if _leaves_time_free(entry) else TRANSP.OPAQUE,
        classification=CLASS.PUBLIC if entry.is_public else CLASS.PRIVATE,
        organizer=_address(entry.organizer) if entry.organizer else None,
        attendees=[_guest(entry.attendee)] if entry.attendee else None,
    )
    _add_extras(event, entry)
    ready: bytes = event.to_ical()
    return ready


vevent = lru_cache(maxsize=KEPT_VEVENTS)(serialise)


def _leaves_time_free(entry: Entry) -> bool:
    """Whether it blocks nobody's time: what is off, and what its reader may never attend."""
    return entry.is_public or entry.status == "CANCELLED"


def _add_extras(event: Event, entry: Entry) -> None:
    if entry.geo:
        event.add("geo", vGeo(entry.geo))
    if entry.categories:
        event["CATEGORIES"] = categories = vCategory([])
        categories.cats = [Text(one_line(name)) for name in entry.categories]
    if entry.online_url:
        event.conferences = [Conference(one_line(entry.online_url), feature="VIDEO")]
    if entry.alarm_minutes:
        before = -timedelta(minutes=entry.alarm_minutes)
        event.add_component(Alarm.new_display(Text(one_line(entry.title)), before))


def _address(mailbox: Mailbox) -> vCalAddress:
    return vCalAddress.new(mailbox.email, cn=one_line(mailbox.name))


def _guest(mailbox: Mailbox) -> vCalAddress:
    return vCalAddress.new(
        mailbox.email,
        cn=one_line(mailbox.name),
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat="ACCEPTED",
        rsvp=False,
    )


def entry_of(session: Session, language: str, base_url: str) -> Entry:
    """Return a session as strangers see it: no online link, nobody's name."""
    with i18n.speaking(language):
        return _entry(session, language, base_url)


def _entry(
    session: Session, language: str, base_url: str, *, half: str = "all", online_url: str = ""
) -> Entry:
    workshop, title = session.workshop, words.title(session, language)
    if session.is_cancelled:
        title = _("Abgesagt: %(title)s", title=title)
    series = series_name(workshop.series, language)
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        stamp=max(session.changed_at, workshop.changed_at),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=title,
        location=words.place(session, half),
        description=words.description(
            session, language, base_url=base_url, half=half, online_url=online_url
        ),
        url=links.workshop_url(base_url, workshop.slug),
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
        geo=_geo(session) if half != "online" else None,
        categories=(series,) if series else (),
        color=COLORS[workshop.palette],
        online_url=online_url,
    )


def _geo(session: Session) -> tuple[float, float] | None:
    venue = session.room.venue if session.room else None
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def entry_for(
    registration: Registration,
    session: Session,
    *,
    language: str,
    base_url: str,
    alarm_minutes: int = 0,
) -> Entry:
    """Return a session as one participant has it: in her half, with the link of a firm seat.

    SEQUENCE is the session's and her own count, so that a return outranks her CANCEL
    (RFC 5546 §2.1.4).
    """
    has_left = _has_left(registration, session)
    is_off = has_left or session.is_cancelled
    half = registration.pool.kind
    online_url = words.link_for(session, half) if registration.is_firm and not is_off else ""
    with i18n.speaking(language):
        entry = _entry(session, language, base_url, half=half, online_url=online_url)
        if has_left and not session.is_cancelled:
            entry = replace(entry, title=_("Abgemeldet: %(title)s", title=entry.title))
    return replace(
        entry,
        sequence=session.sequence + registration.sequence,
        stamp=max(entry.stamp, registration.status_at),
        status="CANCELLED" if is_off else "CONFIRMED",
        is_public=False,
        alarm_minutes=0 if is_off else alarm_minutes,
    )


def _has_left(registration: Registration, session: Session) -> bool:
    """Whether she gave her seat up before this date; earlier ones she was at stay hers."""
    return not registration.is_firm and session.ends_at > registration.status_at


def had_seat(registration: Registration) -> bool:
    """Whether she has, or gave up, a firm seat: giving one up raises her count."""
    return registration.is_firm or (
        registration.status in ("withdrawn", "cancelled") and registration.sequence > 0
    )
