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
from wirworkshops.domain import history, locks, moves, seats, states
from wirworkshops.domain.history import PARTICIPANT, Actor
from wirworkshops.errors import Conflict, Gone
from wirworkshops.models.registrations import (
    CallOff,
    Choice,
    Need,
    Rebooking,
    Registration,
)
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


@dataclass(frozen=True)
class Wanted:
    """What somebody says she needs, all of it, and how she agreed that we note it.

    need_text says what the need "other" is, need_language into which one to interpret, need_diet
    what matters to her in food.
    """

    needs: tuple[str, ...] = ()
    need_text: str = ""
    need_language: str = ""
    need_diet: str = ""
    shares_needs: bool = False
    consent: str = "web"

    def rows(self) -> list[Need]:
        """Return a new row for each, said and agreed to now."""
        now, texts = clock.now(), {"other": self.need_text, "diet": self.need_diet}
        return [
            Need(
                kind=kind,
                text=texts.get(kind, ""),
                language=self.need_language if kind == "interpreting" else "",
                consented_at=now,
                consent=self.consent,
                shared_at=now if self.shares_needs else None,
            )
            for kind in self.needs
        ]


def can_change(registration: Registration) -> bool:
    """Whether somebody may still say what she needs: while she comes, and a date is left."""
    workshop = registration.workshop
    still = workshop.ends_at > clock.now() or seats.has_open_date(workshop)
    return still and registration.status in states.ACTIVE and not moves.is_over(registration)


# Parts of other verbs


def replace(registration: Registration, wanted: list[Need]) -> None:
    """Put what somebody needs in the place of what she said before, as she signs up anew.

    What was booked for it stays booked where she needs the same again, and else is to be
    called off.
    """
    _put(registration, wanted)
    given = {kind_of(need): need for need in wanted}
    for need in registration.needs:
        new = given[kind_of(need)]
        need.consented_at, need.consent = new.consented_at, new.consent
        need.state = need.state if need.state in BOOKED else "open"


def _put(registration: Registration, wanted: list[Need]) -> None:
    """Keep the rows of what she needs as before, as tasks of the office; add and drop others."""
    before, kept, off = list(registration.needs), [], []
    for new in wanted:
        same = next((old for old in before if kind_of(old) == kind_of(new)), None)
        if same is None:
            kept.append(new)
            continue
        before.remove(same)
        kept.append(same)
        same.shared_at = new.shared_at and (same.shared_at or new.shared_at)
        if same.text != new.text:  # another one of its kind: nothing is done about it yet
            off += [same] if same.state in BOOKED else []
            same.text, same.state = new.text, "open"
            same.consented_at, same.consent = new.consented_at, new.consent
    _call_off(registration, off + [old for old in before if old.state in BOOKED])
    registration.needs = kept


def drop(registration: Registration) -> None:
    """Delete what somebody needed who has left; what was booked for a date to come is to be
    called off."""
    if registration.workshop.ends_at > clock.now():
        _call_off(registration, [need for need in registration.needs if need.state in BOOKED])
    registration.needs = []


def _call_off(registration: Registration, booked: list[Need]) -> None:
    """Leave word that something is to be called off, where nobody else needs it."""
    others = booked_for_others(registration) if booked else set()
    for need in booked:
        if kind_of(need) in others:
            continue
        db.session.add(
            CallOff(
                workshop_id=registration.workshop_id,
                kind=need.kind,
                language=need.language,
                owner_id=need.owner_id,
            )
        )


def booked_for_others(registration: Registration) -> set[Kind]:
    """Return what others in her workshop still need, of what is booked once for all."""
    query = (
        select(Need)
        .join(Need.registration)
        .where(
            Registration.workshop_id == registration.workshop_id,
            Registration.id != registration.id,
            Registration.status.in_(states.ACTIVE),
            Need.state.in_(BOOKED),
            Need.kind.in_(COMMON),
        )
    )
    return {kind_of(need) for need in db.session.scalars(query)}


def kind_of(need: Need | CallOff | Rebooking) -> Kind:
    return Kind(need.kind, need.language or "")


def copies(needs: Iterable[Need]) -> list[Need]:
    """Return the same needs anew, with nothing done about them yet."""
    return [
        Need(
            kind=need.kind,
            text=need.text,
            language=need.language,
            consented_at=need.consented_at,
            consent=need.consent,
            shared_at=need.shared_at,
        )
        for need in needs
    ]


# Verbs of the participant, and of the office for who rings or writes


@verb
def change(registration: Registration, wanted: Wanted, *, by: Actor = PARTICIPANT) -> list[Need]:
    """Put what somebody says she needs now in the place of what she said before.

    Returns what is new to the office by it. Raises Gone where she is deleted, Conflict where
    she does not come or all dates are over.
    """
    with locks.seats_for(registration):
        if registration.participant_id is None:
            raise Gone("deleted")
        if not can_change(registration):
            raise Conflict("needs-closed")
        before = _said(registration)
        _put(registration, wanted.rows())
        if _said(registration) != before:
            _record("needs-changed", registration, by=by)
        known = {said[:2] for said in before}
        return [need for need in registration.needs if _words(need) not in known]


def _said(registration: Registration) -> set[tuple[Kind, str, bool]]:
    return {(*_words(need), need.shared_at is not None) for need in registration.needs}


def _words(need: Need) -> tuple[Kind, str]:
    return kind_of(need), need.text


@verb
def forget_needs_of(registration: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Delete what somebody said she needs: she has taken her consent back."""
    with locks.seats_for(registration):
        if not registration.needs:
            return
        _put(registration, [])
        _record("needs-forgotten", registration, by=by)


@verb
def share(registration: Registration) -> None:
    """Let trainers and caterers know whose needs these are; she agrees to it apart."""
    with locks.seats_for(registration):
        for need in registration.needs:
            need.shared_at = need.shared_at or clock.now()
        _record("needs-shared", registration)


@verb
def unshare(registration: Registration) -> None:
    """Let nobody but the office know any more whose needs these are."""
    with locks.seats_for(registration):
        for need in registration.needs:
            need.shared_at = None
        _record("needs-unshared", registration)


def _record(act: str, registration: Registration, *, by: Actor = PARTICIPANT) -> None:
    """Add a line about the workshop, not about her: whoever reads hers learns nothing."""
    history.record(act, by=by, workshop_id=registration.workshop_id)


# Verbs of the office


@verb
def note_export(workshop_ids: Iterable[int], *, by: Actor) -> None:
    """Leave a line at each workshop that somebody took its needs along as a file."""
    for workshop_id in sorted(set(workshop_ids)):
        history.record("needs-exported", by=by, workshop_id=workshop_id)


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
            *who_chose(workshop, session),
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


def who_chose(workshop: Workshop, session: Session | None) -> list[ColumnElement[bool]]:
    """Return the condition that somebody attends a session; none where everybody does."""
    pools = [pool.id for pool in workshop.pools if session and pool.session_id == session.id]
    if not pools:
        return []
    chose = select(Choice.registration_id).where(
        Choice.pool_id.in_(pools), Choice.left_at.is_(None)
    )
    return [Registration.id.in_(chose)]
