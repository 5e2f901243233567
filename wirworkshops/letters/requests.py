"""Requests, where the organiser decides who gets a seat: received, and declined."""

from wirworkshops import links
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, own_page, paragraph
from wirworkshops.letters.places import tiles
from wirworkshops.letters.registrations import confirm_address, not_you
from wirworkshops.letters.workshops import alternatives


def requested(case: Case) -> Content:
    """Say that a request has come in and who decides; ask to show that the mailbox is hers."""
    known = case.registration.verified_at is not None
    return case.dressed(
        subject=_("Ihre Anfrage: %(title)s", title=case.title),
        headline=_("Ihre Anfrage ist bei uns."),
        lead=(
            ngettext(
                "Sie möchten einen Platz für „%(title)s“.",
                "Sie möchten %(num)s Plätze für „%(title)s“.",
                case.seats,
                title=case.title,
            ),
            paragraph(
                _("Das Team sieht alle Anfragen an und entscheidet dann, wer dabei sein kann."),
                _("Sobald wir entschieden haben, schreiben wir Ihnen."),
            ),
            Fact(
                _("Sie müssen nichts weiter tun.")
                if known
                else _("Bitte bestätigen Sie noch Ihre Adresse. Eine Zusage gilt dann sofort.")
            ),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case) if known else confirm_address(case),
        notes=() if known else (not_you(),),
    )


def declined(case: Case) -> Content:
    """Say that there is no seat for her, why, and where the same content is to be had."""
    because = case.registration.declined_because
    return case.dressed(
        subject=_("Leider kein Platz: %(title)s", title=case.title),
        headline=_("Diesmal hat es leider nicht geklappt."),
        lead=(
            paragraph(
                ngettext(
                    "Sie hatten einen Platz für „%(title)s“ angefragt.",
                    "Sie hatten %(num)s Plätze für „%(title)s“ angefragt.",
                    case.seats,
                    title=case.title,
                ),
                _("Wir können Ihnen leider keinen geben."),
            ),
            Fact(_("Der Grund: %(because)s", because=because) if because else ""),
        ),
        button=Button(
            _("Andere Veranstaltungen ansehen"), links.workshops_url(case.settings.base_url)
        ),
        notes=(
            *alternatives(case),
            Note(
                _("Sie haben Fragen dazu?"),
                _("Bitte rufen Sie uns an: %(phone)s.", phone=case.settings.phone),
            ),
        ),
    )
