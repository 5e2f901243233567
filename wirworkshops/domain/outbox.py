"""The outbox: letters go in with the verb they tell about; a worker takes them out.

queue…() are parts of other verbs and commit nothing. Taking out is claim, keep, then
mark_sent, put_off, fail or drop: one transaction each, so that a worker may die in between.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, calls, history, moves, trainers
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.accounts import Account
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop


def queue(
    kind: str,
    registration: Registration,
    *,
    session: Session | None = None,
    due_at: datetime | None = None,
    **facts: Any,
) -> Letter | None:
    """Queue a letter about a registration; without a mailbox, a call for the office instead.

    With a due_at it waits until then; whether it is still true is asked when it goes out.
    """
    if not (registration.participant and registration.participant.email):
        calls.note(kind, registration, session, facts)
        return None
    letter = Letter(
        kind=kind,
        registration=registration,
        session=session,
        facts=facts,
        created_at=clock.now(),
        due_at=due_at or clock.now(),
    )
    db.session.add(letter)
    return letter


def queue_for_person(kind: str, participant: Participant, **facts: Any) -> None:
    """Queue a letter about a person as a whole, such as her list of registrations."""
    now = clock.now()
    letter = Letter(kind=kind, participant=participant, facts=facts, created_at=now, due_at=now)
    db.session.add(letter)


def queue_for_office(kind: str, account: Account, **facts: Any) -> None:
    """Queue a letter to somebody of the office about what needs her."""
    now = clock.now()
    db.session.add(Letter(kind=kind, account=account, facts=facts, created_at=now, due_at=now))


def queue_for_trainer(kind: str, trainer: Trainer, session: Session, **facts: Any) -> None:
    """Queue a letter to somebody who leads a session, or led it."""
    now = clock.now()
    about = {"kind": kind, "trainer": trainer, "session": session, "facts": facts}
    db.session.add(Letter(**about, created_at=now, due_at=now))


def queue_for_account(account: Account, *, subject: str, text: str) -> None:
    """Queue a letter to somebody of the office; the caller commits."""
    queue_for_office("account", account, subject=subject, text=text)


def upcoming(workshop: Workshop) -> list[Session]:
    """Return the sessions that are planned and not yet over: those calendars care about."""
    now = clock.now()
    return [s for s in workshop.sessions if not s.is_cancelled and s.ends_at > now]


def queue_course(kind: str, further: str, registration: Registration, **facts: Any) -> None:
    """Queue one letter for each session: calendars take one UID a message (RFC 5546 §3.2).

    The first tells everything; the others, of kind `further`, are short and numbered. A
    contact who does not come herself gets the first only, without a session.
    """
    sessions = attending.upcoming(registration) if registration.attends else []
    queue(kind, registration, session=sessions[0] if sessions else None, **facts)
    for session in sessions[1:]:
        queue(further, registration, session=session)


def tell_firm(kind: str, registration: Registration, **facts: Any) -> None:
    """Write to somebody whose seat has become firm, and to all she has named in her group."""
    queue_course(kind, "invitation", registration, **facts)
    for member in moves.members(registration):
        queue_course("named", "invitation", member)


# Verbs of the worker

LEASE = timedelta(minutes=10)  # a worker that died lets go of its letter after this
BACKOFF_MINUTES = (1, 5, 15, 60, 180, 360, 720, 720, 720)  # together about two days
LETTERS_ON_A_PAGE = 50
INVITING = ("confirmed", "moved_up", "named", "invitation")
REMOVING = ("withdrawn", "removal", "cancelled", "session_cancelled")


@verb
def claim(letter_id: int, seen_due_at: datetime) -> Letter | None:
    """Take a letter that is due; None where another worker was quicker.

    Compare and set: whoever moves due_at away from what both have seen has it.
    """
    mine = (
        update(Letter)
        .where(Letter.id == letter_id, Letter.status == "queued", Letter.due_at == seen_due_at)
        .values(due_at=clock.now() + LEASE, attempts=Letter.attempts + 1)
        .returning(Letter)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(mine).one_or_none()


@verb
def keep(letter: Letter, *, body: bytes, message_id: str, recipient: str, subject: str) -> None:
    """Store the finished bytes, so that each retry sends the same letter.

    What was typed for an account (it may hold a secret link) is needed no longer.
    """
    letter.body, letter.message_id = body, message_id
    letter.recipient, letter.subject = recipient, subject[:500]
    if letter.kind == "account":
        letter.facts = {}


@verb
def mark_sent(letter: Letter) -> None:
    letter.status, letter.sent_at, letter.error = "sent", clock.now(), ""


@verb
def put_off(letter: Letter, *, error: str) -> None:
    """Try again later, each time a longer while; after about two days give up."""
    letter.error = error
    if letter.attempts > len(BACKOFF_MINUTES):
        letter.status = "failed"
        return
    minutes = BACKOFF_MINUTES[letter.attempts - 1]
    letter.due_at = clock.now() + timedelta(minutes=minutes)


@verb
def fail(letter: Letter, *, error: str) -> None:
    letter.status, letter.error = "failed", error


@verb
def bounced(message_id: str, *, error: str) -> bool:
    """Note that a letter came back after all; False where it is none that counts as sent."""
    sent = select(Letter).where(Letter.message_id == message_id, Letter.status == "sent")
    letter = db.session.scalars(sent).first()
    if letter is None:
        return False
    letter.status, letter.error = "failed", error
    return True


@verb
def drop(letter: Letter) -> None:
    """Set a letter aside whose news is no longer true."""
    letter.status = "dropped"


# Verbs of the office


@verb
def retry(letter: Letter, *, by: Actor) -> None:
    """Send a letter again that could not be delivered: the same bytes, from the first try on.

    To another mailbox it is made anew; else it would be set aside.
    """
    if letter.status != "failed":
        raise Conflict("letter-not-failed")
    if letter.kind != "account" and letter.recipient not in ("", _mailbox(letter)):
        letter.body, letter.recipient = None, ""
    letter.status, letter.attempts, letter.due_at = "queued", 0, clock.now()
    letter.error = ""
    history.record(
        "retried-letter",
        by=by,
        workshop_id=letter.registration.workshop_id if letter.registration else None,
        registration_id=letter.registration_id,
        thing=("letter", letter.id),
    )


def _mailbox(letter: Letter) -> str:
    """Return where it would go now; empty for nobody."""
    reader: Any = letter.participant or letter.account
    if letter.registration:
        reader = letter.registration.participant
    elif letter.trainer_id:
        reader = trainers.mailboxes([letter.trainer_id]).get(letter.trainer_id)
    return (reader.email or "") if reader else ""


# Queries


def due(now: datetime, *, limit: int) -> list[tuple[int, datetime]]:
    """Return number and due_at of letters to send, oldest first.

    A letter waits for an earlier one about the same registration, so that no calendar
    sees a CANCEL before its REQUEST.
    """
    earlier = aliased(Letter)
    waits = exists().where(
        earlier.registration_id == Letter.registration_id,
        earlier.status == "queued",
        earlier.id < Letter.id,
        or_(earlier.attempts > 0, earlier.due_at <= now),
    )
    query = (
        select(Letter.id, Letter.due_at)
        .where(Letter.status == "queued", Letter.due_at <= now, ~waits)
        .order_by(Letter.due_at, Letter.id)
        .limit(limit)
    )
    return [(number, due_at) for number, due_at in db.session.execute(query)]


def was_invited(registration: Registration, session: Session) -> bool:
    """Whether a letter may have put this session into her calendar, and none took it out."""
    query = (
        select(Letter.kind)
        .where(
            Letter.registration_id == registration.id,
            Letter.session_id == session.id,
            Letter.kind.in_(INVITING) | (Letter.kind.in_(REMOVING) & (Letter.status == "sent")),
            Letter.status != "dropped",
        )
        .order_by(Letter.created_at.desc(), Letter.id.desc())
        .limit(1)
    )
    return db.session.scalar(query) in INVITING


def has_told(kind: str, registration: Registration, *, after: datetime) -> bool:
    """Whether such a letter has gone out, or will, since she asked, and after an instant.

    A dropped one told nothing.
    """
    query = select(Letter.id).where(
        Letter.registration_id == registration.id,
        Letter.kind == kind,
        Letter.status != "dropped",
        Letter.created_at >= registration.received_at,
        Letter.created_at > after,
    )
    return db.session.scalar(query.limit(1)) is not None


def waiting_for(kind: str, registration_ids: Collection[int]) -> set[int]:
    """Return which registrations have such a letter that nobody has tried to send yet."""
    query = select(Letter.registration_id).where(
        Letter.registration_id.in_(registration_ids),
        Letter.kind == kind,
        Letter.status == "queued",
        Letter.attempts == 0,
    )
    return {number for number in db.session.scalars(query) if number is not None}


def counts() -> dict[str, int]:
    """Return how many letters stand in each state."""
    query = select(Letter.status, func.count()).group_by(Letter.status)
    return dict(db.session.execute(query).all())


def _letters(status: str, workshop_id: int | None, reach: Reach) -> Select[Letter]:
    """Return the query of the letters of one workshop, or of what is in reach."""
    query = select(Letter).join(Letter.registration, isouter=True)
    if status:
        query = query.where(Letter.status == status)
    if workshop_id is not None:
        query = query.where(_about(Workshop.id == workshop_id))
    if not reach.is_all:
        query = query.where(_about(reach.workshops()))
    return query


def _about(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a letter is about such a workshop: to a trainer, too."""
    led = and_(Letter.trainer_id.is_not(None), Letter.session.has(Session.workshop.has(which)))
    return or_(Registration.workshop.has(which), led)


def _newest_first(query: Select[Letter]) -> Select[Letter]:
    """Return the query with what a line about each letter needs."""
    about = contains_eager(Letter.registration)
    return query.options(
        about.joinedload(Registration.participant),
        about.joinedload(Registration.workshop).selectinload(Workshop.texts),
        joinedload(Letter.participant),
        joinedload(Letter.account),
        joinedload(Letter.trainer),
        selectinload(Letter.session).joinedload(Session.workshop).selectinload(Workshop.texts),
        defer(Letter.body),
    ).order_by(Letter.created_at.desc(), Letter.id.desc())


def letters(
    *, status: str = "", workshop_id: int | None = None, reach: Reach = ALL, page: int = 1
) -> tuple[list[Letter], int]:
    """Return one page of letters, newest first, and how many there are.

    Those of one workshop, or of one host's workshops; without both, all there are.
    """
    query = _letters(status, workshop_id, reach)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    first = (page - 1) * LETTERS_ON_A_PAGE
    rows = _newest_first(query).limit(LETTERS_ON_A_PAGE).offset(first)
    return list(db.session.scalars(rows)), total


def all_letters(
    *, status: str = "", workshop_id: int | None = None, reach: Reach = ALL
) -> list[Letter]:
    """Return the same without pages, for a file: only names of whom and what they are about.

    Thousands of rows take as long as their columns are many.
    """
    query = _newest_first(_letters(status, workshop_id, reach))
    about = contains_eager(Letter.registration)
    names = (
        about.load_only(Registration.participant_id, Registration.workshop_id),
        about.joinedload(Registration.participant).load_only(Participant.name),
        joinedload(Letter.participant).load_only(Participant.name),
    )
    return list(db.session.scalars(query.options(*names)))


def of_registration(registration_id: int) -> list[Letter]:
    """Return all letters about one registration, without their bytes."""
    query = select(Letter).where(Letter.registration_id == registration_id)
    return list(db.session.scalars(query.options(defer(Letter.body)).order_by(Letter.id)))


@dataclass(frozen=True)
class Failures:
    """How many letters could not be delivered: their kinds, the newest and when it was made."""

    number: int
    kinds: list[str]
    newest_id: int
    newest_at: datetime


def failures(reach: Reach) -> Failures | None:
    """Return what could not be delivered, in one query; None where all was."""
    newest = func.max(Letter.id)
    query = (
        select(Letter.kind, func.count(), newest, func.max(Letter.created_at))
        .where(Letter.status == "failed")
        .group_by(Letter.kind)
        .order_by(newest.desc())
    )
    if not reach.is_all:
        query = query.join(Letter.registration, isouter=True)
        query = query.where(_about(reach.workshops()))
    rows = list(db.session.execute(query))
    if not rows:
        return None
    kinds, numbers, ids, moments = zip(*rows, strict=True)
    return Failures(sum(numbers), list(kinds), max(ids), max(moments))


def waiting(reach: Reach) -> tuple[int, datetime | None]:
    """Return how many letters wait to be sent, and when the next one is due."""
    query = select(func.count(), func.min(Letter.due_at)).where(Letter.status == "queued")
    if not reach.is_all:
        query = query.join(Letter.registration, isouter=True)
        query = query.where(_about(reach.workshops()))
    number, due_at = db.session.execute(query).one()
    return number, due_at


def letter_by_id(letter_id: int) -> Letter | None:
    return db.session.get(Letter, letter_id)
