"""Filling in the form of a workshop, and what came of it."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop

NEW = "/organise/workshops/new"


def row(number: int = 0, day: str = "2027-04-15", **values: str) -> dict[str, str]:
    given = {"day": day, "begin": "18:00", "end": "20:00"} | values
    return {f"sessions-{number}-{name}": value for name, value in given.items()}


def typed(**values: Any) -> dict[str, Any]:
    """Return what somebody types who is short of time."""
    given = {
        "title": "Dialog im Nordend",
        "kind": "dialogue",
        "host_id": str(cast.host().id),
        "capacity": "12",
        "signup_mode": "form",
        "waiting_list": "y",
        "spoken": ["de"],
        "act": "save",
    }
    return given | row() | values


def of(workshop: Workshop) -> dict[str, Any]:
    """Return what the form of a workshop with one session holds before anything is typed."""
    session = workshop.sessions[0]
    begin, end = clock.local(session.starts_at), clock.local(session.ends_at)
    rows = row(
        id=str(session.id), day=f"{begin:%Y-%m-%d}", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}"
    )
    text = workshop.text("de")
    return (
        typed(
            title=text.title,
            summary=text.summary,
            capacity=str(workshop.pool.capacity),
            kind=workshop.kind,
            seen_at=workshop.changed_at.isoformat(),
        )
        | rows
    )


def edit(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/edit"


def send(client: FlaskClient, path: str, data: dict[str, Any]) -> Any:
    token = client.token(path)
    return client.post(path, data=MultiDict(data | {"csrf_token": token}))


def newest() -> Workshop:
    db.session.rollback()
    found = db.session.scalars(select(Workshop).order_by(Workshop.id.desc())).first()
    assert found is not None
    return found


def letters(kind: str) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Letter).where(Letter.kind == kind)).all())
