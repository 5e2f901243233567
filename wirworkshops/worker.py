"""The worker: does what is due. May die at any moment and goes on afterwards.

Any number of workers may run: each piece of work is a verb that checks, under the lock,
whether it is still to be done.
"""

import os
import signal
import socket
import threading
from datetime import datetime, timedelta
from types import FrameType

import structlog
from flask import Flask

from wirworkshops import clock, failpoints
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import (
    briefings,
    drafts,
    dues,
    duties,
    invitations,
    logins,
    mailings,
    online,
    privacy,
    publishing,
    putoffs,
    registrations,
    running,
)
from wirworkshops.domain import digests as days
from wirworkshops.letters import sending
from wirworkshops.web.organise import digests

PAUSE_SECONDS = 1.0
BRIEFINGS_EVERY = timedelta(minutes=1)
BEAT_EVERY = timedelta(seconds=30)
TIDY_EVERY = timedelta(hours=1)
DIGESTS_EVERY = timedelta(minutes=1)
LETTERS_AT_ONCE = 50
log = structlog.get_logger()


def expire_holds() -> int:
    """Give back the seats whose hold is over. Returns how many."""
    overdue = registrations.overdue_holds(clock.now())
    for registration in overdue:
        registrations.expire(registration)
    return len(overdue)


def do_duties() -> int:
    """Do what is due at this instant: reminders, decisions, what lapses. Returns how much."""
    return sum(duties.do(number) for number in dues.due(clock.now()))


def publish_in_time() -> int:
    """Publish the drafts whose time has come. Returns how many."""
    return sum(publishing.publish_in_time(number) for number in publishing.due(clock.now()))


def send_mailings() -> int:
    """Let go out what the office has planned for now. Returns how many mailings."""
    return sum(mailings.send_planned(number) for number in mailings.due(clock.now()))


def give_links() -> int:
    """Let the online links out whose time has come. Returns how many."""
    return sum(online.give(number) for number in online.due(clock.now()))


def brief_trainers(days: int) -> int:
    """Tell those who lead a session what they need to know by now. Returns how many."""
    return sum(briefings.tell(*pair, days=days) for pair in briefings.due(clock.now(), days=days))


def tidy(settings: Settings) -> None:
    """Delete what has been kept long enough."""
    now, soon = clock.now(), settings.needs_retention_days
    done = {
        "needs": privacy.forget_needs(now, days=soon),
        "answers": privacy.forget_answers(now),
        "interests": privacy.forget_interests(now),
        "imports": privacy.forget_imports(now),
        "logins": logins.forget(now),
        "invitations": invitations.forget(now),
        "mailings": privacy.forget_mailings(now, days=settings.retention_days),
        "briefings": privacy.forget_briefings(now, days=settings.retention_days),
        "registrations": privacy.forget_people(now, days=settings.retention_days),
        "letters": privacy.forget_bodies(now, days=soon),
        "old-letters": privacy.forget_old_letters(now, days=settings.retention_days),
        "drafts": drafts.forget_old(now),
        "put-offs": putoffs.forget_over(),
        "digest-days": days.forget_days(),
    }
    if any(done.values()):
        log.info("tidied", **done)


class Worker:
    """Runs until stopped; an error in one round is logged, and the next round goes on."""

    def __init__(self, app: Flask, *, beside: int = 0) -> None:
        self.app = app
        self.settings: Settings = app.config["SETTINGS"]
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self.stopped = threading.Event()
        self.beside = beside  # the process to end with; 0 for none
        never = datetime.min.replace(tzinfo=clock.BERLIN)
        self.beat_at = self.tidy_at = self.digests_at = self.briefings_at = never

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopped.set()

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        log.info("worker started", name=self.name)
        while not self.stopped.is_set() and not self._is_orphan():
            done = self.round()
            if not done:
                self.stopped.wait(PAUSE_SECONDS)

    def _is_orphan(self) -> bool:
        """Whether the server this worker was started beside has ended, however it did."""
        return bool(self.beside) and os.getppid() != self.beside

    def round(self) -> int:
        """Do what is due now; return how much was done."""
        with self.app.app_context():
            try:
                return self._round()
            except Exception:
                db.session.rollback()
                log.exception("round failed")
                return 0

    def _round(self) -> int:
        now = clock.now()
        failpoints.reached("round")
        if now - self.beat_at >= BEAT_EVERY:
            running.beat(self.name)
            self.beat_at = now
        if now - self.tidy_at >= TIDY_EVERY:
            self.tidy_at = now  # first: what fails is tried again later, and stops nothing else
            tidy(self.settings)
        if now - self.digests_at >= DIGESTS_EVERY:
            self.digests_at = now
            digests.send_due(self.app)
        if now - self.briefings_at >= BRIEFINGS_EVERY:
            self.briefings_at = now
            brief_trainers(self.settings.briefing_days)
        planned = publish_in_time() + expire_holds() + do_duties() + give_links()
        planned += send_mailings()
        return planned + sending.send_due(self.settings, limit=LETTERS_AT_ONCE)
