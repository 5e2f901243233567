"""Brakes against abuse. A town hall shares one address: a mailbox is braked first.

Counts live in memory, by a hash that changes with each start: no address is kept.
"""

import hashlib
import secrets

from flask import Flask, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from wirworkshops.config import Settings

_SALT = secrets.token_bytes(16)
_settings: list[Settings] = []


def _hidden(text: str) -> str:
    return hashlib.blake2b(text.encode(), key=_SALT, digest_size=16).hexdigest()


def _network() -> str:
    return _hidden(get_remote_address())


def _address() -> str:
    """Return the mailbox a request writes to: as typed, or as typed at the sign-up before."""
    typed = request.form.get("email") or session.get("signup", {}).get("email", "")
    return str(typed).strip().casefold()


def _mailbox() -> str:
    return _hidden(_address())


limiter = Limiter(_network, storage_uri="memory://", headers_enabled=False)
by_network = limiter.shared_limit(
    lambda: f"{_settings[-1].signups_per_network} per hour",
    scope="signups by network",
    methods=["POST"],
)
by_mailbox = limiter.shared_limit(
    lambda: f"{_settings[-1].signups_per_mailbox} per hour",
    scope="signups by mailbox",
    key_func=_mailbox,
    methods=["POST"],
    exempt_when=lambda: not _address(),  # else all who leave it empty would share one brake
    deduct_when=lambda response: response.status_code == 303,  # a letter goes out
)
by_account = limiter.shared_limit(
    "20 per hour",
    scope="failed logins by account",
    key_func=_mailbox,
    methods=["POST"],
    deduct_when=lambda response: response.status_code == 200,  # a login that succeeds redirects
)
by_login_network = limiter.shared_limit(
    "300 per hour",
    scope="failed logins by network",
    methods=["POST"],
    deduct_when=lambda response: response.status_code == 200,
)
by_forgetful = limiter.shared_limit(
    "5 per hour", scope="forgotten passwords", key_func=_mailbox, methods=["POST"]
)


def init(app: Flask, settings: Settings) -> None:
    _settings[:] = [settings]
    limiter.init_app(app)
