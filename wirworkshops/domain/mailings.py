"""Mailings: writing to people of a workshop, at once or at a time; one letter for each.

A mailing is a draft, planned, or sent. Sending it puts one letter for each person into the
outbox, in the same transaction that marks it sent; from there on they are letters like any.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, insert, or_, select, update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import blanks, history, outbox, states
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict, Gone, Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.models.mailings import Mailing, mailing_letters
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

PAGE_SIZE = 50
MOST_SUBJECT, MOST_TEXT = 150, 10_000
STATUSES: dict[str, frozenset[str]] = {  # of registrations, for each audience but the chosen
    "confirmed": frozenset({"confirmed"}),
    "waiting": frozenset({"waiting", "offered"}),
    "requested": frozenset({"requested"}),
    "held": frozenset({"held"}),
    "active": states.ACTIVE,
    "withdrawn": frozenset({"withdrawn"}),
    "cancelled": frozenset({"cancelled"}),
}


@dataclass(frozen=True)
class MailingPlan:
    """What the office wants to write, by language, and to whom; chosen are registrations."""

    subject: dict[str, str]
    text: dict[str, str]
    audience: str = "confirmed"
    chosen: tuple[int, ...] = ()


# Rules


def check(plan: MailingPlan) -> None:
    """Refuse what cannot be sent: no German text, half a translation, a blank nobody knows."""
    if not plan.subject.get("de") or not plan.text.get("de"):
        raise Invalid("mailing-german")
    for language in plan.subject.keys() | plan.text.keys():
        if not (plan.subject.get(language) and plan.text.get(language)):
            raise Invalid("mailing-half")
    blanks.check_subject(*plan.subject.values())
    blanks.check(*plan.text.values())
    if plan.audience == "chosen" and not plan.chosen:
        raise Invalid("mailing-nobody")


def language_for(mailing: Mailing, language: str) -> str:
    """Return the language in which somebody reads it: her own where it is written, else German."""
    return language if mailing.text.get(language) else "de"


def concerns(mailing: Mailing, status: str, *, was: str) -> bool:
    """Whether it still concerns somebody who stood in one state then, and in another now."""
    if mailing.audience == "chosen":
        return (status in states.ACTIVE) == (was in states.ACTIVE)
    return status in STATUSES[mailing.audience]


def stays(mailing: Mailing, registration: Registration) -> bool:
    """Whether somebody who was chosen has not left since; who had left before was meant so."""
    return registration.status in states.ACTIVE or registration.status_at <= mailing.changed_at


def print_of(mailing: Mailing) -> str:
    """Return what tells the second of two editors that the first was quicker."""
    return mailing.changed_at.isoformat()


# Verbs


@verb
def write(workshop: Workshop, plan: MailingPlan, *, by: Actor) -> Mailing:
    """Keep a new draft."""
    check(plan)
    mailing = Mailing(workshop_id=workshop.id, account_id=by.account_id)
    _take_over(mailing, plan)
    db.session.add(mailing)
    db.session.flush()
    _record("wrote-mailing", mailing, by)
    return mailing


@verb
def change(mailing: Mailing, plan: MailingPlan, *, by: Actor, seen: str = "") -> None:
    """Change what is not sent yet; a planned one stays planned.

    seen is the print of what was edited: Conflict where somebody else was quicker.
    """
    check(plan)
    _still_unsent(mailing)
    if seen and seen != print_of(mailing):
        raise Conflict("record-meanwhile")
    _take_over(mailing, plan)
    _record("changed-mailing", mailing, by)


def _take_over(mailing: Mailing, plan: MailingPlan) -> None:
    mailing.subject, mailing.text = dict(plan.subject), dict(plan.text)
    mailing.audience = plan.audience
    mailing.chosen = sorted(set(plan.chosen)) if plan.audience == "chosen" else []
    mailing.changed_at = clock.now()


@verb
def schedule(mailing: Mailing, at: datetime, *, by: Actor) -> None:
    """Let it go out at an instant; until then it can be changed or taken back."""
    _still_unsent(mailing)
    if at <= clock.now():
        raise Invalid("mailing-past")
    mailing.status, mailing.due_at = "planned", at
    _record("planned-mailing", mailing, by)


@verb
def take_back(mailing: Mailing, *, by: Actor) -> None:
    """Make a draft of what was planned."""
    _still_unsent(mailing)
    if mailing.status == "planned":
        mailing.status, mailing.due_at = "draft", None
        _record("took-back-mailing", mailing, by)


@verb
def discard(mailing: Mailing, *, by: Actor) -> None:
    """Throw away what is not sent."""
    _still_unsent(mailing)
    _record("discarded-mailing", mailing, by)
    db.session.delete(mailing)


@verb
def send(mailing: Mailing, *, by: Actor) -> int:
    """Send it now. Returns how many letters go out."""
    return _send(mailing, by, Mailing.status != "sent")


@verb
def send_planned(mailing_id: int) -> bool:
    """Send what is due; False where another worker was quicker, or it was taken back."""
    mailing = db.session.get(Mailing, mailing_id)
    is_due = (Mailing.status == "planned") & (Mailing.due_at <= clock.now())
    try:
        return mailing is not None and _send(mailing, WORKER, is_due) >= 0
    except Conflict:
        return False


def _send(mailing: Mailing, by: Actor, condition: ColumnElement[bool]) -> int:
    """Queue one letter for each person, or note a call; whoever sets the status does it."""
    claim = update(Mailing).where(Mailing.id == mailing.id, condition)
    mine = claim.values(status="sent", sent_at=clock.now()).returning(Mailing)
    fresh = {"populate_existing": True}
    if db.session.scalars(mine, execution_options=fresh).one_or_none() is None:
        raise Conflict("mailing-sent")
    queued = [
        outbox.queue("mailing", registration, mailing=mailing.id, status=registration.status)
        for registration in (*recipients(mailing), *unreached(mailing))
    ]
    letters = [letter for letter in queued if letter]
    db.session.flush()
    pairs = [{"mailing_id": mailing.id, "letter_id": letter.id} for letter in letters]
    if pairs:
        db.session.execute(insert(mailing_letters), pairs)
    mailing.told = len(letters)
    _record("mailed", mailing, by, told=len(letters))
    return len(letters)


@verb
def try_out(mailing: Mailing, account: Account) -> None:
    """Send it to oneself, once in each language it is written in."""
    for language in mailing.text:
        outbox.queue_for_office("mailing_test", account, mailing=mailing.id, language=language)


@verb
def retry(mailing: Mailing, *, by: Actor) -> int:
    """Send all that could not be delivered once more. Returns how many."""
    ours = select(mailing_letters.c.letter_id).where(mailing_letters.c.mailing_id == mailing.id)
    again = update(Letter).where(Letter.id.in_(ours), Letter.status == "failed")
    anew = again.where(Letter.recipient != _mailbox_now()).values(body=None, recipient="")
    fresh = again.values(status="queued", attempts=0, due_at=clock.now(), error="")
    bulk = {"synchronize_session": False}
    db.session.execute(anew, execution_options=bulk)
    found = db.session.execute(fresh, execution_options=bulk)
    number = int(found.rowcount)  # type: ignore[attr-defined]
    if not number:
        raise Conflict("letter-not-failed")
    _record("retried-mailing", mailing, by, told=number)
    return number


def _mailbox_now() -> ScalarSelect[str | None]:
    """Return the mailbox of whom a letter is to: another one gets it made anew."""
    query = select(Participant.email).join(
        Registration, Registration.participant_id == Participant.id
    )
    return query.where(Registration.id == Letter.registration_id).scalar_subquery()


def _still_unsent(mailing: Mailing) -> None:
    try:
        db.session.refresh(mailing, with_for_update=True)
    except InvalidRequestError:
        raise Gone("record-gone") from None
    if mailing.status == "sent":
        raise Conflict("mailing-sent")


def _record(act: str, mailing: Mailing, by: Actor, **facts: Any) -> None:
    thing = ("mailing", mailing.id)
    history.record(act, by=by, workshop_id=mailing.workshop_id, thing=thing, **facts)


# Queries


def by_id(mailing_id: int) -> Mailing | None:
    return db.session.get(Mailing, mailing_id)


def due(now: datetime, *, limit: int = 20) -> list[int]:
    """Return the numbers of the mailings to send now, the oldest first."""
    query = select(Mailing.id).where(Mailing.status == "planned", Mailing.due_at <= now)
    return list(db.session.scalars(query.order_by(Mailing.due_at, Mailing.id).limit(limit)))


def recipients(mailing: Mailing) -> list[Registration]:
    """Return whom it would go to now: those with a mailbox, in order of receipt."""
    query = _reached(mailing.workshop_id).options(joinedload(Registration.participant))
    return list(db.session.scalars(query.where(_wanted(mailing))))


def people(workshop_id: int) -> list[Registration]:
    """Return all who have a mailbox, to choose from."""
    query = _reached(workshop_id).options(joinedload(Registration.participant))
    return list(db.session.scalars(query))


def unreached(mailing: Mailing) -> list[Registration]:
    """Return whom it would concern and who have no mailbox: somebody has to call them."""
    if mailing.audience == "chosen":
        return []
    query = (
        select(Registration)
        .join(Participant, Participant.id == Registration.participant_id)
        .where(
            Registration.workshop_id == mailing.workshop_id,
            func.coalesce(Participant.email, "") == "",
            _wanted(mailing),
        )
        .options(joinedload(Registration.participant))
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


def _wanted(mailing: Mailing) -> ColumnElement[bool]:
    if mailing.audience == "chosen":
        has_left = Registration.status.in_(states.ENDED)
        stayed = or_(~has_left, Registration.status_at <= mailing.changed_at)  # as stays()
        return and_(Registration.id.in_(mailing.chosen), stayed)
    return Registration.status.in_(STATUSES[mailing.audience])


def _reached(workshop_id: int) -> Any:
    return (
        select(Registration)
        .join(Participant, Participant.id == Registration.participant_id)
        .where(Registration.workshop_id == workshop_id, Participant.email != "")
        .order_by(Registration.received_at, Registration.id)
    )


def reachable(workshop_id: int) -> dict[str, int]:
    """Return how many people of a workshop have a mailbox, for each audience that has any."""
    query = (
        select(Registration.status, func.count())
        .join(Participant, Participant.id == Registration.participant_id)
        .where(Registration.workshop_id == workshop_id, Participant.email != "")
        .group_by(Registration.status)
    )
    by_status = dict(db.session.execute(query).all())
    sums = {
        audience: sum(by_status.get(status, 0) for status in statuses)
        for audience, statuses in STATUSES.items()
    }
    return {audience: number for audience, number in sums.items() if number}


def states_of(mailings: Iterable[Mailing]) -> dict[int, dict[str, int]]:
    """Return for each mailing how many of its letters stand in each state, in one query."""
    ids = [mailing.id for mailing in mailings if mailing.status == "sent"]
    found: dict[int, dict[str, int]] = {number: {} for number in ids}
    query = (
        select(mailing_letters.c.mailing_id, Letter.status, func.count())
        .join(Letter, Letter.id == mailing_letters.c.letter_id)
        .where(mailing_letters.c.mailing_id.in_(ids))
        .group_by(mailing_letters.c.mailing_id, Letter.status)
    )
    for number, status, count in db.session.execute(query) if ids else ():
        found[number][status] = count
    return found


def mailings(
    reach: Reach, *, workshop_id: int | None = None, page: int = 1
) -> tuple[list[Mailing], int]:
    """Return one page of mailings, the newest first, and how many there are."""
    query = _newest_first(reach)
    if workshop_id is not None:
        query = query.where(Mailing.workshop_id == workshop_id)
    plain = query.order_by(None).subquery()
    total = db.session.scalar(select(func.count()).select_from(plain)) or 0
    rows = db.session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return list(rows), total


def everything(reach: Reach) -> list[Mailing]:
    """Return all of them, for a file."""
    return list(db.session.scalars(_newest_first(reach)))


def _newest_first(reach: Reach) -> Select[Mailing]:
    loads = joinedload(Mailing.workshop).subqueryload(Workshop.texts)  # once, for a file too
    return (
        select(Mailing)
        .where(Mailing.workshop.has(reach.workshops()))
        .options(loads, joinedload(Mailing.account))
        .order_by(Mailing.changed_at.desc(), Mailing.id.desc())
    )


def failures(mailing: Mailing, *, limit: int = 100) -> list[Letter]:
    """Return the letters of a mailing that could not be delivered, with their people."""
    query = (
        select(Letter)
        .join(mailing_letters, mailing_letters.c.letter_id == Letter.id)
        .where(mailing_letters.c.mailing_id == mailing.id, Letter.status == "failed")
        .options(joinedload(Letter.registration).joinedload(Registration.participant))
        .order_by(Letter.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
