"""What to do about a letter that did not arrive, from what the mail server said."""

import re

from wirworkshops.i18n import gettext as _
from wirworkshops.models.outbox import Letter

# what mail servers say about a mailbox (RFC 3463 §3.2, §3.3)
NO_SUCH_MAILBOX = re.compile(r"\b5\.1\.(1|2|3|10)\b")
MAILBOX_FULL = re.compile(r"\b[45]\.2\.2\b")


def advice(letter: Letter) -> str:
    """Say what to do; why it did not arrive, stands in its error."""
    if letter.status != "failed":
        return ""
    if NO_SUCH_MAILBOX.search(letter.error):
        return _("Die Adresse gibt es nicht. Bitte rufen Sie an und fragen Sie nach der richtigen.")
    if MAILBOX_FULL.search(letter.error):
        return _("Das Postfach ist voll. Bitte versuchen Sie es morgen noch einmal.")
    return _("Bitte versuchen Sie es noch einmal. Hilft das nicht, dann rufen Sie bitte an.")
