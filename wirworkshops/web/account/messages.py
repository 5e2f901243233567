"""What Flask-Security says, in our words; it translates them itself when it shows them."""


def _l(text: str) -> str:
    """Mark a text for translation. Plain, since Flask-Security looks it up later."""
    return text


_WRONG = _l("Adresse oder Passwort stimmen nicht. Bitte prüfen Sie beides.")
_ON_ITS_WAY = _l(
    "Wenn es zu dieser Adresse ein Konto gibt, ist eine Nachricht mit einem Link unterwegs."
)
_OLD_LINK = _l("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken.")
_UNKNOWN_KEY = _l(
    "Diesen Passkey kennen wir nicht. Bitte nehmen Sie einen anderen oder das Passwort."
)

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
    "PASSWORD_TOO_SIMPLE": (
        _l(
            "Dieses Passwort ist leicht zu erraten. Bitte nehmen Sie einen kurzen Satz, "
            "ohne Ihren Namen und ohne Reihen wie 12345."
        ),
        "danger",
    ),
    "REAUTHENTICATION_REQUIRED": (
        _l("Bitte zeigen Sie noch einmal, dass Sie es sind. Dann geht es weiter."),
        "info",
    ),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Danke, jetzt geht es weiter."), "success"),
    "TWO_FACTOR_INVALID_TOKEN": (
        _l(
            "Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie den nächsten, "
            "den die App zeigt."
        ),
        "danger",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_l("Sie sind eingeloggt."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _l("Ihre App ist eingerichtet. Beim Einloggen fragen wir jetzt nach ihrem Code."),
        "success",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": (
        _l("Das hat zu lange gedauert. Bitte loggen Sie sich noch einmal ein."),
        "info",
    ),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_l("Bitte wählen Sie etwas aus."), "danger"),
    "TWO_FACTOR_DISABLED": (_l("Die App ist abgeschaltet."), "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (
        _l("Das hat zu lange gedauert. Bitte beginnen Sie noch einmal."),
        "danger",
    ),
    "INVALID_RECOVERY_CODE": (
        _l("Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie einen anderen."),
        "danger",
    ),
    "INVALID_CODE": (_l("Dieser Code stimmt nicht."), "danger"),
    "WEBAUTHN_EXPIRED": (
        _l("Das hat zu lange gedauert. Bitte beginnen Sie noch einmal."),
        "danger",
    ),
    "WEBAUTHN_NAME_REQUIRED": (_l("Bitte geben Sie dem Passkey einen Namen."), "danger"),
    "WEBAUTHN_NAME_INUSE": (
        _l("Einen Passkey mit diesem Namen haben Sie schon. Bitte nehmen Sie einen anderen."),
        "danger",
    ),
    "WEBAUTHN_NAME_NOT_FOUND": (_l("Diesen Passkey gibt es nicht mehr."), "info"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (
        _l("Bitte nehmen Sie nur Buchstaben, Ziffern, Leerzeichen und Striche."),
        "danger",
    ),
    "INVALID_INPUT_LENGTH": (_l("Das ist zu lang. Bitte nehmen Sie weniger Zeichen."), "danger"),
    "WEBAUTHN_CREDENTIAL_DELETED": (_l("Der Passkey ist gelöscht."), "success"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (_l("Der Passkey ist eingerichtet."), "success"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (_l("Diesen Passkey haben Sie schon."), "info"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (_UNKNOWN_KEY, "danger"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (_UNKNOWN_KEY, "danger"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (_UNKNOWN_KEY, "danger"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (_UNKNOWN_KEY, "danger"),
    "WEBAUTHN_NO_VERIFY": (
        _l("Der Passkey hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
        "danger",
    ),
    "IDENTITY_NOT_REGISTERED": (
        _l(
            "Zu Ihrer Adresse dort gibt es hier kein Konto. Bitte fragen Sie die Verwaltung nach "
            "einer Einladung."
        ),
        "danger",
    ),
    "API_ERROR": (_l("Diese Angabe können wir nicht lesen."), "danger"),
}
SUBJECTS = {
    "PASSWORD_RESET": _l("Neues Passwort für das Büro"),
    "PASSWORD_NOTICE": _l("Ihr Passwort wurde geändert"),
    "PASSWORD_CHANGE_NOTICE": _l("Ihr Passwort wurde geändert"),
}
