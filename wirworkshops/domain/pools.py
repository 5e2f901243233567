"""Pools as planned: the whole, the two halves of a hybrid workshop, sessions people choose.

Part of the verbs of domain.workshops, under their lock: nothing here commits.
"""

from collections.abc import Iterator

from sqlalchemy import delete, update

from wirworkshops.database import db
from wirworkshops.domain.plans import SessionPlan, WorkshopPlan
from wirworkshops.errors import Conflict
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Choice, Registration
from wirworkshops.models.workshops import Session, Workshop


def apply(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Make the pools those of the plan. Raises Conflict for a cut below what is taken."""
    if not workshop.pools:
        workshop.pools.append(_new("all", plan.capacity))
    _halve(workshop, plan)
    _resize(workshop.pool, plan.capacity)
    db.session.flush()
    _apply_choices(workshop, plan)


def _new(kind: str, capacity: int, session_id: int | None = None) -> Pool:
    return Pool(
        kind=kind,
        name="",
        capacity=capacity,
        session_id=session_id,
        taken=0,
        waiting=0,
        reserved=0,
        turn=0,
    )


def _halve(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Add, change or remove the online half; the first pool is the whole without one."""
    online = next((pool for pool in workshop.pools if pool.kind == "online"), None)
    if plan.online_capacity and online:
        _resize(online, plan.online_capacity)
    elif plan.online_capacity:
        workshop.pools.append(_new("online", plan.online_capacity))
    elif online:
        _remove(workshop, online)
    workshop.pool.kind = "onsite" if plan.online_capacity else "all"


def _resize(pool: Pool, capacity: int) -> None:
    if capacity < pool.taken + pool.reserved:
        raise Conflict("capacity-below-taken", str(pool.taken + pool.reserved))
    pool.capacity = capacity


def _remove(workshop: Workshop, pool: Pool) -> None:
    if pool.taken or pool.waiting or pool.reserved:
        raise Conflict("pool-in-use", str(pool.taken + pool.waiting + pool.reserved))
    for model in (Registration, Contingent):  # those of the past belong to the whole now
        past = update(model).where(model.pool_id == pool.id).values(pool_id=workshop.pool.id)
        db.session.execute(past, execution_options={"synchronize_session": "fetch"})
    db.session.execute(delete(Choice).where(Choice.pool_id == pool.id))  # all given up
    workshop.pools.remove(pool)
    db.session.delete(pool)


def _apply_choices(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Give each session that people choose a pool of its own, and take it from the others."""
    present = {pool.session_id: pool for pool in workshop.pools if pool.kind == "session"}
    for session, capacity in _capacities(workshop, plan.sessions):
        pool = present.get(session.id)
        if capacity and pool:
            _resize(pool, capacity)
        elif capacity:
            workshop.pools.append(_new("session", capacity, session.id))
        elif pool:
            _remove(workshop, pool)


def _capacities(
    workshop: Workshop, plans: tuple[SessionPlan, ...]
) -> Iterator[tuple[Session, int | None]]:
    """Yield the sessions with the seats planned for each: found by its number, or, where it
    is new, by its start; several that begin at once come in the order of the plan."""
    known = {plan.id: plan for plan in plans if plan.id}
    new = [plan for plan in plans if not plan.id]
    planned = [session for session in workshop.sessions if not session.is_cancelled]
    for session in sorted(planned, key=lambda one: one.id):
        plan = known.get(session.id)
        if plan is None:
            plan = next((each for each in new if each.starts_at == session.starts_at), None)
            new = [each for each in new if each is not plan]
        yield session, plan.capacity if plan else None
