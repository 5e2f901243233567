"""The yardstick: a Flask route that returns 20 kB of ready bytes; /bytes/<n> without Flask."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Response

pages = Flask(__name__)
BODY = b"x" * 20_000
BARE = "/bytes/"


@pages.get("/")
def ready() -> Response:
    return Response(BODY, mimetype="text/html")


@lru_cache
def _bytes(number: int) -> bytes:
    return b"x" * number


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer /bytes/<n> at once, with as many bytes; everything else with Flask."""
    path: str = environ["PATH_INFO"]
    if not path.startswith(BARE):
        return pages(environ, start)
    body = _bytes(int(path.removeprefix(BARE)))
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return (body,)
