"""A mail server on loopback for tests with real processes, where people wait for their letters."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests import servers
from tests.letters import post

PATIENCE = 60.0  # seconds after which what does not come is lost
LINK = re.compile(r"http://[^\s]+(/registrations/[\w=-]+)")


class Progress:
    """Counts what has got through; who waits is woken."""

    def __init__(self) -> None:
        self.steps = 0
        self.changed = threading.Condition()

    def step(self) -> None:
        with self.changed:
            self.steps += 1
            self.changed.notify_all()

    def wait(self, number: int, seconds: float = PATIENCE) -> None:
        """Wait until so many more steps have been made, or for so long."""
        with self.changed:
            goal = self.steps + number
            self.changed.wait_for(lambda: self.steps >= goal, seconds)


class Mailboxes(post.Office):
    """The mailboxes of all; env leads a server or a worker to them."""

    def __init__(self) -> None:
        super().__init__()
        self.progress = Progress()
        self.port = servers.free_port()

    @property
    def env(self) -> dict[str, str]:
        return {
            "WIRWORKSHOPS_DEMO": "false",
            "WIRWORKSHOPS_MAIL_HOST": "127.0.0.1",
            "WIRWORKSHOPS_MAIL_PORT": str(self.port),
            "WIRWORKSHOPS_MAIL_SECURITY": "none",
        }

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        self.progress.step()
        return answer

    def link_for(self, mailbox: str) -> str:
        """Wait for the first letter to a mailbox, and return the link in it."""
        with self.progress.changed:
            self.progress.changed.wait_for(lambda: self._to(mailbox), PATIENCE)
        letters = self._to(mailbox)
        assert letters, f"no letter to {mailbox}"
        text = letters[0].get_body(("plain",))
        found = LINK.search(text.get_content() if text else "")
        assert found, f"no link for {mailbox}"
        return found[1]

    def _to(self, mailbox: str) -> list[EmailMessage]:
        mine = [envelope for envelope in list(self.received) if mailbox in envelope.rcpt_tos]
        return [post.read(envelope.original_content or b"") for envelope in mine]


@contextmanager
def mailboxes() -> Iterator[Mailboxes]:
    boxes = Mailboxes()
    controller = Controller(boxes, hostname="127.0.0.1", port=boxes.port)
    controller.start()
    yield boxes
    controller.stop()
