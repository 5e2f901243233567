"""A number that a link names is given once: an old address never opens somebody else's row."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from tests import cast
from wirworkshops import clock, links
from wirworkshops.database import db, transaction
from wirworkshops.domain import accounts, interests, participants, privacy, trainers, workshops
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.models.accounts import Account
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.trainers import Trainer


def test_who_comes_after_a_deleted_person_is_not_met_by_her_links(
    client: FlaskClient, time: cast.Time
) -> None:
    gone = cast.confirmed(cast.make_workshop()).participant
    number = gone.id
    old = [
        links.feed_url("", gone),
        links.my_url("", gone, expires_at=clock.now() + timedelta(days=365)),
    ]
    assert [client.get(address).status_code for address in old] == [200, 200]
    time.move(days=14 + 91)
    assert privacy.forget_people(clock.now(), days=90) == 1
    assert participants.find(name="Cem Aksoy", email="cem@kita.example") is None
    new = cast.confirmed(cast.make_workshop("Die nächste"), cast.DUA).participant
    assert new.id > number
    assert client.get(links.feed_url("", new)).status_code == 200
    assert [client.get(address).status_code for address in old] == [404, 404]


def _interest() -> tuple[int, Callable[[], Any]]:
    workshop = cast.make_workshop()
    interests.note(workshop, name="Cem Aksoy", email="cem@kita.example", language="de")
    row = db.session.scalars(select(Interest)).one()
    return row.id, lambda: interests.forget(row)


def _trainer() -> tuple[int, Callable[[], Any]]:
    row = trainers.add(TrainerPlan("Dr. Probe"))
    return row.id, lambda: trainers.remove(row)


def _draft() -> tuple[int, Callable[[], Any]]:
    row = cast.make_draft()
    return row.id, lambda: workshops.delete_draft(row)


def _contingent() -> tuple[int, Callable[[], Any]]:
    pool = cast.make_workshop().pool
    with transaction() as session:
        row = Contingent(pool_id=pool.id, name="Kita", until_at=cast.NOW)
        session.add(row)
    return row.id, lambda: _drop(Contingent)


def _registration() -> tuple[int, Callable[[], Any]]:
    workshop = cast.make_workshop()
    with transaction() as session:
        row = Registration(
            workshop_id=workshop.id, pool_id=workshop.pool.id, status="withdrawn",
            received_at=cast.NOW, status_at=cast.NOW,
        )  # fmt: skip
        session.add(row)
    return row.id, lambda: _drop(Registration)


def _account() -> tuple[int, Callable[[], Any]]:
    row = accounts.add(
        email="ada@buero.example", name="Ada", role="trainer", host_slugs=[], password_hash=""
    )
    row.roles.clear()
    db.session.commit()
    return row.id, lambda: _drop(Account)


def _drop(model: Any) -> None:
    with transaction() as session:
        session.execute(delete(model))


MAKERS = {
    Interest: _interest,
    Trainer: _trainer,
    Contingent: _contingent,
    Registration: _registration,
    Account: _account,
    workshops.Workshop: _draft,
}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_the_number_of_what_is_deleted_is_not_given_again(model: Any) -> None:
    make = MAKERS[model]
    first, forget = make()
    forget()
    assert db.session.scalar(select(func.count()).select_from(model)) == 0
    assert make()[0] > first
