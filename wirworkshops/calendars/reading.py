"""Reading the programme out of others' calendars: each VEVENT, or date of a series, is a row.

Whatever a program has written comes in here; nothing in a file may end in a fault.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import nh3
import recurring_ical_events
import x_wr_timezone
from icalendar import Calendar, Component

from wirworkshops import clock
from wirworkshops.domain import addresses
from wirworkshops.domain.dryruns import MOST_SESSIONS
from wirworkshops.domain.programme import MOST_ROWS, Note, Row, Sheet
from wirworkshops.errors import Invalid
from wirworkshops.models.texts import one_line, several_lines

MOST_EVENTS = 5000  # of a file, past ones included: what can be read in a few seconds
YEARS = range(2000, 2101)
LASTS = timedelta(hours=2)  # where an event has no end
SPAN = timedelta(days=2 * 366)  # of a series: so much of it from its begin, or from a year ago
YEAR = timedelta(days=365)
OWN = "wirworkshops"
RULES = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# what icalendar and its companions raise at values that are none
BROKEN = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError, AssertionError,
    RecursionError,
)  # fmt: skip
_NUMBERED = re.compile(r"(.*\S)\s*\(\d+ (?:von|of) \d+\)", re.DOTALL)
_TAG = re.compile(r"</?(?:a|b|br|div|em|font|h\d|html|i|li|ol|p|span|strong|u|ul)\b[^>]*>", re.I)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr)\b[^>]*>\s*", re.I)


def read(text: str) -> Sheet:
    """Read a calendar. Raises Invalid where it is broken, or has no event."""
    rows = []
    for calendar in _calendars(text):
        is_own = OWN in str(calendar.get("prodid", ""))
        rows += _named([row for one in _series(calendar) for row in _rows(*one, is_own=is_own)])
    if not rows:
        raise Invalid("import-no-event")
    return _sheet(sorted(rows, key=lambda row: row.line))


def _sheet(rows: list[Row]) -> Sheet:
    """Leave out what is over where a calendar of years is too long to be taken in at once."""
    if len(rows) <= MOST_ROWS:
        return Sheet(tuple(rows))
    now = clock.now()
    coming = [row for row in rows if not row.ends_at or row.ends_at > now]
    if not 0 < len(coming) <= MOST_ROWS:
        raise Invalid("import-many", str(MOST_ROWS))
    return Sheet(tuple(coming), (Note("past-left-out", str(len(rows) - len(coming))),))


def _calendars(text: str) -> list[Calendar]:
    if text.upper().count("BEGIN:VEVENT") > MOST_EVENTS:
        raise Invalid("import-many", str(MOST_ROWS))
    try:
        found = Calendar.from_ical(text, multiple=True)
    except BROKEN:
        raise Invalid("import-broken") from None
    return [_in_its_zone(one) for one in found if isinstance(one, Calendar)]


def _in_its_zone(calendar: Calendar) -> Calendar:
    """Apply X-WR-TIMEZONE, by which Google says where the UTC times of a series belong."""
    try:
        return x_wr_timezone.to_standard(calendar)
    except BROKEN:
        return calendar


Numbered = tuple[int, Component]  # an event, and which of the file it is


def _series(calendar: Calendar) -> Iterator[tuple[Calendar, list[Numbered]]]:
    """Yield the events that belong together: those of one UID, where one of them repeats."""
    events = list(enumerate(calendar.walk("VEVENT"), 1))
    repeating = {_text(event, "uid") for _number, event in events if _repeats(event)}
    for number, event in events:
        if _text(event, "uid") not in repeating:
            yield calendar, [(number, event)]
    for uid in repeating:
        yield calendar, [one for one in events if _text(one[1], "uid") == uid]


def _repeats(event: Component) -> bool:
    return "RRULE" in event or "RDATE" in event


def _rows(calendar: Calendar, series: list[Numbered], *, is_own: bool) -> list[Row]:
    """Return an event's row, or one for each date of a series."""
    number, event = series[0]
    if not any(_repeats(each) for _number, each in series):
        return [_paged(_row(number, event), _text(event, "url"), is_own=is_own)]
    if not all(_is_bounded(each) for _number, each in series):
        return [_with_problem(_row(number, event), "rule")]
    try:
        dates = _expanded(calendar, [each for _number, each in series])
    except BROKEN:
        return [_with_problem(_row(number, event), "rule")]
    if len(dates) > MOST_SESSIONS:
        return [_with_problem(_row(number, event), "too-often")]
    key = f"uid {_text(event, 'uid')}"  # with a space: never taken for an address of ours
    return [replace(_row(number, each), key=key, uid="") for each in dates]


def _paged(row: Row, url: str, *, is_own: bool) -> Row:
    """Make one workshop of the sessions that have one page and are numbered "(2 von 4)"."""
    numbered = _NUMBERED.fullmatch(row.title)
    if not url or not (numbered or is_own):
        return row
    return replace(row, key=f"url {url}", title=numbered[1] if numbered else row.title)


def _with_problem(row: Row, code: str) -> Row:
    return row if row.problems else replace(row, problems=(Note(code),))


def _is_bounded(event: Component) -> bool:
    """Whether a rule is one of a person's calendar: others may take for ever to work out."""
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, dict) or set(rule) - RULES:
            return False
        often = {str(each).upper() for each in rule.get("FREQ", [])}
        if not often <= FREQUENCIES or any(int(n) < 1 for n in rule.get("INTERVAL", [])):
            return False
    return True


def _expanded(calendar: Calendar, events: list[Component]) -> list[Component]:
    """Return the dates of a series within its span, by RRULE, RDATE, EXDATE, RECURRENCE-ID."""
    alone = Calendar()
    alone.subcomponents = [*calendar.timezones, *events]
    first = min(filter(None, map(_start_of, events)), default=clock.now())
    since = max(first, clock.now() - YEAR)
    dates = recurring_ical_events.of(alone).between(since, since + SPAN)
    return sorted(dates, key=lambda event: _start_of(event) or since)


def _start_of(event: Component) -> datetime | None:
    begin = _value(event, "DTSTART")
    return _instant(begin) if isinstance(begin, datetime) else None


def _value(event: Component, name: str) -> date | datetime | None:
    """Return a day or an instant of an event; None where there is none that can be read."""
    try:
        found = event.get(name).dt
    except BROKEN:
        return None
    return found if isinstance(found, date) else None


def _instant(value: datetime) -> datetime | None:
    """Return an instant in UTC; one without a zone is meant on the office's clock."""
    try:
        aware = value if value.utcoffset() is not None else value.replace(tzinfo=clock.BERLIN)
        at = aware.astimezone(clock.now().tzinfo)
    except BROKEN:
        return None
    return at if at.year in YEARS else None


def _row(number: int, event: Component) -> Row:
    starts_at, ends_at, hints, problems = _times(event)
    links = [link for link in map(_web, _all(event, "CONFERENCE", "X-GOOGLE-CONFERENCE")) if link]
    row = Row(
        line=number,
        title=one_line(_plain(_text(event, "summary"))),
        body=_plain(_text(event, "description")),
        categories=_categories(event),
        starts_at=starts_at,
        ends_at=ends_at,
        venue=several_lines(_text(event, "location")),
        is_online=bool(links),
        online_url=links[0] if links else "",
        uid=one_line(_text(event, "uid"))[:255],
        is_off=_text(event, "status").upper() == "CANCELLED",
        hints=hints,
        problems=problems,
        **_geo(event),
    )
    return addresses.settled(row)


Notes = tuple[Note, ...]


def _times(event: Component) -> tuple[datetime | None, datetime | None, Notes, Notes]:
    """Return begin and end, and what is to say of them as hints and problems."""
    begin = _value(event, "DTSTART")
    if begin is None:
        return None, None, (), (Note("bad-date" if "DTSTART" in event else "no-date"),)
    if not isinstance(begin, datetime):
        return None, None, (), (Note("all-day", f"{begin:%d.%m.%Y}"),)
    starts_at = _instant(begin)
    if starts_at is None:
        return None, None, (), (Note("bad-date"),)
    ends_at = _end(event, starts_at)
    if ends_at is None:
        return starts_at, starts_at + LASTS, (Note("no-end"),), ()
    return starts_at, ends_at, (), ()


def _end(event: Component, starts_at: datetime) -> datetime | None:
    end = _value(event, "DTEND")
    if isinstance(end, datetime):
        return _instant(end)
    try:
        return starts_at + event.get("DURATION").dt  # type: ignore[no-any-return]
    except BROKEN:
        return None


def _all(event: Component, *names: str) -> list[Any]:
    found = [event.get(name) for name in names if name in event]
    return [value for each in found for value in (each if isinstance(each, list) else [each])]


def _text(event: Component, name: str) -> str:
    return next((str(value) for value in _all(event, name)), "")


def _web(value: Any) -> str:
    text = one_line(str(value))
    return text if re.fullmatch(r"https?://[^\s/]\S*", text) else ""


def _of(value: Any, name: str) -> Any:
    """Return an attribute of a value, None where it has none or is broken."""
    try:
        return getattr(value, name)
    except BROKEN:
        return None


def _categories(event: Component) -> tuple[str, ...]:
    values = [_of(value, "cats") or () for value in _all(event, "CATEGORIES")]
    names = [one_line(str(name))[:80] for cats in values for name in cats]
    return tuple(dict.fromkeys(name for name in names if name))


def _geo(event: Component) -> dict[str, Any]:
    for value in _all(event, "GEO"):
        north, east = _of(value, "latitude"), _of(value, "longitude")
        if north is not None and abs(north) <= 90 and abs(east) <= 180:
            return {"latitude": north, "longitude": east}
    return {}


def _plain(text: str) -> str:
    """Return a text without HTML, which some programs put where RFC 5545 wants plain text."""
    if _TAG.search(text):
        text = html.unescape(nh3.clean(_BREAK.sub("\n", text), tags=set()))
    return several_lines(text)


def _named(rows: list[Row]) -> list[Row]:
    """Give the sessions of each page the title they share; what a title has beyond is its own."""
    pages: dict[str, set[str]] = {}
    for row in rows:
        pages.setdefault(row.key, set()).add(row.title)
    shared = {key: _shared(titles) for key, titles in pages.items() if key and len(titles) > 1}
    return [_split(row, shared.get(row.key, "")) for row in rows]


def _shared(titles: set[str]) -> str:
    """Return what all titles are, or begin with before a colon; of several the longest."""
    shortest = min(titles, key=len)
    before = [shortest[: colon.start()] for colon in re.finditer(": ", shortest)]
    for name in (shortest, *reversed(before)):
        if name and all(title == name or title.startswith(f"{name}: ") for title in titles):
            return name
    return ""


def _split(row: Row, name: str) -> Row:
    if not name:
        return row
    return replace(row, title=name, session_title=row.title[len(name) + 2 :])
