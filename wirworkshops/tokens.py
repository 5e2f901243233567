"""Secret links: an HMAC over purpose, row and link number.

Nothing that opens a link is stored, so a stolen database gives none away. Raising the
row's link number makes every link issued before it useless.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

_SEAL_BYTES = 21  # 168 bit; with the head 33 bytes, so that base64 needs no padding
_HEAD = struct.Struct(">QI")  # row, expiry in minutes since 1970 (0: never)
_key = b""


def use_key(secret: str) -> None:
    """Derive the key of all links from the installation's secret."""
    global _key
    _key = hashlib.sha256(b"wirworkshops links\0" + secret.encode()).digest()


def _seal(purpose: str, head: bytes, number: int) -> bytes:
    text = purpose.encode() + b"\0" + head + number.to_bytes(8, "big")
    return hmac.new(_key, text, hashlib.sha256).digest()[:_SEAL_BYTES]


def issue(purpose: str, row: int, number: int, *, expires_at: datetime | None = None) -> str:
    """Return the token of a row; it is good until its number is raised, or expires_at."""
    minutes = int(expires_at.timestamp() // 60) if expires_at else 0
    head = _HEAD.pack(row, minutes)
    raw = head + _seal(purpose, head, number)
    return base64.urlsafe_b64encode(raw).decode()


@dataclass(frozen=True)
class Claim:
    """What a token says about itself; worth nothing before fits() says yes."""

    row: int
    head: bytes
    seal: bytes
    expires_at: datetime | None

    def fits(self, purpose: str, number: int) -> bool:
        return hmac.compare_digest(self.seal, _seal(purpose, self.head, number))

    def was_good(self, purpose: str, number: int) -> bool:
        """Return whether the token was good before the number was raised (the last 50 times)."""
        return any(self.fits(purpose, old) for old in range(max(0, number - 50), number))


def read(token: str) -> Claim | None:
    """Take a token apart; None where it is not one."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    if len(raw) != _HEAD.size + _SEAL_BYTES:
        return None
    head, seal = raw[: _HEAD.size], raw[_HEAD.size :]
    row, minutes = _HEAD.unpack(head)
    if row >= 2**31:  # larger than any row number the tables keep
        return None
    expires_at = datetime.fromtimestamp(minutes * 60, UTC) if minutes else None
    return Claim(row, head, seal, expires_at)
