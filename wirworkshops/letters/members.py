"""What somebody is told whom a contact has signed up in her group."""

from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import Case, Content, Fact, Note, own_page, paragraph
from wirworkshops.letters.places import practical, tiles


def _short(case: Case) -> str:
    """Return the contact's name alone, where the organisation has been said."""
    contact = case.registration.group
    person = contact.participant if contact else None
    return person.name if person else _("Ihre Kontaktperson")


def contact_of(case: Case) -> str:
    """Return who signed her up: name and organisation, as far as they are kept."""
    contact = case.registration.group
    if contact is None or contact.participant is None:
        return ""
    name, organisation = contact.participant.name, contact.organisation
    return f"{name} ({organisation})" if organisation else name


def named(case: Case) -> Content:
    """Tell somebody that a contact has signed her up, and what she can do about it."""
    contact = contact_of(case) or _("Ihre Kontaktperson")
    return case.dressed(
        subject=_("Sie sind angemeldet: %(title)s", title=case.title),
        headline=_("Sie sind angemeldet."),
        lead=(
            Fact(
                paragraph(
                    _(
                        "%(contact)s hat Sie für „%(title)s“ angemeldet.",
                        contact=contact,
                        title=case.title,
                    ),
                    _("Ihr Platz ist fest."),
                )
            ),
            Fact(invitations.in_calendar(case)),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=(
            *practical(case, case.coming),
            Note(
                _("Das passt Ihnen nicht?"),
                _(
                    "Dann melden Sie sich auf Ihrer Seite ab. %(contact)s erfährt davon.",
                    contact=_short(case),
                ),
            ),
            _your_data(case),
        ),
        closing=_("Wir freuen uns auf Sie!"),
        calendar=invitations.request(case),
    )


def _your_data(case: Case) -> Note:
    """Say whence her data comes and what she can do about it (Art. 14 and 21 DSGVO)."""
    contact = _short(case)
    return Note(
        _("Ihre Daten"),
        paragraph(
            _("Ihren Namen und Ihre E-Mail-Adresse haben wir von %(contact)s.", contact=contact),
            _(
                "Wir brauchen sie nur für diese Veranstaltung. "
                "%(days)s Tage danach löschen wir sie.",
                days=case.settings.retention_days,
            ),
            _("Was Sie uns selbst mitteilen, sieht %(contact)s nicht.", contact=contact),
            _(
                "Sie können widersprechen: Melden Sie sich ab, oder rufen Sie uns an: %(phone)s.",
                phone=case.settings.phone,
            ),
            _("Mehr dazu:"),
        ),
        f"{case.settings.base_url}/privacy",
    )


def not_firm_yet(case: Case) -> Content:
    """Tell somebody named, who signs up herself, that her group has no firm seats yet."""
    contact = contact_of(case) or _("Ihre Kontaktperson")
    return case.dressed(
        subject=_("Sie sind schon genannt: %(title)s", title=case.title),
        headline=_("Sie gehören schon zu einer Gruppe."),
        lead=(
            _(
                "%(contact)s hat Sie für „%(title)s“ genannt. Die Plätze der Gruppe sind noch "
                "nicht fest.",
                contact=contact,
                title=case.title,
            ),
            _("Sie müssen nichts tun. Sobald Ihr Platz fest ist, schreiben wir Ihnen."),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=(
            Note(
                _("Sie möchten sich lieber selbst anmelden?"),
                _("Dann melden Sie sich erst auf Ihrer Seite ab und danach neu an."),
            ),
        ),
    )
