"""Online links that go out later than the confirmation: when, to whom, and that it is once.

A link that goes out is a change of the session (RFC 5546 §2.1.4): SEQUENCE rises, and whoever
takes part online is mailed. Until then nobody but office and trainers sees it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, catalogue, history, locks, news, outbox
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


@verb
def give(session_id: int) -> bool:
    """Let a link out whose time has come; False where another worker was quicker."""
    session = db.session.get(Session, session_id)
    if session is None:
        return False
    workshop = session.workshop
    with locks.seats_of(workshop):
        db.session.refresh(session)
        if not _is_due(session, clock.now()):
            return False
        told = _let_out(workshop, [session])
        history.record("gave-link", by=WORKER, workshop_id=workshop.id, told=told)
        catalogue.touch()
    return True


# Parts of the verb that edits a workshop


def keep_given(workshop: Workshop, hours: int | None) -> None:
    """Note before an edit which links people have already: nothing takes them back."""
    later = workshop.link_hours is None and hours is not None
    if not later or workshop.status != "published" or not _has_firm(workshop):
        return
    for session in workshop.sessions:
        if session.online_url:
            session.link_given_at = clock.now()


def follow(workshop: Workshop, *, was: int | None, but: Collection[Session]) -> int:
    """Let links out after an edit that no longer holds them back; return how many are told.

    but are sessions of which people hear anyway.
    """
    if was is None or workshop.link_hours is not None or workshop.status != "published":
        return 0
    held = [one for one in outbox.upcoming(workshop) if one.online_url and not one.link_given_at]
    return _let_out(workshop, [session for session in held if session not in but])


def _has_firm(workshop: Workshop) -> bool:
    firm = exists().where(
        Registration.workshop_id == workshop.id, Registration.status == "confirmed"
    )
    return bool(db.session.scalar(select(firm)))


def _let_out(workshop: Workshop, chosen: list[Session]) -> int:
    """Raise SEQUENCE and write to those who take part online; return how many people."""
    for session in chosen:
        session.link_given_at = session.changed_at = clock.now()
        session.sequence += 1
    told = 0
    for registration, own in attending.sessions_of_each(workshop, news.concerned(workshop)):
        hers = [one for one in chosen if one in own and _joins_online(registration, one)]
        for session in hers:
            outbox.queue("link", registration, session=session)
        told += bool(hers) and news.has_mailbox(registration)
    return told


def _joins_online(registration: Registration, session: Session) -> bool:
    """Whether she needs the link: who comes into a room does not."""
    comes = registration.pool.kind == "onsite" and session.room_id is not None
    return registration.is_firm and registration.attends and not comes


def _is_due(session: Session, now: datetime) -> bool:
    hours = session.workshop.link_hours
    if hours is None or session.link_given_at or not session.online_url:
        return False
    if session.workshop.status != "published" or session.is_cancelled or session.ends_at <= now:
        return False
    return session.starts_at - timedelta(hours=hours) <= now


# Queries


def due(now: datetime) -> list[int]:
    """Return the sessions whose link is to go out, the next ones first."""
    query = (
        select(Session)
        .join(Session.workshop)
        .where(
            Workshop.link_hours.is_not(None),
            Workshop.status == "published",
            Session.status == "planned",
            Session.link_given_at.is_(None),
            Session.online_url != "",
            Session.ends_at > now,
        )
        .options(joinedload(Session.workshop))
        .order_by(Session.starts_at, Session.id)
    )
    return [session.id for session in db.session.scalars(query) if _is_due(session, now)]
