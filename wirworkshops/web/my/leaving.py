"""What follows from withdrawing, said before it is done."""

from datetime import datetime

from wirworkshops.domain import attending, deadlines, moves, seats, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration


def consequences(registration: Registration, status: str, now: datetime) -> list[str]:
    if status not in states.ACTIVE:
        return []
    if registration.group_id is not None:
        return _of_member(registration, now) + _in_calendar(registration, status)
    if status == "waiting":
        return [_("Wir streichen Sie von der Liste. Alle hinter Ihnen rücken auf.")]
    if status == "requested":
        return [_("Wir ziehen Ihre Anfrage zurück. Sie können später neu anfragen.")]
    return [
        *_if_late(registration, status, now),
        *_of_seats(registration),
        *_in_calendar(registration, status),
        _("Sie können sich neu anmelden, solange Plätze frei sind."),
    ]


def _of_seats(registration: Registration) -> list[str]:
    waiting, number = registration.pool.waiting, registration.seats
    if moves.is_group(registration):
        whole = _("Das betrifft Ihre ganze Gruppe: Alle, die Sie genannt haben, sind abgemeldet.")
        freed = ngettext("%(num)s Platz wird frei.", "Alle %(num)s Plätze werden frei.", number)
        return [whole, freed]
    if waiting:
        return [_("Ihr Platz geht sofort an die nächste Person auf der Warteliste.")]
    return [_("Ihr Platz wird sofort frei für jemand anderen.")]


def _of_member(registration: Registration, now: datetime) -> list[str]:
    """Say where a named person's seat goes: to her group, as long as names can be changed."""
    until = registration.workshop.names_until
    if until is not None and until <= now:
        return [_("Ihr Platz wird frei für jemand anderen.")]
    contact = registration.group.participant if registration.group else None
    name = contact.name if contact else ""
    return [_("Ihr Platz geht zurück an %(name)s und kann neu vergeben werden.", name=name)]


def _if_late(registration: Registration, status: str, now: datetime) -> list[str]:
    begins_at = seats.begins_at(registration.workshop)
    if not states.takes_seat(status) or not deadlines.is_late(now, begins_at):
        return []
    return [
        _(
            "Es geht bald los, das ist spät. Bitte melden Sie sich trotzdem ab: Dann kann noch "
            "jemand anderes kommen, und wir planen richtig."
        )
    ]


def _in_calendar(registration: Registration, status: str) -> list[str]:
    if status != "confirmed":
        return []
    number = len(attending.upcoming(registration))
    return [
        ngettext(
            "Der Termin verschwindet aus Ihrem Kalender.",
            "Alle %(num)s Termine verschwinden aus Ihrem Kalender.",
            number,
        )
    ]
