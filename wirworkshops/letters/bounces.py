"""Reports of mail servers that a letter could not be delivered after all (RFC 3464).

A report is multipart/report: words for people, message/delivery-status, and the letter or its
headers. Only what has failed for good counts; a delay is followed by another report.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any, NamedTuple, cast

from wirworkshops.domain import outbox
from wirworkshops.letters.delivery import without_addresses

ORIGINALS = ("message/rfc822", "message/global", "message/global-headers")
HEADERS_ONLY = "text/rfc822-headers"
KIND = re.compile(r"^[\w-]+;")  # of a diagnostic: "smtp;" before the words
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463
MESSAGE_ID = re.compile(r"<[^<>\s]+>")


class Bounce(NamedTuple):
    """Which letter came back, and why: status and reason, without anybody's address."""

    message_id: str
    error: str


def take(content: bytes) -> str:
    """Note what a message reports, and say in a sentence what was done."""
    bounce = read(content)
    if bounce is None:
        return "This is no report of a letter that came back; nothing to do."
    if not outbox.bounced(bounce.message_id, error=bounce.error):
        return "The report is about no letter that counts as sent; nothing to do."
    return f"A letter came back and is marked as failed: {bounce.error}"


def read(content: bytes) -> Bounce | None:
    """Return what a message reports; None where it is no report, or not about a failure."""
    message = message_from_bytes(content)
    if message.get_content_type() != "multipart/report":
        return None
    failed = next((group for group in _recipients(message) if _has_failed(group)), None)
    message_id = _original_id(message)
    return Bounce(message_id, _error(failed)) if failed and message_id else None


def _recipients(message: Message) -> Iterator[Message]:
    """Yield the fields of each recipient: all groups after the first (RFC 3464 §2.1)."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            yield from (group for group in groups if isinstance(group, Message))


def _has_failed(group: Message) -> bool:
    """Whether the mail server has given up; "delayed" and the like are no failure."""
    return _field(group, "Action").lower().startswith("failed")


def _error(group: Message) -> str:
    reason = KIND.sub("", _field(group, "Diagnostic-Code")).strip()
    found = STATUS.search(_field(group, "Status"))
    status = found[0] if found else ""
    parts = (status if status not in reason else "", reason)
    return without_addresses(" ".join(part for part in parts if part) or "failed")


def _original_id(message: Message) -> str:
    """Return the Message-ID of the letter: from its headers, or what the report answers to."""
    for part in message.walk():
        found = MESSAGE_ID.search(_field(_original(part), "Message-ID"))
        if found:
            return found[0]
    answered = MESSAGE_ID.search(_field(message, "In-Reply-To"))
    return answered[0] if answered else ""


def _original(part: Message) -> Message:
    """Return the letter that a part holds, or an empty one."""
    payload: Any = part.get_payload()
    if part.get_content_type() in ORIGINALS and isinstance(payload, list):
        return cast(Message, payload[0])
    raw = part.get_payload(decode=True) if part.get_content_type() == HEADERS_ONLY else b""
    return message_from_bytes(raw if isinstance(raw, bytes) else b"")


def _field(message: Message, name: str) -> str:
    """Return a field in one line; empty where there is none."""
    return " ".join(str(message.get(name, "")).split())
