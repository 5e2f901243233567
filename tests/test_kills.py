"""Server and worker are killed at a hundred seeded moments: nothing is lost, nothing is false.

Real processes, a real mail server. Half of the moments are failpoints in the code (before and
after each commit, between the steps of a letter), half are SIGKILL from outside.
"""

import http.client
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from tests import cast, servers
from tests.conftest import Installation
from tests.letters import post
from tests.mailboxes import PATIENCE, Mailboxes, Progress, mailboxes
from tests.visitors import Visitor
from tests.warm import Warm
from wirworkshops.database import db, transaction
from wirworkshops.domain import recounts
from wirworkshops.models.heartbeats import Heartbeat
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration

POINTS = 100
VISITORS = 4
SEATS = 6
CUT_OFF = (ConnectionError, http.client.HTTPException, TimeoutError)
TOLD_BY = {
    "held": {"please_confirm"},
    "waiting": {"waiting"},
    "offered": {"offered"},
    "confirmed": {"confirmed", "moved_up"},
    "withdrawn": {"withdrawn"},
}


@dataclass
class Town:
    """People who sign up, confirm, and often withdraw; promises is what a page told each."""

    address: str
    slugs: list[str]
    mail: Mailboxes
    promises: dict[str, str] = field(default_factory=dict)
    errors: list[BaseException] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def live(self, lane: int) -> None:
        dice, number = random.Random(lane), lane
        try:
            while not self.over.is_set():
                self._visit(number, dice)
                number += VISITORS
        except BaseException as error:
            self.errors.append(error)
            self.over.set()

    def _visit(self, number: int, dice: random.Random) -> None:
        mailbox = f"person{number}@ort.example"
        signup = f"/workshops/{dice.choice(self.slugs)}/signup"
        self._post(signup, {"name": f"Person {number}", "email": mailbox}, page=signup)
        self.promises[mailbox] = "registered"
        link = self.mail.link_for(mailbox)
        self._post(f"{link}/confirm", {})
        self.promises[mailbox] = "confirmed"
        if dice.random() < 0.6:
            self._post(f"{link}/withdraw", {})
            self.promises[mailbox] = "withdrawn"

    def _post(self, path: str, form: dict[str, str], page: str = "/my") -> None:
        """Send a form, again where the connection is cut off, until a page says it is done."""
        while True:
            visitor = Visitor(self.address, seconds=10)
            try:
                status, said = visitor.send(page, form, to=path)
            except CUT_OFF:
                if self.errors:
                    raise
                continue
            finally:
                visitor.close()
            assert status == 303, (path, status, said[-2000:])
            self.mail.progress.step()
            return


@dataclass
class Fate:
    """Kills one process after another, each at the next of its points."""

    warm: Warm
    points: list[str]
    town: Town
    dice: random.Random
    kills: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        try:
            for point in self.points:
                if self.town.over.is_set():
                    return
                self._kill(point)
            self.warm.start()
        except BaseException as error:
            self.town.errors.append(error)
            self.town.over.set()

    def _kill(self, point: str) -> None:
        self.warm.start(point)
        if not point:
            self.town.mail.progress.wait(self.dice.randint(1, 6))
            self.warm.kill()
        assert self.warm.ended(PATIENCE) == -9
        self.kills["failpoint" if point else "outside"] += 1


class FateOfWorker(Fate):
    def __init__(self, *args: Any, installation: Installation) -> None:
        super().__init__(*args)
        self.installation = installation

    def _kill(self, point: str) -> None:
        super()._kill(point)
        with self.installation.app.app_context():
            let_leases_run_out()


def let_leases_run_out() -> None:
    """Do what ten minutes of waiting do, once no worker lives that could hold a letter."""
    with transaction() as session:
        mine = update(Letter).where(Letter.status == "queued", Letter.attempts > 0)
        session.execute(mine.values(due_at=Letter.created_at))  # before newer ones


def points_of_worker(dice: random.Random) -> list[str]:
    names = [f"{name}:{dice.randint(1, 3)}" for name in ("claimed", "kept", "handed") * 4]
    return _shuffled(names + [str(dice.randint(1, 40)) for _ in range(13)], dice)


def points_of_server(dice: random.Random) -> list[str]:
    return _shuffled([str(dice.randint(1, 9)) for _ in range(25)], dice)


def _shuffled(failpoints: list[str], dice: random.Random) -> list[str]:
    """Mix failpoints with as many moments for a SIGKILL from outside."""
    points = failpoints + [""] * (POINTS // 2 - len(failpoints))
    dice.shuffle(points)
    return points


@pytest.fixture
def mail() -> Iterator[Mailboxes]:
    with mailboxes() as boxes:
        yield boxes


@pytest.fixture
def town(installation: Installation, mail: Mailboxes) -> Town:
    with installation.app.app_context():
        ways = ("direct", "offer")
        slugs = [cast.make_workshop(way, capacity=SEATS, moves_up=way).slug for way in ways]
    address = f"http://127.0.0.1:{servers.free_port()}"
    return Town(address, slugs, mail)


def test_nothing_is_lost_wherever_server_and_worker_die(
    installation: Installation, town: Town
) -> None:
    env = (
        installation.env
        | town.mail.env
        | {
            "WIRWORKSHOPS_BASE_URL": town.address,
            "WIRWORKSHOPS_SIGNUPS_PER_NETWORK": "1000000",
        }
    )
    with ExitStack() as stack:
        listening = stack.enter_context(servers.listening(town.address))
        server = stack.enter_context(Warm("server", env, listening))
        worker = stack.enter_context(Warm("worker", env, None))
        dice = random.Random(20270303)
        fates = [
            Fate(server, points_of_server(dice), town, random.Random(1)),
            FateOfWorker(worker, points_of_worker(dice), town, random.Random(2),
                         installation=installation),
        ]  # fmt: skip
        _live_through(fates, town)
        with installation.app.app_context():
            _await_empty_outbox(town.mail.progress)
    assert sum((fate.kills for fate in fates), Counter()) == {"failpoint": 50, "outside": 50}
    with installation.app.app_context():
        assert recounts.findings() == []
        _check_promises(town.promises)
        _check_letters(town.mail)


def _live_through(fates: list[Fate], town: Town) -> None:
    people = [threading.Thread(target=town.live, args=(lane,)) for lane in range(VISITORS)]
    killers = [threading.Thread(target=fate.run) for fate in fates]
    for thread in people + killers:
        thread.start()
    for killer in killers:
        killer.join()
    town.over.set()
    for person in people:
        person.join()
    assert town.errors == []


def _await_empty_outbox(progress: Progress) -> None:
    """Wait until the worker, which lives now, has sent all that was left."""
    for _ in range(100):
        let_leases_run_out()
        if not db.session.scalar(select(Letter.id).where(Letter.status == "queued").limit(1)):
            return
        progress.wait(1, seconds=0.2)
    raise AssertionError("letters are stuck")


def _check_promises(promises: dict[str, str]) -> None:
    rows = db.session.scalars(select(Registration).options(joinedload(Registration.participant)))
    found = {row.participant.email: row for row in rows if row.participant}
    assert found.keys() >= promises.keys()
    for mailbox, promise in promises.items():
        row = found[mailbox]
        if promise == "withdrawn":
            assert row.status == "withdrawn", mailbox
        else:
            assert row.verified_at or promise == "registered", mailbox
            assert row.status in ("held", "waiting", "offered", "confirmed"), mailbox


def _check_letters(mail: Mailboxes) -> None:
    """Every registration was told where it stands; a letter that came twice is the same."""
    copies: dict[str, set[bytes]] = defaultdict(set)
    for content in mail.bytes:
        copies[str(post.read(content)["Message-ID"])].add(content)
    letters = db.session.scalars(select(Letter)).all()
    assert {letter.status for letter in letters} <= {"sent", "dropped"}
    made = {letter.message_id: {letter.body} for letter in letters if letter.body}
    assert copies.items() <= made.items()
    sent = {letter.message_id for letter in letters if letter.status == "sent"}
    assert sent <= copies.keys()
    told = defaultdict(list)
    for letter in letters:
        if letter.message_id in copies:
            told[letter.registration_id].append(letter.kind)
    for registration in db.session.scalars(select(Registration)):
        kinds = told[registration.id]
        assert TOLD_BY[registration.status] & set(kinds), (registration.id, registration.status)
        assert kinds.count("confirmed") + kinds.count("moved_up") <= 1


def test_the_server_starts_again_what_was_killed(installation: Installation) -> None:
    with servers.serving(installation.env) as address, installation.app.app_context():
        _await_workers(1)
        children = _web_processes_and_worker(address)
        assert len(children) == 3
        for child in children:
            child.kill()
        psutil.wait_procs(children, PATIENCE)
        servers.await_page(f"{address}/healthz")
        _await_workers(2)


def _web_processes_and_worker(address: str) -> list[psutil.Process]:
    port = address.rsplit(":", 1)[1]
    server = next(p for p in psutil.process_iter(["cmdline"]) if port in (p.info["cmdline"] or []))
    kinds = ("spawn_main", "worker")
    return [child for child in server.children() if any(k in str(child.cmdline()) for k in kinds)]


def _await_workers(number: int) -> None:
    """Wait until so many workers have been seen, one after the other."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        db.session.rollback()
        if db.session.scalar(select(func.count()).select_from(Heartbeat)) == number:
            return
        time.sleep(0.1)  # other processes write the row: nothing here could wake us
    raise AssertionError("no worker came")
