"""Calendars: how a person's dates reach her own one, each of them once.

As invitations by mail, in her own feed, or as one file for each workshop.
"""

from contextlib import ExitStack

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, history, locks, outbox
from wirworkshops.domain.history import PARTICIPANT
from wirworkshops.errors import Invalid
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session

WAYS = ("mail", "feed", "file")
ALARMS = (0, 60, 24 * 60)  # minutes before


@verb
def choose(person: Participant, how: str) -> None:
    """Choose how her dates reach her calendar, so that no date stands twice.

    What her calendar got by mail is taken back; what it needs now is sent, with a SEQUENCE
    above the last one (RFC 5546 §2.1.4). A file she has taken over cannot be taken back.
    """
    if how not in WAYS:
        raise Invalid("calendar")
    with ExitStack() as stack:
        for registration in _firm(person):  # in the order of their workshops, as all locks
            stack.enter_context(locks.seats_for(registration))
        db.session.refresh(person)
        if how == person.calendar:
            return
        was, person.calendar = person.calendar, how
        for registration in _firm(person):
            _choose_for(registration, was, how)


def bring_over(registration: Registration, was: str, how: str) -> None:
    """Queue what takes her dates out of one calendar and brings them into the other."""
    sessions = attending.upcoming(registration) if registration.attends else []
    if sessions:
        registration.raise_sequence(clock.now())
        _queue(registration, sessions, was, how)


def _choose_for(registration: Registration, was: str, how: str) -> None:
    bring_over(registration, was, how)
    history.record(
        f"calendar-{how}",
        by=PARTICIPANT,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
    )


def _queue(registration: Registration, sessions: list[Session], was: str, how: str) -> None:
    for session in sessions if was == "mail" else ():
        count = registration.sequence
        outbox.queue("removal", registration, session=session, way=was, count=count)
    for session in sessions if how == "mail" else ():
        outbox.queue("invitation", registration, session=session)
    if how == "file":
        registration.raise_sequence(clock.now())  # above what has just been taken back
        outbox.queue("file", registration)


@verb
def set_feed(person: Participant, *, waiting: bool, alarm: int) -> None:
    """Choose what her own feed shows beside firm seats and offers, and when it reminds her."""
    if alarm not in ALARMS:
        raise Invalid("alarm")
    person.feed_waiting, person.feed_alarm = waiting, alarm


@verb
def renew_feed(person: Participant) -> None:
    """Give her feed a new address; the old one answers no more."""
    person.feed_number += 1


def _firm(person: Participant) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.participant_id == person.id, Registration.status == "confirmed")
        .options(joinedload(Registration.workshop))
        .order_by(Registration.workshop_id)
    )
    return list(db.session.scalars(query))
