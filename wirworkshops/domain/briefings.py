"""Briefings: what trainers are told some days before a session, and what changes afterwards.

Looked for, not planned: who is put down late, or gets a mailbox late, is told all the same. The
row of a briefing and its letter come about in one transaction, so that a worker may die.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, outbox, trainers
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.accounts import Account
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.trainers import Trainer, session_trainers
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop

AGAIN = 2  # of what moved more than twice the days away, she hears once more when it is near
Pair = tuple[int, int]  # the numbers of a session and of a trainer


class ByHand(NamedTuple):
    """Who is to be told something of a session and has no mailbox; kind is which letter it is."""

    session: Session
    trainer: Trainer
    kind: str


# Pure


def print_of(session: Session) -> str:
    """Return a print of date and place: another one, and a trainer has to hear of it."""
    room = session.room
    place = (room.label, room.venue.address) if room else ()
    times = [at.astimezone(UTC).isoformat() for at in (session.starts_at, session.ends_at)]
    parts = (times, place, session.is_online, session.online_url)
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def leads(session: Session, trainer: Trainer) -> bool:
    """Whether she leads a session that takes place, as far as one knows now."""
    stands = session.workshop.status == "published" and not session.is_cancelled
    return stands and trainer in session.trainers


def kind_of(
    session: Session, trainer: Trainer, last: Briefing | None, *, now: datetime, days: int
) -> str:
    """Return which letter she needs now; empty for none. last is the newest one she got."""
    told = last if last and not last.is_off else None
    if not leads(session, trainer):
        return "briefing_off" if told and told.starts_at > now else ""
    if session.ends_at <= now:
        return ""
    if told and told.told != print_of(session):
        return "briefing_changed"
    return "" if (told and told.is_full) or not _is_near(session, now, days) else "briefing"


def _is_near(session: Session, now: datetime, days: int) -> bool:
    return now < session.starts_at <= now + timedelta(days=days)


# Verbs


@verb
def tell(session_id: int, trainer_id: int, *, days: int) -> bool:
    """Queue what she needs to know now; False where another worker was quicker."""
    session = _locked(session_id)
    trainer = db.session.get(Trainer, trainer_id)
    if session is None or trainer is None or not _has_mailbox(trainer):
        return False
    last = db.session.get(Briefing, (session_id, trainer_id), populate_existing=True)
    kind = kind_of(session, trainer, last, now=clock.now(), days=days)
    if kind:
        _queue(kind, session, trainer, last, is_full=_is_full(session, days))
        history.record("briefed", by=WORKER, workshop_id=session.workshop_id, told=1)
    return bool(kind)


@verb
def note_told(session: Session, trainer: Trainer, *, days: int, by: Actor) -> None:
    """Note that the office has told somebody without a mailbox what she needs to know now.

    Twice is the same as once; where a letter goes to her, nothing is noted.
    """
    now, held = clock.now(), _locked(session.id)
    last = db.session.get(Briefing, (session.id, trainer.id))
    if held is None or _has_mailbox(trainer):
        return
    if kind := kind_of(held, trainer, last, now=now, days=days):
        _note(kind, held, trainer, last, is_full=_is_full(held, days))
        thing = ("trainer", trainer.id)
        history.record("briefed-by-hand", by=by, workshop_id=held.workshop_id, thing=thing)


@verb
def send(workshop: Workshop, *, by: Actor) -> int:
    """Brief all who lead a coming session now, whether or not they have been. Returns how many.

    Several sessions of one trainer are several letters.
    """
    if workshop.status != "published":
        raise Conflict("not-public-yet")
    told = 0
    for number in [session.id for session in outbox.upcoming(workshop)]:
        session = _locked(number)
        for trainer in session.trainers if session else ():
            if session and _has_mailbox(trainer):
                last = db.session.get(Briefing, (session.id, trainer.id))
                _queue("briefing", session, trainer, last, is_full=True)
                told += 1
    if not told:
        raise Conflict("nobody-to-brief")
    history.record("briefed", by=by, workshop_id=workshop.id, told=told)
    return told


def _locked(session_id: int) -> Session | None:
    """Return a session that nobody else briefs about meanwhile."""
    return db.session.get(Session, session_id, with_for_update=True, populate_existing=True)


def _is_full(session: Session, days: int) -> bool:
    return session.starts_at <= clock.now() + AGAIN * timedelta(days=days)


def _has_mailbox(trainer: Trainer) -> bool:
    return trainer.id in trainers.mailboxes([trainer.id])


def _queue(
    kind: str, session: Session, trainer: Trainer, last: Briefing | None, *, is_full: bool
) -> None:
    facts = {}
    if kind == "briefing_changed" and last and last.starts_at != session.starts_at:
        facts["was"] = last.starts_at.isoformat()
    outbox.queue_for_trainer(kind, trainer, session, **facts)
    _note(kind, session, trainer, last, is_full=is_full)


def _note(
    kind: str, session: Session, trainer: Trainer, last: Briefing | None, *, is_full: bool
) -> None:
    row = last or Briefing(session_id=session.id, trainer_id=trainer.id)
    row.told, row.starts_at, row.told_at = print_of(session), session.starts_at, clock.now()
    row.is_off, row.is_full = kind == "briefing_off", is_full
    db.session.add(row)


# Queries


def due(now: datetime, *, days: int) -> list[Pair]:
    """Return who needs a letter about which session, the next sessions first."""
    fresh = _untold(now, days, Session.id, Trainer.id).where(_has_some_mailbox())
    outdated = _outdated(now, days, _has_some_mailbox())
    return [
        *((session, trainer) for session, trainer in db.session.execute(fresh)),
        *((one.session.id, one.trainer.id) for one in outdated),
    ]


def by_hand(reach: Reach, *, days: int, workshop_id: int | None = None) -> list[ByHand]:
    """Return whom the office has to tell itself, since no letter reaches them."""
    now, loads = clock.now(), contains_eager(Session.workshop).selectinload(Workshop.texts)
    wanted = [~_has_some_mailbox(), reach.workshops()]
    if workshop_id is not None:
        wanted.append(Workshop.id == workshop_id)
    rows = db.session.execute(_untold(now, days, Session, Trainer).where(*wanted).options(loads))
    found = [ByHand(session, trainer, "briefing") for session, trainer in rows]
    found += _outdated(now, days, *wanted)
    return list({(one.session.id, one.trainer.id): one for one in found}.values())


def _has_some_mailbox() -> ColumnElement[bool]:
    """Return the condition on Trainer that she can be written to, as trainers.mailboxes() says."""
    account = exists().where(Account.trainer_id == Trainer.id, Account.active)
    return or_(Trainer.email != "", account)


def _untold(now: datetime, days: int, *columns: Any) -> Select[Any]:
    """Return the query of who leads a session that is near, and has not been told all of it."""
    pair = session_trainers.c
    hers = and_(Briefing.session_id == pair.session_id, Briefing.trainer_id == pair.trainer_id)
    return (
        select(*columns)
        .select_from(session_trainers)
        .join(Session, Session.id == pair.session_id)
        .join(Session.workshop)
        .join(Trainer, Trainer.id == pair.trainer_id)
        .outerjoin(Briefing, hers)
        .where(
            Workshop.status == "published",
            Session.status == "planned",
            Session.starts_at > now,
            Session.starts_at <= now + timedelta(days=days),
            or_(Briefing.session_id.is_(None), Briefing.is_off, ~Briefing.is_full),
        )
        .order_by(Session.starts_at, Session.id, Trainer.id)
    )


def _outdated(now: datetime, days: int, *wanted: ColumnElement[bool]) -> Iterator[ByHand]:
    """Yield who has been told something of a session that is no longer so."""
    session = contains_eager(Briefing.session)
    query = (
        select(Briefing)
        .join(Briefing.session)
        .join(Session.workshop)
        .join(Briefing.trainer)
        .where(~Briefing.is_off, or_(Session.ends_at > now, Briefing.starts_at > now), *wanted)
        .options(
            session.contains_eager(Session.workshop).selectinload(Workshop.texts),
            session.joinedload(Session.room).joinedload(Room.venue),
            session.selectinload(Session.trainers),
            contains_eager(Briefing.trainer),
        )
        .order_by(Briefing.session_id, Briefing.trainer_id)
    )
    for last in db.session.scalars(query).all():
        kind = kind_of(last.session, last.trainer, last, now=now, days=days)
        if kind in ("briefing_changed", "briefing_off"):
            yield ByHand(last.session, last.trainer, kind)


def of_workshop(workshop: Workshop) -> dict[Pair, Briefing]:
    """Return what trainers have been told of the sessions of a workshop."""
    query = select(Briefing).join(Briefing.session).where(Session.workshop_id == workshop.id)
    return {(row.session_id, row.trainer_id): row for row in db.session.scalars(query)}
