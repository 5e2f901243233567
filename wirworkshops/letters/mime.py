"""The e-mail itself: MIME structure and headers, the same bytes for the same letter.

multipart/mixed { multipart/alternative { plain, html, text/calendar }, .ics } as
RFC 6047 §2.4 and the large mail programs want it; without a calendar part only the
alternative.
"""

import re
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP  # the default policy would turn CRLF in the calendar into LF
from urllib.parse import urlsplit

from wirworkshops import clock
from wirworkshops.calendars.events import one_line
from wirworkshops.config import Settings
from wirworkshops.letters.content import Calendar, Reader, ReplyTo

NAME_LENGTH = 60
FILE_NAMES = {False: "termine.ics", True: "termin.ics"}  # by whether it has a method


class AddressError(Exception):
    """The recipient's address cannot stand in a letter; no retry will change that."""


def message_id(settings: Settings, letter_id: int, created_at: datetime) -> str:
    """Return the Message-ID of a letter: constant, so that a second copy is known as one."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    return f"<letter-{letter_id}.{created_at:%Y%m%d%H%M%S}@{host}>"


def _name(name: str) -> str:
    """Return a name without the signs that have a meaning in addresses.

    Python's folding loses the quotes of long names, and a comma then begins another
    recipient.
    """
    bare = re.sub(r'[,;:<>()\[\]"\\@]', " ", one_line(name))
    return " ".join(bare.split())[:NAME_LENGTH].strip()


def mailbox(email: str) -> str:
    """Return an address as mail servers take it, its domain in ASCII.

    Raises AddressError for what is no mailbox, or needs SMTPUTF8 to be reached.
    """
    local, _, domain = email.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
        address.encode("ascii")
        Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise AddressError("unusable address") from error
    return address


def _address(name: str, email: str) -> Address:
    return Address(_name(name), addr_spec=mailbox(email))


def _answers(reply_to: ReplyTo | None) -> Address | None:
    """Return the organiser's mailbox; none where it cannot stand in a letter."""
    try:
        return _address(*reply_to) if reply_to else None
    except AddressError:
        return None


def _subject(text: str) -> str:
    """Return a subject as it is sent; EmailMessage's own folding doubles blanks beside emoji."""
    return Header(one_line(text), header_name="Subject").encode()


def build(
    *, subject: str, text: str, html: str, calendar: Calendar | None, message_id: str,
    reader: Reader, settings: Settings, reply_to: ReplyTo | None = None,
) -> EmailMessage:  # fmt: skip
    """Return the finished letter; raises AddressError."""
    message = EmailMessage(policy=SMTP)
    office = _address(settings.centre, settings.mail_from)
    message["From"] = office
    message["Reply-To"] = _answers(reply_to) or office
    message["To"] = _address(reader.name, reader.email)
    message.set_raw("Subject", _subject(subject))
    message["Date"] = clock.local(clock.now())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if calendar:
        _add_calendar(message, calendar)
    message["Content-Language"] = reader.language  # earlier, it would move into the first part
    _fix_boundaries(message)
    return message


def _add_calendar(message: EmailMessage, calendar: Calendar) -> None:
    """Add the same bytes twice: for programs that answer invitations, and as a file.

    Without a method there is nothing to answer, and the file is all.
    """
    about = {"method": calendar.method, "charset": "utf-8"}
    if calendar.method:
        message.add_alternative(calendar.data, "text", "calendar", cte="base64", params=about)
    name = FILE_NAMES[bool(calendar.method)]
    message.add_attachment(calendar.data, "application", "ics", cte="base64", filename=name)


def _fix_boundaries(message: EmailMessage) -> None:
    """Set boundaries that depend on nothing; "=_" occurs in no encoded part (RFC 2045 §6.7)."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_wirworkshops_{number}")
