"""Run the benchmark and print ratios. ARGS="--workshops 200 --database postgresql" narrows it.

With no number after --workshops there are only the rush and the waiting list.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from bench import content, feeds, line, rush, signups
from bench.load import Connection, hammer, request
from tests import servers
from wirworkshops import config
from wirworkshops.app import create_app
from wirworkshops.database import db, transaction
from wirworkshops.domain import catalogue

ROUNDS = 3


@dataclass(frozen=True)
class Subject:
    env: dict[str, str]
    app: Flask
    port: int
    slug: str


@contextmanager
def yardstick() -> Iterator[int]:
    port = servers.free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"]
    command += ["--blocking-threads", "4", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([*command, "bench.yardstick:application"], cwd=servers.ROOT)
    try:
        servers.await_page(f"http://127.0.0.1:{port}/")
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def subject(folder: Path, database_url: str, number: int) -> Iterator[Subject]:
    """Serve a programme of so many workshops, with the worker, as in real life."""
    env = {
        "WIRWORKSHOPS_INSTANCE": str(folder),
        "WIRWORKSHOPS_DATABASE_URL": database_url,
        "WIRWORKSHOPS_SECRET_KEY": "a secret of the benchmark",
        "WIRWORKSHOPS_DEMO": "true",
        "WIRWORKSHOPS_SIGNUPS_PER_NETWORK": "1000000",
    }
    servers.tool("db", "upgrade", env=env)
    app = create_app(config.load(env))
    slug = content.fill(app, number)
    with servers.serving(env) as address:
        yield Subject(env, app, int(address.rsplit(":", 1)[1]), slug)


def compare(name: str, measure: int, port: int, message: bytes, seconds: float) -> None:
    """Measure by turns, yardstick and subject; print the medians and their ratio."""
    pairs = []
    for _ in range(ROUNDS):
        base = hammer(measure, request("/"), seconds=seconds)
        ours = hammer(port, message, seconds=seconds)
        pairs.append((base.per_second, ours.per_second, ours.per_second / base.per_second))
    base_rate, our_rate, ratio = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"  {name:<28}{our_rate:>10,.0f}/s{base_rate:>10,.0f}/s{ratio:>9.2f}")


def changed_list(subject: Subject, seconds: float) -> None:
    """Ask two at once for a list that has changed since the request before."""
    done: list[float] = []
    started = time.perf_counter()

    def run() -> None:
        connection = Connection(subject.port)
        with subject.app.app_context():
            while time.perf_counter() - started < seconds:
                with transaction():
                    catalogue.touch()
                connection.ask(request("/workshops"))
                done.append(time.perf_counter())
        connection.close()

    lanes = [threading.Thread(target=run) for _ in range(2)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    print(f"  list changed a moment ago   {len(done) / seconds:>10,.0f}/s")


def run(database_url: str, number: int, seconds: float) -> list[feeds.Cost]:
    """Print what a programme of so many workshops costs; return what its feed does."""
    kind = "PostgreSQL" if database_url.startswith("postgres") else "SQLite"
    print(f"\n{kind}, {number} workshops{'ours':>24}{'yardstick':>12}{'ratio':>9}")
    with (
        tempfile.TemporaryDirectory() as folder,
        yardstick() as measure,
        subject(Path(folder), database_url, number) as ours,
    ):
        compare("list", measure, ours.port, request("/workshops"), seconds)
        compare("workshop", measure, ours.port, request(f"/workshops/{ours.slug}"), seconds)
        costs = feeds.measure(
            feeds.Place(ours.env, ours.app, ours.port, measure, ours.slug, seconds)
        )
        changed_list(ours, seconds)
        found = signups.measure(ours.port, database_url, ours.slug, seconds=4 * seconds, first=0)
        speed = f"{found.per_second:>10,.0f}/s, p99 {found.p99_ms:,.0f} ms"
        print(f"  whole sign-ups, 8 at once   {speed}")
        print(f"  memory at the end           {feeds.memory(ours.port):>10,.0f} MB (PSS)")
        with ours.app.app_context():
            db.session.execute(text("SELECT 1"))
            db.engine.dispose()
    return costs


def crowds(database_url: str) -> None:
    """Print how a rush goes, and what a growing waiting list costs."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subject(Path(folder), database_url, 1) as ours,
    ):
        address = f"http://127.0.0.1:{ours.port}"
        kind = ours.app.config["SETTINGS"].database.split(":")[0].split("+")[0]
        print(f"\n{kind}, {rush.PEOPLE} at once for {rush.SEATS} seats{'goal':>19}{'ratio':>9}")
        found = rush.measure(ours.app, address)
        _against("last seat gone", found.last_seat, rush.LAST_SEAT_GOAL)
        _against("slowest answer", found.slowest, rush.ANSWER_GOAL)
        costs = line.measure(ours.app, address)
        print("  sign-up while others wait")
        for length, seconds in costs.items():
            ratio = seconds / costs[0]
            print(f"  {length:>12,} wait {seconds * 1000:>21,.1f} ms{ratio:>20.2f}")
        with ours.app.app_context():
            db.engine.dispose()


@contextmanager
def empty(database: str) -> Iterator[str]:
    """Yield the address of an empty database of this kind."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            yield f"sqlite:///{folder}/bench.sqlite3"
            return
        with servers.postgresql(Path(f"/tmp/{Path(folder).name}-pg")) as url:
            yield url


def _against(name: str, seconds: float, goal: float) -> None:
    print(f"  {name:<28}{seconds:>10.2f} s{goal:>11.0f} s{seconds / goal:>8.2f}")


def start_time() -> None:
    """Time a second start of make run's server, to its first page."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"WIRWORKSHOPS_INSTANCE": folder, "WIRWORKSHOPS_DEMO": "true"}
        servers.tool("demo", "load", env=env)
        port = servers.free_port()
        begun = time.perf_counter()
        command = [sys.executable, "-m", "wirworkshops", "demo", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | env, stdout=subprocess.DEVNULL)
        servers.await_page(f"http://127.0.0.1:{port}/")
        print(f"\nSecond start to first page: {time.perf_counter() - begun:.1f} s")
        server.terminate()
        server.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--workshops", type=int, nargs="*", default=[200, 2000])
    parser.add_argument("--database", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    args = parser.parse_args()
    for database in args.database:
        costs = []
        for number in args.workshops:
            with empty(database) as url:
                costs.append(run(url, number, args.seconds))
        if len(costs) > 1:
            feeds.growth(costs[0], costs[-1])
        with empty(database) as url:
            crowds(url)
    start_time()


main()
