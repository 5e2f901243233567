"""VEVENTs of the public feed, kept by the print of what they show.

After a change only what shows it is made anew; filters and languages share the rest.
"""

from wirworkshops.calendars.events import entry_of, serialise
from wirworkshops.domain import feeds

MOST = 8192
kept: dict[tuple[int, str, str], tuple[bytes, bytes]] = {}


def vevents(prints: dict[int, bytes], language: str, base_url: str) -> list[bytes]:
    """Return the VEVENTs of these sessions, in their order, as strangers see them."""
    if len(kept) > MOST:
        forget()
    found = {number: _stands(number, language, base_url, mark) for number, mark in prints.items()}
    missing = [number for number, vevent in found.items() if not vevent]
    for session in feeds.sessions(missing):
        found[session.id] = vevent = serialise(entry_of(session, language, base_url))
        kept[session.id, language, base_url] = prints[session.id], vevent
    return [vevent for vevent in found.values() if vevent]


def _stands(number: int, language: str, base_url: str, mark: bytes) -> bytes:
    """Return the VEVENT as it was made before, where it shows the same rows."""
    before, vevent = kept.get((number, language, base_url), (b"", b""))
    return vevent if before == mark else b""


def forget() -> None:
    """Make everything anew the next time."""
    kept.clear()
