"""Cells of a table and what they mean: days, hours, numbers, lists, words. Pure.

What cannot be read raises ValueError; an empty cell is never given here.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from urllib.parse import urlsplit

from wirworkshops import clock
from wirworkshops.models.texts import fold, one_line

YEARS = range(2000, 2101)
MONTHS = (
    "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "dezember",
)  # fmt: skip
SIGNS = (",", ";", "|", "\n")  # between the names of a list; each is stronger than those before
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T(?=\d))?")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})\.?\s?([A-Za-zäÄ]{3,9})\.?\s(\d{4})")
_HOUR = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?(?!\d)\s*(am|pm)?\b", re.I
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_SEEN = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # as tables.harmless() does
_YES = {"ja", "j", "yes", "y", "x", "1", "wahr", "true"}
_NO = {"nein", "n", "no", "0", "falsch", "false", "-"}


def date_in(text: str) -> tuple[date | None, str]:
    """Return the date in a text, and the rest of it; ValueError for one that never was."""
    if _INSTANT.fullmatch(text):  # with its zone: what the office's clock shows then
        text = _shown(datetime.fromisoformat(text))
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
    elif found := _GERMAN.search(text):
        day, month, year = map(int, found.groups())
    elif (found := _NAMED.search(text)) and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    else:
        return None, text
    that = date(year + 2000 if year < 100 else year, month, day)
    if that.year not in YEARS:
        raise ValueError(text)
    return that, (text[: found.start()] + " " + text[found.end() :]).strip()


def _shown(instant: datetime) -> str:
    if instant.year not in YEARS:
        raise ValueError(instant.isoformat())
    return f"{clock.local(instant):%Y-%m-%d %H:%M}"


def _month(name: str) -> int:
    fits = [number for number, month in enumerate(MONTHS, 1) if month.startswith(fold(name)[:3])]
    return fits[0] if fits else 0


def day(text: str) -> date:
    that, _rest = date_in(text)
    if that is None:
        raise ValueError(text)
    return that


def hours(text: str) -> list[time]:
    """Return the one or two hours in a text: "9", "9:00", "9.30 Uhr", "9–12 Uhr", "9:00 PM"."""
    found = [_hour(*match.groups()) for match in _HOUR.finditer(text)]
    if not 1 <= len(found) <= 2:
        raise ValueError(text)
    return found


def _hour(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half:
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    return time(number, int(minute or 0))


def yes_or_no(text: str) -> bool:
    if fold(text) not in _YES | _NO:
        raise ValueError(text)
    return fold(text) in _YES


def number(text: str, *, most: int) -> int:
    """Return a whole number from 1 on: "20", "20 Plätze", "20,0"."""
    found = re.fullmatch(r"(?:max\.?\s*)?(\d{1,5})(?:[.,]0+)?(?:\s*[^\W\d]+)?", text, re.I)
    if not found or not 1 <= int(found[1]) <= most:
        raise ValueError(text)
    return int(found[1])


def web_address(text: str) -> str:
    """Return the address of a page; nothing else is one (a script would be one, too)."""
    address = urlsplit(text)
    if address.scheme not in ("http", "https") or not address.hostname or not _SEEN.fullmatch(text):
        raise ValueError(text)
    return text


def word(text: str, words: Mapping[str, str]) -> str:
    """Return the code of a word, or of a code itself."""
    codes = {fold(shown): code for code, shown in words.items()} | {code: code for code in words}
    if fold(text) not in codes:
        raise ValueError(text)
    return codes[fold(text)]


def names(text: str) -> tuple[str, ...]:
    """Return the names of a list, each once; the strongest sign in it separates them."""
    sign = next((sign for sign in reversed(SIGNS) if sign in text), SIGNS[0])
    found = [one_line(name) for name in text.split(sign)]
    return tuple(dict.fromkeys(name for name in found if name))


def listed(names: Iterable[str]) -> str:
    """Return names as one cell from which names() reads the same ones."""
    given = list(names)
    everything = "".join(given)
    sign = next(
        sign
        for number, sign in enumerate(SIGNS)
        if not any(stronger in everything for stronger in SIGNS[number:])
    )
    joined = f"{sign} ".join(given)
    return f"{joined}{sign}" if len(given) == 1 and sign != SIGNS[0] else joined


def guarded(text: str) -> str:
    """Return a text that looks like a guarded one so that bare() gives it back."""
    return f"'{text}" if _GUARDED.match(text) else text


def bare(text: str) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it."""
    return text[1:] if _GUARDED.match(text) else text
