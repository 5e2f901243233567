"""Migrations build what the models say, on both databases, and lose nothing that is stored."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import IntegrityError

from wirworkshops import schema
from wirworkshops.app import create_app
from wirworkshops.config import Settings
from wirworkshops.database import Base, db
from wirworkshops.domain import recounts
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Workshop

AT = datetime(2027, 3, 3, 8, 0, tzinfo=UTC)
LATER = AT + timedelta(days=14)
TEXTS = {"de": "Text"}
# one row of each table of the first migration, but for two registrations
FIRST: dict[str, list[dict[str, Any]]] = {
    "audiences": [{"id": 1, "slug": "lotsinnen", "name": TEXTS}],
    "catalogue": [{"id": 1, "revision": 7}],
    "heartbeats": [{"name": "worker", "seen_at": AT}],
    "hosts": [{"id": 1, "slug": "vz", "name": "VZ", "email": "", "phone": "", "website": ""}],
    "participants": [
        {
            "id": 1, "name": "Cem", "email": "cem@kita.example", "identity": "cem@kita.example cem",
            "other_contact": "", "language": "de", "calendar": "mail", "feed_number": 0,
            "my_number": 0, "created_at": AT,
        }
    ],
    "roles": [{"id": 1, "name": "probe", "description": ""}],
    "series": [
        {"id": 1, "slug": "dtg", "position": 0, "palette": "ochre", "name": TEXTS, "summary": TEXTS}
    ],
    "topics": [{"id": 1, "slug": "sprache", "name": TEXTS}],
    "trainers": [{"id": 1, "name": "Dr. Probe"}],
    "venues": [
        {
            "id": 1, "slug": "rathaus", "name": "Rathaus", "street": "B 1", "postal_code": "63065",
            "city": "Offenbach", "latitude": 50.1, "longitude": 8.7, "directions": TEXTS,
        }
    ],
    "accounts": [
        {
            "id": 1, "email": "ada@vz.example", "name": "Ada", "password": "x", "active": True,
            "fs_uniquifier": "u", "host_id": 1, "language": "de", "created_at": AT,
        }
    ],
    "rooms": [{"id": 1, "venue_id": 1, "name": "Saal", "floor": TEXTS, "capacity": 60}],
    "workshops": [
        {
            "id": 1, "slug": "beratung", "series_id": 1, "host_id": 1, "original_id": None,
            "kind": "course", "status": "published", "signup_mode": "form", "signup_url": "",
            "waiting_list": True, "opens_at": None, "closes_at": LATER, "published_at": AT,
            "changed_at": AT, "cancelled_because": "",
        }
    ],
    "account_roles": [{"account_id": 1, "role_id": 1}],
    "old_slugs": [{"slug": "alt", "workshop_id": 1}],
    "pools": [
        {
            "id": 1, "workshop_id": 1, "name": "", "capacity": 1, "taken": 1, "waiting": 1,
            "turn": 5,
        }
    ],
    "room_features": [{"room_id": 1, "feature": "step-free", "note": TEXTS}],
    "sessions": [
        {
            "id": 1, "uid": "u-1", "workshop_id": 1, "starts_at": LATER,
            "ends_at": LATER + timedelta(hours=3), "room_id": 1, "is_online": False,
            "online_url": "", "status": "planned", "sequence": 2, "changed_at": AT,
            "cancelled_because": "",
        }
    ],
    "workshop_audiences": [{"workshop_id": 1, "audience_id": 1}],
    "workshop_features": [{"workshop_id": 1, "feature": "childcare", "note": TEXTS}],
    "workshop_languages": [{"workshop_id": 1, "language": "de"}],
    "workshop_partners": [{"workshop_id": 1, "host_id": 1}],
    "workshop_texts": [
        {
            "workshop_id": 1, "language": "de", "title": "Beratung", "summary": "", "body": "",
            "bring": "", "folded": "beratung",
        }
    ],
    "workshop_topics": [{"workshop_id": 1, "topic_id": 1}],
    "registrations": [
        {
            "id": number, "workshop_id": 1, "pool_id": 1, "participant_id": person,
            "status": status, "seats": 1, "source": "phone", "received_at": AT, "status_at": AT,
            "held_until": LATER, "verified_at": AT, "sequence": 3, "link_number": 1,
            "language": "tr", "organisation": "Kita", "field": "school", "phone": "069 1",
            "question": "Wann?",
        }
        for number, person, status in ((1, 1, "confirmed"), (2, None, "waiting"))
    ],
    "session_trainers": [{"session_id": 1, "trainer_id": 1}],
    "attendance": [
        {"session_id": 1, "registration_id": 1, "present": True, "marked_at": AT, "marked_by_id": 1}
    ],
    "history": [
        {
            "id": 1, "at": AT, "actor": "worker", "account_id": 1, "act": "published",
            "workshop_id": 1, "registration_id": 1, "facts": {"told": 1},
        }
    ],
    "letters": [
        {
            "id": 1, "kind": "confirmed", "registration_id": 1, "session_id": 1,
            "participant_id": 1, "account_id": 1, "facts": {}, "status": "sent", "created_at": AT,
            "due_at": AT, "sent_at": AT, "attempts": 1, "error": "", "message_id": "<a@b>",
            "recipient": "cem@kita.example", "subject": "Ja", "body": b"bytes",
        }
    ],
    "needs": [
        {"id": 1, "registration_id": 1, "kind": "childcare", "text": "", "consented_at": AT}
    ],
}  # fmt: skip

ELSEWHERE = {("accounts", "host_id")}  # moved to a table of its own

REFUSED = {
    "a pool oversold": "UPDATE pools SET taken = 2",
    "a pool oversold by what is reserved": "UPDATE pools SET reserved = 1",
    "fewer taken than none": "UPDATE pools SET taken = -1",
    "fewer waiting than none": "UPDATE pools SET waiting = -1",
    "no capacity": "UPDATE pools SET capacity = 0, taken = 0",
    "an unknown pool": "UPDATE pools SET kind = 'balcony'",
    "a session's pool without one": "UPDATE pools SET kind = 'session'",
    "a pool of no session": "UPDATE pools SET kind = 'session', session_id = 99",
    "an unknown status": "UPDATE registrations SET status = 'lost'",
    "an unknown source": "UPDATE registrations SET source = 'fax'",
    "no seats": "UPDATE registrations SET seats = 0",
    "a seat of a named person": "UPDATE registrations SET group_id = 1 WHERE id = 2",
    "a group of nobody": "UPDATE registrations SET group_id = 99, seats = 0 WHERE id = 2",
    "a hold without an end": "UPDATE registrations SET status = 'held', held_until = NULL",
    "an offer without an end": "UPDATE registrations SET status = 'offered', held_until = NULL",
    "a person twice": "UPDATE registrations SET participant_id = 1",
    "an unknown workshop": "UPDATE workshops SET kind = 'party'",
    "an unknown way up": "UPDATE workshops SET moves_up = 'stairs'",
    "an unknown queue": "UPDATE workshops SET queue = 'lottery'",
    "an unknown admission": "UPDATE workshops SET admission = 'ticket'",
    "nobody may come": "UPDATE workshops SET most_seats = 0",
    "a minimum of none": "UPDATE workshops SET minimum = 0",
    "an address that is missing": "UPDATE workshops SET signup_mode = 'external'",
    "published at no time": "UPDATE workshops SET published_at = NULL",
    "an unknown colour": "UPDATE series SET palette = 'grey'",
    "a room without seats": "UPDATE rooms SET capacity = 0",
    "an unknown need": "UPDATE needs SET kind = 'patience'",
    "an unknown state of a need": "UPDATE needs SET state = 'forgotten'",
    "a need that nobody has": "UPDATE needs SET owner_id = 99",
    "a session that ends before": "UPDATE sessions SET ends_at = starts_at",
}


def test_migrated_tables_are_those_of_the_models(app: Flask) -> None:
    context = MigrationContext.configure(db.session.connection())
    assert compare_metadata(context, Base.metadata) == []


@pytest.fixture
def first(empty_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of the first migration, with a row in every table."""
    settings = Settings(
        instance=tmp_path / "instance",
        base_url="http://localhost",
        database_url=empty_url,
        secret_key="a secret of the tests",
        demo=True,
    )
    app = schema.prepare(create_app(settings))
    with app.app_context():
        upgrade(revision="0001")
        tables = reflected()
        assert FIRST.keys() == tables.tables.keys() - {"alembic_version"}
        with db.engine.begin() as connection:
            for table in tables.sorted_tables:
                for row in FIRST.get(table.name, ()):
                    connection.execute(table.insert().values(row))
        yield app
        db.session.remove()
        db.engine.dispose()


def reflected() -> MetaData:
    metadata = MetaData()
    metadata.reflect(db.engine)
    return metadata


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of the tables of the first migration, as the database gives them."""
    tables = reflected().tables
    with db.engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(tables[name])).mappings()]
            for name in FIRST
        }


@pytest.mark.usefixtures("first")
def test_nothing_that_was_stored_is_lost_or_changed() -> None:
    before = stored()
    assert {name: len(rows) for name, rows in before.items()} == {
        name: len(rows) for name, rows in FIRST.items()
    }
    schema.upgrade()
    after = stored()
    for name, rows in before.items():
        kept = [key for key in FIRST[name][0] if (name, key) not in ELSEWHERE]
        assert [{key: row[key] for key in kept} for row in after[name]] == [
            {key: row[key] for key in kept} for row in rows
        ], name


@pytest.mark.usefixtures("first")
def test_the_host_of_an_account_is_one_of_its_hosts() -> None:
    schema.upgrade()
    (account,) = db.session.scalars(select(Account))
    assert [host.id for host in account.hosts] == [1]


@pytest.mark.usefixtures("first")
def test_what_is_new_stands_as_it_was_meant_before() -> None:
    schema.upgrade()
    workshop = db.session.get_one(Workshop, 1)
    assert (workshop.moves_up, workshop.queue, workshop.admission) == ("direct", "strict", "order")
    assert (workshop.most_seats, workshop.reminders) == (1, [])
    assert (workshop.pool.kind, workshop.pool.reserved, workshop.pool.free) == ("all", 0, 0)
    row = db.session.get_one(Registration, 1)
    assert (row.attends, row.takes_fewer, row.group_id, row.contingent_id) == (
        True,
        False,
        None,
        None,
    )
    assert (row.knows_overlap, row.is_late, row.declined_because) == (False, False, "")
    need = db.session.get_one(Need, 1)
    assert (need.kind, need.state, need.owner_id, need.shared_at) == (
        "childcare",
        "open",
        None,
        None,
    )
    about_seats = [found for found in recounts.findings() if found.code.startswith("pool")]
    assert about_seats == []


@pytest.mark.usefixtures("first")
def test_what_may_not_be_is_refused_afterwards_as_well() -> None:
    schema.upgrade()
    allowed = []
    for name, statement in REFUSED.items():
        try:
            with db.engine.begin() as connection:
                connection.execute(text(statement))
            allowed.append(name)
        except IntegrityError:
            continue
    assert allowed == []


@pytest.mark.usefixtures("first")
def test_migrating_twice_is_the_same_as_once() -> None:
    schema.upgrade()
    schema.upgrade()
    assert schema.fits()
    context = MigrationContext.configure(db.session.connection())
    assert compare_metadata(context, Base.metadata) == []


@pytest.mark.usefixtures("first")
def test_numbers_that_links_name_are_given_once_from_then_on() -> None:
    """SQLite's batch mode would lose it again: write such a table's next change with its text."""
    schema.upgrade()
    assert db.engine.dialect.name == "postgresql" or numbered_once() == {
        table.name
        for table in Base.metadata.tables.values()
        if table.dialect_options["sqlite"]["autoincrement"]
    }
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO trainers (name, feed_number) VALUES ('Neu', 0)"))
            assert connection.scalar(text("SELECT max(id) FROM trainers")) == 1002  # a gap
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def numbered_once() -> set[str]:
    made = "SELECT name FROM sqlite_master WHERE sql LIKE '%PRIMARY KEY AUTOINCREMENT%'"
    return set(db.session.scalars(text(made)))
