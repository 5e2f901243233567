"""What is stuck or contradicts itself: deadlines, sessions, letters, the worker.

Part of domain.recounts. Each check yields one sentence for each thing found.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import LargeBinary, func, or_, select

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import running
from wirworkshops.models.dues import Due
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop

STUCK_AFTER = timedelta(hours=1)  # what is overdue for longer was not done by any worker
HEAD_BYTES = 4000  # of a letter: its headers stand in them
MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)


class Finding(NamedTuple):
    """Something wrong: a stable code for programs, a sentence for people."""

    code: str
    sentence: str


Check = Callable[[datetime], Iterator[Finding]]


def _deadlines(now: datetime) -> Iterator[Finding]:
    query = (
        select(Registration.id, Registration.status, Registration.held_until)
        .where(
            Registration.status.in_(("held", "offered")),
            or_(Registration.held_until.is_(None), Registration.held_until < now - STUCK_AFTER),
        )
        .order_by(Registration.id)
    )
    for number, status, until in db.session.execute(query):
        if until is None:
            yield Finding("no-deadline", f"Registration {number} is {status} without a deadline.")
            continue
        sentence = f"Registration {number} is {status} until {_time(until)}, which is over."
        yield Finding("deadline-over", f"{sentence} Is a worker running?")


def _dues(now: datetime) -> Iterator[Finding]:
    query = (
        select(Due.id, Due.kind, Due.due_at)
        .where(Due.done_at.is_(None), Due.due_at < now - STUCK_AFTER)
        .order_by(Due.id)
    )
    for number, kind, due_at in db.session.execute(query):
        sentence = f"Due {number} ({kind}) has been waiting since {_time(due_at)}."
        yield Finding("due-stuck", f"{sentence} Is a worker running?")


def _sessions(_now: datetime) -> Iterator[Finding]:
    query = (
        select(Session.id, Workshop.id)
        .join(Workshop, Workshop.id == Session.workshop_id)
        .where(Workshop.status == "cancelled", Session.status == "planned")
        .order_by(Session.id)
    )
    for number, workshop in db.session.execute(query):
        sentence = f"Session {number} is planned; its workshop {workshop} is cancelled."
        yield Finding("session-planned", sentence)


def _stuck_letters(now: datetime) -> Iterator[Finding]:
    query = (
        select(Letter.id, Letter.kind, Letter.due_at)
        .where(Letter.status == "queued", Letter.due_at < now - STUCK_AFTER)
        .order_by(Letter.id)
    )
    for number, kind, due_at in db.session.execute(query):
        sentence = f"Letter {number} ({kind}) has been due since {_time(due_at)}."
        yield Finding("letter-stuck", f"{sentence} Is a worker running?")


def _message_ids(_now: datetime) -> Iterator[Finding]:
    query = (
        select(Letter.message_id, func.min(Letter.id), func.max(Letter.id))
        .where(Letter.message_id != "")
        .group_by(Letter.message_id)
        .having(func.count() > 1)
        .order_by(func.min(Letter.id))
    )
    for _, first, last in db.session.execute(query):
        sentence = f"Letters {first} and {last} have the same Message-ID."
        yield Finding("message-id-twice", sentence)


def _bodies(_now: datetime) -> Iterator[Finding]:
    """Compare the Message-ID noted for a letter with the one in its finished bytes."""
    head = func.substr(Letter.body, 1, HEAD_BYTES, type_=LargeBinary)
    query = select(Letter.id, Letter.message_id, head).where(Letter.body.is_not(None))
    for number, noted, start in db.session.execute(
        query.order_by(Letter.id).execution_options(yield_per=500)
    ):
        if noted.encode() != _message_id_in(start):
            sentence = f"Letter {number} has two Message-IDs: in the outbox and in its bytes."
            yield Finding("message-ids-differ", sentence)


def _message_id_in(start: bytes) -> bytes:
    found = MESSAGE_ID.search(start)
    return found[1] if found else b""


def _worker(_now: datetime) -> Iterator[Finding]:
    if not running.worker_seen_lately():
        yield Finding("no-worker", "No worker has been seen for two minutes.")


CHECKS: tuple[Check, ...] = (
    _deadlines,
    _dues,
    _sessions,
    _stuck_letters,
    _message_ids,
    _bodies,
    _worker,
)


def _time(instant: datetime) -> str:
    return f"{clock.local(instant):%Y-%m-%d %H:%M}"
