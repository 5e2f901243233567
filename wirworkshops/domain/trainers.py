"""Trainers: those of a session's plan, found by name or added; whom an office sees and changes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, or_, select, true, update

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, masterdata
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.accounts import Account
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.texts import fold
from wirworkshops.models.trainers import Trainer, session_trainers
from wirworkshops.models.workshops import Session, Workshop

PAGE_SIZE = 50
NOUN = masterdata.Noun(
    Trainer,
    masterdata.pairs(session_trainers.c.trainer_id, Session.workshop_id)
    .select_from(session_trainers)
    .join(Session, Session.id == session_trainers.c.session_id)
    .subquery(),
)


@dataclass(frozen=True)
class TrainerPlan:
    name: str
    email: str = ""


class Mailbox(NamedTuple):
    """Where a trainer is written to, in which language, and whether she can log in."""

    email: str
    language: str = "de"
    has_account: bool = False


class Leading(NamedTuple):
    """A trainer, and how many sessions she leads from now on, at whatever host."""

    trainer: Trainer
    coming: int


def of_plan(plan: SessionPlan) -> list[Trainer]:
    """Return the trainers of a session; a name nobody has yet becomes a new one."""
    if not (plan.trainer_ids or plan.trainer_names):
        return []
    everybody = all_trainers()
    chosen = [trainer for trainer in everybody if trainer.id in plan.trainer_ids]
    by_name = {fold(trainer.name): trainer for trainer in everybody}
    for name in plan.trainer_names:
        trainer = by_name.setdefault(fold(name), Trainer(name=name))
        if trainer not in chosen:
            chosen.append(trainer)
    db.session.add_all(chosen)
    return chosen


@verb
def add(plan: TrainerPlan, *, by: Actor = WORKER) -> Trainer:
    trainer: Trainer = masterdata.add(NOUN, plan, by=by)
    return trainer


@verb
def change(trainer: Trainer, plan: TrainerPlan, *, seen: str = "", by: Actor = WORKER) -> None:
    masterdata.change(NOUN, trainer, plan, seen, by=by)


@verb
def remove(trainer: Trainer, *, by: Actor = WORKER) -> None:
    """Delete a trainer who leads nothing and has no account."""
    masterdata.again(NOUN, trainer)
    if accounts_of(trainer):
        raise Conflict("record-in-use")
    db.session.execute(delete(Letter).where(Letter.trainer_id == trainer.id))
    masterdata.remove(NOUN, trainer, by=by)


@verb
def merge(trainer: Trainer, into: Trainer, *, by: Actor = WORKER) -> None:
    """Let another row lead all sessions of one; that one's feed answers no more.

    The row that stays keeps its mailbox, or gets that of the other.
    """
    masterdata.begin_merge(NOUN, trainer, into, by=by)
    into.email = into.email or trainer.email
    _take_over_letters(trainer, into)
    hers = update(Account).where(Account.trainer_id == trainer.id)
    db.session.execute(hers.values(trainer_id=into.id))
    masterdata.relink(session_trainers.c.trainer_id, trainer.id, into.id)
    masterdata.drop(trainer)
    catalogue.touch()


def _take_over_letters(trainer: Trainer, into: Trainer) -> None:
    """Let her letters follow, and what she has been told; of two briefings, hers stays."""
    letters = update(Letter).where(Letter.trainer_id == trainer.id)
    db.session.execute(letters.values(trainer_id=into.id))
    known = select(Briefing.session_id).where(Briefing.trainer_id == into.id)
    both = Briefing.session_id.in_(known.scalar_subquery())
    hers = Briefing.trainer_id == trainer.id
    db.session.execute(delete(Briefing).where(hers, both))
    db.session.execute(update(Briefing).where(hers).values(trainer_id=into.id))


def by_id(trainer_id: int) -> Trainer | None:
    return db.session.get(Trainer, trainer_id)


@verb
def renew_feed(trainer: Trainer, *, by: Actor = WORKER) -> None:
    """Give a trainer's feed a new address; the old one answers no more."""
    trainer.feed_number += 1
    masterdata.note("feed-renewed", NOUN, trainer.id, by=by)


def accounts_of(trainer: Trainer) -> list[Account]:
    """Return the accounts that somebody logs in with, by name."""
    query = select(Account).where(Account.trainer_id == trainer.id)
    return list(db.session.scalars(query.order_by(Account.name, Account.id)))


def mailboxes(numbers: Collection[int]) -> dict[int, Mailbox]:
    """Return where these trainers are written to: her own mailbox, else her account's."""
    rows = select(Trainer.id, Trainer.email).where(Trainer.id.in_(numbers))
    own: dict[int, str] = dict(db.session.execute(rows).all())
    query = select(Account).where(Account.trainer_id.in_(numbers), Account.active)
    found = {number: Mailbox(email) for number, email in own.items() if email}
    for account in db.session.scalars(query.order_by(Account.id.desc())):
        number = account.trainer_id or 0
        email = own[number] or account.email
        found[number] = Mailbox(email, account.language, has_account=True)
    return found


def all_trainers() -> list[Trainer]:
    return list(db.session.scalars(select(Trainer).order_by(Trainer.name)))


def leading(reach: Reach, *, page: int = 1) -> tuple[list[Leading], int]:
    """Return a page of those who lead for a host, all without one; and how many there are."""
    chosen = select(Trainer).where(_leads_for(reach))
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.execute(
        chosen.add_columns(_coming())
        .order_by(Trainer.name, Trainer.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [Leading(trainer, coming) for trainer, coming in rows], total


def in_reach(reach: Reach) -> ColumnElement[bool]:
    """Return the condition on those whom a host may change: its own, and who leads nothing yet."""
    leads = select(session_trainers.c.trainer_id)
    return true() if reach.is_all else or_(_leads_for(reach), Trainer.id.not_in(leads))


def is_in_reach(trainer: Trainer, reach: Reach) -> bool:
    query = select(Trainer.id).where(Trainer.id == trainer.id, in_reach(reach))
    return db.session.scalar(query) is not None


def _leads_for(reach: Reach) -> ColumnElement[bool]:
    if reach.is_all:
        return true()
    led = (
        select(session_trainers.c.trainer_id)
        .join(Session, Session.id == session_trainers.c.session_id)
        .join(Session.workshop)
        .where(reach.workshops(), Workshop.status != "cancelled")
    )
    return Trainer.id.in_(led)


def _coming() -> ScalarSelect[int]:
    """Return how many sessions of each trainer are still to come."""
    return (
        select(func.count())
        .select_from(session_trainers)
        .join(Session, Session.id == session_trainers.c.session_id)
        .join(Session.workshop)
        .where(
            session_trainers.c.trainer_id == Trainer.id,
            Session.ends_at > clock.now(),
            Session.status == "planned",
            Workshop.status == "published",
        )
        .correlate(Trainer)
        .scalar_subquery()
    )
