"""Passkeys (WebAuthn): as the whole login, or as its second step. One key serves as both."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any, cast

from flask import Flask, request, session
from flask_security import WebauthnUtil, webauthn, webauthn_util
from flask_security.utils import get_message

from wirworkshops import clock
from wirworkshops.domain import factors
from wirworkshops.models.accounts import Passkey

ASKED = "passkey-asked"  # in the session: for which step, by which challenge, and when

# what Flask-Security would import where the package is there; see lean
_NAMES = {
    "webauthn.helpers": (
        "options_to_json_dict", "parse_registration_credential_json",
        "parse_authentication_credential_json", "bytes_to_base64url",
    ),
    "webauthn.helpers.exceptions": (
        "InvalidAuthenticationResponse", "InvalidJSONStructure", "InvalidRegistrationResponse",
    ),
    "webauthn.helpers.structs": (
        "AuthenticatorTransport", "PublicKeyCredentialDescriptor", "PublicKeyCredentialType",
        "UserVerificationRequirement", "AuthenticatorAttachment",
        "AuthenticatorSelectionCriteria", "ResidentKeyRequirement",
    ),
}  # fmt: skip


def init(app: Flask) -> None:
    app.before_request(_load_when_needed)
    # Flask-Security lets a key be either a first or a second factor. People know no such
    # difference: a key that knows its owner is good for both.
    webauthn._is_cred_usable = lambda cred, usage: True  # noqa: ARG005


def _load_when_needed() -> None:
    if (request.endpoint or "").startswith("security.wan_"):
        load()


def load() -> None:
    """Hand the package to Flask-Security; 7 MB, and only for those who use passkeys."""
    if hasattr(webauthn, "webauthn"):
        return
    for module, names in _NAMES.items():
        for name in names:
            for user in (webauthn, webauthn_util):
                setattr(user, name, getattr(import_module(module), name))
    setattr(webauthn, "webauthn", import_module("webauthn"))  # noqa: B010 - not theirs to export


def _note(step: str, options: dict[str, Any]) -> None:
    session[ASKED] = [step, options["challenge"].decode(), clock.now().timestamp()]


def _asked_at(step: str, challenge: str) -> datetime | None:
    """Return when this browser was asked so for this step; only once, and only the last time.

    Flask-Security's own token says neither who was asked nor for what: what is asked of somebody
    for her second step, where less will do, must not be good as anybody's whole login.
    """
    asked = session.pop(ASKED, [])
    return datetime.fromtimestamp(asked[2], UTC) if asked[:2] == [step, challenge] else None


class Keys(WebauthnUtil):
    """Keys that the device finds by itself, and that ask for a finger, a face or a PIN.

    As the second step after a password, holding the key is enough.
    """

    def registration_options(self, user: Any, usage: str, existing_options: Any) -> Any:
        _note("register", existing_options)
        return super().registration_options(user, usage, existing_options)

    def authentication_options(self, user: Any, usage: list[str], existing_options: Any) -> Any:
        _note(usage[0] if len(usage) == 1 else "verify", existing_options)
        return super().authentication_options(user, usage, existing_options)

    def authenticator_selection(self, user: Any, usage: str) -> Any:  # noqa: ARG002
        structs = import_module("webauthn.helpers.structs")
        return structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> Any:  # noqa: ARG002
        structs = import_module("webauthn.helpers.structs")
        if usage == ["secondary"]:
            return structs.UserVerificationRequirement.DISCOURAGED
        return structs.UserVerificationRequirement.REQUIRED


class RegisterAnswer(webauthn.WebAuthnRegisterResponseForm):
    """A new passkey, where this browser was asked for one."""

    def validate(self, **kwargs: Any) -> bool:  # type: ignore[override]
        if _asked_at("register", self.challenge) is None:
            self.credential.errors = [get_message("WEBAUTHN_EXPIRED")[0]]
            return False
        return super().validate(**kwargs)


class SigninAnswer(webauthn.WebAuthnSigninResponseForm):
    """A passkey's answer: to what this browser was asked, once, by whom it was asked of."""

    def validate(self, **kwargs: Any) -> bool:  # type: ignore[override]
        step = "verify" if self.is_verify else "secondary" if self.is_secondary else "first"
        asked_at = _asked_at(step, self.challenge)
        if asked_at is None:
            return self._refuse("WEBAUTHN_EXPIRED")
        if not super().validate(**kwargs):
            return False
        if self.user is None or not self.user.is_active:
            return self._refuse("WEBAUTHN_UNKNOWN_CREDENTIAL_ID")
        if self.is_secondary and self.user.fs_uniquifier != session.get("tf_user_id"):
            return self._refuse("WEBAUTHN_MISMATCH_USER_HANDLE")
        if not factors.use_passkey(cast(Passkey, self.cred), asked_at):
            return self._refuse("WEBAUTHN_EXPIRED")
        return True

    def _refuse(self, code: str) -> bool:
        self.credential.errors = [get_message(code)[0]]
        return False
