"""Attending: which sessions of a workshop one registration is for.

All of them; at a conference those that everybody attends, and those that she has chosen.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import states
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.workshops import Session, Workshop


def is_chosen(session: Session) -> bool:
    """Whether people choose this session: it has a pool of its own."""
    return pool_of(session) is not None


def pool_of(session: Session) -> Pool | None:
    """Return the pool of a session that people choose."""
    found = [pool for pool in session.workshop.pools if pool.session_id == session.id]
    return found[0] if found else None


def has_choices(workshop: Workshop) -> bool:
    return any(pool.kind == "session" for pool in workshop.pools)


def chosen_by(registration: Registration) -> set[int]:
    """Return the ids of the pools of the sessions she has chosen."""
    mine = Choice.registration_id == registration.id
    return set(db.session.scalars(select(Choice.pool_id).where(mine, Choice.left_at.is_(None))))


def chosen_in(workshop: Workshop) -> dict[int, frozenset[int]]:
    """Return the pools of the sessions that each registration of a workshop has chosen."""
    if not has_choices(workshop):
        return {}
    pools = [pool.id for pool in workshop.pools if pool.kind == "session"]
    query = select(Choice.registration_id, Choice.pool_id).where(
        Choice.pool_id.in_(pools), Choice.left_at.is_(None)
    )
    found: dict[int, set[int]] = {}
    for registration_id, pool_id in db.session.execute(query):
        found.setdefault(registration_id, set()).add(pool_id)
    return {number: frozenset(chosen) for number, chosen in found.items()}


def sessions_of(registration: Registration) -> list[Session]:
    """Return the sessions she attends, called off or not, in order."""
    workshop = registration.workshop
    if not has_choices(workshop):
        return list(workshop.sessions)
    return _with(chosen_by(registration), workshop)


def sessions_of_each(
    workshop: Workshop, registrations: Iterable[Registration]
) -> list[tuple[Registration, list[Session]]]:
    """Return the same for several registrations of a workshop, in one query for all of them."""
    chosen = chosen_in(workshop)
    return [(row, _with(chosen.get(row.id, ()), workshop)) for row in registrations]


def _with(chosen: Collection[int], workshop: Workshop) -> list[Session]:
    """Return the sessions for everybody, and those of the pools chosen."""
    left_out = {
        pool.session_id
        for pool in workshop.pools
        if pool.kind == "session" and pool.id not in chosen
    }
    return [session for session in workshop.sessions if session.id not in left_out]


def left_by(registration: Registration) -> list[Session]:
    """Return the sessions she had chosen and gave up, by themselves or with her seat, in order."""
    workshop = registration.workshop
    if not has_choices(workshop):
        return []
    mine = Choice.registration_id == registration.id
    query = select(Choice.pool_id).where(mine, Choice.left_at.is_not(None))
    pools = set(db.session.scalars(query))
    left = {pool.session_id for pool in workshop.pools if pool.id in pools}
    return [session for session in workshop.sessions if session.id in left]


def upcoming(registration: Registration) -> list[Session]:
    """Return her sessions that are planned and not yet over: those calendars care about."""
    now = clock.now()
    return [s for s in sessions_of(registration) if not s.is_cancelled and s.ends_at > now]


def groups_of(workshop_id: int) -> list[Registration]:
    """Return the contacts of firm groups, in order of receipt."""
    query = (
        select(Registration)
        .where(
            Registration.workshop_id == workshop_id,
            Registration.status == "confirmed",
            Registration.group_id.is_(None),
            or_(Registration.seats > 1, ~Registration.attends),
        )
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


def clashes(registration: Registration) -> list[Session]:
    """Return the sessions of her other seats that run at the same time as one of hers."""
    if registration.participant_id is None or not registration.attends:
        return []
    own = upcoming(registration)
    return meanwhile(registration.participant_id, own, but=registration.id)


def meanwhile(participant_id: int, own: Collection[Session], *, but: int) -> list[Session]:
    """Return the sessions of somebody's seats, those of one registration left out, that run at
    the same time as one of these."""
    if not own:
        return []
    query = (
        select(Registration)
        .where(
            Registration.participant_id == participant_id,
            Registration.id != but,
            Registration.status.in_(states.TAKING),
        )
        .options(
            joinedload(Registration.workshop).options(
                selectinload(Workshop.sessions), selectinload(Workshop.pools)
            )
        )
    )
    others = [row for row in db.session.scalars(query) if row.attends]
    return [
        session
        for other in others
        for session in upcoming(other)
        if any(session.starts_at < one.ends_at and one.starts_at < session.ends_at for one in own)
    ]
