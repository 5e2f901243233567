"""What people are told about their registration, one function for each kind of letter."""

from wirworkshops import i18n
from wirworkshops.calendars import words
from wirworkshops.domain import registrations
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import (
    Button,
    Case,
    Content,
    Note,
    out_of_calendar,
    own_page,
    paragraph,
    practical,
    tile,
    tiles,
)


def please_confirm(case: Case) -> Content:
    """Ask to make a held seat firm: after signing up, or when one has become free."""
    until = case.registration.held_until or case.workshop.starts_at
    moved_up = bool(case.facts.get("moved_up"))
    return case.dressed(
        subject=_("Bitte bestätigen: %(title)s", title=case.title),
        headline=_("Ein Platz ist frei. Bitte bestätigen Sie.")
        if moved_up
        else _("Bitte bestätigen Sie Ihre Anmeldung."),
        lead=(
            _("Ein Platz für „%(title)s“ ist frei. Wir halten ihn für Sie.", title=case.title)
            if moved_up
            else _("Wir halten für Sie einen Platz: „%(title)s“.", title=case.title),
            paragraph(
                _("Fest ist der Platz erst, wenn Sie ihn bestätigen."),
                _("Bitte tun Sie das bis %(until)s.", until=i18n.moment(until)),
            ),
        ),
        tiles=tiles(case.coming),
        button=Button(
            _("Anmeldung bestätigen"),
            case.link,
            _(
                "Es öffnet sich eine Seite. Dort bestätigen Sie mit einem Knopf. "
                "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
            ),
        ),
        notes=(
            Note(
                _("So geht es weiter"),
                _(
                    "Nach dem Bestätigen schreiben wir Ihnen noch einmal. "
                    "Ohne Bestätigung geht der Platz an die nächste Person."
                ),
            ),
            _not_you(),
        ),
    )


def _not_you() -> Note:
    return Note(
        _("Das waren nicht Sie?"),
        _("Dann müssen Sie nichts tun. Ohne Bestätigung wird niemand angemeldet."),
    )


def waiting(case: Case) -> Content:
    """Say the place on the waiting list; ask to show that the mailbox is hers, if unknown."""
    known = case.registration.verified_at is not None
    position = registrations.position(case.registration)
    return case.dressed(
        subject=_("Warteliste: %(title)s", title=case.title),
        headline=_("Sie stehen auf der Warteliste."),
        lead=(
            paragraph(
                _("„%(title)s“ ist im Moment voll.", title=case.title),
                _("Sie stehen auf Platz %(number)s der Warteliste.", number=position),
            ),
            _("Wird ein Platz frei, geht er der Reihe nach weiter. Dann schreiben wir Ihnen."),
            _("Der Platz gehört Ihnen dann sofort.")
            if known
            else _("Bitte bestätigen Sie noch Ihre Adresse. Dann gehört Ihnen der Platz sofort."),
        ),
        tiles=tiles(case.coming),
        button=own_page(case) if known else _confirm_address(case),
        notes=() if known else (_not_you(),),
    )


def _confirm_address(case: Case) -> Button:
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
                _("Ihr Platz für „%(title)s“ ist fest.", title=case.title)
                if case.registration.is_firm
                else _("Ihre Anmeldung für „%(title)s“ ist bei uns.", title=case.title),
                _("Sie müssen nichts weiter tun."),
            ),
        ),
        tiles=tiles(case.coming),
        button=own_page(case),
        notes=practical(case, case.coming) if case.registration.is_firm else (),
    )


def confirmed(case: Case) -> Content:
    return case.dressed(
        subject=_("Sie sind dabei: %(title)s", title=case.title),
        headline=_("Sie sind dabei."),
        lead=(_("Ihr Platz für „%(title)s“ ist fest.", title=case.title), _in_calendar(case)),
        tiles=tiles(case.coming),
        button=own_page(case),
        notes=practical(case, case.coming),
        closing=_("Wir freuen uns auf Sie!"),
        calendar=invitations.request(case),
    )


def _in_calendar(case: Case) -> str:
    """Say how the dates come into her calendar; nothing where all are over."""
    if not case.coming:
        return ""
    if not case.gets_invitations:
        return _("Ihr Kalender-Abo zeigt Ihnen alles von selbst.")
    if len(case.coming) == 1:
        return _("Der Termin hängt an dieser Nachricht und kann in Ihren Kalender.")
    return _(
        "Der erste Termin hängt an dieser Nachricht und kann in Ihren Kalender. "
        "Für jeden weiteren bekommen Sie eine kurze Nachricht."
    )


def moved_up(case: Case) -> Content:
    return case.dressed(
        subject=_("Nachgerückt, Sie sind dabei: %(title)s", title=case.title),
        headline=_("Sie rücken nach. Sie sind dabei."),
        lead=(
            paragraph(
                _("Ein Platz für „%(title)s“ ist frei geworden.", title=case.title),
                _("Er gehört jetzt Ihnen und ist fest."),
            ),
            _in_calendar(case),
        ),
        tiles=tiles(case.coming),
        button=own_page(case),
        notes=(
            Note(
                _("Sie können doch nicht?"),
                _("Bitte melden Sie sich ab. Dann rückt die nächste Person nach."),
            ),
            *practical(case, case.coming),
        ),
        closing=_("Wir freuen uns auf Sie!"),
        calendar=invitations.request(case),
    )


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
            paragraph(
                _("Dieser Termin gehört zu „%(title)s“.", title=case.title),
                _("Er hängt an dieser Nachricht und kann in Ihren Kalender.")
                if case.gets_invitations
                else _("Ihr Kalender-Abo zeigt ihn von selbst."),
            ),
        ),
        tiles=(tile(session),),
        button=own_page(case),
        calendar=invitations.request(case),
    )


def withdrawn(case: Case) -> Content:
    """Say that somebody is off the list, by herself or by the office."""
    had_seat = case.session is not None
    calendar = invitations.cancel(case)
    return case.dressed(
        subject=_("Abgemeldet: %(title)s", title=case.title),
        headline=_("Sie sind abgemeldet."),
        lead=(
            _("Ihr Platz für „%(title)s“ ist wieder frei.", title=case.title)
            if had_seat
            else _("Sie stehen nicht mehr auf der Liste für „%(title)s“.", title=case.title),
            paragraph(out_of_calendar(calendar, case.coming), _("Sie müssen nichts weiter tun.")),
        ),
        button=Button(_("Zur Veranstaltung"), case.page),
        notes=(
            Note(
                _("Sie möchten doch dabei sein?"),
                _("Dann melden Sie sich bitte auf der Seite der Veranstaltung neu an."),
            ),
            Note(
                _("Sie haben sich nicht abgemeldet?"),
                _("Bitte rufen Sie uns an: %(phone)s.", phone=case.settings.phone),
            ),
        ),
        calendar=calendar,
    )
