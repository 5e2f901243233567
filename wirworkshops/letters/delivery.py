"""Handing letters to the mail server. Knows bytes and addresses, no letters.

DeliveryError
├── TemporaryError    the server is away or says "later": try again
└── PermanentError    this letter will never be taken
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType

from wirworkshops.config import Settings

TIMEOUT_SECONDS = 30
TRY_SECONDS = 10


class DeliveryError(Exception):
    """The message is fit for the office: code and reason, without anybody's address."""


class TemporaryError(DeliveryError):
    pass


class PermanentError(DeliveryError):
    pass


class Post:
    """A connection to the mail server, opened when first needed and kept for more letters."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> "Post":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()

    def send(self, message: bytes, *, recipient: str) -> None:
        """Hand over one letter; raises TemporaryError or PermanentError."""
        try:
            self._server = self._server or _connect(self._settings)
            self._server.sendmail(self._settings.mail_from, [recipient], message)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise _judge(error) from error


def send(message: bytes, settings: Settings, *, recipient: str) -> None:
    """Hand over one letter over a connection of its own; raises a DeliveryError."""
    with Post(settings) as post:
        post.send(message, recipient=recipient)


def why_not_ready(settings: Settings) -> str:
    """Return why the mail server would not take letters of ours, or "" where it would.

    Says hello, logs in and names the sender; sends nothing.
    """
    try:
        with _connect(settings, timeout=TRY_SECONDS) as server:
            server.ehlo_or_helo_if_needed()
            code, reason = server.mail(settings.mail_from)
    except (smtplib.SMTPException, OSError) as error:
        return str(_judge(error))
    return "" if code == 250 else str(_error(code, reason, permanent=False))


def _connect(settings: Settings, timeout: int = TIMEOUT_SECONDS) -> smtplib.SMTP:
    open_server: Callable[..., smtplib.SMTP] = smtplib.SMTP
    secure = {}
    if settings.mail_security == "tls":
        open_server, secure = smtplib.SMTP_SSL, {"context": ssl.create_default_context()}
    server = open_server(settings.mail_host, settings.mail_port, timeout=timeout, **secure)
    try:
        if settings.mail_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
    except BaseException:
        server.close()
        raise
    return server


def _judge(error: smtplib.SMTPException | OSError) -> DeliveryError:
    """Say whether a retry can help.

    Only what concerns this recipient or this content is permanent. A refused login or
    sender is a wrong setting: the letters wait until it is put right.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(error.recipients.values()))
        return _error(code, reason, permanent=code >= 500)
    if isinstance(error, smtplib.SMTPDataError):
        return _error(error.smtp_code, error.smtp_error, permanent=error.smtp_code >= 500)
    if isinstance(error, smtplib.SMTPResponseException):
        return _error(error.smtp_code, error.smtp_error, permanent=False)
    return TemporaryError(without_addresses(f"{type(error).__name__}: {error}"))


def _error(code: int, reason: bytes | str, *, permanent: bool) -> DeliveryError:
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return (PermanentError if permanent else TemporaryError)(without_addresses(f"{code} {text}"))


def without_addresses(text: str) -> str:
    return re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "…", text)[:500]
