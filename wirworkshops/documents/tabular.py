"""Reading the programme out of a table of any office: its columns found by their headings."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from wirworkshops import clock
from wirworkshops.documents import cells, programme
from wirworkshops.documents.programme import COLUMNS, HEADINGS
from wirworkshops.domain import addresses
from wirworkshops.domain.dryruns import LISTS, MOST_SEATS
from wirworkshops.domain.programme import MOST_ROWS, Note, Row, Sheet
from wirworkshops.errors import Invalid
from wirworkshops.models.texts import fold, one_line, several_lines

SEPARATORS = (";", ",", "\t")
MOST_COLUMNS = 200
HEADER_WITHIN = 10  # a table may begin with a title or empty lines
LASTS = timedelta(hours=2)  # where a file names no end
TEXTS = ("summary", "body", "bring", "summary_en", "body_en", "bring_en")
LINES = (
    "key", "title", "title_en", "session_title", "session_title_en", "series", "host",
    "street", "postal_code", "city", "room", "venue",
)  # fmt: skip


def _plain(heading: str) -> str:
    """Return a heading as it is compared: "Plätze (max.):" is the same as "platze max"."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(heading)).split())


KNOWN = {
    _plain(name): column.name
    for column in reversed(COLUMNS)
    for name in (*column.others, column.heading)
}
# one heading that is another column's other name counts for its own
KNOWN |= {_plain(column.heading): column.name for column in COLUMNS}

Record = dict[str, str]
Reader = Callable[[str], Any]


def _seats(text: str) -> int:
    return cells.number(text, most=MOST_SEATS)


def _words(text: str, words: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cells.word(name, words) for name in cells.names(text)))


READERS: dict[str, Reader] = {
    "kind": lambda text: cells.word(text, programme.KINDS),
    "partners": cells.names,
    "trainers": cells.names,
    "topics": cells.names,
    "audiences": cells.names,
    "is_online": cells.yes_or_no,
    "online_url": cells.web_address,
    "capacity": _seats,
    "online_capacity": _seats,
    "session_capacity": _seats,
    "waiting_list": cells.yes_or_no,
    "signup_url": cells.web_address,
    "spoken": lambda text: _words(text, programme.SPOKEN),
    "features": lambda text: _words(text, programme.FEATURES),
    "status": lambda text: cells.word(text, programme.STATES),
    "uid": one_line,
    **dict.fromkeys(LINES, one_line),
    **dict.fromkeys(TEXTS, several_lines),
}


def read(text: str) -> Sheet:
    """Read a table. Raises Invalid where none is to be found in it."""
    separator, at = _header(text)
    records = enumerate(_records(text, separator), 1)
    _number, header = next(islice(records, at, None))
    names = _names(header)
    if "title" not in names or not {"date", "begin"} & set(names):
        raise Invalid("import-columns")
    splits = not {"street", "postal_code", "city"} & set(names)
    filled = ((number, record) for number, record in records if any(map(str.strip, record)))
    first = list(islice(filled, MOST_ROWS + 1))
    if not first:
        raise Invalid("import-empty")
    if len(first) > MOST_ROWS:
        raise Invalid("import-many", str(MOST_ROWS))
    rows = (_row(number, dict(zip(names, each, strict=False)), splits) for number, each in first)
    return Sheet(tuple(rows), _notes(header, names))


def _header(text: str) -> tuple[str, int]:
    """Return the separator and the place of the heading: the record with most known names."""
    found = [
        (len({KNOWN[_plain(cell)] for cell in record if _plain(cell) in KNOWN}), -at, separator)
        for separator in SEPARATORS
        for at, record in enumerate(_begin(text, separator))
    ]
    hits, at, separator = max(found, default=(0, 0, ""))
    if hits < 2:
        raise Invalid("import-columns")
    return separator, -at


def _begin(text: str, separator: str) -> list[list[str]]:
    try:
        return list(islice(_records(text, separator), HEADER_WITHIN))
    except Invalid:  # with another separator it may be a table
        return []


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records of a table. Raises Invalid at a cell that never ends."""
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield record[:MOST_COLUMNS]
    except csv.Error:
        raise Invalid("import-cell") from None


def _names(header: Sequence[str]) -> list[str]:
    """Return the field of each column: empty for one nobody knows, or that comes again."""
    names: list[str] = []
    for cell in header:
        name = KNOWN.get(_plain(cell), "")
        names.append("" if name in names else name)
    return names


def _notes(header: Sequence[str], names: Sequence[str]) -> tuple[Note, ...]:
    unknown = [
        one_line(cell)[:40]
        for cell, name in zip(header, names, strict=True)
        if not name and cell.strip()
    ]
    return (Note("unknown-columns", ", ".join(unknown[:20])),) if unknown else ()


def _row(line: int, record: Record, splits: bool) -> Row:
    # a line's end stays: in a list it may be what separates the names
    record = {name: cells.bare(cell).strip(" \t\r") for name, cell in record.items() if name}
    record = {name: cell if name in LISTS else cell.strip() for name, cell in record.items()}
    values, hints = _values(record)
    times = _times(record)
    if "is_online" not in values and values.get("online_url"):
        values["is_online"] = True
    return addresses.settled(
        Row(
            line=line,
            **values,
            starts_at=times.starts_at,
            ends_at=times.ends_at,
            hints=(*hints, *times.hints),
            problems=times.problems,
        ),
        splits=splits,
    )


def _values(record: Record) -> tuple[dict[str, Any], list[Note]]:
    """Return what the cells say; what cannot be read is left out, and told."""
    values: dict[str, Any] = _signup(record)
    hints = []
    for name, cell in record.items():
        if not cell.strip() or name not in READERS:
            continue
        try:
            values[name] = READERS[name](cell)
        except ValueError:
            hints.append(Note("unread", f"{HEADINGS[name]}: {one_line(cell)[:60]}"))
    if record.get("signup_mode") and "signup_mode" not in values:
        shown = one_line(record["signup_mode"])[:60]
        hints.append(Note("unread", f"{HEADINGS['signup_mode']}: {shown}"))
    return values, hints


def _signup(record: Record) -> dict[str, str]:
    """Return how one signs up: a word, an address, or a word with its address."""
    word, _space, address = record.get("signup_mode", "").partition(" ")
    if word.startswith(("http://", "https://")):
        word, address = "external", word
    try:
        found = {"signup_mode": cells.word(word, programme.SIGNUPS)}
        return found | ({"signup_url": cells.web_address(address.strip())} if address else {})
    except ValueError:
        return {}


@dataclass(frozen=True)
class Times:
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    hints: tuple[Note, ...] = ()
    problems: tuple[Note, ...] = ()


def _wrong(code: str, record: Record, *names: str) -> Times:
    shown = " ".join(record.get(name, "") for name in names)
    return Times(problems=(Note(code, one_line(shown)[:60]),))


def _times(record: Record) -> Times:
    """Return begin and end of a row. A day may stand in the cell of an hour, too."""
    try:
        first, begin = _either(record, "date", "begin")
    except ValueError:
        return _wrong("bad-date", record, "date" if record.get("date") else "begin")
    if first is None:
        return _wrong("bad-date" if record.get("date") else "no-date", record, "date")
    try:
        last, end = _either(record, "end_date", "end")
        hours = [*_hours(begin)[:2], *_hours(end)[:1]]
    except ValueError:
        return _wrong("bad-time", record, "begin", "end")
    if not hours or not _hours(begin):
        return _wrong("no-time", record)
    return _lasting(first, hours[0], last or first, hours[-1] if len(hours) > 1 else None)


def _either(record: Record, *names: str) -> tuple[date | None, str]:
    """Return the first day in these cells, and what else stands in the last that says more."""
    day, more = None, ""
    for name in names:
        found, rest = cells.date_in(record.get(name, ""))
        day = day or found
        more = rest if re.search(r"\d", rest) else more
    return day, more


def _hours(text: str) -> list[time]:
    return cells.hours(text) if text else []


def _lasting(first: date, begin: time, last: date, end: time | None) -> Times:
    starts_at = clock.at(first, begin)
    if not (_exists(first, begin) and (end is None or _exists(last, end))):
        return Times(problems=(Note("no-such-hour"),))
    if end is None:
        return Times(starts_at, starts_at + LASTS, hints=(Note("no-end"),))
    return Times(starts_at, clock.at(last, end))


def _exists(day: date, hour: time) -> bool:
    """Whether the wall clock shows this hour: one night in March leaves an hour out."""
    shown = clock.local(clock.at(day, hour))
    return (shown.date(), shown.time()) == (day, hour)
