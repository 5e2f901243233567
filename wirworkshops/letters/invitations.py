"""Which iTIP object goes with a letter: an invitation, a cancellation, or none."""

from wirworkshops.calendars import invitations
from wirworkshops.domain import outbox
from wirworkshops.letters.content import Calendar, Case


def request(case: Case) -> Calendar | None:
    """Return the invitation to the letter's session; only a firm seat has one."""
    session = case.session
    if session is None or session.is_cancelled:
        return None
    if not (case.gets_invitations and case.registration.is_firm):
        return None
    data = invitations.request(case.registration, session, case.settings)
    return Calendar(invitations.REQUEST, data)


def cancel(case: Case) -> Calendar | None:
    """Return what takes the session out of her calendar; none where she reads her own feed."""
    return take_back(case) if case.gets_invitations else None


def take_back(case: Case) -> Calendar | None:
    """Return what takes the session out of a calendar that an invitation has put it in."""
    session = case.session
    if session is None or not outbox.was_invited(case.registration, session):
        return None
    data = invitations.cancel(case.registration, session, case.settings)
    return Calendar(invitations.CANCEL, data)
