"""Letters to a person as a whole, not about one registration; and to accounts of the office."""

from datetime import timedelta

from wirworkshops import i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import workshops
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Button, Content, Fact, Note, dressed, paragraph
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.workshops import series_name

MY_LINK_LASTS = timedelta(days=1)


def my_link(letter: Letter, person: Participant, settings: Settings) -> Content:
    """Send a link to all of a person's registrations, good for a day from when she asked."""
    expires_at = letter.created_at + MY_LINK_LASTS
    return Content(
        subject=_("Ihr Link zu Ihren Anmeldungen"),
        headline=_("Ihre Anmeldungen"),
        lead=(_("Mit diesem Link sehen Sie alle Ihre Anmeldungen. Er gilt einen Tag lang."),),
        button=Button(
            _("Meine Anmeldungen ansehen"),
            links.my_url(settings.base_url, person, expires_at=expires_at),
            _("Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."),
        ),
        notes=(
            Note(
                _("Das waren nicht Sie?"),
                _("Dann müssen Sie nichts tun. Löschen Sie diese Nachricht einfach."),
            ),
        ),
        seed="my",
    )


def too_many(letter: Letter, person: Participant, settings: Settings) -> Content:
    """Say that she has as many workshops of a series as one person may, and what she can do."""
    workshop = workshops.by_id(int(letter.facts["workshop"]))
    if workshop is None:
        raise ValueError("a letter about no workshop")
    title = workshop.text(person.language).title
    most = workshop.series.most_per_person if workshop.series else None
    return dressed(
        workshop,
        person.language,
        subject=_("Nicht angemeldet: %(title)s", title=title),
        headline=_("Sie sind noch nicht angemeldet."),
        lead=(
            Fact(
                paragraph(
                    _("Sie wollten sich für „%(title)s“ anmelden.", title=title),
                    ngettext(
                        "Damit viele etwas davon haben, kann jede Person bei „%(series)s“ "
                        "nur eine kommende Anmeldung haben.",
                        "Damit viele etwas davon haben, kann jede Person bei „%(series)s“ "
                        "nur %(num)s kommende Anmeldungen haben.",
                        most or 1,
                        series=series_name(workshop.series, person.language),
                    ),
                    _("So viele haben Sie schon."),
                )
            ),
            _(
                "Ist Ihnen diese wichtiger? Dann geben Sie eine andere zurück. "
                "Danach melden Sie sich neu an."
            ),
        ),
        button=Button(
            _("Meine Anmeldungen ansehen"),
            links.my_page_url(settings.base_url),
            _("Dort bekommen Sie einen Link zu allen Ihren Anmeldungen."),
        ),
        notes=(
            Note(
                _("Das waren nicht Sie?"),
                _("Dann müssen Sie nichts tun. Löschen Sie diese Nachricht einfach."),
            ),
        ),
    )


def invited(letter: Letter, settings: Settings) -> Content:
    """Send somebody the link with which she sets up her account of the office."""
    invitation = letter.account.invitation if letter.account else None
    if invitation is None:
        raise ValueError("a letter about no invitation")
    until = invitation.expires_at
    return Content(
        subject=_("Ihr Zugang zum Büro: %(centre)s", centre=settings.centre),
        headline=_("Willkommen im Büro"),
        lead=(
            _("Sie bekommen einen Zugang zum Büro von wirworkshops: %(centre)s.",
              centre=settings.centre),
            _("Sagen Sie uns Ihren Namen und wählen Sie ein Passwort. Dann kann es losgehen."),
        ),
        button=Button(
            _("Zugang einrichten"),
            links.invitation_url(settings.base_url, invitation, expires_at=until),
            _("Der Link gilt bis %(when)s und nur für Sie: Bitte geben Sie ihn nicht weiter.",
              when=i18n.moment(until)),
        ),
        notes=(
            Note(
                _("Sie wissen nicht, worum es geht?"),
                _("Dann müssen Sie nichts tun. Ohne Sie entsteht kein Zugang."),
            ),
        ),
        seed="account",
    )  # fmt: skip


def account(letter: Letter) -> Content:
    """Wrap a text that the accounts' library has written (reset, welcome)."""
    paragraphs = [part.strip() for part in str(letter.facts["text"]).split("\n\n")]
    subject = str(letter.facts["subject"])
    return Content(
        subject=subject,
        headline=subject,
        lead=tuple(part for part in paragraphs if part),
        seed="account",
    )
