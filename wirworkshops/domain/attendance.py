"""Attendance: ticking off who was at a session."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, history, locks
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.accounts import Account
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Session, Workshop


def expected(session: Session) -> list[Registration]:
    """Return the confirmed registrations of those who come to a session, by name.

    Whom a group has named is there in her own name; a contact who does not come is not.
    """
    rows = db.session.scalars(_expected(session).options(joinedload(Registration.participant)))
    return sorted(rows, key=lambda row: fold(row.participant.name) if row.participant else "")


def _expected(session: Session) -> Select[Registration]:
    query = select(Registration).where(
        Registration.workshop_id == session.workshop_id,
        Registration.status == "confirmed",
        Registration.attends,
    )
    pool = attending.pool_of(session)
    if pool is None:
        return query
    chosen = select(Choice.registration_id).where(
        Choice.pool_id == pool.id, Choice.left_at.is_(None)
    )
    return query.where(Registration.id.in_(chosen))


def unnamed(session: Session) -> int:
    """Return how many seats groups have at a session that nobody has been named for."""
    if attending.pool_of(session):
        return 0
    who_comes = case((Registration.attends, 1), else_=0)
    query = select(func.sum(Registration.seats) - func.sum(who_comes)).where(
        Registration.workshop_id == session.workshop_id, Registration.status == "confirmed"
    )
    return db.session.scalar(query) or 0


def present(session: Session) -> set[int]:
    """Return the ids of the registrations marked as present."""
    query = select(Attendance.registration_id).where(
        Attendance.session_id == session.id, Attendance.present
    )
    return set(db.session.scalars(query))


def marked_at(session: Session) -> datetime | None:
    """Return when the list was last saved, or None."""
    query = select(func.max(Attendance.marked_at)).where(Attendance.session_id == session.id)
    return db.session.scalar(query)


def of_registration(
    registration_id: int,
) -> list[tuple[Attendance, Session, Account | None]]:
    """Return what was seen of somebody at each session, and who looked."""
    query = (
        select(Attendance, Session, Account)
        .join(Session, Session.id == Attendance.session_id)
        .join(Account, Account.id == Attendance.marked_by_id, isouter=True)
        .where(Attendance.registration_id == registration_id)
    )
    return [(mark, session, account) for mark, session, account in db.session.execute(query)]


def counts(workshop: Workshop) -> dict[int, int]:
    """Return how many were there, by session; nothing for one that nobody has ticked."""
    query = (
        select(Attendance.session_id, func.sum(case((Attendance.present, 1), else_=0)))
        .join(Session, Session.id == Attendance.session_id)
        .where(Session.workshop_id == workshop.id)
        .group_by(Attendance.session_id)
    )
    return dict(db.session.execute(query).all())


@verb
def mark(
    session: Session, here: Iterable[int], *, by: Actor, seen: Iterable[int] | None = None
) -> int:
    """Save who is here: the ids given are present, all others expected are absent.

    seen are those that the list showed as present: of two who tick at once, each changes only
    what she has ticked otherwise, and so loses none of the other's marks.
    """
    with locks.seats_of(session.workshop):
        if session.is_cancelled:
            raise Conflict("session-cancelled")
        return _mark(session, _together(session, set(here), seen), by=by)


def _together(session: Session, here: set[int], seen: Iterable[int] | None) -> set[int]:
    """Return the marks of both: what is stored now, with what this list says otherwise."""
    return here if seen is None else present(session) ^ (here ^ set(seen))


def _mark(session: Session, present_ids: set[int], *, by: Actor) -> int:
    query = select(Attendance).where(Attendance.session_id == session.id)
    marks = {row.registration_id: row for row in db.session.scalars(query)}
    number = 0
    for registration in expected(session):
        row = marks.get(registration.id)
        if row is None:
            row = Attendance(session_id=session.id, registration_id=registration.id)
            db.session.add(row)
        row.present = registration.id in present_ids
        row.marked_at, row.marked_by_id = clock.now(), by.account_id
        number += row.present
    history.record(
        "marked-attendance", by=by, workshop_id=session.workshop_id, session=session.id, here=number
    )
    return number


def mark_one(session: Session, registration: Registration, *, present: bool, by: Actor) -> None:
    """Mark one person, as a part of another verb."""
    row = db.session.get(Attendance, (session.id, registration.id))
    if row is None:
        row = Attendance(session_id=session.id, registration_id=registration.id)
        db.session.add(row)
    row.present, row.marked_at, row.marked_by_id = present, clock.now(), by.account_id
