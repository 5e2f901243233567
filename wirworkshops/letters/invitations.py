"""Which iTIP object goes with a letter, if any, and how the letter speaks of it."""

from wirworkshops.calendars import invitations
from wirworkshops.domain import outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Calendar, Case
from wirworkshops.models.workshops import Session


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


def in_calendar(case: Case) -> str:
    """Say how the dates come into her calendar; nothing where none do."""
    if not (case.coming and case.registration.attends):
        return ""
    if not case.gets_invitations:
        return _("Ihr Kalender-Abo zeigt Ihnen alles von selbst.")
    if len(case.coming) == 1:
        return _("Der Termin hängt an dieser Nachricht und kann in Ihren Kalender.")
    return _(
        "Der erste Termin hängt an dieser Nachricht und kann in Ihren Kalender. "
        "Für jeden weiteren bekommen Sie eine kurze Nachricht."
    )


def out_of_calendar(calendar: Calendar | None, sessions: list[Session]) -> str:
    """Say how dates leave her calendar: one message for each, as one brought each in."""
    if calendar is None:
        return ""
    if len(sessions) == 1:
        return _("Ihr Kalender nimmt den Termin wieder heraus.")
    return _(
        "Ihr Kalender nimmt die Termine wieder heraus. "
        "Dafür bekommen Sie für jeden Termin eine Nachricht."
    )
