"""What a feed costs: cold, warm, not modified, and with one session changed before each request.

Beside each stands a bare WSGI answer of the same number of bytes, from the same run.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import psutil
from flask import Flask

from bench.load import Connection, etag_of, hammer, request
from tests import servers
from wirworkshops.domain import catalogue, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan

PATH = "/calendar.ics"
COLD_STARTS = 3
CHANGES = 9
ROUNDS = 3


@dataclass(frozen=True)
class Place:
    """Where a feed is measured: our port and the yardstick's, and the app that changes things."""

    env: dict[str, str]
    app: Flask
    port: int
    yardstick: int
    slug: str
    seconds: float


@dataclass(frozen=True)
class Cost:
    """One number of ours beside the yardstick's."""

    name: str
    unit: str
    ours: float
    base: float


def measure(place: Place) -> list[Cost]:
    """Print what the feed costs there, and return it."""
    before = memory(place.port)
    size, zipped = len(_body(place.port)), len(_body(place.port, Accept_Encoding="gzip"))
    plain, unchanged = request(PATH), request(PATH, If_None_Match=etag_of(place.port, PATH))
    costs = [
        Cost("feed, cold", "ms", _cold(place), _plain_answer(place, size)),
        _rate("feed, warm", place, plain, size),
        _rate("feed, not modified (304)", place, unchanged, 0),
        Cost("feed, one session changed", "ms", _changed(place), _plain_answer(place, size)),
    ]
    for cost in costs:
        _show(cost)
    after = memory(place.port)
    print(f"  {'bytes of the feed':<28}{size:>10,}, gzipped {zipped:,}")
    print(f"  {'memory before the feed':<28}{before:>10,.0f} MB, after it {after:,.0f} MB (PSS)")
    weights = [Cost("bytes", "B", size, size), Cost("memory it adds", "MB", after - before, 0)]
    return [*costs, *weights]


def growth(few: list[Cost], many: list[Cost]) -> None:
    """Print each number of many sessions divided by that of few."""
    print(f"  growth of the feed{'ours':>23}{'yardstick':>14}")
    for one, other in zip(few, many, strict=True):
        base = f"{other.base / one.base:>14.2f}" if one.base else ""
        print(f"  {one.name:<28}{_ratio(other.ours, one.ours):>11.2f}{base}")


def memory(port: int) -> float:
    """Return the proportional set size, in MB, of the server on a port and its children."""
    for process in psutil.process_iter(["cmdline"]):
        if str(port) in (process.info["cmdline"] or []):
            family = [process, *process.children(recursive=True)]
            return float(sum(member.memory_full_info().pss for member in family) / 2**20)
    raise LookupError(f"no server on port {port}")


def _show(cost: Cost) -> None:
    ours, base = _with_unit(cost.ours, cost.unit), _with_unit(cost.base, cost.unit)
    print(f"  {cost.name:<28}{ours:>12}{base:>12}{_ratio(cost.ours, cost.base):>9.2f}")


def _with_unit(number: float, unit: str) -> str:
    return f"{number:,.0f}/s" if unit == "/s" else f"{number:,.1f} {unit}"


def _ratio(ours: float, base: float) -> float:
    return ours / base if base else 0.0


def _body(port: int, **headers: str) -> bytes:
    connection = Connection(port)
    body = connection.ask(request(PATH, **headers)).partition(b"\r\n\r\n")[2]
    connection.close()
    return body


def _cold(place: Place) -> float:
    """Return the milliseconds of the first request after a start of the server."""
    times = []
    for _ in range(COLD_STARTS):
        with servers.serving(place.env, worker=False) as address:
            connection = Connection(int(address.rsplit(":", 1)[1]))
            times.append(_milliseconds(connection, PATH))
            connection.close()
    return statistics.median(times)


def _plain_answer(place: Place, size: int) -> float:
    """Return the milliseconds of the yardstick's answer of this size, one at a time."""
    return _turns(place.yardstick, f"/bytes/{size}", lambda: None)


def _changed(place: Place) -> float:
    """Return the milliseconds of a request after one session has changed."""
    with place.app.app_context():
        return _turns(place.port, PATH, lambda: _move(place.slug))


def _turns(port: int, path: str, prepare: Callable[[], None]) -> float:
    """Ask several times over one connection, prepared each time; the first one warms up."""
    connection, times = Connection(port), []
    connection.ask(request(path))
    for _ in range(CHANGES):
        prepare()
        times.append(_milliseconds(connection, path))
    connection.close()
    return statistics.median(times)


def _milliseconds(connection: Connection, path: str) -> float:
    started = time.perf_counter()
    answer = connection.ask(request(path))
    took = time.perf_counter() - started
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    return took * 1000


def _move(slug: str) -> None:
    """Let a workshop's only session begin a minute later: a change that everybody sees."""
    workshop = catalogue.by_slug(slug)
    assert workshop
    session, text = workshop.sessions[0], workshop.text("de")
    later = session.starts_at + timedelta(minutes=1)
    plan = WorkshopPlan(
        texts={"de": TextPlan(text.title, text.summary, text.body)},
        sessions=(SessionPlan(later, session.ends_at, id=session.id, room_id=session.room_id),),
        host_id=workshop.host_id, series_id=workshop.series_id, capacity=workshop.pool.capacity,
    )  # fmt: skip
    workshops.edit(workshop, plan, by=WORKER)


def _rate(name: str, place: Place, message: bytes, size: int) -> Cost:
    """Measure requests a second by turns, yardstick and ours; take the medians."""
    plain = request(f"/bytes/{size}")
    pairs = [
        (
            hammer(place.port, message, seconds=place.seconds).per_second,
            hammer(place.yardstick, plain, seconds=place.seconds).per_second,
        )
        for _ in range(ROUNDS)
    ]
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Cost(name, "/s", ours, base)
