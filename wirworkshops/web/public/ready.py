"""Ready forms: the same for all strangers, but for the token against forged posts.

Kept like the front door's answers: with the catalogue's revision, as read before the page
was made, until public content changes by itself. So no copy can be stale.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request
from flask_wtf.csrf import generate_csrf

from wirworkshops import clock, i18n
from wirworkshops.config import LANGUAGES
from wirworkshops.web import frontdoor

MOST = 256  # forms kept by one process
_PLAIN = frozenset({b"", *(f"lang={code}".encode() for code in LANGUAGES)})  # queries kept

Key = tuple[str, str, bytes]


@dataclass(frozen=True)
class Ready:
    """A finished page, cut where the token stood."""

    parts: list[str]
    revision: int
    until: datetime


def _kept() -> OrderedDict[Key, Ready]:
    """Return the forms this application keeps."""
    return current_app.extensions.setdefault("ready-forms", OrderedDict())  # type: ignore[no-any-return]


def _key() -> Key:
    return request.path, i18n.language(), request.query_string


def _token() -> str:
    """Return this visitor's token; the same one throughout a request."""
    return str(generate_csrf())  # type: ignore[no-untyped-call]


def page() -> str | None:
    """Return this address's form with a token of this visitor's; None where it is to be made."""
    found = _kept().get(_key())
    if found is None or found.revision != request.environ.get(frontdoor.REVISION):
        return None
    if clock.now() >= found.until:
        return None
    return _token().join(found.parts)


def keep(html: str, until: Callable[[], datetime]) -> None:
    """Keep a form just made for this visitor, without her token."""
    revision = request.environ.get(frontdoor.REVISION)
    if revision is None or request.query_string not in _PLAIN:
        return
    kept = _kept()
    kept[_key()] = Ready(html.split(_token()), revision, until())
    while len(kept) > MOST:
        kept.popitem(last=False)
