"""Choices: the sessions of a conference that each person picks, one for each time slot."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, history, locks, moves, outbox, states
from wirworkshops.domain.history import PARTICIPANT, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop

Option = tuple[Session, Pool]


def slots(workshop: Workshop) -> list[list[Option]]:
    """Return the sessions one chooses from, by time slot: those that overlap are one slot."""
    pools = {pool.session_id: pool for pool in workshop.pools if pool.kind == "session"}
    found: list[list[Option]] = []
    for session in sorted(workshop.sessions, key=lambda one: (one.starts_at, one.id)):
        if session.id not in pools or session.is_cancelled:
            continue
        option = (session, pools[session.id])
        if found and _overlap(found[-1], session):
            found[-1].append(option)
        else:
            found.append([option])
    return found


def _overlap(slot: list[Option], session: Session) -> bool:
    return any(
        session.starts_at < other.ends_at and other.starts_at < session.ends_at for other, _ in slot
    )


@verb
def choose(registration: Registration, pool_ids: Iterable[int], *, by: Actor = PARTICIPANT) -> None:
    """Take exactly these sessions; calendars follow. Choosing the same again changes nothing.

    Raises Conflict where she has no seat, a session is full or has begun; Invalid for two
    in one slot, or what is no choice here.
    """
    with locks.seats_for(registration):
        if registration.status not in states.TAKING or not registration.attends:
            raise Conflict("choice-without-seat")
        wanted, before = set(pool_ids), attending.chosen_by(registration)
        _check(registration.workshop, wanted, before)
        if wanted == before:
            return
        calendars = {session.id for session in attending.upcoming(registration)}
        _write(registration, wanted, before)
        history.record(
            "chose",
            by=by,
            workshop_id=registration.workshop_id,
            registration_id=registration.id,
            sessions=len(wanted),
        )
        if registration.status == "confirmed":
            tell(registration, calendars)


def _check(workshop: Workshop, wanted: set[int], before: set[int]) -> None:
    offered = slots(workshop)
    options = {pool.id: (session, pool) for slot in offered for session, pool in slot}
    if not wanted <= options.keys() | before:
        raise Invalid("choice-unknown")
    if any(sum(pool.id in wanted for _, pool in slot) > 1 for slot in offered):
        raise Invalid("choice-twice")
    for number in wanted ^ before:
        session, pool = options.get(number, (None, None))
        if session and session.starts_at <= clock.now():
            raise Conflict("choice-begun")
        if pool and number in wanted and pool.free < 1:
            raise Conflict("choice-full")


def _write(registration: Registration, wanted: set[int], before: set[int]) -> None:
    pools = {pool.id: pool for pool in registration.workshop.pools}
    for number in sorted(wanted - before):
        moves.take_session(registration, pools[number])
    for number in sorted(before - wanted):
        moves.leave_session(registration, pools[number])
    db.session.flush()


def tell(registration: Registration, before: set[int]) -> None:
    """Bring new sessions into her calendar, and take the old ones out, each with a letter."""
    registration.raise_sequence(clock.now())
    after = {session.id: session for session in attending.upcoming(registration)}
    gone = [s for s in registration.workshop.sessions if s.id in before and s.id not in after]
    way = registration.participant.calendar if registration.participant else ""
    for session in gone:
        outbox.queue("removal", registration, session=session, way=way)
    for number, session in after.items():
        if number not in before:
            outbox.queue("invitation", registration, session=session, added=True)


# Queries


def with_trainers(workshop: Workshop) -> list[list[Option]]:
    """Return the slots with those who lead each session, in two queries for all of them."""
    query = select(Session).where(Session.workshop_id == workshop.id)
    db.session.scalars(query.options(selectinload(Session.trainers))).all()
    return slots(workshop)
