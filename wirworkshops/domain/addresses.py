"""A place told in one line, taken apart: venue, room, street, postal code, city. Pure."""

import re
from dataclasses import replace
from typing import Any

from wirworkshops.domain.programme import Row
from wirworkshops.models.texts import fold, one_line

_CITY = re.compile(r"(?:D-)?(\d{5})\s+(\D.*)")
_STREET = re.compile(
    r".*(str\.|stra(ß|ss)e|platz|weg|allee|gasse|ring|ufer|markt|damm|hof)\s*\d+\s*[a-z]?(-\d+)?$",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
ONLINE = {"online", "digital", "virtuell", "zoom", "online veranstaltung", "microsoft teams"}
OPEN = {"ort noch offen", "venue to be announced", "noch offen", "n.n.", "-"}


def settled(row: Row, *, splits: bool = True) -> Row:
    """Return a row whose venue is one: a link is none, and one with its address is taken apart
    (unless the file has other places for addresses)."""
    if found := _WEB.search(row.venue):
        return _online(row, found[0], row.venue.replace(found[0], ""), splits)
    line = one_line(row.venue.replace("\n", ", "))
    if fold(line) in ONLINE | OPEN:
        return replace(row, venue="", is_online=row.is_online or fold(line) in ONLINE)
    if row.room or not splits:
        return replace(row, venue=line)
    return replace(row, **parts(line))


def _online(row: Row, url: str, rest: str, splits: bool) -> Row:
    without = replace(row, is_online=True, online_url=row.online_url or url)
    return settled(replace(without, venue=rest.strip(" ,;()-\n")), splits=splits)


def parts(line: str) -> dict[str, Any]:
    """Return a line's parts by the fields of a row; one without an address is all venue.

    Before the street stand venue and room; without any the street is the venue's name.
    """
    pieces = [piece for piece in map(str.strip, line.split(",")) if piece]
    at = next((number for number, piece in enumerate(pieces) if _CITY.fullmatch(piece)), None)
    if at is None and not (pieces and _STREET.fullmatch(pieces[-1]) and len(pieces) > 1):
        return {"venue": line}
    city = _CITY.fullmatch(pieces[at]) if at is not None else None
    before = pieces[:at]
    has_street = bool(before) and (len(before) > 1 or bool(_STREET.fullmatch(before[0])))
    street = before.pop() if has_street and any(map(str.isdigit, before[-1])) else ""
    name, room = (before[0], ", ".join(before[1:])) if before else (street, "")
    return {
        "venue": name or line,
        "room": room,
        "street": street if before else "",
        "postal_code": city[1] if city else "",
        "city": city[2] if city else "",
    }
