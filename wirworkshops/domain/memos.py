"""Memos: short notes of the office on a person or a registration; never in any export."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Gone, Invalid
from wirworkshops.models.memos import Memo
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration

MOST_SIGNS = 1000


@verb
def on_person(person: Participant, text: str, *, by: Actor) -> None:
    """Write something down about a person. Raises Invalid where it is empty or too long."""
    _write(Memo(participant_id=person.id), text, by)
    history.record("memo", by=by, thing=("participant", person.id))


@verb
def on_registration(registration: Registration, text: str, *, by: Actor) -> None:
    """Write something down about one registration. Raises Gone where its person is deleted."""
    if registration.participant_id is None:
        raise Gone("deleted")
    _write(Memo(registration_id=registration.id), text, by)
    history.record(
        "memo", by=by, workshop_id=registration.workshop_id, registration_id=registration.id
    )


def _write(memo: Memo, text: str, by: Actor) -> None:
    memo.text, memo.account_id, memo.written_at = text.strip(), by.account_id, clock.now()
    if not 1 <= len(memo.text) <= MOST_SIGNS:
        raise Invalid("memo-empty")
    db.session.add(memo)


@verb
def remove(memo: Memo, *, by: Actor) -> None:
    """Throw a memo away; that there was one stays in the history."""
    if memo.registration_id is None:
        history.record("memo-removed", by=by, thing=("participant", memo.participant_id))
    else:
        registration = db.session.get_one(Registration, memo.registration_id)
        history.record(
            "memo-removed",
            by=by,
            workshop_id=registration.workshop_id,
            registration_id=registration.id,
        )
    db.session.delete(memo)


# Queries


def of_person(participant_id: int) -> list[Memo]:
    return _newest(Memo.participant_id == participant_id)


def of_registration(registration_id: int) -> list[Memo]:
    return _newest(Memo.registration_id == registration_id)


def _newest(about: object) -> list[Memo]:
    query = select(Memo).where(about).options(joinedload(Memo.account))  # type: ignore[arg-type]
    return list(db.session.scalars(query.order_by(Memo.id.desc())))


def with_memos(registration_ids: Sequence[int]) -> set[int]:
    """Return which of these registrations somebody has written about."""
    query = select(Memo.registration_id).where(Memo.registration_id.in_(registration_ids))
    return {number for number in db.session.scalars(query.distinct()) if number}


def by_id(memo_id: int) -> Memo | None:
    return db.session.get(Memo, memo_id)
