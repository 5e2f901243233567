"""One date as a calendar takes it: an Entry made of rows, and the VEVENT made of an Entry.

Every feed, download and invitation is made of these; nothing else writes a VEVENT.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icalendar import Alarm, Conference, Event, vCalAddress, vCategory, vGeo, vText
from icalendar.enums import CLASS, STATUS, TRANSP

from wirworkshops import clock, i18n, links
from wirworkshops.calendars import words
from wirworkshops.i18n import gettext as _
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

    status is CONFIRMED, TENTATIVE (an offer, a place on the list, a draft), CANCELLED, or empty
    where the event itself goes on (a CANCEL that concerns its recipient alone). blocks says
    whether it takes its reader's time.
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
    blocks: bool = False
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
    return _CONTROL.sub("", text.replace("\r\n", "\n").translate(_LINE_ENDS))


def one_line(text: str) -> str:
    return plain(text).replace("\n", " ")


# line and paragraph separators, NEL, vertical tab and form feed end lines in many programs
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")
# control characters, and halves of pairs that UTF-8 cannot hold (Unicode's Cc and Cs)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


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
        transparency=TRANSP.OPAQUE if _takes_time(entry) else TRANSP.TRANSPARENT,
        classification=CLASS.PUBLIC if entry.is_public else CLASS.PRIVATE,
        organizer=_address(entry.organizer) if entry.organizer else None,
        attendees=[_guest(entry.attendee)] if entry.attendee else None,
    )
    _add_extras(event, entry)
    ready: bytes = event.to_ical()
    return ready


vevent = lru_cache(maxsize=KEPT_VEVENTS)(serialise)


def _takes_time(entry: Entry) -> bool:
    """Whether its reader is busy then: not with what is off, or what she may never attend."""
    return entry.blocks and entry.status != "CANCELLED"


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
        says = one_line(entry.title) or entry.uid  # an alarm without words is refused
        event.add_component(Alarm.new_display(Text(says), before))


def _address(mailbox: Mailbox) -> vCalAddress:
    return vCalAddress.new(mailbox.email, cn=common_name(mailbox))


def common_name(mailbox: Mailbox) -> str:
    """Return a name for CN: libical and ical.js take a backslash there for an escape."""
    return one_line(mailbox.name).replace("\\", "/")


def _guest(mailbox: Mailbox) -> vCalAddress:
    return vCalAddress.new(
        mailbox.email,
        cn=common_name(mailbox),
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat="ACCEPTED",
        rsvp=False,
    )


def entry_of(session: Session, language: str, base_url: str) -> Entry:
    """Return a session as strangers see it: no online link, nobody's name."""
    with i18n.speaking(language):
        return entry(session, language, base_url)


def entry(
    session: Session, language: str, base_url: str, *, half: str = "all", description: str = ""
) -> Entry:
    """Return a session as the people of one half have it. Speak their language.

    description is what is said to them instead of what strangers read.
    """
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
        description=description
        or words.description(session, language, base_url=base_url, half=half),
        url=links.workshop_url(base_url, workshop.slug),
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
        geo=_geo(session) if half != "online" else None,
        categories=(series,) if series else (),
        color=COLORS[workshop.palette],
    )


def _geo(session: Session) -> tuple[float, float] | None:
    venue = session.room.venue if session.room else None
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude
