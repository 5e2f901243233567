"""Two workers on one database: everything that is due is done, and nothing twice."""

import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

from sqlalchemy import func, select

from tests import cast
from tests.conftest import Installation
from tests.letters import post
from tests.mailboxes import PATIENCE, Mailboxes, mailboxes
from tests.warm import Warm
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import recounts
from wirworkshops.models.heartbeats import Heartbeat
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration

SEATS, WAITING, FIRM = 25, 15, 30


def test_two_workers_do_everything_once(installation: Installation) -> None:
    with mailboxes() as mail, ExitStack() as stack:
        env = installation.env | mail.env
        workers = [stack.enter_context(Warm("worker", env, None)) for _ in range(2)]
        with installation.app.app_context():
            _leave_work_to_do()
            for worker in workers:
                worker.start()
            _await_end_of_work(mail)
            seen = {name.rsplit("-", 1)[1] for name in db.session.scalars(select(Heartbeat.name))}
            assert seen >= {str(worker.child) for worker in workers}
    with installation.app.app_context():
        assert recounts.findings() == []
        _check_history()
        _check_letters(mail)


def _leave_work_to_do() -> None:
    """Leave holds that ended, people who wait for their seats, and letters to others."""
    workshop = cast.make_workshop("Voll", capacity=SEATS, moves_up="direct")
    with clock.frozen(clock.now() - timedelta(hours=25)):
        cast.fill(workshop, SEATS)
    cast.fill(workshop, WAITING, first=SEATS)
    other = cast.make_workshop("Fest", capacity=FIRM)
    for number in range(100, 100 + FIRM):
        cast.confirmed(other, cast.somebody(number))


def _await_end_of_work(mail: Mailboxes) -> None:
    queued = select(func.count()).where(Letter.status == "queued")
    ended = select(func.count()).where(Registration.status == "expired")
    deadline = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < deadline:
        db.session.rollback()
        if not db.session.scalar(queued) and db.session.scalar(ended) == SEATS:
            return
        mail.progress.wait(1, seconds=0.2)
    raise AssertionError("work is left")


def _check_history() -> None:
    query = select(Event.registration_id, Event.act).where(Event.registration_id.is_not(None))
    acts = Counter((number, act) for number, act in db.session.execute(query))
    assert set(acts.values()) == {1}  # nothing has happened to anybody twice


def _check_letters(mail: Mailboxes) -> None:
    letters = db.session.scalars(select(Letter)).all()
    assert {letter.attempts for letter in letters} == {1}
    got = Counter(str(post.read(content)["Message-ID"]) for content in mail.bytes)
    assert got == Counter(letter.message_id for letter in letters if letter.status == "sent")
    kinds = Counter(letter.kind for letter in letters if letter.status == "sent")
    assert kinds == {"please_confirm": WAITING, "confirmed": FIRM}
