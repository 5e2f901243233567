"""Ready answers before Flask: an unchanged public GET costs one look at the revision.

What strangers see is the same for all of them, so a finished answer (status, headers and
body as Flask made them) is kept by path, query, language and encoding, together with the
catalogue's revision and the next instant at which public content changes by itself. The
revision is asked of the database at each request: no copy can be stale, on any machine.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from werkzeug.http import is_resource_modified

from wirworkshops import clock, i18n
from wirworkshops.web.revision import RevisionReader

MOST = 1024  # answers kept by one process
MOST_BYTES = 32 * 2**20  # of their bodies: a feed may have a megabyte, and any filter makes one
GZIP_FROM = 1024  # bytes; below, the header costs more than it saves
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")  # "gzip;q=0" asks for none
UNTIL = "wirworkshops.until"  # in the environ: good until then, set by page.ready()
REVISION = "wirworkshops.revision"  # in the environ: as read before the answer is made
KEPT_ON_304 = frozenset({"cache-control", "content-location", "date", "etag", "expires", "vary"})

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Inner = Callable[[Environ, Start], Iterable[bytes]]
Key = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Answer:
    """A finished 200, good while the revision stands and until `until`."""

    headers: Headers
    body: bytes
    etag: str
    revision: int | None
    until: datetime


def _key(environ: Environ) -> Key:
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    zipped = _GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")) is not None
    # a feed speaks the language of its address, never the client's
    if path.endswith((".ics", ".json")):
        return path, query, "", zipped
    asked = parse_qs(query).get("lang", [""])[-1] if "lang=" in query else ""
    language = i18n.negotiate(asked, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return path, query, language, zipped


def _finish(headers: Headers, body: bytes, key: Key, revision: int | None, until: Any) -> Answer:
    """Compress, name and measure the answer: the ETag is that of the final bytes."""
    varies = "Accept-Encoding" if not key[2] else "Accept-Encoding, Accept-Language"
    dropped = ("content-length", "vary", "set-cookie")
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    if key[3] and len(body) >= GZIP_FROM:
        body = gzip.compress(body, 6, mtime=0)
        kept.append(("Content-Encoding", "gzip"))
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    kept += [("Vary", varies), ("ETag", etag), ("Content-Length", str(len(body)))]
    return Answer(kept, body, etag, revision, until)


def _hand_out(answer: Answer, environ: Environ, start: Start) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and not is_resource_modified(environ, etag=answer.etag.strip('"')):
        start(
            "304 NOT MODIFIED", [pair for pair in answer.headers if pair[0].lower() in KEPT_ON_304]
        )
        return ()
    start("200 OK", list(answer.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (answer.body,)


class FrontDoor:
    """WSGI in front of the application's own."""

    def __init__(self, inner: Inner, database_url: str) -> None:
        self.inner = inner
        self.reader = RevisionReader(database_url)
        self.answers: OrderedDict[Key, Answer] = OrderedDict()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.inner(environ, start)
        key = _key(environ)
        answer = self.answers.get(key)
        revision = self.reader.revision()
        if answer and answer.revision == revision and clock.now() < answer.until:
            return _hand_out(answer, environ, start)
        return self._ask(environ, start, key, revision)

    def _ask(
        self, environ: Environ, start: Start, key: Key, revision: int | None
    ) -> Iterable[bytes]:
        """Let Flask answer, and keep the answer where its view says that it is for all."""
        caught: list[Any] = []
        inner_environ = {**environ, "REQUEST_METHOD": "GET", REVISION: revision}
        parts = self.inner(inner_environ, lambda *args: caught.append(args))
        status, headers, *rest = caught[-1]
        until = inner_environ.get(UNTIL)
        if until is None or not status.startswith("200"):
            start(status, headers, *rest)
            return parts if environ["REQUEST_METHOD"] == "GET" else _unread(parts)
        answer = _finish(headers, b"".join(parts), key, revision, until)
        _close(parts)
        if revision is not None:
            self._keep(key, answer)
        return _hand_out(answer, environ, start)

    def _keep(self, key: Key, answer: Answer) -> None:
        self.answers[key] = answer
        self.answers.move_to_end(key)
        size = sum(len(kept.body) for kept in list(self.answers.values()))
        while self.answers and (size > MOST_BYTES or len(self.answers) > MOST):
            _oldest, gone = self.answers.popitem(last=False)
            size -= len(gone.body)


def _unread(parts: Iterable[bytes]) -> Iterable[bytes]:
    _close(parts)
    return ()


def _close(parts: Iterable[bytes]) -> None:
    close = getattr(parts, "close", None)
    if close:
        close()
