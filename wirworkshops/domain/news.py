"""News: who is written to when dates or words of a published workshop change.

Parts of the verbs that change them: nothing here commits.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import attending, outbox, states
from wirworkshops.domain.sessions import Moved
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


def concerned(workshop: Workshop) -> list[Registration]:
    """Return everybody who holds, awaits or has a seat, in order of receipt."""
    query = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id, Registration.status.in_(states.ACTIVE))
        .options(joinedload(Registration.participant))
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


def has_mailbox(registration: Registration) -> bool:
    return bool(registration.participant and registration.participant.email)


def tell(workshop: Workshop, moved: Moved, added: list[Session], *, tell_all: bool = False) -> int:
    """Queue news of dates that are still to come: moves for everybody, new ones for the firm.

    With tell_all those who come also hear of what has changed without a move, each date of
    theirs with a calendar entry. Returns how many people are written to.
    """
    if workshop.status != "published":
        return 0
    now, told = clock.now(), 0
    still = [(session, was) for session, was in moved if max(session.ends_at, was) > now]
    dates = [session for session in added if session.ends_at > now]
    for registration, own in attending.sessions_of_each(workshop, concerned(workshop)):
        hers = [(session, was) for session, was in still if session in own]
        new = [session for session in dates if session in own and registration.is_firm]
        for session, was in hers:
            outbox.queue("changed", registration, session=session, was=was.isoformat())
        for session in new if registration.attends else ():
            outbox.queue("invitation", registration, session=session, added=True)
        heard = [session for session, _ in hers] + new
        more = tell_all and _tell_words(registration, [one for one in own if one not in heard])
        told += has_mailbox(registration) and bool(heard or more)
    return told


def _tell_words(registration: Registration, rest: list[Session]) -> bool:
    """Queue one letter that says what is new, and a calendar entry for each further date."""
    coming = [one for one in rest if not one.is_cancelled and one.ends_at > clock.now()]
    if not (registration.is_firm and registration.attends and coming):
        return False
    outbox.queue("changed", registration, session=coming[0], words=True)
    for session in coming[1:]:
        outbox.queue("invitation", registration, session=session)
    return True
