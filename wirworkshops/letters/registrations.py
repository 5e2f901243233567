"""What people are told about their registration: to confirm it, that it is firm, each date."""

from wirworkshops import i18n
from wirworkshops.calendars import words
from wirworkshops.domain import attending
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters import groups, invitations
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, own_page, paragraph
from wirworkshops.letters.places import practical, tile, tiles

CLASHES_NAMED = 2


def please_confirm(case: Case) -> Content:
    """Ask to make a held seat firm: after signing up, when one is free, or a request accepted."""
    until = case.registration.held_until or case.workshop.starts_at
    return case.dressed(
        subject=_("Bitte bestätigen: %(title)s", title=case.title),
        headline=_confirm_headline(case),
        lead=(
            groups.said_of_fewer(case, _why_held(case)),
            Fact(
                paragraph(
                    ngettext(
                        "Fest ist der Platz erst, wenn Sie ihn bestätigen.",
                        "Fest sind die Plätze erst, wenn Sie sie bestätigen.",
                        case.seats,
                    ),
                    _("Bitte tun Sie das bis %(until)s.", until=i18n.moment(until)),
                )
            ),
            Fact(clash(case)),
        ),
        tiles=tiles(case.coming, case.half),
        button=Button(
            _("Anmeldung bestätigen"),
            case.link,
            _(
                "Es öffnet sich eine Seite. Dort bestätigen Sie mit einem Knopf. "
                "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
            ),
        ),
        notes=(Note(_("So geht es weiter"), _after_confirming(case)), not_you()),
    )


def _confirm_headline(case: Case) -> str:
    if case.facts.get("accepted"):
        return _("Wir haben einen Platz für Sie. Bitte bestätigen Sie.")
    if case.facts.get("moved_up"):
        return ngettext(
            "Ein Platz ist frei. Bitte bestätigen Sie.",
            "Es sind Plätze frei. Bitte bestätigen Sie.",
            case.seats,
        )
    return _("Bitte bestätigen Sie Ihre Anmeldung.")


def _why_held(case: Case) -> str:
    if case.facts.get("accepted"):
        return ngettext(
            "Sie hatten bei „%(title)s“ angefragt. Wir halten einen Platz für Sie.",
            "Sie hatten bei „%(title)s“ angefragt. Wir halten %(num)s Plätze für Sie.",
            case.seats,
            title=case.title,
        )
    if case.facts.get("moved_up"):
        return ngettext(
            "Ein Platz für „%(title)s“ ist frei. Wir halten ihn für Sie.",
            "%(num)s Plätze für „%(title)s“ sind frei. Wir halten sie für Sie.",
            case.seats,
            title=case.title,
        )
    return ngettext(
        "Wir halten für Sie einen Platz: „%(title)s“.",
        "Wir halten für Sie %(num)s Plätze: „%(title)s“.",
        case.seats,
        title=case.title,
    )


def _after_confirming(case: Case) -> str:
    return paragraph(
        _("Nach dem Bestätigen schreiben wir Ihnen noch einmal."),
        ngettext(
            "Ohne Bestätigung geht der Platz an die nächste Person.",
            "Ohne Bestätigung gehen die Plätze an die nächsten Personen.",
            case.seats,
        ),
    )


def clash(case: Case) -> str:
    """Name what else she has at the same time; her page asks about it as well."""
    first = {
        session.workshop_id: session for session in reversed(attending.clashes(case.registration))
    }
    if not first:
        return ""
    others = [
        _(
            "„%(title)s“ (%(when)s)",
            title=session.workshop.text(case.language).title,
            when=i18n.moment(session.starts_at),
        )
        for session in list(first.values())[:CLASHES_NAMED]
    ]
    return paragraph(
        _(
            "Zur gleichen Zeit haben Sie schon einen Platz bei %(others)s.",
            others=i18n.listing(others),
        ),
        _("Können Sie nur zu einem kommen? Dann geben Sie den anderen Platz bitte zurück."),
    )


def not_you() -> Note:
    return Note(
        _("Das waren nicht Sie?"),
        _("Dann müssen Sie nichts tun. Ohne Bestätigung wird niemand angemeldet."),
    )


def confirm_address(case: Case) -> Button:
    note = _(
        "Es öffnet sich eine Seite. Dort bestätigen Sie mit einem Knopf, oder Sie melden sich ab. "
        "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
    )
    return Button(_("Adresse bestätigen"), case.link, note)


def already(case: Case) -> Content:
    """Lead somebody who signed up twice to her first registration."""
    return case.dressed(
        subject=_("Sie sind schon angemeldet: %(title)s", title=case.title),
        headline=_("Sie sind schon angemeldet."),
        lead=(
            paragraph(
                firm(case)
                if case.registration.is_firm
                else _("Ihre Anmeldung für „%(title)s“ ist bei uns.", title=case.title),
                _("Sie müssen nichts weiter tun."),
            ),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=practical(case, case.coming) if case.registration.is_firm else (),
    )


def firm(case: Case) -> str:
    return ngettext(
        "Ihr Platz für „%(title)s“ ist fest.",
        "Ihre %(num)s Plätze für „%(title)s“ sind fest.",
        case.seats,
        title=case.title,
    )


def confirmed(case: Case) -> Content:
    """Say that a seat, or a group's seats, are firm; a contact may not come herself."""
    comes = case.registration.attends
    accepted = _("Ihre Anfrage ist angenommen.") if case.facts.get("accepted") else ""
    return case.dressed(
        subject=_("Sie sind dabei: %(title)s", title=case.title)
        if comes
        else _("Angemeldet: %(title)s", title=case.title),
        headline=_("Sie sind dabei.") if comes else _("Ihre Gruppe ist angemeldet."),
        lead=(
            paragraph(accepted, firm(case)),
            Fact(invitations.in_calendar(case) if comes else groups.dates_go_to_the_named()),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=(*groups.names(case), *practical(case, case.coming)),
        closing=see_you(case),
        calendar=invitations.request(case),
    )


def see_you(case: Case) -> str:
    if case.registration.attends:
        return _("Wir freuen uns auf Sie!")
    return _("Wir freuen uns auf Ihre Gruppe!")


def invitation(case: Case) -> Content:
    """One date on its own: of a course after its first letter, a new one, or sent again."""
    session = case.session or case.coming[0]
    number, total = words.number_of(session)
    count = _("Termin %(number)s von %(total)s", number=number, total=total)
    name = _("Neuer Termin") if case.facts.get("added") else count if total > 1 else _("Ihr Termin")
    return case.dressed(
        subject=f"{name}: {case.title}",
        headline=f"{name}.",
        lead=(
            Fact(
                paragraph(
                    _("Dieser Termin gehört zu „%(title)s“.", title=case.title),
                    invitations.one_in_calendar(case),
                )
            ),
        ),
        tiles=(tile(session, case.half),),
        button=own_page(case),
        calendar=invitations.request(case),
    )
