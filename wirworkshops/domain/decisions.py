"""Decisions: what becomes of a workshop whose minimum number is not reached.

It is held all the same, postponed, or called off (domain.workshops), each in one step.
"""

from datetime import date, timedelta

from wirworkshops import clock
from wirworkshops.database import verb
from wirworkshops.domain import contingents, dues, history, news, outbox, sessions, workshops
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Workshop


@verb
def hold_anyway(workshop: Workshop, *, by: Actor) -> None:
    """Decide that it takes place with those who come; nobody is asked again."""
    with workshops.changing(workshop):
        if workshop.status != "published":
            raise Conflict("workshop-cancelled")
        workshop.decided_at = clock.now()
        dues.plan(workshop)
        history.record("held-anyway", by=by, workshop_id=workshop.id)


@verb
def postpone(workshop: Workshop, first_day: date, *, by: Actor) -> int:
    """Move all coming sessions by as many days as the first one; hours and rooms stay.

    Calendars follow. Returns how many people are written to. The minimum is asked about
    anew, as long before the new start.
    """
    with workshops.changing(workshop):
        coming = outbox.upcoming(workshop)
        if workshop.status != "published" or not coming:
            raise Conflict("session-over")
        days = (first_day - clock.local(coming[0].starts_at).date()).days
        if first_day <= clock.today() or not days:
            raise Invalid("postpone-day")
        moved = [(session, session.starts_at) for session in coming]
        for session in coming:
            sessions.shift(session, days=days)
        _shift_deadlines(workshop, days)
        told = news.tell(workshop, moved, [])
        dues.plan(workshop)
        history.record("postponed", by=by, workshop_id=workshop.id, moved=len(moved), told=told)
    return told


def _shift_deadlines(workshop: Workshop, days: int) -> None:
    """Let sign-up, names, the decision and what is kept for partners end as long before."""
    for name in ("closes_at", "names_until", "decide_at"):
        _shift(workshop, name, days)
    for contingent in contingents.of_workshop(workshop.id):
        if not contingent.released_at:
            _shift(contingent, "until_at", days)
    workshop.decided_at = None


def _shift(row: Workshop | Contingent, name: str, days: int) -> None:
    instant = getattr(row, name)
    if instant:
        day = clock.local(instant)
        setattr(row, name, clock.at(day.date() + timedelta(days=days), day.time()))
