"""What somebody is told who is off the list: by herself, by the office, or with her group."""

from wirworkshops import i18n, links
from wirworkshops.domain import workshops
from wirworkshops.domain.moves import is_group
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters import invitations
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, paragraph
from wirworkshops.letters.members import contact_of


def withdrawn(case: Case) -> Content:
    """Say that somebody is off the list, why, and what she can do about it."""
    headline, why = _why(case)
    calendar = invitations.cancel(case)
    gone = [session for session in case.ahead if not session.is_cancelled]
    return case.dressed(
        subject=_("Abgemeldet: %(title)s", title=case.title),
        headline=headline,
        lead=(
            Fact(why),
            Fact(
                paragraph(
                    invitations.out_of_calendar(case, calendar, gone),
                    _("Sie müssen nichts weiter tun."),
                )
            ),
        ),
        button=_where_to(case),
        notes=_notes(case),
        calendar=calendar,
    )


def _why(case: Case) -> tuple[str, str]:
    """Return the headline and the sentence that says what has happened."""
    facts = case.facts
    if facts.get("moved_to"):
        return _("Sie sind umgemeldet."), _moved(case)
    if facts.get("absent"):
        return _("Ihr Platz ist vergeben."), _(
            "„%(title)s“ hat begonnen, und Sie waren nicht da. "
            "Deshalb hat jemand vor Ort Ihren Platz bekommen.",
            title=case.title,
        )
    if facts.get("group"):
        return _("Ihr Platz gilt nicht mehr."), _by_contact(case)
    if facts.get("unnamed"):
        return _("Ihre Gruppe ist abgemeldet."), _unnamed(case)
    if facts.get("empty"):
        return _("Ihre Gruppe ist abgemeldet."), _(
            "Alle, die Sie für „%(title)s“ genannt hatten, haben sich abgemeldet. "
            "Für neue Namen ist es zu spät. Deshalb geht der Platz an andere.",
            title=case.title,
        )
    return _("Sie sind abgemeldet."), _plainly(case)


def _plainly(case: Case) -> str:
    if not _had_seat(case):
        return _("Sie stehen nicht mehr auf der Liste für „%(title)s“.", title=case.title)
    free = ngettext(
        "Ihr Platz für „%(title)s“ ist wieder frei.",
        "Ihre %(num)s Plätze für „%(title)s“ sind wieder frei.",
        case.seats,
        title=case.title,
    )
    if is_group(case.registration):
        return paragraph(free, _("Alle, die Sie genannt hatten, bekommen eine eigene Nachricht."))
    contact = contact_of(case)
    return paragraph(free, _("%(contact)s weiß Bescheid.", contact=contact) if contact else "")


def _had_seat(case: Case) -> bool:
    """Whether the seats were firm; a contact who does not attend has no session in her letter."""
    is_contact = not case.registration.attends and case.registration.sequence > 0
    return case.session is not None or is_contact


def _moved(case: Case) -> str:
    target = workshops.by_id(int(case.facts["moved_to"]))
    if target is None:
        return _plainly(case)
    return paragraph(
        _(
            "Wir haben Sie von „%(title)s“ zu „%(other)s“ umgemeldet.",
            title=case.title,
            other=target.text(case.language).title,
        ),
        _("Dazu bekommen Sie eine eigene Nachricht."),
    )


def _by_contact(case: Case) -> str:
    contact = contact_of(case)
    if not contact:
        return _("Ihr Platz für „%(title)s“ ist zurückgegeben.", title=case.title)
    return _(
        "%(contact)s hatte Sie für „%(title)s“ angemeldet. Diese Anmeldung gilt nicht mehr.",
        contact=contact,
        title=case.title,
    )


def _unnamed(case: Case) -> str:
    until = case.workshop.names_until
    return paragraph(
        _("Sie hatten Plätze für „%(title)s“.", title=case.title),
        _("Bis %(until)s haben wir keine Namen bekommen.", until=i18n.moment(until))
        if until
        else _("Wir haben keine Namen bekommen."),
        _("Deshalb gehen die Plätze an andere."),
    )


def _where_to(case: Case) -> Button:
    target = workshops.by_id(int(case.facts["moved_to"])) if case.facts.get("moved_to") else None
    if target is None:
        return Button(_("Zur Veranstaltung"), case.page)
    page = links.workshop_url(case.settings.base_url, target.slug)
    return Button(_("Zur neuen Veranstaltung"), page)


def _notes(case: Case) -> tuple[Note, ...]:
    call = _("Bitte rufen Sie uns an: %(phone)s.", phone=case.settings.phone)
    if case.facts.get("moved_to"):
        return (Note(_("Passt Ihnen das nicht?"), call),)
    if case.facts.get("absent"):
        return (Note(_("Sie waren doch da?"), call),)
    again = Note(
        _("Sie möchten doch dabei sein?"),
        _("Dann melden Sie sich bitte auf der Seite der Veranstaltung neu an."),
    )
    if case.facts.get("unnamed") or case.facts.get("empty"):
        return (again,)
    if case.facts.get("group"):
        ask = _("Bitte fragen Sie dort nach, wo man Sie angemeldet hat.")
        return again, Note(_("Das wundert Sie?"), paragraph(ask, _or_call(case)))
    return again, Note(_("Sie haben sich nicht abgemeldet?"), call)


def _or_call(case: Case) -> str:
    return _("Oder rufen Sie uns an: %(phone)s.", phone=case.settings.phone)
