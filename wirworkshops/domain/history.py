"""Writing history: each verb leaves one line on the thing it changed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.models.history import Event


@dataclass(frozen=True)
class Actor:
    """Who acts: an account of the office, the participant herself, or the worker."""

    kind: str
    account_id: int | None = None


PARTICIPANT = Actor("participant")
WORKER = Actor("worker")


def office(account_id: int) -> Actor:
    return Actor("office", account_id)


def record(
    act: str,
    *,
    by: Actor,
    workshop_id: int | None = None,
    registration_id: int | None = None,
    thing: tuple[str, int | None] = ("", None),
    reason: str = "",
    **facts: Any,
) -> None:
    """Add a line; facts are numbers, times and codes, never names or addresses.

    thing names what was changed beside workshops and registrations: ("venue", its number).

    reason is what the office wrote about an exception; it is deleted with the person.
    """
    event = Event(
        at=clock.now(),
        actor=by.kind,
        account_id=by.account_id,
        act=act,
        workshop_id=workshop_id,
        registration_id=registration_id,
        thing=thing[0],
        thing_id=thing[1],
        facts=facts,
        reason=reason,
    )
    db.session.add(event)


def of_workshop(workshop_id: int, *, limit: int = 200) -> list[Event]:
    """Return the newest lines about a workshop and its registrations."""
    query = (
        select(Event)
        .where(Event.workshop_id == workshop_id)
        .options(joinedload(Event.account))
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def of_thing(thing: str, thing_id: int, *, limit: int = 200) -> list[Event]:
    """Return the newest lines about something beside workshops and registrations."""
    query = (
        select(Event)
        .where(Event.thing == thing, Event.thing_id == thing_id)
        .options(joinedload(Event.account))
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def of_registration(registration_id: int) -> list[Event]:
    """Return the lines about one registration, newest first."""
    query = (
        select(Event)
        .where(Event.registration_id == registration_id)
        .options(joinedload(Event.account))
        .order_by(Event.id.desc())
    )
    return list(db.session.scalars(query))
