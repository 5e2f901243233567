"""The way out of the outbox: nothing twice, nothing lost, nothing that is no longer true."""

import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.letters.conftest import Mailed
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    briefings,
    corrections,
    outbox,
    registrations,
    trainers,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.letters import sending
from wirworkshops.models.outbox import Letter

pytestmark = pytest.mark.usefixtures("app", "time")


def rows() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def states() -> list[tuple[str, str]]:
    return [(letter.kind, letter.status) for letter in rows()]


def test_a_letter_is_sent_once(mailed: Mailed) -> None:
    office, settings = mailed
    cast.sign_up(cast.make_workshop())
    assert sending.send_due(settings) == 1
    assert sending.send_due(settings) == 0
    (letter,), (message,) = rows(), office.letters
    assert (letter.status, letter.attempts, letter.error) == ("sent", 1, "")
    assert letter.sent_at == cast.NOW
    assert (letter.recipient, letter.subject) == (cast.CEM.email, message["Subject"])
    assert (letter.message_id, letter.body) == (message["Message-ID"], office.bytes[0])


def test_a_retry_sends_the_same_bytes(mailed: Mailed, time: cast.Time) -> None:
    office, settings = mailed
    cast.sign_up(cast.make_workshop())
    office.data_answers = ["451 4.3.0 later"]
    sending.send_due(settings)
    (letter,) = rows()
    body = letter.body
    assert (letter.status, letter.error) == ("queued", "451 4.3.0 later")
    assert (office.bytes, sending.send_due(settings)) == ([], 0)
    time.move(minutes=1)
    assert sending.send_due(settings) == 1
    assert office.bytes == [body]
    assert rows()[0].error == ""


def test_a_letter_is_given_up_after_two_days(mailed: Mailed, time: cast.Time) -> None:
    office, settings = mailed
    cast.sign_up(cast.make_workshop())
    registrations.confirm(db.session.get_one(Letter, rows()[0].id).registration)
    office.recipient_answers = ["450 4.2.1 full"] * 20
    tries, begun = 0, time.now
    while any(letter.status == "queued" for letter in rows()):
        time.jump(min(letter.due_at for letter in rows() if letter.status == "queued"))
        tries += sending.send_due(settings)
    assert states() == [("please_confirm", "dropped"), ("confirmed", "failed")]
    assert tries == 1 + 10
    assert 40 < (time.now - begun).total_seconds() / 3600 < 48
    assert office.bytes == []


def test_a_refused_letter_is_not_tried_again(mailed: Mailed) -> None:
    office, settings = mailed
    cast.sign_up(cast.make_workshop())
    office.recipient_answers = ["550 5.1.1 <cem@kita.example>: unknown"]
    sending.send_due(settings)
    (letter,) = rows()
    assert (letter.status, letter.error) == ("failed", "550 5.1.1 …: unknown")


def test_an_address_that_cannot_be_written_to_fails_at_once(mailed: Mailed) -> None:
    office, settings = mailed
    cast.sign_up(cast.make_workshop(), replace(cast.CEM, email="jörg@kita.example"))
    sending.send_due(settings)
    assert (states(), office.bytes) == ([("please_confirm", "failed")], [])


def test_one_letter_that_cannot_be_made_does_not_stop_the_others(mailed: Mailed) -> None:
    _, settings = mailed
    registration = cast.sign_up(cast.make_workshop())
    with transaction():
        outbox.queue("no-such-kind", registration)
        outbox.queue("please_confirm", registration)
    assert sending.send_due(settings) == 2
    assert [letter.status for letter in rows()] == ["sent", "queued", "queued"]
    assert rows()[1].error == "KeyError"


def test_a_worker_that_died_leaves_its_letter_to_another(mailed: Mailed, time: cast.Time) -> None:
    _, settings = mailed
    cast.sign_up(cast.make_workshop())
    assert len(sending.claim_due(10)) == 1  # and nothing more is heard of it
    assert sending.send_due(settings) == 0
    time.move(minutes=10)
    assert sending.send_due(settings) == 1
    assert [letter.attempts for letter in rows()] == [2]


def test_no_letter_is_claimed_twice_by_workers_at_once(app: Flask) -> None:
    cast.fill(cast.make_workshop(capacity=24), 24)
    claimed: list[int] = []
    ready = threading.Barrier(6)

    def work() -> None:
        with app.app_context():
            ready.wait()
            while letters := sending.claim_due(5):
                claimed.extend(letter.id for letter in letters)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [letter.id for letter in rows()]
    assert {letter.attempts for letter in rows()} == {1}


def test_letters_about_one_registration_keep_their_order(mailed: Mailed, time: cast.Time) -> None:
    office, settings = mailed
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    registration = cast.confirmed(workshop)
    office.recipient_answers = ["450 4.2.1 later"]
    sending.send_due(settings)
    assert states() == [
        ("please_confirm", "dropped"),
        ("confirmed", "queued"),
        ("invitation", "queued"),
    ]
    registrations.withdraw(registration)
    assert sending.send_due(settings) == 0
    time.move(minutes=1)
    sending.send_due(settings)
    assert [status for _, status in states()] == ["dropped"] * 3 + ["sent", "dropped"]
    assert [message["Subject"] for message in office.letters] == [
        "Abgemeldet: Beratung, die ankommt"
    ]


def test_in_demo_mode_letters_are_kept_and_not_sent(base: Settings) -> None:
    cast.sign_up(cast.make_workshop())
    sending.send_due(replace(base, demo=True, mail_host=""))
    (letter,) = rows()
    assert letter.status == "sent"
    assert (letter.body or b"").startswith(b"From: ")


@pytest.fixture
def quiet(base: Settings) -> Settings:
    return replace(base, demo=True)


def test_news_that_is_no_longer_true_is_dropped(quiet: Settings) -> None:
    registration = cast.sign_up(cast.make_workshop())
    registrations.withdraw(registration)
    sending.send_due(quiet)
    assert states() == [("please_confirm", "dropped")]


def test_a_letter_to_a_mistyped_address_is_not_sent_again(mailed: Mailed, time: cast.Time) -> None:
    office, settings = mailed
    registration = cast.sign_up(cast.make_workshop())
    office.recipient_answers = ["450 4.2.1 later"]
    sending.send_due(settings)
    corrections.change_address(registration, email="cem.aksoy@kita.example")
    time.move(minutes=1)
    sending.send_due(settings)
    assert states() == [("please_confirm", "dropped"), ("please_confirm", "sent")]
    assert office.received[0].rcpt_tos == ["cem.aksoy@kita.example"]


def test_a_course_called_off_before_its_letters_went_out_invites_nobody(quiet: Settings) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(14, 21))
    cast.confirmed(workshop)
    workshops.cancel(workshop, because="Zu wenige.", by=WORKER)
    sending.send_due(quiet)
    assert states() == [
        ("please_confirm", "dropped"),
        ("confirmed", "dropped"),
        ("invitation", "dropped"),
        ("cancelled", "sent"),
        ("removal", "dropped"),
    ]


def test_a_retry_after_the_mailbox_was_put_right_reaches_it(mailed: Mailed) -> None:
    office, settings = mailed
    trainer = trainers.add(TrainerPlan("Ana Arends", "falsch@leitet.example"))
    date = replace(cast.dates(14)[0], trainer_names=(trainer.name,))
    briefings.send(cast.make_workshop(sessions=(date,)), by=WORKER)
    office.recipient_answers = ["550 5.1.1 unknown"]
    sending.send_due(settings)
    (letter,) = rows()
    assert letter.status == "failed"
    trainers.change(trainer, TrainerPlan(trainer.name, "ana@leitet.example"))
    outbox.retry(letter, by=WORKER)
    sending.send_due(settings)
    assert [(row.status, row.recipient) for row in rows()] == [("sent", "ana@leitet.example")]
