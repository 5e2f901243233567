"""Handing letters to a real mail server on loopback."""

import ssl
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import servers
from tests.letters import post
from tests.letters.conftest import Mailed
from wirworkshops.config import Settings
from wirworkshops.letters.delivery import PermanentError, Post, TemporaryError, send

LETTER = b"Subject: Hallo\r\nTo: cem@kita.example\r\n\r\n.Ein Punkt am Anfang.\r\n"
CEM = "cem@kita.example"


def test_the_bytes_arrive_unchanged(mailed: Mailed) -> None:
    office, settings = mailed
    send(LETTER, settings, recipient=CEM)
    assert office.bytes == [LETTER]
    (envelope,) = office.received
    assert (envelope.mail_from, envelope.rcpt_tos) == (settings.email, [CEM])


def test_several_letters_share_a_connection(mailed: Mailed) -> None:
    office, settings = mailed
    with Post(settings) as open_post:
        for _ in range(3):
            open_post.send(LETTER, recipient=CEM)
    assert len(office.bytes) == 3
    assert len({session.peer for session in office.sessions}) == 1


def test_a_refusal_does_not_spoil_the_next_letter(mailed: Mailed) -> None:
    office, settings = mailed
    office.recipient_answers = ["550 5.1.1 <cem@kita.example>: no such user"]
    with Post(settings) as open_post:
        with pytest.raises(PermanentError):
            open_post.send(LETTER, recipient=CEM)
        open_post.send(LETTER, recipient=CEM)
    assert office.bytes == [LETTER]


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 5.1.1 no", PermanentError), ("450 4.2.1 later", TemporaryError)]
)
def test_the_answer_decides_whether_a_retry_can_help(
    mailed: Mailed, answer: str, kind: type[Exception]
) -> None:
    office, settings = mailed
    office.recipient_answers = [answer]
    with pytest.raises(kind, match=answer):
        send(LETTER, settings, recipient=CEM)
    office.data_answers = [answer]
    with pytest.raises(kind, match=answer):
        send(LETTER, settings, recipient=CEM)
    assert office.bytes == []


def test_an_error_names_nobody(mailed: Mailed) -> None:
    office, settings = mailed
    office.recipient_answers = ["550 5.1.1 <cem@kita.example>: cem@kita.example is unknown"]
    with pytest.raises(PermanentError) as caught:
        send(LETTER, settings, recipient=CEM)
    assert str(caught.value) == "550 5.1.1 …: … is unknown"


def test_a_server_that_is_away_is_tried_again(base: Settings) -> None:
    with pytest.raises(TemporaryError):
        send(LETTER, replace(base, mail_port=servers.free_port()), recipient=CEM)


def test_a_server_without_starttls_gets_no_letter(start: Callable[..., Mailed]) -> None:
    office, settings = start(security="starttls")
    with pytest.raises(TemporaryError):
        send(LETTER, settings, recipient=CEM)
    assert office.bytes == []


@pytest.mark.usefixtures("trusted")
def test_starttls_with_login(start: Callable[..., Mailed], tls: ssl.SSLContext) -> None:
    office, settings = start(
        security="starttls", tls_context=tls, require_starttls=True,
        auth_required=True, authenticator=post.authenticate,
    )  # fmt: skip
    send(LETTER, replace(settings, mail_user="office", mail_password="pass word"), recipient=CEM)
    assert office.bytes == [LETTER]
    assert office.sessions[0].ssl is not None


@pytest.mark.usefixtures("trusted")
def test_tls_from_the_first_byte(start: Callable[..., Mailed], tls: ssl.SSLContext) -> None:
    office, settings = start(security="tls", tls=tls)
    send(LETTER, settings, recipient=CEM)
    assert office.bytes == [LETTER]


def test_an_unknown_certificate_gets_no_letter(
    start: Callable[..., Mailed], tls: ssl.SSLContext
) -> None:
    office, settings = start(security="starttls", tls_context=tls)
    with pytest.raises(TemporaryError, match="CERTIFICATE_VERIFY_FAILED"):
        send(LETTER, settings, recipient=CEM)
    assert office.bytes == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_makes_letters_wait(
    start: Callable[..., Mailed], tls: ssl.SSLContext
) -> None:
    office, settings = start(
        security="starttls", tls_context=tls, auth_required=True, authenticator=post.authenticate
    )
    with pytest.raises(TemporaryError, match="535"):
        send(LETTER, replace(settings, mail_user="office", mail_password="no"), recipient=CEM)
    assert office.bytes == []
