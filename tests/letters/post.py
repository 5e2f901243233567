"""A mail server on loopback, which says what it is told to say and keeps what it gets."""

import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from ssl import SSLContext
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from tests import servers

LOGIN = LoginPassword(b"office", b"pass word")


class Office:
    """What the server has received, and what it answers to the next recipients and letters."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.recipient_answers: list[str] = []
        self.data_answers: list[str] = []
        self.sessions: list[Session] = []

    # the names and the order of arguments are aiosmtpd's

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.recipient_answers.pop(0) if self.recipient_answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if answer.startswith("250"):
            self.received.append(envelope)
            self.sessions.append(session)
        return answer

    @property
    def bytes(self) -> list[bytes]:
        return [envelope.original_content or b"" for envelope in self.received]

    @property
    def letters(self) -> list[EmailMessage]:
        return [read(content) for content in self.bytes]


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def authenticate(
    _server: Any, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    return AuthResult(success=data == LOGIN, handled=False)


class TlsController(Controller):
    """Speaks TLS from the first byte on."""

    def _trigger_server(self) -> None:
        # the ready-made one would refuse our certificate
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            pass


def start(*, tls: SSLContext | None = None, **options: Any) -> tuple[Office, Controller]:
    """Start a server; tls makes it speak TLS at once, tls_context in options offers STARTTLS."""
    office = Office()
    kind = TlsController if tls else Controller
    controller = kind(
        office, hostname="127.0.0.1", port=servers.free_port(), ssl_context=tls, **options
    )
    controller.start()
    return office, controller
