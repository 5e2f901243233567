"""Duties: doing what is due, one transaction each. What is planned, and when: dues."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    accounts,
    attending,
    contingents,
    dues,
    groups,
    locks,
    outbox,
    seats,
)
from wirworkshops.models.dues import Due
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop


@verb
def do(due_id: int) -> bool:
    """Do what is due; False where another worker has done it already."""
    found = db.session.get(Due, due_id)
    workshop = db.session.get(Workshop, found.workshop_id) if found else None
    if workshop is None:
        return False
    with locks.seats_of(workshop):
        due = dues.claim(due_id)
        if due is None:
            return False
        if workshop.status == "published":
            DUTIES[due.kind](workshop, due)
    return True


def _remind(workshop: Workshop, due: Due) -> None:
    session = db.session.get(Session, due.session_id)
    if session is None or session.is_cancelled or session.starts_at <= clock.now():
        return
    for registration, own in attending.sessions_of_each(workshop, _firm(workshop)):
        if registration.attends and session in own:
            outbox.queue("reminder", registration, session=session, hours=due.hours)


def _ask_for_names(workshop: Workshop, _: Due) -> None:
    for contact in groups.with_unnamed(workshop.id):
        outbox.queue("names_missing", contact)


def _release_names(workshop: Workshop, _: Due) -> None:
    for contact in groups.with_unnamed(workshop.id):
        groups.release_unnamed(contact)


def _release_contingent(workshop: Workshop, due: Due) -> None:
    contingent = db.session.get(Contingent, due.contingent_id)
    if contingent:
        contingents.let_go(contingent, workshop)


def _tell_office(workshop: Workshop, due: Due) -> None:
    """Write to the organisers where the minimum is not reached and nobody has decided."""
    if workshop.decided_at or seats.taken(workshop) >= (workshop.minimum or 0):
        return
    for account in accounts.of_host(workshop.host_id):
        outbox.queue_for_office(due.kind.replace("-", "_"), account, workshop=workshop.id)


def _nothing(_: Workshop, __: Due) -> None:
    """Whoever is to be called is called by the lock's end: see waiting.settle()."""


DUTIES: dict[str, Callable[[Workshop, Due], None]] = {
    "reminder": _remind,
    "names-soon": _ask_for_names,
    "names": _release_names,
    "contingent": _release_contingent,
    "decision-soon": _tell_office,
    "decision": _tell_office,
    "rush": _nothing,
}


def _firm(workshop: Workshop) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id, Registration.status == "confirmed")
        .options(joinedload(Registration.participant))
        .order_by(Registration.id)
    )
    return list(db.session.scalars(query))
