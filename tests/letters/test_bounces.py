"""Letters that come back after all: reports as Postfix, Exim, Exchange and Gmail write them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from tests import cast
from wirworkshops.cli import cli
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.letters import bounces, sending
from wirworkshops.models.outbox import Letter

FOLDER = Path(__file__).parent.parent / "data" / "bounces"
OURS = "<letter-7.20270303080000@wirworkshops.offenbach.example>"
ERRORS = {
    "postfix": "550 5.1.1 …: Recipient address rejected: User unknown",
    "exchange": "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient … not found by SMTP "
    "address lookup",
    "gmail": "552-5.2.2 The recipient's inbox is out of storage space. Please direct 552-5.2.2 "
    "the recipient to 552 5.2.2 https://support.google.example/mail/?p=OverQuotaPerm "
    "d9443c01a7336-1dcc - gsmtp",
    "exim": "5.0.0",
}


def report(name: str, message_id: str = OURS) -> bytes:
    text = (FOLDER / f"{name}.eml").read_text("utf-8")
    return text.replace("{message_id}", message_id).encode()


@pytest.mark.parametrize("name", ERRORS)
def test_a_report_says_which_letter_and_why(name: str) -> None:
    assert bounces.read(report(name)) == (OURS, ERRORS[name])


@pytest.mark.parametrize("name", ERRORS)
def test_lines_may_end_as_the_mail_server_likes(name: str) -> None:
    assert bounces.read(report(name).replace(b"\n", b"\r\n")) == (OURS, ERRORS[name])


@pytest.mark.parametrize("name", ["postfix-delayed", "out-of-office"])
def test_what_is_no_failure_is_left_alone(name: str) -> None:
    assert bounces.read(report(name)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00\xfe",
        b"Content-Type: multipart/report\n\nno parts",
        b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--",
        b"Content-Type: multipart/report; boundary=a\n\n--a\n"
        b"Content-Type: message/delivery-status\n\nAction: failed\n\n--a--",
        b"Content-Type: multipart/report; boundary=a\n\n--a\n"
        b"Content-Type: message/delivery-status\n\nA: b\n\nAction: failed\nStatus: \xff\n\n--a--",
    ],
)
def test_rubbish_is_no_report(content: bytes) -> None:
    assert bounces.read(content) is None


def test_a_report_without_the_letter_says_what_it_answers_to() -> None:
    text = report("exchange").decode().split("--c5f7a0c4-21b4-4d6f-8a53-0b9be7e1f1aa\n")
    short = "--c5f7a0c4-21b4-4d6f-8a53-0b9be7e1f1aa\n".join(text[:-1])
    assert bounces.read(short.encode()) == (OURS, ERRORS["exchange"])


def sent(settings: Settings) -> Letter:
    cast.sign_up(cast.make_workshop())
    sending.send_due(settings)
    return db.session.scalars(select(Letter)).one()


def test_the_letter_is_marked_as_failed(app: Flask, settings: Settings) -> None:
    letter = sent(settings)
    said = bounces.take(report("postfix", letter.message_id))
    assert said == f"A letter came back and is marked as failed: {ERRORS['postfix']}"
    letter = cast.fresh(letter)
    assert (letter.status, letter.error) == ("failed", ERRORS["postfix"])


def test_a_second_report_changes_nothing(app: Flask, settings: Settings) -> None:
    letter = sent(settings)
    bounces.take(report("postfix", letter.message_id))
    said = bounces.take(report("exim", letter.message_id))
    assert said == "The report is about no letter that counts as sent; nothing to do."
    assert cast.fresh(letter).error == ERRORS["postfix"]


def test_a_report_about_somebody_elses_letter_changes_nothing(
    app: Flask, settings: Settings
) -> None:
    letter = sent(settings)
    assert bounces.take(report("gmail")).endswith("nothing to do.")
    assert cast.fresh(letter).status == "sent"


def test_the_command_takes_a_message_from_a_pipe(app: Flask, settings: Settings) -> None:
    letter = sent(settings)
    for name, words in (("out-of-office", "no report"), ("exchange", "marked as failed")):
        done = CliRunner().invoke(cli, ["bounce"], input=report(name, letter.message_id))
        assert (done.exit_code, words in done.output) == (0, True)
    assert cast.fresh(letter).status == "failed"
