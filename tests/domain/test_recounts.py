"""The doctor's recount: a sound database is clean, and each kind of damage is found and named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests import cast
from tests.conftest import Queries
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import recounts, running, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.letters import sending
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.workshops import Session, Workshop

HOUR = timedelta(hours=1)


@dataclass
class House:
    """A conference: two confirmed (one a group of two), one waiting, a contingent, choices."""

    workshop: Workshop
    pool: Pool
    contact: Registration
    member: Registration
    cem: Registration
    dua: Registration
    contingent: Contingent
    choices: list[Pool]


@pytest.fixture
def house(app: Flask, settings: Settings) -> House:
    running.beat("worker")
    workshop = cast.make_workshop(capacity=2, sessions=cast.dates(14, 15))
    cem = cast.confirmed(workshop)
    contact = cast.confirmed(workshop, cast.somebody(1))
    dua = cast.sign_up(workshop, cast.DUA)
    pool, sessions = workshop.pool, workshop.sessions
    other = Registration(
        workshop=workshop, pool=pool, group_id=contact.id, seats=0, status="confirmed",
        received_at=cast.NOW, status_at=cast.NOW,
    )  # fmt: skip
    choices = [
        Pool(workshop_id=workshop.id, kind="session", session_id=session.id, capacity=9, taken=1)
        for session in sessions
    ]
    with transaction() as session:
        assert workshop.pools == [pool]  # read before the flush that adds to them
        contingent = Contingent(pool_id=pool.id, name="Kita", seats=2, used=1,
                                until_at=cast.NOW + HOUR)  # fmt: skip
        session.add_all([other, contingent, *choices])
        session.flush()
        session.add_all(Choice(registration_id=cem.id, pool_id=chosen.id) for chosen in choices)
        contact.seats, cem.contingent_id = 2, contingent.id
        pool.capacity, pool.taken, pool.reserved = 4, 3, 1
    sending.send_due(settings)
    return House(workshop, pool, contact, other, cem, dua, contingent, choices)


def codes() -> list[str]:
    return [finding.code for finding in recounts.findings()]


def damage(statement: str, **values: Any) -> None:
    """Write past the rules, and past the CHECKs, as a broken release or a hand might."""
    with transaction() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("PRAGMA ignore_check_constraints = ON"))
        session.execute(text(statement), values)
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA ignore_check_constraints = OFF"))
        db.session.rollback()


@pytest.fixture
def without_check(app: Flask) -> Iterator[None]:
    """Let PostgreSQL take a hold without a deadline, as SQLite can be made to."""
    rule = "ALTER TABLE registrations {} CONSTRAINT ck_registrations_held_until"
    if db.engine.dialect.name == "sqlite":
        yield
        return
    damage(rule.format("DROP"))
    yield
    damage("UPDATE registrations SET held_until = now()")
    held = "CHECK (status NOT IN ('held', 'offered') OR held_until IS NOT NULL)"
    damage(f"{rule.format('ADD')} {held}")


def test_a_sound_database_is_clean(house: House) -> None:
    assert recounts.findings() == []


@pytest.mark.parametrize("counter", ["taken", "waiting", "reserved"])
def test_a_counter_that_differs_from_its_rows_is_named(house: House, counter: str) -> None:
    kept = getattr(house.pool, counter)
    damage(f"UPDATE pools SET {counter} = {counter} - 1 WHERE id = :id", id=house.pool.id)
    sentence = f"Pool {house.pool.id} says {counter} {kept - 1}; its rows make {kept}."
    assert recounts.findings() == [(f"pool-{counter}", sentence)]


def test_a_session_counts_those_who_chose_it(house: House) -> None:
    damage("UPDATE pools SET taken = 2 WHERE id = :id", id=house.choices[0].id)
    assert codes() == ["pool-taken"]


def test_an_oversold_pool_is_named(house: House) -> None:
    damage("UPDATE registrations SET seats = 9 WHERE id = :id", id=house.contact.id)
    assert codes() == ["pool-taken", "oversold"]


def test_a_contingent_that_differs_from_its_rows_is_named(house: House) -> None:
    damage("UPDATE contingents SET used = 0, seats = 1 WHERE id = :id", id=house.contingent.id)
    sentence = f"Contingent {house.contingent.id} says used 0; its rows make 1."
    assert recounts.findings() == [("contingent-used", sentence)]


def test_a_member_whose_contact_is_none_is_named(house: House) -> None:
    damage("UPDATE registrations SET group_id = id WHERE id = :id", id=house.member.id)
    assert codes() == ["group-contact"]


def test_a_member_who_does_not_follow_her_contact_is_named(house: House) -> None:
    damage("UPDATE registrations SET status = 'waiting' WHERE id = :id", id=house.member.id)
    sentence = (
        f"Registration {house.member.id} is waiting; "
        f"its group's contact {house.contact.id} is confirmed."
    )
    assert recounts.findings() == [("group-status", sentence)]


def test_a_group_with_more_people_than_seats_is_named(house: House) -> None:
    damage(
        "INSERT INTO registrations (workshop_id, pool_id, group_id, status, seats, attends,"
        " takes_fewer, source, received_at, status_at, knows_overlap, is_late, sequence,"
        " link_number, language, organisation, field, phone, question, declined_because)"
        " SELECT workshop_id, pool_id, group_id, status, seats, attends, takes_fewer, source,"
        " received_at, status_at, knows_overlap, is_late, sequence, link_number, language,"
        " organisation, field, phone, question, declined_because"
        " FROM registrations WHERE id = :id",
        id=house.member.id,
    )
    sentence = f"Registration {house.contact.id} has 2 seats; 3 people are named for them."
    assert recounts.findings() == [("group-too-large", sentence)]


def test_a_choice_without_a_seat_is_named(house: House) -> None:
    pool = house.choices[0].id
    chose = "INSERT INTO choices (registration_id, pool_id) VALUES (:dua, :pool)"
    damage(chose, dua=house.dua.id, pool=pool)
    damage("UPDATE pools SET taken = 2 WHERE id = :pool", pool=pool)
    sentence = f"Registration {house.dua.id} has chosen pool {pool}, where it can have no seat."
    assert recounts.findings() == [("choice-without-seat", sentence)]


def test_two_choices_at_the_same_time_are_named(house: House) -> None:
    first, second = house.workshop.sessions
    with transaction():
        second.starts_at, second.ends_at = first.starts_at + HOUR, first.ends_at + HOUR
    assert codes() == ["choices-at-once"]


@pytest.mark.usefixtures("without_check")
def test_a_hold_without_a_deadline_is_named(house: House) -> None:
    held = cast.sign_up(cast.make_workshop("Andere"), cast.EVE)
    damage("UPDATE registrations SET held_until = NULL WHERE id = :id", id=held.id)
    assert codes() == ["no-deadline"]


def test_a_hold_long_over_is_named(house: House, time: cast.Time) -> None:
    held = cast.sign_up(cast.make_workshop("Andere"), cast.EVE)
    damage("UPDATE letters SET status = 'dropped'")
    time.move(hours=24, minutes=59)
    running.beat("worker")
    assert codes() == []
    time.move(minutes=2)
    running.beat("worker")
    (found,) = recounts.findings()
    assert found.code == "deadline-over"
    assert found.sentence == (
        f"Registration {held.id} is held until 2027-03-04 09:00, which is over. "
        "Is a worker running?"
    )


def test_a_due_that_nobody_does_is_named(house: House) -> None:
    damage(
        "INSERT INTO dues (kind, due_at, workshop_id, hours) VALUES ('names', :at, :id, 0)",
        at=(cast.NOW - 2 * HOUR).replace(tzinfo=None), id=house.workshop.id,
    )  # fmt: skip
    assert codes() == ["due-stuck"]


def test_a_planned_session_of_a_cancelled_workshop_is_named(house: House) -> None:
    workshop = cast.make_workshop("Andere")
    workshops.cancel(workshop, because="Zu wenige.", by=WORKER)
    assert codes() == []
    session: Session = workshop.sessions[0]
    damage("UPDATE sessions SET status = 'planned' WHERE id = :id", id=session.id)
    assert codes() == ["session-planned"]


def test_a_letter_that_does_not_go_out_is_named(house: House, time: cast.Time) -> None:
    cast.confirmed(cast.make_workshop("Andere"), cast.EVE)
    time.move(hours=1, minutes=1)
    running.beat("worker")
    assert codes() == ["letter-stuck", "letter-stuck"]


def test_letters_of_one_message_id_are_named(house: House) -> None:
    damage("UPDATE letters SET message_id = '<a@b>', body = NULL WHERE message_id <> ''")
    assert codes() == ["message-id-twice"]


def test_a_letter_of_two_message_ids_is_named(house: House) -> None:
    damage(
        "UPDATE letters SET message_id = '<a@b>' WHERE id ="
        " (SELECT min(id) FROM letters WHERE body IS NOT NULL)"
    )
    assert codes() == ["message-ids-differ"]


def test_a_worker_that_is_gone_is_named(house: House, time: cast.Time) -> None:
    time.move(minutes=3)
    assert codes() == ["no-worker"]


def test_the_number_of_queries_does_not_grow(house: House, queries: Queries) -> None:
    with queries:
        recounts.findings()
    before = len(queries)
    other = cast.make_workshop("Andere", capacity=3)
    cast.fill(other, 9, first=50)
    queries.clear()
    with queries:
        recounts.findings()
    assert len(queries) == before <= 20
