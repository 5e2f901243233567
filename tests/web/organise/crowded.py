"""An office with so many rows in every list, written past the rules for speed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, insert

from tests import cast
from wirworkshops.database import transaction
from wirworkshops.models.accounts import Account, Invitation, account_hosts, account_roles
from wirworkshops.models.funders import Funder
from wirworkshops.models.history import Event
from wirworkshops.models.hosts import Host
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.materials import Material
from wirworkshops.models.memos import Memo
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import (
    CallOff,
    Interest,
    Need,
    Rebooking,
    Registration,
)
from wirworkshops.models.templates import Template
from wirworkshops.models.trainers import Trainer, session_trainers
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import (
    Audience,
    Series,
    Session,
    Topic,
    Workshop,
    WorkshopLanguage,
    WorkshopText,
    workshop_audiences,
    workshop_topics,
)

FIRST = 100_000  # over every number that a verb has given
BEFORE = cast.NOW - timedelta(days=1)
LATER = cast.NOW + timedelta(days=14)

Row = dict[str, Any]
Maker = Callable[[int, dict[str, int]], Row]


def _slug(n: int) -> Row:
    return {"id": n, "slug": f"eintrag-{n}"}


def _workshop(n: int, at: dict[str, int]) -> Row:
    return _slug(n) | {
        "host_id": at["host"], "series_id": n, "status": "published", "published_at": cast.NOW,
        "changed_at": cast.NOW, "minimum": 5, "decide_at": cast.NOW,
    }  # fmt: skip


def _session(n: int, at: dict[str, int]) -> Row:
    return {"id": n, "uid": f"u-{n}", "workshop_id": n, "changed_at": cast.NOW, "room_id": n,
            "starts_at": LATER, "ends_at": LATER + timedelta(hours=2)}  # fmt: skip


def _person(n: int, at: dict[str, int]) -> Row:
    """Return somebody who has the name of another, so that both are likely doubles."""
    return {"id": n, "name": f"Mensch {n // 2}", "email": f"m{n}@ort.example",
            "identity": f"m{n}@ort.example mensch {n}", "folded": f"mensch {n}",
            "created_at": cast.NOW}  # fmt: skip


def _registration(n: int, at: dict[str, int]) -> Row:
    """One person in all workshops of the crowd, and a crowd in the group of one workshop."""
    return {"id": n, "workshop_id": n, "pool_id": n, "participant_id": at["person"],
            "status": "confirmed", "received_at": cast.NOW, "status_at": cast.NOW,
            "question": "Wo?"}  # fmt: skip


def _member(n: int, at: dict[str, int]) -> Row:
    return {"id": n + 10_000, "workshop_id": at["workshop"], "pool_id": at["pool"],
            "participant_id": n, "status": "confirmed", "received_at": cast.NOW, "seats": 0,
            "status_at": cast.NOW, "group_id": at["registration"]}  # fmt: skip


def _event(n: int, at: dict[str, int]) -> Row:
    return {"id": 3 * n, "at": BEFORE, "actor": "account", "account_id": n, "act": "published",
            "workshop_id": n, "facts": {}}  # fmt: skip


def _own_event(n: int, at: dict[str, int]) -> Row:
    return {"id": 3 * n + 1, "at": BEFORE, "actor": "account", "account_id": n,
            "act": "confirmed", "workshop_id": at["workshop"], "facts": {},
            "registration_id": at["registration"]}  # fmt: skip


def _event_of_account(n: int, at: dict[str, int]) -> Row:
    return {"id": 3 * n + 2, "at": BEFORE, "actor": "account", "account_id": n, "act": "invited",
            "thing": "account", "thing_id": n, "facts": {}}  # fmt: skip


def _account(n: int, at: dict[str, int]) -> Row:
    return {"id": n, "email": f"k{n}@buero.example", "name": f"Konto {n}", "active": True,
            "fs_uniquifier": f"u{n}", "created_at": cast.NOW}  # fmt: skip


def _invitation(n: int, at: dict[str, int]) -> Row:
    return {"account_id": n, "sent_at": cast.NOW, "expires_at": LATER}


def _mailing(n: int, at: dict[str, int]) -> Row:
    return {"id": n, "workshop_id": n, "account_id": n, "changed_at": cast.NOW,
            "subject": {"de": "Neues"}, "text": {"de": "Hallo"}, "status": "sent",
            "sent_at": cast.NOW}  # fmt: skip


def _own_mailing(n: int, at: dict[str, int]) -> Row:
    return _mailing(n, at) | {"id": n + 10_000, "workshop_id": at["workshop"]}


def _material(n: int, at: dict[str, int]) -> Row:
    return {"id": n, "workshop_id": at["workshop"], "title": f"Folien {n}", "phase": "before",
            "readers": "seats", "url": "https://a.example/", "visible_at": cast.NOW,
            "created_at": cast.NOW}  # fmt: skip


def _need(n: int, at: dict[str, int]) -> Row:
    return {"id": n, "registration_id": n, "kind": "interpreting", "language": "tr",
            "consented_at": cast.NOW, "owner_id": n, "state": "requested"}  # fmt: skip


# in this order, since one row names another
ROWS: dict[Any, Maker] = {
    Host: lambda n, _: _slug(n) | {"name": f"Verein {n}"},
    Series: lambda n, _: _slug(n) | {"name": {"de": f"Reihe {n}"}, "palette": "leaf"},
    Topic: lambda n, _: _slug(n) | {"name": {"de": f"Thema {n}"}},
    Audience: lambda n, _: _slug(n) | {"name": {"de": f"Gruppe {n}"}},
    Funder: lambda n, _: {"id": n, "name": f"Fonds {n}"},
    Venue: lambda n, _: _slug(n) | {"name": f"Haus {n}"},
    Room: lambda n, _: {"id": n, "venue_id": n, "name": "Saal"},
    Trainer: lambda n, _: {"id": n, "name": f"Leitung {n}"},
    Account: _account,
    account_hosts: lambda n, _: {"account_id": n, "host_id": n},
    account_roles: lambda n, at: {"account_id": n, "role_id": at["role"]},
    Invitation: _invitation,
    Workshop: _workshop,
    WorkshopText: lambda n, _: {"workshop_id": n, "language": "de", "title": f"Reden {n}"},
    WorkshopLanguage: lambda n, _: {"workshop_id": n, "language": "de"},
    workshop_topics: lambda n, _: {"workshop_id": n, "topic_id": n},
    workshop_audiences: lambda n, _: {"workshop_id": n, "audience_id": n},
    Session: _session,
    session_trainers: lambda n, at: {"session_id": n, "trainer_id": at["trainer"]},
    Pool: lambda n, _: {"id": n, "workshop_id": n, "capacity": 5, "taken": 1},
    Participant: _person,
    (Registration, "alone"): _registration,
    (Registration, "member"): _member,
    Need: _need,
    CallOff: lambda n, _: {"id": n, "workshop_id": n, "kind": "childcare", "language": ""},
    Rebooking: lambda n, _: {
        "id": n, "workshop_id": n, "session_id": n, "kind": "interpreting", "language": "tr",
        "was_at": cast.NOW, "owner_id": n,
    },
    Interest: lambda n, _: {
        "id": n, "workshop_id": n, "participant_id": n, "created_at": cast.NOW,
    },
    Memo: lambda n, at: {
        "id": n, "participant_id": at["person"], "account_id": n, "written_at": cast.NOW,
        "text": "Ruft an.",
    },
    Contingent: lambda n, at: {
        "id": n, "pool_id": at["pool"], "name": f"Kita {n}", "until_at": LATER,
    },
    (Mailing, "of all"): _mailing,
    (Mailing, "of one"): _own_mailing,
    Material: _material,
    Template: lambda n, _: {
        "id": n, "host_id": n, "name": f"Vorlage {n}", "content": {}, "changed_at": cast.NOW,
    },
    (Event, "of all"): _event,
    (Event, "of one"): _own_event,
    (Event, "of accounts"): _event_of_account,
}  # fmt: skip


def fill(start: int, end: int, at: dict[str, int]) -> None:
    """Bring every table from start to end rows of the crowd."""
    with transaction() as session:
        for key, maker in ROWS.items():
            model = key[0] if isinstance(key, tuple) else key
            statement = insert(model if isinstance(model, Table) else model.__table__)
            rows = [maker(n, at) for n in range(FIRST + start, FIRST + end)]
            session.connection().execute(statement, rows)
