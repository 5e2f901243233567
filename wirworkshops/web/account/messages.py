"""What Flask-Security says, in our words; it translates them itself when it shows them."""


def _l(text: str) -> str:
    """Mark a text for translation. Plain, since Flask-Security looks it up later."""
    return text


_WRONG = _l("Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides.")
_ON_ITS_WAY = _l(
    "Wenn es zu dieser Adresse ein Konto gibt, ist eine Nachricht mit einem Link unterwegs."
)
_OLD_LINK = _l("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken.")

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (_WRONG, "danger"),
    "USER_DOES_NOT_EXIST": (_WRONG, "danger"),
    "INVALID_PASSWORD": (_l("Dieses Passwort stimmt nicht."), "danger"),
    "DISABLED_ACCOUNT": (_l("Dieses Konto ist abgeschaltet."), "danger"),
    "UNAUTHENTICATED": (_l("Bitte loggen Sie sich ein, dann geht es weiter."), "info"),
    "UNAUTHORIZED": (_l("Das dürfen Sie mit Ihrem Konto nicht."), "danger"),
    "EMAIL_NOT_PROVIDED": (_l("Bitte geben Sie Ihre E-Mail-Adresse an."), "danger"),
    "INVALID_EMAIL_ADDRESS": (_l("Das ist keine vollständige E-Mail-Adresse."), "danger"),
    "PASSWORD_NOT_PROVIDED": (_l("Bitte geben Sie ein Passwort ein."), "danger"),
    "PASSWORD_INVALID_LENGTH": (
        _l("Bitte nehmen Sie mindestens %(length)s Zeichen. Gut ist ein kurzer Satz."),
        "danger",
    ),
    "PASSWORD_IS_THE_SAME": (
        _l("Das ist Ihr bisheriges Passwort. Bitte nehmen Sie ein neues."),
        "danger",
    ),
    "RETYPE_PASSWORD_MISMATCH": (_l("Die beiden Passwörter sind nicht gleich."), "danger"),
    "PASSWORD_CHANGE": (_l("Ihr Passwort ist geändert."), "success"),
    "PASSWORD_RESET_NO_LOGIN": (
        _l("Ihr Passwort ist geändert. Bitte loggen Sie sich damit ein."),
        "success",
    ),
    "PASSWORD_RESET_REQUEST": (_ON_ITS_WAY, "info"),
    "GENERIC_RECOVERY": (_ON_ITS_WAY, "info"),
    "PASSWORD_RESET_EXPIRED": (_OLD_LINK, "danger"),
    "INVALID_RESET_PASSWORD_TOKEN": (_OLD_LINK, "danger"),
    "INVALID_REDIRECT": (_l("Diese Adresse gehört nicht zu uns."), "danger"),
    "API_ERROR": (_l("Diese Angabe können wir nicht lesen."), "danger"),
}
SUBJECTS = {
    "PASSWORD_RESET": _l("Neues Passwort für das Büro"),
    "PASSWORD_NOTICE": _l("Ihr Passwort wurde geändert"),
    "PASSWORD_CHANGE_NOTICE": _l("Ihr Passwort wurde geändert"),
}
