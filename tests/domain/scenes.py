"""What the tests of the domain ask and say again and again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.visitors import all_at_once
from wirworkshops.database import db
from wirworkshops.domain import registrations
from wirworkshops.domain.history import office
from wirworkshops.errors import Refusal
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

ADA = office(None)  # type: ignore[arg-type]  # somebody of the office; no account is needed here


def kinds(registration: Registration) -> list[str]:
    """Return the letters about a registration, in the order in which they were queued."""
    return [letter.kind for letter in letters(registration)]


def letters(registration: Registration) -> list[Letter]:
    db.session.rollback()
    query = select(Letter).where(Letter.registration_id == registration.id)
    return list(db.session.scalars(query.order_by(Letter.id)))


def letters_of(kind: str) -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def counts(of: Workshop | Pool) -> tuple[int, int, int]:
    """Return how many seats are taken, waited for and reserved in a pool, or the first one."""
    pool: Pool = cast.fresh(of.pool if isinstance(of, Workshop) else of)
    return pool.taken, pool.waiting, pool.reserved


def statuses(rows: Iterable[Registration]) -> list[str]:
    return [cast.fresh(row).status for row in rows]


def acts(registration: Registration) -> list[str]:
    db.session.rollback()
    query = select(Event.act).where(Event.registration_id == registration.id)
    return list(db.session.scalars(query.order_by(Event.id)))


def refused(code: str, act: Callable[..., Any], *args: Any, **values: Any) -> str:
    """Expect a refusal; return its detail."""
    with pytest.raises(Refusal) as caught:
        act(*args, **values)
    assert caught.value.code == code
    return caught.value.sentence


def at_once(app: Flask, acts: Sequence[Callable[[], object]]) -> list[str]:
    """Let threads act at the same moment; return what became of each: "done" or a code.

    A fault of ours (a deadlock, a CHECK) comes back as it is, and equals neither.
    """

    def act(index: int) -> str:
        with app.app_context():
            try:
                acts[index]()
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()
        return "done"

    return all_at_once(len(acts), act)


def group(workshop: Workshop, seats: int, number: int = 50, **values: Any) -> Registration:
    """Sign up a group, by somebody whose mailbox is known to be hers."""
    contact = cast.sign_up(workshop, cast.somebody(number, seats=seats, **values))
    registrations.confirm(contact)
    return cast.fresh(contact)  # type: ignore[no-any-return]


def through(
    contingent: Contingent, workshop: Workshop, number: int, seats: int = 1
) -> Registration:
    """Sign somebody up with a contingent's link."""
    application = cast.somebody(number, seats=seats)
    outcome = registrations.sign_up(workshop, application, contingent=contingent)
    assert outcome.registration
    return outcome.registration
