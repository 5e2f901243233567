"""A group as its contact's page shows it: seats, names, and what happens with seats without one.

Names only: what a named person needs and answers is hers alone.
"""

from dataclasses import dataclass
from datetime import datetime

from wirworkshops import i18n
from wirworkshops.domain import moves, seats, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.web.my.forms import Naming


@dataclass(frozen=True)
class Member:
    """Somebody named; form takes the name of whoever comes instead."""

    id: int
    name: str
    form: Naming


@dataclass(frozen=True)
class Group:
    seats: int
    is_group: bool
    attends: bool
    members: list[Member]
    unnamed: int
    names_needed: list[str]
    form: Naming
    numbers: list[int]  # of seats it may have now
    why_not_more: str
    asks_fewer: bool
    takes_fewer: bool
    wrong: Naming | None  # a form with mistakes


def of(registration: Registration, now: datetime, filled: Naming | None = None) -> Group | None:
    """Return the group of its contact, or what one who comes alone may make of it."""
    workshop = registration.workshop
    is_group = moves.is_group(registration)
    if registration.group_id is not None or not (is_group or workshop.most_seats > 1):
        return None
    if seats.begins_at(workshop) <= now:
        return None
    people = moves.members(registration)
    unnamed = registration.seats - registration.attends - len(people)
    numbers = _numbers(registration, registration.attends + len(people))
    return Group(
        seats=registration.seats,
        is_group=is_group,
        attends=registration.attends,
        members=[_member(row, filled) for row in people],
        unnamed=unnamed,
        names_needed=_names_needed(registration, unnamed) if unnamed else [],
        form=filled if filled and filled.member_id is None else Naming.of(None),
        numbers=numbers,
        why_not_more=_why_not_more(registration, max(numbers)),
        asks_fewer=registration.status == "waiting" and registration.seats > 1,
        takes_fewer=registration.takes_fewer,
        wrong=filled,
    )


def _member(row: Registration, filled: Naming | None) -> Member:
    form = filled if filled and filled.member_id == row.id else Naming.of(row.id)
    return Member(row.id, row.participant.name if row.participant else "", form)


def _numbers(registration: Registration, people: int) -> list[int]:
    """Return how many seats it may have: fewer always, more while they are free."""
    most = max(registration.seats, _most(registration))
    return list(range(max(1, min(people, registration.seats)), most + 1))


def _most(registration: Registration) -> int:
    most = registration.workshop.most_seats
    if registration.status == "requested":
        return most
    if not states.takes_seat(registration.status):
        return registration.seats
    own = registration.contingent.left if registration.contingent else 0
    free = 0 if registration.pool.waiting else registration.pool.free
    return min(most, registration.seats + max(own, free))


def _why_not_more(registration: Registration, most_now: int) -> str:
    most = registration.workshop.most_seats
    if most_now >= most:
        return ngettext(
            "Mehr als %(num)s Platz geht nicht.", "Mehr als %(num)s Plätze gehen nicht.", most
        )
    if registration.status == "waiting":
        return _("Solange Sie warten, geht die Zahl nur nach unten.")
    return _("Mehr Plätze sind zurzeit nicht frei.")


def _names_needed(registration: Registration, unnamed: int) -> list[str]:
    """Say how many seats have no name, until when there is time, and what happens then."""
    until = registration.workshop.names_until
    without = ngettext(
        "%(num)s Platz ist noch ohne Namen.", "%(num)s Plätze sind noch ohne Namen.", unnamed
    )
    if until is None:
        return [without, _("Namen können Sie nachtragen, bis es losgeht.")]
    return [
        without,
        _("Bitte nennen Sie die Namen bis %(moment)s.", moment=i18n.moment(until)),
        _("Plätze ohne Namen gehen danach an die Warteliste."),
    ]
