"""The list's filters between an address and the domain: read from it, written back into it."""

import re
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from wirworkshops.domain.catalogue import Filters
from wirworkshops.web.public import offers

CHOICES = ("series", "kind", "topic", "audience", "spoken", "access", "host", "venue")
FIELDS = {"from": "from_on", "to": "to_on"}  # in the address, in the domain
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
LONGEST_SEARCH, LONGEST_VALUE, MOST_VALUES = 200, 120, 20
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)

Args = MultiDict[str, str]


def parse(args: Args) -> Filters:
    """Read the filters; what cannot be read is left out (see mistakes)."""
    choices = {name: _values(args, name) for name in CHOICES}
    return Filters(
        q=_plain(args.get("q", ""))[:LONGEST_SEARCH].strip(),
        from_on=read_day(args.get("from", "")),
        to_on=read_day(args.get("to", "")),
        free=args.get("free", "") not in ("", "0"),
        **choices,
    )


def mistakes(args: Args) -> dict[str, str]:
    """Return what was typed as a date and is none, by the field's name."""
    typed = {name: _plain(args.get(name, ""))[:LONGEST_VALUE].strip() for name in FIELDS}
    return {name: text for name, text in typed.items() if text and not read_day(text)}


def query(filters: Filters) -> list[tuple[str, str]]:
    """Return the filters as the pairs of a query string, in a fixed order."""
    pairs = [("q", filters.q)] if filters.q else []
    pairs += [(name, value) for name in CHOICES for value in getattr(filters, name)]
    days = [(name, getattr(filters, field)) for name, field in FIELDS.items()]
    pairs += [(name, day.isoformat()) for name, day in days if day]
    return [*pairs, ("free", "1")] if filters.free else pairs


def address(endpoint: str, filters: Filters, **more: Any) -> str:
    """Return the address of a page with these filters."""
    values: dict[str, Any] = {}
    for name, value in query(filters):
        values.setdefault(name, []).append(value)
    return url_for(endpoint, **(values | more))


def in_words(filters: Filters) -> list[str]:
    """Return what is chosen, in words of the language spoken now."""
    if filters == Filters():
        return []
    return [text for text, _rest in offers.chosen(filters, offers.offers())]


def without_days(filters: Filters) -> Filters:
    """Return the same filters without a period, for pages that have one of their own."""
    return filters.without("from_on").without("to_on")


def read_day(text: str) -> date | None:
    """Return the day of 2027-03-17 or 17.3.2027; None where it is not one of this century."""
    german = _GERMAN_DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, reversed(german.groups()))) if german else date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _values(args: Args, name: str) -> tuple[str, ...]:
    given = (_plain(value)[:LONGEST_VALUE].strip() for value in args.getlist(name))
    return tuple(dict.fromkeys(value for value in given if value))[:MOST_VALUES]


def _plain(text: str) -> str:
    """Return the text without control characters, which PostgreSQL refuses."""
    return "".join(sign for sign in text if sign.isprintable())
