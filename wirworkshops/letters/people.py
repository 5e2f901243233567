"""Letters to a person as a whole, not about one registration; and to accounts of the office."""

from datetime import timedelta

from wirworkshops import links
from wirworkshops.config import Settings
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Button, Content, Note
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant

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
