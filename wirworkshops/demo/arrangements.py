"""What the demo's people arrange beyond a seat of their own: groups, choices, contingents,
requests."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.demo.content import Entry
from wirworkshops.domain import (
    accounts,
    arranging,
    choices,
    contingents,
    groups,
    needs,
    requests,
)
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import Actor
from wirworkshops.domain.needs import Wanted
from wirworkshops.domain.reach import ALL
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Session, Workshop

NOON = time(12)


def rules_of(entry: Entry, days: list[date], today: date) -> dict[str, Any]:
    """Return the seat rules of a plan: those the files name, and their deadlines."""
    rules = {"moves_up": "direct", **entry.rules}
    if entry.names_before:
        rules["names_until"] = clock.at(days[0] - timedelta(days=entry.names_before), NOON)
    if entry.decide:
        rules["decide_at"] = clock.at(today + timedelta(days=entry.decide), NOON)
    return rules


def reserve(entry: Entry, workshop: Workshop, *, at: datetime, by: Actor) -> Contingent | None:
    """Keep seats for a partner, if the files say so, until so many days from today."""
    given = entry.contingent
    if not given:
        return None
    until_at = clock.at(clock.today() + timedelta(days=given["days"]), NOON)
    with clock.frozen(at):
        return contingents.reserve(
            workshop.pool,
            workshop,
            name=given["name"],
            seats=given["seats"],
            until_at=until_at,
            by=by,
        )


def name_all(registration: Registration, people: list[dict[str, str]]) -> None:
    """Let a contact name the people of her group."""
    for person in people:
        groups.name(registration, Named(**person))


def choose(registration: Registration, place: int) -> None:
    """Let somebody choose one session of each slot; each place in the order another one."""
    slots = choices.slots(registration.workshop)
    wanted = [slot[place % len(slot)][1].id for slot in slots]
    if wanted and registration.status == "confirmed":
        choices.choose(registration, wanted)


def accept(workshop: Workshop, number: int, *, by: Actor) -> None:
    """Accept the first requests."""
    chosen = [registration.id for registration in requests.of_workshop(workshop)[:number]]
    requests.accept(workshop, chosen, by=by)


def see_to_needs(*, by: Actor, at: datetime) -> None:
    """Let somebody take on some of the needs: arranged, as all of today's are, asked for, or
    still open."""
    hers = next(
        (row for row in accounts.who_may("see needs", ALL) if row.id == by.account_id), None
    )
    with clock.frozen(at):
        todays = _todays_needs()
        arranging.assign(todays, hers, by=by, reach=ALL)
        arranging.set_state(todays, "arranged", by=by, reach=ALL)
        coming = [task.need_id for task in arranging.tasks(ALL) if task.state == "open"]
        arranging.assign(coming[::2], hers, by=by, reach=ALL)
        arranging.set_state(coming[::4], "requested", by=by, reach=ALL)
        arranging.set_state(coming[2::4], "arranged", by=by, reach=ALL)
        for number in coming[:1]:
            _note(number, by=by)
        _say_late()


def book_interpreter(workshop: Workshop, *, by: Actor) -> None:
    """Let somebody say on the phone that she needs an interpreter, and have her booked."""
    for registration in _without_needs(workshop.id):
        wanted = Wanted(("interpreting",), need_language="uk", consent="oral")
        added = needs.change(registration, wanted, by=by)
        arranging.set_state([need.id for need in added], "arranged", by=by, reach=ALL)


def _say_late() -> None:
    """Let somebody say on her own page what it is late for: where the next needs are."""
    still = [task for task in arranging.tasks(ALL) if task.state == "open"]
    for task in still[:1]:
        for registration in _without_needs(task.workshop_id):
            needs.change(registration, Wanted(("live-captions",)))


def _without_needs(workshop_id: int) -> list[Registration]:
    """Return the first who comes and needs nothing, if there is one."""
    query = (
        select(Registration)
        .where(
            Registration.workshop_id == workshop_id,
            Registration.status == "confirmed",
            Registration.group_id.is_(None),
            ~Registration.needs.any(),
        )
        .order_by(Registration.id)
        .limit(1)
    )
    return list(db.session.scalars(query))


def _note(number: int, *, by: Actor) -> None:
    """Note how far it is with one need, and until when the agency wants to know."""
    need = db.session.get_one(Need, number)
    said = "Angefragt bei zwei Agenturen, Antwort bis Freitag."
    answer = Answer(need.state, need.owner_id or 0, said, clock.after(3))
    arranging.save(number, answer, by=by, reach=ALL)


def _todays_needs() -> list[int]:
    begin, end = clock.midnight(clock.today()), clock.midnight(clock.after(1))
    query = (
        select(Need.id)
        .join(Registration, Registration.id == Need.registration_id)
        .join(Session, Session.workshop_id == Registration.workshop_id)
        .where(Session.starts_at >= begin, Session.starts_at < end)
    )
    return list(db.session.scalars(query))
