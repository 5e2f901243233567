"""Whole calendars: feeds that programs poll, and files to download. No METHOD in either.

The bytes depend on the entries and the names alone, never on the time of the request.
"""

import json
from collections.abc import Iterable
from functools import lru_cache

from icalendar import Calendar, Timezone, vDuration, vText, vUri
from icalendar.parser import unescape_backslash

from wirworkshops import i18n
from wirworkshops.calendars.events import Entry, Text, one_line, vevent
from wirworkshops.i18n import gettext as _

PRODID = "-//wirworkshops//wirworkshops//DE"
COLOR = "royalblue"
TEXTS_OF_7986 = {"NAME", "COLOR"}  # icalendar 7.3 reads them as of an unknown type
_END = b"END:VCALENDAR\r\n"

# With RRULE, since ical.js, vobject and Outlook read only the first of several RDATE
# (nextcloud/calendar#4429); onsets in local time before the change, RFC 5545 §3.6.5.
BERLIN = Timezone.from_ical(
    "\r\n".join(
        (
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:DAYLIGHT",
            "DTSTART:19810329T020000",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "TZNAME:CEST",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
            "BEGIN:STANDARD",
            "DTSTART:19961027T030000",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "TZNAME:CET",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "END:VTIMEZONE",
            "",
        )
    )
)


def _empty() -> Calendar:
    """Return a calendar with the time zone alone; Calendar.new() would add a random UID."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(BERLIN)
    return calendar


def _head(calendar: Calendar) -> bytes:
    """Return everything up to where the ready VEVENTs are put in."""
    ready: bytes = calendar.to_ical()
    return ready.removesuffix(_END)


def _join(head: bytes, vevents: Iterable[bytes]) -> bytes:
    return b"".join((head, *vevents, _END))


def method(name: str, event: bytes) -> bytes:
    """Return an iTIP object with one event (RFC 5546 §3.2)."""
    calendar = _empty()
    calendar.add("method", name)
    return _join(_head(calendar), [event])


@lru_cache(maxsize=256)
def _named(name: str, url: str, language: str, refresh: str, page: str) -> bytes:
    calendar = _empty()
    with i18n.speaking(language):
        about = _("Was sich ändert, ändert sich in diesem Kalender von selbst.")
    for key, text in (
        ("name", one_line(name)),
        ("x-wr-calname", one_line(name)),
        ("description", about),
        ("x-wr-caldesc", about),
        ("x-published-ttl", refresh),
    ):
        calendar.add(key, Text(text))
    every = vDuration.from_ical(refresh)  # type: ignore[no-untyped-call]
    calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
    calendar.add("source", vUri(one_line(url), params={"VALUE": "URI"}))
    calendar.add("color", COLOR)
    if page:
        calendar.add("url", vUri(one_line(page)))
    return _head(calendar)


def feed(
    entries: Iterable[Entry | bytes],
    *,
    name: str,
    url: str,
    language: str,
    refresh: str = "PT1H",
    page: str = "",
) -> bytes:
    """Return a feed of entries or ready VEVENTs.

    url is its own address; page the same dates as a web page.
    """
    vevents = (one if isinstance(one, bytes) else vevent(one) for one in entries)
    return _join(_named(name, url, language, refresh, page), vevents)


def download(entries: Iterable[Entry]) -> bytes:
    """Return a file to import once; without a name, which makes Outlook add a calendar."""
    return _join(_head(_empty()), map(vevent, entries))


def as_json(calendar: bytes) -> bytes:
    """Return a calendar as jCal (RFC 7265)."""
    parsed = Calendar.from_ical(calendar)
    for component in parsed.walk():
        for name in component.keys() & TEXTS_OF_7986:
            component[name] = vText(unescape_backslash(str(component[name])))
    return json.dumps(parsed.to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()
