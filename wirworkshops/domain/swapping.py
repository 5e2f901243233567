"""Swapping: two people change places, in one act of the office.

Those of two workshops take over each other's seat with its half, its contingent and the sessions
chosen; those of one conference each other's session. Nobody moves up in between, and no number of
seats changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    attending,
    choices,
    history,
    locks,
    moves,
    outbox,
    registrations,
    states,
    transfers,
)
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


def can_swap(registration: Registration) -> bool:
    """Whether somebody has a firm seat of her own to give for another workshop's."""
    return (
        registration.status == "confirmed"
        and registration.group_id is None
        and not moves.is_group(registration)
        and registration.participant is not None
    )


@dataclass(frozen=True)
class Place:
    """What somebody gives up: a seat in one half, of a contingent or not, and sessions chosen."""

    pool: Pool
    contingent: Contingent | None
    chosen: frozenset[int]


def _place_of(registration: Registration) -> Place:
    chosen = frozenset(attending.chosen_by(registration))
    return Place(registration.pool, registration.contingent, chosen)


# Between two workshops


@verb
def swap(
    one: Registration, other: Registration, *, by: Actor, knows_overlap: bool = False
) -> tuple[Registration, Registration]:
    """Let two people of two workshops change places; both are firm afterwards.

    Returns their new registrations, each in the other's workshop. Raises Conflict where one
    of them is not firm, comes in a group or is known in both, a workshop has begun, or one has
    something else at the same time then and the office has not said that it knows.
    """
    with locks.seats_of_both(one.workshop, other.workshop):
        for row in (one, other):
            db.session.refresh(row)
        _refuse_unless_possible(one, other)
        found = [] if knows_overlap else clashes(one, other)
        places, here, there = [_place_of(one), _place_of(other)], one.workshop, other.workshop
        moved = [_carried(one, there), _carried(other, here)]
        if found:
            raise Conflict("swap-overlap")
        registrations.leave(one, by=by, moved_to=there.id)
        registrations.leave(other, by=by, moved_to=here.id)
        for row, place in zip(moved, reversed(places), strict=True):
            _take(row, place, by=by)
        for row, source in zip(moved, (here, there), strict=True):
            _tell(row, source, by=by)
        return moved[0], moved[1]


def _refuse_unless_possible(one: Registration, other: Registration) -> None:
    if one.workshop_id == other.workshop_id:
        raise Conflict("swap-same")
    if one.participant_id == other.participant_id:
        raise Conflict("swap-self")
    if not (can_swap(one) and can_swap(other)):
        raise Conflict("swap-not-firm")
    for row in (one, other):
        transfers.refuse_unless_open(row.workshop)


def _carried(registration: Registration, target: Workshop) -> Registration:
    moved = transfers.carry_over(registration, target)
    if moved is None:
        raise Conflict("swap-known")
    return moved


def _take(moved: Registration, place: Place, *, by: Actor) -> None:
    """Bring somebody onto the place that the other has just left."""
    moved.pool, moved.contingent = place.pool, place.contingent
    moved.verified_at = moved.verified_at or clock.now()
    moves.move(moved, "confirmed", by=by)
    for pool in moved.workshop.pools:
        if pool.id in place.chosen:
            moves.take_session(moved, pool)
    db.session.flush()


def _tell(moved: Registration, source: Workshop, *, by: Actor) -> None:
    outbox.tell_firm("confirmed", moved)
    history.record(
        "changed-places",
        by=by,
        workshop_id=moved.workshop_id,
        registration_id=moved.id,
        source=source.id,
    )


# Between two sessions of a conference


@verb
def swap_sessions(
    one: Registration,
    other: Registration,
    pool_id: int,
    *,
    by: Actor,
    knows_overlap: bool = False,
) -> None:
    """Give somebody another's session, and that one hers of the same time; calendars follow.

    pool_id is the pool of the session that the other has chosen. Raises Conflict where she has
    none at that time, one of the two sessions has begun or is called off, or one has something
    else at the same time then and the office has not said that it knows.
    """
    with locks.seats_for(one):
        db.session.refresh(other)
        pools = _pair(one, other, pool_id)
        if not knows_overlap and _clashes_between(one, other, pools):
            raise Conflict("swap-overlap")
        before = [_calendar(row) for row in (one, other)]
        for row, pool in zip((one, other), pools, strict=True):
            moves.leave_session(row, pool)
        for row, pool in zip((one, other), reversed(pools), strict=True):
            moves.take_session(row, pool)
        db.session.flush()
        for row, sessions in zip((one, other), before, strict=True):
            choices.tell(row, sessions)
            history.record(
                "changed-places", by=by, workshop_id=row.workshop_id, registration_id=row.id
            )


def _calendar(registration: Registration) -> set[int]:
    return {session.id for session in attending.upcoming(registration)}


def _pair(one: Registration, other: Registration, pool_id: int) -> tuple[Pool, Pool]:
    """Return the pools of the two sessions: her own at that time, and the other's."""
    if one.workshop_id != other.workshop_id or one.id == other.id:
        raise Conflict("swap-session")
    if not all(row.status == "confirmed" and row.attends for row in (one, other)):
        raise Conflict("swap-not-firm")
    hers, theirs = attending.chosen_by(one), attending.chosen_by(other)
    for slot in choices.slots(one.workshop):
        pools = {pool.id: pool for _, pool in slot}
        mine = hers & pools.keys()
        if pool_id not in pools or pool_id not in theirs or not mine or pool_id in mine:
            continue
        own = pools[mine.pop()]
        if any(s.starts_at <= clock.now() for s, pool in slot if pool.id in (own.id, pool_id)):
            raise Conflict("choice-begun")
        return own, pools[pool_id]
    raise Conflict("swap-session")


# Queries


@dataclass(frozen=True)
class Clash:
    """Somebody who would have something else at the same time, and the sessions it is."""

    registration: Registration
    sessions: list[Session]


def clashes(one: Registration, other: Registration) -> list[Clash]:
    """Return what two people of two workshops would have twice at a time after a swap."""
    return _found((one, attending.upcoming(other)), (other, attending.upcoming(one)))


def session_clashes(one: Registration, other: Registration, pool_id: int) -> list[Clash]:
    """Return the same for two sessions of a conference; raises Conflict as the swap does."""
    return _clashes_between(one, other, _pair(one, other, pool_id))


def _clashes_between(
    one: Registration, other: Registration, pools: tuple[Pool, Pool]
) -> list[Clash]:
    sessions = {session.id: session for session in one.workshop.sessions}
    hers, theirs = (sessions[pool.session_id or 0] for pool in pools)
    return _found((one, [theirs]), (other, [hers]))


def _found(*gets: tuple[Registration, list[Session]]) -> list[Clash]:
    """Return who has something else at the time of what she would get."""
    found = [
        Clash(row, attending.meanwhile(row.participant_id or 0, sessions, but=row.id))
        for row, sessions in gets
    ]
    return [clash for clash in found if clash.sessions]


def partners(registration: Registration, workshop: Workshop) -> list[Registration]:
    """Return those of another workshop who can change places with somebody, by name."""
    known = registration.participant_id
    here = select(Registration.participant_id).where(
        Registration.workshop_id == registration.workshop_id,
        Registration.status.in_(states.ACTIVE),
        Registration.participant_id.is_not(None),
    )
    query = _firm(workshop).where(
        Registration.group_id.is_(None),
        Registration.attends,
        Registration.seats == 1,
        Registration.participant_id != known,
        Registration.participant_id.not_in(here),
    )
    return list(db.session.scalars(query))


def session_partners(registration: Registration) -> list[tuple[Registration, Pool]]:
    """Return who has another session at a time at which she has one, and the pool of hers."""
    workshop, hers = registration.workshop, attending.chosen_by(registration)
    others = [
        pool
        for slot in _coming(choices.slots(workshop))
        if any(pool.id in hers for _, pool in slot)
        for _, pool in slot
        if pool.id not in hers
    ]
    chosen = attending.chosen_in(workshop)
    rows = [] if not others else db.session.scalars(_firm(workshop)).all()
    return [
        (row, pool)
        for pool in others
        for row in rows
        if row.id != registration.id and pool.id in chosen.get(row.id, ())
    ]


def _coming(slots: Iterable[list[choices.Option]]) -> list[list[choices.Option]]:
    now = clock.now()
    return [slot for slot in slots if all(session.starts_at > now for session, _ in slot)]


def _firm(workshop: Workshop) -> Select[Registration]:
    return (
        select(Registration)
        .join(Registration.participant)
        .where(
            Registration.workshop_id == workshop.id,
            Registration.status == "confirmed",
            Registration.attends,
        )
        .options(joinedload(Registration.participant))
        .order_by(Participant.folded, Registration.id)
    )
