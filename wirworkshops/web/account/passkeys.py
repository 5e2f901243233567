"""Passkeys (WebAuthn): as the whole login, or as its second step. One key serves as both."""

from importlib import import_module
from typing import Any

from flask import Flask, request
from flask_security import WebauthnUtil, webauthn, webauthn_util

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


class Keys(WebauthnUtil):
    """Keys that the device finds by itself, and that ask for a finger, a face or a PIN.

    As the second step after a password, holding the key is enough.
    """

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
