"""How long data is kept, and deleting it on time. The numbers stay, the people go."""

from datetime import datetime, timedelta

from sqlalchemy import Select, delete, exists, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from wirworkshops.database import db, verb
from wirworkshops.domain import participants, states
from wirworkshops.domain.needs import BOOKED
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.calls import Call
from wirworkshops.models.history import Event
from wirworkshops.models.imports import Import
from wirworkshops.models.mailings import Mailing, mailing_letters
from wirworkshops.models.memos import Memo
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Merged, Participant
from wirworkshops.models.questions import Answer, Question
from wirworkshops.models.registrations import CallOff, Interest, Need, Rebooking, Registration
from wirworkshops.models.workshops import Session

INTEREST_LASTS = timedelta(days=365)
IMPORT_LASTS = timedelta(days=1)
OPEN_DATE_LASTS = timedelta(days=365)


def _over(instant: datetime) -> Select[int]:
    """Return the query of the workshops that had their last session before an instant.

    One that waits for a new date goes on, but not for ever.
    """
    waits = func.max(Session.undated_since)
    query = select(Session.workshop_id).group_by(Session.workshop_id)
    return query.having(
        func.max(Session.ends_at) < instant,
        or_(waits.is_(None), waits < instant - OPEN_DATE_LASTS),
    )


def _ended_before(instant: datetime) -> ColumnElement[bool]:
    """Return the condition that a registration's workshop is over since before an instant."""
    return Registration.workshop_id.in_(_over(instant))


def _touched_since(instant: datetime) -> ColumnElement[bool]:
    """Return the condition that somebody with no registration was added since."""
    return Participant.created_at >= instant


@verb
def forget_needs(now: datetime, *, days: int) -> int:
    """Delete needs and phone numbers of workshops that ended that many days ago.

    Needs of those who left that many days ago go as well, but for what is booked and not yet
    called off. Returns how many needs and phone numbers there were.
    """
    limit = now - timedelta(days=days)
    ended = select(Registration.id).where(_ended_before(limit))
    left = select(Registration.id).where(
        Registration.status.in_(states.ENDED), Registration.status_at < limit
    )
    idle = Need.registration_id.in_(left) & Need.state.not_in(BOOKED)
    gone = db.session.execute(delete(Need).where(or_(Need.registration_id.in_(ended), idle)))
    for table in (CallOff, Rebooking):
        db.session.execute(delete(table).where(table.workshop_id.in_(_over(limit))))
    phones = db.session.execute(
        update(Registration)
        .where(Registration.id.in_(ended), Registration.phone != "")
        .values(phone="")
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount + phones.rowcount)  # type: ignore[attr-defined]


@verb
def forget_answers(now: datetime) -> int:
    """Delete the answers whose question's days after the last session have passed.

    Returns how many.
    """
    gone = 0
    for days in db.session.scalars(select(Question.keep_days).distinct()).all():
        ended = select(Registration.id).where(_ended_before(now - timedelta(days=days)))
        due = select(Question.id).where(Question.keep_days == days)
        old = delete(Answer).where(Answer.registration_id.in_(ended), Answer.question_id.in_(due))
        gone += db.session.execute(old).rowcount  # type: ignore[attr-defined]
    return gone


@verb
def forget_people(now: datetime, *, days: int) -> int:
    """Part registrations of workshops that ended that many days ago from their people.

    Organisation, question, answers, memos, calls and letters go with them; status, field of
    work, attendance and history stay as figures. Who has no registration left is deleted.
    Returns how many registrations were parted.
    """
    limit = now - timedelta(days=days)
    ended = select(Registration.id).where(
        _ended_before(limit), Registration.participant_id.is_not(None)
    )
    ids = list(db.session.scalars(ended))
    part(ids)
    _forget_memos_of_the_unregistered(limit)
    _forget_the_unregistered(limit)
    return len(ids)


def part(ids: list[int]) -> None:
    """Leave registrations without their person: what remains of them are figures."""
    if not ids:
        return
    for model in (Letter, Answer, Memo, Call):
        db.session.execute(delete(model).where(model.registration_id.in_(ids)))
    nothing = {"organisation": "", "folded": "", "phone": "", "question": ""}
    parted = (
        update(Registration)
        .where(Registration.id.in_(ids))
        .values(participant_id=None, declined_because="", **nothing)
    )
    reasons = update(Event).where(Event.registration_id.in_(ids)).values(reason="")
    for change in (parted, reasons):
        db.session.execute(change, execution_options={"synchronize_session": False})


def _forget_memos_of_the_unregistered(limit: datetime) -> None:
    """Delete old memos about somebody with no registration left, who only waits for news."""
    left = select(Participant.id).where(
        ~exists().where(Registration.participant_id == Participant.id), ~_touched_since(limit)
    )
    old = delete(Memo).where(Memo.participant_id.in_(left), Memo.written_at < limit)
    db.session.execute(old, execution_options={"synchronize_session": False})


def _forget_the_unregistered(limit: datetime) -> None:
    """Delete who has no registration left, with the empty rows that were merged into hers."""
    left = ~exists().where(Registration.participant_id == Participant.id)
    asks = exists().where(Interest.participant_id == Participant.id)
    empty = exists().where(Merged.participant_id == Participant.id)
    gone = select(Participant.id).where(left, ~asks, ~empty, ~_touched_since(limit))
    alone = gone.where(Participant.id.in_(participants.locked(db.session.scalars(gone).all())))
    drop(list(db.session.scalars(alone)))


def drop(ids: list[int]) -> None:
    """Delete people with no registration left, and the empty rows merged into theirs."""
    if not ids:
        return
    for model in (Letter, Memo, Interest):
        db.session.execute(delete(model).where(model.participant_id.in_(ids)))
    merged = select(Merged.participant_id).where(Merged.into_id.in_(ids))
    ids += db.session.scalars(merged).all()
    db.session.execute(delete(Merged).where(Merged.participant_id.in_(ids)))
    db.session.execute(delete(Participant).where(Participant.id.in_(ids)))


@verb
def forget_interests(now: datetime) -> int:
    """Delete who wanted to hear of a next date, once she has been told or a year is over."""
    old = delete(Interest).where(
        or_(Interest.told_at.is_not(None), Interest.created_at < now - INTEREST_LASTS)
    )
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


@verb
def forget_imports(now: datetime) -> int:
    """Delete files of workshops that were sent a day ago and never taken in. Returns how many."""
    old = delete(Import).where(Import.created_at < now - IMPORT_LASTS)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


@verb
def forget_mailings(now: datetime, *, days: int) -> int:
    """Delete what the office wrote to people of workshops that ended that many days ago.

    It may name somebody; history keeps how many it went to. Returns how many mailings.
    """
    over = Mailing.workshop_id.in_(_over(now - timedelta(days=days)))
    ids = list(db.session.scalars(select(Mailing.id).where(over)))
    if ids:
        links = mailing_letters.c.mailing_id.in_(ids)
        db.session.execute(delete(mailing_letters).where(links))
        db.session.execute(delete(Mailing).where(Mailing.id.in_(ids)))
    return len(ids)


@verb
def forget_briefings(now: datetime, *, days: int) -> int:
    """Delete letters to trainers about sessions that ended that many days ago."""
    limit = now - timedelta(days=days)
    over = select(Session.id).where(Session.ends_at < limit)
    db.session.execute(delete(Briefing).where(Briefing.session_id.in_(over)))
    old = delete(Letter).where(Letter.trainer_id.is_not(None), Letter.session_id.in_(over))
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


@verb
def forget_old_letters(now: datetime, *, days: int) -> int:
    """Delete letters about no registration, to accounts or people, that are that many days old.

    Those about registrations go with their people, those to trainers with their sessions. What
    still waits to go out stays.
    """
    old = delete(Letter).where(
        Letter.registration_id.is_(None),
        Letter.trainer_id.is_(None),
        Letter.status != "queued",
        Letter.created_at < now - timedelta(days=days),
    )
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


@verb
def forget_bodies(now: datetime, *, days: int) -> int:
    """Empty the finished bytes of letters sent that many days ago: they hold secret links."""
    old = (
        update(Letter)
        .where(Letter.body.is_not(None), Letter.created_at < now - timedelta(days=days))
        .values(body=None)
        .execution_options(synchronize_session=False)
    )
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]
