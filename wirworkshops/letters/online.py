"""The letter that brings an online link which was held back until shortly before a session."""

from wirworkshops import i18n
from wirworkshops.calendars import words
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import (
    Button,
    Calendar,
    Case,
    Content,
    Fact,
    Note,
    own_page,
    paragraph,
)
from wirworkshops.letters.places import tiles


def link(case: Case) -> Content:
    """Bring the link, and the date anew for her calendar, which then has it too."""
    session = case.session or case.coming[0]
    calendar, url = invitations.request(case), words.link_for(session, case.half)
    bring = case.workshop.text(case.language).bring
    note = _("Der Zugang ist nur für Angemeldete. Bitte geben Sie ihn nicht weiter.")
    own = _("Dort können Sie etwas ändern oder sich abmelden.")
    return case.dressed(
        subject=_("Ihr Online-Zugang: %(title)s", title=case.title),
        headline=_("Hier ist Ihr Online-Zugang."),
        lead=(
            _("Bald beginnt „%(title)s“. Mit diesem Link sind Sie dabei.", title=case.title),
            Fact(
                paragraph(
                    _("Beginn: %(when)s.", when=i18n.moment(session.starts_at)),
                    _in_calendar(case, calendar),
                )
            ),
        ),
        tiles=tiles([session], case.half),
        button=Button(_("Online dabei sein"), url, note) if url else own_page(case),
        notes=(
            *((Note(_("Bitte mitbringen"), bring),) if bring else ()),
            Note(_("Ihre Anmeldung"), own, case.link),
        ),
        closing=_("Wir freuen uns auf Sie!"),
        calendar=calendar,
    )


def _in_calendar(case: Case, calendar: Calendar | None) -> str:
    if calendar is None:
        return ""
    if case.gets_file:
        return invitations.change_in_calendar(case, calendar)
    return _("Ihr Kalender nimmt den Link aus dieser Nachricht auf.")
