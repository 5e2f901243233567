"""Postponing: a workshop or one of its dates to another day, or to one that is not known yet.

People keep their seats and are told. A date that is open is called off in calendars; it keeps
its UID and comes back under it with a higher SEQUENCE (RFC 5546 §2.1.4, §3.2.5).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    agenda,
    attending,
    contingents,
    dues,
    history,
    news,
    outbox,
    sessions,
    workshops,
)
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Session, Workshop

OF_WORKSHOP = ("opens_at", "closes_at", "names_until", "decide_at")
OF_CONTINGENT = ("opens_at", "until_at")


@verb
def postpone(workshop: Workshop, first_day: date, *, by: Actor) -> int:
    """Move all coming sessions by as many days as the first one; hours and rooms stay.

    Calendars follow. Returns how many people are written to. The minimum is asked about
    anew, as long before the new start.
    """
    with workshops.changing(workshop):
        coming = outbox.upcoming(workshop)
        if workshop.status != "published" or not coming:
            raise Conflict("session-over")
        days = _days(coming[0], first_day)
        moved = [(session, session.starts_at) for session in coming]
        for session in coming:
            sessions.shift(session, days=days)
        _shift_deadlines(workshop, days)
        return _told(workshop, moved, by)


@verb
def postpone_session(session: Session, day: date, *, by: Actor) -> int:
    """Move one date to another day; the others stay. Returns how many people are written to."""
    workshop = session.workshop
    with workshops.changing(workshop):
        coming = outbox.upcoming(workshop)
        if workshop.status != "published" or session not in coming:
            raise Conflict("session-over")
        days, was = _days(session, day), session.starts_at
        sessions.shift(session, days=days)
        if coming == [session]:
            _shift_deadlines(workshop, days)
        return _told(workshop, [(session, was)], by)


def _days(session: Session, day: date) -> int:
    """Return by how many days a date moves; refuse no move, and a day that is not to come."""
    days = (day - clock.local(session.starts_at).date()).days
    if day <= clock.today() or (not days and not session.undated_since):
        raise Invalid("postpone-day")
    return days


def _told(workshop: Workshop, moved: sessions.Moved, by: Actor) -> int:
    told = news.tell(workshop, moved, [])
    dues.plan(workshop)
    history.record("postponed", by=by, workshop_id=workshop.id, moved=len(moved), told=told)
    return told


@verb
def leave_open(workshop: Workshop, *, because: str, by: Actor, only: Session | None = None) -> int:
    """Take coming dates back, all of them or one: the new day is not known yet.

    Seats, waiting list and deadlines stay as they are until then. Returns how many
    people are written to.
    """
    with workshops.changing(workshop):
        coming = outbox.upcoming(workshop)
        chosen = [session for session in coming if only is None or session.id == only.id]
        if workshop.status != "published" or not chosen:
            raise Conflict("session-over")
        attends = attending.sessions_of_each(workshop, news.concerned(workshop))
        for session in chosen:
            sessions.call_off(session, because)
            session.undated_since = clock.now()
        told = 0
        for registration, own in attends:
            hers = [session for session in chosen if session in own]
            for session in hers if registration.is_firm else hers[:1]:
                outbox.queue("date_open", registration, session=session)
            told += news.has_mailbox(registration) and bool(hers)
        dues.plan(workshop)
        history.record("left-open", by=by, workshop_id=workshop.id, sessions=len(chosen), told=told)
    return told


@verb
def set_day(workshop: Workshop, first_day: date, *, by: Actor) -> int:
    """Give open dates their new days: the first this one, the others as far after it as before.

    Where the whole workshop was open its deadlines move along. Returns how many people are
    written to.
    """
    with workshops.changing(workshop):
        waiting = [session for session in workshop.sessions if session.undated_since]
        if workshop.status != "published" or not waiting:
            raise Conflict("no-open-date")
        whole, days = workshop.is_undated, _days(waiting[0], first_day)
        moved = [(session, session.starts_at) for session in waiting]
        for session in waiting:
            sessions.shift(session, days=days)
            session.status, session.undated_since, session.cancelled_because = "planned", None, ""
        if whole:
            _shift_deadlines(workshop, days)
        return _told(workshop, moved, by)


@dataclass(frozen=True)
class Deadline:
    """What is agreed for an instant that moves along with the dates; partner names a contingent."""

    row: Workshop | Contingent
    name: str
    at: datetime

    @property
    def partner(self) -> str:
        return self.row.name if isinstance(self.row, Contingent) else ""

    def shifted(self, days: int) -> datetime:
        day = clock.local(self.at)
        return clock.at(day.date() + timedelta(days=days), day.time())


def deadlines(workshop: Workshop) -> list[Deadline]:
    """Return what moves along when all dates do, in the order of what is agreed with whom.

    What has opened already stays open; everything else ends or begins as long before.
    """
    rows: list[tuple[Workshop | Contingent, tuple[str, ...]]] = [(workshop, OF_WORKSHOP)]
    kept = [row for row in contingents.of_workshop(workshop.id) if not row.released_at]
    rows += [(row, OF_CONTINGENT) for row in kept]
    found = [
        Deadline(row, name, at)
        for row, names in rows
        for name in names
        if (at := getattr(row, name))
    ]
    return [one for one in found if one.name != "opens_at" or one.at > clock.now()]


def _shift_deadlines(workshop: Workshop, days: int) -> None:
    """Let what is agreed begin and end as long before the new dates."""
    for one in deadlines(workshop):
        setattr(one.row, one.name, one.shifted(days))
    workshop.decided_at = None


def waiting(reach: Reach) -> list[Workshop]:
    """Return the workshops with a date that was taken back and has no new one, longest first."""
    since = (
        select(func.min(Session.undated_since))
        .where(Session.workshop_id == Workshop.id)
        .scalar_subquery()
    )
    query = (
        select(Workshop)
        .where(Workshop.status == "published", since.is_not(None), reach.workshops())
        .options(selectinload(Workshop.texts), selectinload(Workshop.sessions))
        .order_by(since, Workshop.id)
        .limit(agenda.MOST)
    )
    return list(db.session.scalars(query))
