"""Which iTIP object goes with a letter, if any, and how the letter speaks of it."""

from wirworkshops.calendars import feeds, invitations, personal
from wirworkshops.domain import outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Calendar, Case, paragraph
from wirworkshops.models.workshops import Session


def request(case: Case) -> Calendar | None:
    """Return what brings the letter's session into her calendar; only a firm seat has one.

    An invitation, or a file with all her dates.
    """
    session = case.session
    if case.gets_file:
        return as_file(case)
    if session is None or session.is_cancelled:
        return None
    if not (case.gets_invitations and case.registration.is_firm):
        return None
    data = invitations.request(case.registration, session, case.settings)
    return Calendar(invitations.REQUEST, data)


def as_file(case: Case) -> Calendar | None:
    """Return all dates of a firm seat as one file, those called off as cancelled."""
    if not (case.registration.is_firm and case.ahead):
        return None
    entries = personal.of_registration(case.registration, base_url=case.settings.base_url)
    return Calendar("", feeds.download(entries))


def cancel(case: Case) -> Calendar | None:
    """Return what takes the session out of her calendar; none where she reads her own feed.

    facts.way says how it came there, where she has changed over since.
    """
    by_mail = case.gets_invitations or case.facts.get("way") == "mail"
    return take_back(case) if by_mail else None


def take_back(case: Case) -> Calendar | None:
    """Return what takes the session out of a calendar that an invitation has put it in."""
    session = case.session
    if session is None or not outbox.was_invited(case.registration, session):
        return None
    count = case.facts.get("count")
    data = invitations.cancel(case.registration, session, case.settings, count=count)
    return Calendar(invitations.CANCEL, data)


def in_calendar(case: Case) -> str:
    """Say how the dates come into her calendar; nothing where none do."""
    if not (case.coming and case.registration.attends):
        return ""
    if case.gets_file:
        return paragraph(
            ngettext(
                "Der Termin hängt als Datei an dieser Nachricht.",
                "Alle %(num)s Termine hängen als eine Datei an dieser Nachricht.",
                len(case.coming),
            ),
            _("Öffnen Sie die Datei, dann nimmt Ihr Kalender sie auf."),
        )
    if not case.gets_invitations:
        return _("Ihr Kalender-Abo zeigt Ihnen alles von selbst.")
    if len(case.coming) == 1:
        return _("Der Termin hängt an dieser Nachricht und kann in Ihren Kalender.")
    return _(
        "Der erste Termin hängt an dieser Nachricht und kann in Ihren Kalender. "
        "Für jeden weiteren bekommen Sie eine kurze Nachricht."
    )


def one_in_calendar(case: Case) -> str:
    """Say how a date that a letter is about comes into her calendar."""
    if case.gets_invitations:
        return _("Er hängt an dieser Nachricht und kann in Ihren Kalender.")
    if case.gets_file:
        return _(
            "Er steht in der Datei an dieser Nachricht. Öffnen Sie die Datei bitte noch einmal."
        )
    return _("Ihr Kalender-Abo zeigt ihn von selbst.")


def change_in_calendar(case: Case, calendar: Calendar | None) -> str:
    """Say how a change comes into her calendar."""
    if calendar is None:
        return ""
    if case.gets_file:
        return _("Öffnen Sie bitte die Datei an dieser Nachricht. Sie ersetzt die frühere.")
    return _("Ihr Kalender übernimmt sie aus dieser Nachricht.")


def out_of_calendar(case: Case, calendar: Calendar | None, sessions: list[Session]) -> str:
    """Say how dates leave her calendar: one message for each, as one brought each in."""
    if case.gets_file and personal.had_seat(case.registration):
        return ngettext(
            "Haben Sie den Termin in Ihren Kalender aufgenommen? Dann löschen Sie ihn dort bitte.",
            "Haben Sie die Termine in Ihren Kalender aufgenommen? Dann löschen Sie sie dort bitte.",
            len(sessions),
        )
    if calendar is None:
        return ""
    if len(sessions) == 1:
        return _("Ihr Kalender nimmt den Termin wieder heraus.")
    return _(
        "Ihr Kalender nimmt die Termine wieder heraus. "
        "Dafür bekommen Sie für jeden Termin eine Nachricht."
    )
