"""What Flask-Security is told, beside its words (messages) and our code (security)."""

import hashlib
from datetime import timedelta
from typing import Any

from wirworkshops import clock, resources
from wirworkshops.config import Settings
from wirworkshops.domain import factors, logins
from wirworkshops.web.account.messages import MESSAGES, SUBJECTS

# Argon2id with 19 MiB: what OWASP asks at least, and what a small machine can bear.
HASHING = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}
CONFIG: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},  # no pepper: a new secret key locks nobody out
    "SECURITY_PASSWORD_LENGTH_MIN": 15,  # NIST SP 800-63B-4 §3.1.1.2
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": HASHING,
    # of what is hashed into links nothing can be guessed; the slow default would take half a second
    "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_FRESHNESS": timedelta(minutes=15),
    "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=15),
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_DATETIME_FACTORY": clock.now,
    "SECURITY_LOGIN_URL": "/login",
    "SECURITY_LOGOUT_URL": "/logout",
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_RESET_URL": "/account/reset",
    "SECURITY_VERIFY_URL": "/account/verify",
    "SECURITY_POST_LOGIN_VIEW": "/organise/",
    "SECURITY_POST_LOGOUT_VIEW": "/login",
    "SECURITY_POST_CHANGE_VIEW": "/account/",
    "SECURITY_POST_RESET_VIEW": "/login",
    "SECURITY_POST_VERIFY_VIEW": "/account/",
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=4),
    "SECURITY_EMAIL_HTML": False,  # the letter's frame makes the HTML
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_I18N_DOMAIN": "messages",
    "SECURITY_CACHE_CONTROL": {},  # ours (page): it would write "no-store=True", which says nothing
    # "strong" would log people out whose address changes, as phones' do
    "SESSION_PROTECTION": "basic",
    # who wants to stay logged in gets a cookie that lasts; each request writing it anew would
    # mark public pages too
    "PERMANENT_SESSION_LIFETIME": logins.LASTS,
    "SESSION_REFRESH_EACH_REQUEST": False,
}
SECOND_FACTOR: dict[str, Any] = {
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds that a clock may be wrong
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TWO_FACTOR_SETUP_URL": "/account/app",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/login/code",
    "SECURITY_TWO_FACTOR_SELECT_URL": "/login/factor",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/login/help",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/account/",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": factors.CODES,
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/login/recovery",
}
PASSKEYS: dict[str, Any] = {
    "SECURITY_WEBAUTHN": True,
    "SECURITY_WAN_REGISTER_URL": "/account/passkeys",
    "SECURITY_WAN_DELETE_URL": "/account/passkeys/delete",
    "SECURITY_WAN_VERIFY_URL": "/account/verify/passkey",
    "SECURITY_WAN_SIGNIN_URL": "/login/passkey",
    "SECURITY_WAN_POST_REGISTER_VIEW": "/account/",
    "SECURITY_WAN_ALLOW_USER_HINTS": False,  # nobody learns who has an account
    "SECURITY_WAN_SIGNIN_WITHIN": timedelta(minutes=5),
}


def of(settings: Settings) -> dict[str, Any]:
    """Return Flask-Security's whole configuration."""
    words: dict[str, Any] = {f"SECURITY_MSG_{key}": text for key, text in MESSAGES.items()}
    words |= {f"SECURITY_EMAIL_SUBJECT_{key}": text for key, text in SUBJECTS.items()}
    sealed = hashlib.sha256(b"wirworkshops totp\0" + settings.secret_key.encode()).hexdigest()
    return (
        CONFIG
        | SECOND_FACTOR
        | PASSKEYS
        | words
        | {
            "SECURITY_I18N_DIRNAME": [str(resources.translations_folder())],
            "SECURITY_EMAIL_SENDER": settings.mail_from,
            "SECURITY_TOTP_SECRETS": {"1": sealed},
            "SECURITY_TOTP_ISSUER": settings.centre,
            "SECURITY_WAN_RP_NAME": settings.centre,
            "SECURITY_OAUTH_ENABLE": bool(settings.oidc_issuer),
            "SECURITY_OAUTH_BUILTIN_PROVIDERS": [],
            "SECURITY_OAUTH_START_URL": "/login/sso",
            "SECURITY_OAUTH_RESPONSE_URL": "/login/sso/back",
            "SECURITY_OAUTH_VERIFY_START_URL": "/account/verify/sso",
            "SECURITY_OAUTH_VERIFY_RESPONSE_URL": "/account/verify/sso/back",
        }
    )
