"""Needs: what somebody needs in order to take part, and her consent to it.

Seen only by those who act on them. How they are met, task by task: arranging.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, states
from wirworkshops.domain.history import PARTICIPANT, Actor
from wirworkshops.models.registrations import CallOff, Choice, Need, Registration
from wirworkshops.models.workshops import Session, Workshop

BOOKED = frozenset({"requested", "arranged"})  # somebody outside knows of it
# what is booked once for all who need it
COMMON = frozenset({"sign-language", "live-captions", "hearing-loop", "interpreting"})


@dataclass(frozen=True)
class Kind:
    """What is needed; two people with the same one need the same."""

    name: str
    language: str = ""


@dataclass(frozen=True)
class Count:
    """How many need something, and of whom others may know that it is she."""

    kind: Kind
    number: int
    shared: list[Need]


# Parts of other verbs


def replace(registration: Registration, wanted: list[Need]) -> None:
    """Put what somebody needs in the place of what she said before.

    What was booked for it stays booked where she needs the same again, and else is to be
    called off.
    """
    before = list(registration.needs)
    for need in wanted:
        same = next((old for old in before if kind_of(old) == kind_of(need)), None)
        if same:
            before.remove(same)
            need.owner, need.state, need.note = same.owner, _again(same.state), same.note
    _call_off(registration, [old for old in before if old.state in BOOKED])
    registration.needs = wanted


def _again(state: str) -> str:
    return state if state in BOOKED else "open"


def _call_off(registration: Registration, booked: list[Need]) -> None:
    """Leave word that something is to be called off, where nobody else needs it."""
    others = _booked_for_others(registration) if booked else set()
    for need in booked:
        if need.kind in COMMON and kind_of(need) in others:
            continue
        db.session.add(
            CallOff(
                workshop_id=registration.workshop_id,
                kind=need.kind,
                language=need.language,
                owner_id=need.owner_id,
            )
        )


def _booked_for_others(registration: Registration) -> set[Kind]:
    query = (
        select(Need)
        .join(Need.registration)
        .where(
            Registration.workshop_id == registration.workshop_id,
            Registration.id != registration.id,
            Registration.status.in_(states.ACTIVE),
            Need.state.in_(BOOKED),
        )
    )
    return {kind_of(need) for need in db.session.scalars(query)}


def kind_of(need: Need | CallOff) -> Kind:
    return Kind(need.kind, need.language or "")


def copies(needs: Iterable[Need]) -> list[Need]:
    """Return the same needs anew, with nothing done about them yet."""
    return [
        Need(
            kind=need.kind,
            text=need.text,
            language=need.language,
            consented_at=need.consented_at,
            shared_at=need.shared_at,
        )
        for need in needs
    ]


# Verbs of the participant


@verb
def forget_needs_of(registration: Registration) -> None:
    """Delete what somebody said she needs: she has taken her consent back."""
    if not registration.needs:
        return
    replace(registration, [])
    history.record(
        "needs-forgotten",
        by=PARTICIPANT,
        workshop_id=registration.workshop_id,
        registration_id=registration.id,
    )


@verb
def share(registration: Registration) -> None:
    """Let trainers and caterers know whose needs these are; she agrees to it apart."""
    for need in registration.needs:
        need.shared_at = need.shared_at or clock.now()
    _record("needs-shared", registration)


@verb
def unshare(registration: Registration) -> None:
    """Let nobody but the office know any more whose needs these are."""
    for need in registration.needs:
        need.shared_at = None
    _record("needs-unshared", registration)


def _record(act: str, registration: Registration) -> None:
    """Add a line about the workshop, not about her: whoever reads hers learns nothing."""
    history.record(act, by=PARTICIPANT, workshop_id=registration.workshop_id)


# Verbs of the office


@verb
def note_export(workshop: Workshop, *, by: Actor) -> None:
    """Leave a line that somebody took the needs along as a file."""
    history.record("needs-exported", by=by, workshop_id=workshop.id)


# Queries


def by_id(need_id: int) -> Need | None:
    """Return a need with whose it is."""
    registration = joinedload(Need.registration)
    loads = (
        registration.joinedload(Registration.participant),
        registration.joinedload(Registration.workshop),
    )
    return db.session.scalars(select(Need).where(Need.id == need_id).options(*loads)).one_or_none()


def count(workshop_id: int) -> int:
    """Return how many registrations that still count have needs."""
    query = (
        select(func.count(func.distinct(Need.registration_id)))
        .join(Registration, Registration.id == Need.registration_id)
        .where(Registration.workshop_id == workshop_id, Registration.status.in_(states.ACTIVE))
    )
    return db.session.scalar(query) or 0


def counts(workshop: Workshop, session: Session | None = None) -> list[Count]:
    """Return what those with a seat need and how many, of a whole workshop or one session.

    At a conference a session's are those of the people who chose it.
    """
    query = (
        select(Need)
        .join(Need.registration)
        .where(
            Registration.workshop_id == workshop.id,
            Registration.status.in_(states.TAKING),
            Need.state.not_in(("impossible", "unneeded")),
            *_who_chose(workshop, session),
        )
        .options(joinedload(Need.registration).joinedload(Registration.participant))
        .order_by(Registration.received_at, Need.id)
    )
    rows = list(db.session.scalars(query))
    numbers = Counter(kind_of(need) for need in rows)
    return [
        Count(kind, number, [row for row in rows if row.shared_at and kind_of(row) == kind])
        for kind, number in numbers.items()
    ]


def _who_chose(workshop: Workshop, session: Session | None) -> list[ColumnElement[bool]]:
    pools = [pool.id for pool in workshop.pools if session and pool.session_id == session.id]
    if not pools:
        return []
    chose = select(Choice.registration_id).where(
        Choice.pool_id.in_(pools), Choice.left_at.is_(None)
    )
    return [Registration.id.in_(chose)]
