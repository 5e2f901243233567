"""The worker: does what is due, once, and goes on after a fault."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from wirworkshops import worker as worker_module
from wirworkshops.database import db
from wirworkshops.domain import registrations, running
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.worker import Worker


def letters() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.scalars(select(Letter).order_by(Letter.id))
    return [(row.kind, row.status) for row in rows]


def test_an_unconfirmed_hold_ends_and_the_next_in_line_moves_up(
    app: Flask, time: cast.Time
) -> None:
    workshop = cast.make_workshop(capacity=1)
    first, second = cast.sign_up(workshop, cast.CEM), cast.sign_up(workshop, cast.DUA)
    registrations.confirm(second)
    time.move(hours=25)
    Worker(app).round()
    assert cast.fresh(first).status == "expired"
    assert cast.fresh(second).status == "confirmed"


def test_what_is_queued_is_sent_once(app: Flask) -> None:
    cast.confirmed(cast.make_workshop())
    worker = Worker(app)
    worker.round()
    worker.round()
    assert letters() == [("please_confirm", "dropped"), ("confirmed", "sent")]


def test_a_round_that_fails_is_followed_by_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.confirmed(cast.make_workshop())
    worker = Worker(app)

    def broken() -> int:
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr(worker_module, "expire_holds", broken)
        assert worker.round() == 0
    assert worker.round() > 0
    assert ("confirmed", "sent") in letters()


def test_digests_that_fail_stop_nothing_else(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.confirmed(cast.make_workshop())
    worker = Worker(app)

    def broken(_app: Flask) -> int:
        raise RuntimeError("a line of Today that cannot be made")

    monkeypatch.setattr(worker_module.digests, "send_due", broken)
    assert worker.round() == 0
    assert worker.round() > 0
    assert ("confirmed", "sent") in letters()


def test_old_data_goes_by_itself(app: Flask, time: cast.Time) -> None:
    cast.confirmed(cast.make_workshop())
    time.move(days=14 + 91)
    Worker(app).round()
    db.session.rollback()
    assert db.session.scalars(select(Participant)).all() == []


def test_a_living_worker_is_seen(app: Flask, time: cast.Time) -> None:
    assert not running.worker_seen_lately()
    Worker(app).round()
    db.session.rollback()  # look anew
    assert running.worker_seen_lately()
    time.move(minutes=3)
    assert not running.worker_seen_lately()
