"""Brakes against abuse. A town hall shares one address: a mailbox is braked first.

Counts live in memory, by a hash that changes with each start: no address is kept.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from ipaddress import IPv6Network
from typing import Any

from flask import Flask, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage

from wirworkshops.config import Settings

SWEEP_SECONDS = 60
_SALT = secrets.token_bytes(16)
_settings: list[Settings] = []


def _hidden(text: str) -> str:
    return hashlib.blake2b(text.encode(), key=_SALT, digest_size=16).hexdigest()


def network_of(address: str) -> str:
    """Return whom an address belongs to: of IPv6 everybody has a whole /64, if not more."""
    try:
        return str(IPv6Network((address, 64), strict=False))
    except ValueError:
        return address


def _network() -> str:
    return _hidden(network_of(get_remote_address()))


def typed_email() -> str:
    return request.form.get("email", "").strip().casefold()


def _address() -> str:
    """Return the mailbox a request writes to: as typed, or as typed at the sign-up before."""
    return typed_email() or str(session.get("signup", {}).get("email", "")).strip().casefold()


def _mailbox() -> str:
    return _hidden(_address())


class Counts(MemoryStorage):
    """Counts in memory, swept once a minute: the library's own starts a thread at each hit."""

    STORAGE_SCHEME = ["counts"]  # noqa: RUF012 - as the library has it
    swept_at = 0.0

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802 - the library's name
        if time.monotonic() - self.swept_at > SWEEP_SECONDS:
            self.swept_at = time.monotonic()
            self._MemoryStorage__expire_events()  # type: ignore[attr-defined]


limiter = Limiter(_network, storage_uri="counts://", headers_enabled=False)
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
by_ceremony_network = limiter.shared_limit(
    "600 per hour", scope="passkeys and single sign-on by network", methods=["POST"]
)
by_forgetful = limiter.shared_limit(
    "5 per hour", scope="forgotten passwords", key_func=_mailbox, methods=["POST"]
)


def failed_attempts(scope: str, who: Callable[[], str], *, most: int = 10) -> Any:
    """Return a brake of so many failures an hour for each account; a page shown again is one."""
    return limiter.shared_limit(
        f"{most} per hour",
        scope=scope,
        key_func=lambda: _hidden(who()),
        methods=["POST"],
        exempt_when=lambda: not who(),
        deduct_when=lambda response: response.status_code == 200,  # what succeeds redirects
    )


def failed_from_network(scope: str, *, most: int, unless: Callable[[], bool]) -> Any:
    """Return a brake of so many failures an hour from one network, whoever tries."""
    return limiter.shared_limit(
        f"{most} per hour",
        scope=scope,
        methods=["POST"],
        exempt_when=unless,
        deduct_when=lambda response: response.status_code == 200,
    )


def init(app: Flask, settings: Settings) -> None:
    _settings[:] = [settings]
    limiter.init_app(app)
