"""Which new passwords are good: long, and nothing that many would try (NIST SP 800-63B-4 §3.1.1.2).

No rules of composition: they make passwords that are hard to remember and easy to guess.
"""

from typing import Any

from flask_security import PasswordUtil
from flask_security.utils import get_message

from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.web import page

LONGEST = 128  # Flask-Security takes no more; NIST asks for 64 at least
LOOKED_AT = 72  # of a longer one only its beginning is judged
GUESSES = 10**8  # a machine at the login's brakes never gets there; a list of passwords does
# what people in an office here try first; zxcvbn knows English words and names
OUR_WORDS = (
    "wirworkshops", "vielfalt", "vielfaltszentrum", "büro", "passwort", "kennwort", "geheim",
    "willkommen", "hallo", "integration", "workshop", "veranstaltung", "stadt", "rathaus",
    "frühling", "sommer", "herbst", "winter", "offenbach", "hessen", "deutschland",
)  # fmt: skip


class Passwords(PasswordUtil):
    """Normalised first (NFKC), so that the same letters count as the same on each keyboard."""

    def normalize(self, password: str) -> str:
        if len(password) > LONGEST:
            return ""  # nobody's: cut off, it could be somebody's
        return super().normalize(password)

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        if len(password) > LONGEST:
            return [_("Bitte nehmen Sie höchstens %(number)s Zeichen.", number=LONGEST)], password
        wrong, normal = super().validate(password, is_register, **kwargs)
        if not wrong and is_common(normal, own_words(kwargs.get("user"))):
            wrong = [get_message("PASSWORD_TOO_SIMPLE")[0]]
        return wrong, normal


def own_words(account: Account | None) -> list[str]:
    """Return what somebody who knows the account, or the centre, would try."""
    settings = page.settings()
    said = [settings.centre, settings.city, settings.offered_by]
    if account:
        said += [account.name, account.email, account.email.replace("@", " ").replace(".", " ")]
    words = [word.casefold() for text in said for word in text.split() if len(word) > 2]
    return [*words, *(text.casefold() for text in said), *OUR_WORDS]


def is_common(password: str, words: list[str]) -> bool:
    """Say whether few guesses find it: known passwords, own words, repetitions, rows of keys."""
    from zxcvbn import zxcvbn  # 12 MB of lists, and few people change their password

    judged = zxcvbn(password[:LOOKED_AT], user_inputs=words)  # type: ignore[no-untyped-call]
    return bool(judged["guesses"] < GUESSES)
