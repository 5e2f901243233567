"""Waiting as somebody's own page shows it: where she stands, and what happens next."""

from dataclasses import dataclass

from wirworkshops import i18n
from wirworkshops.domain import deadlines, moves, seats, waiting
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

QUEUE_SHOWN = 8  # how many drops of the queue are drawn


@dataclass(frozen=True)
class Line:
    """position counts from 1; drawn are the places the page shows. can_accept: a seat is free."""

    position: int
    drawn: list[int]
    steps: list[str]
    is_called: bool
    can_accept: bool
    why_verify: str


def of(registration: Registration) -> Line:
    position, is_called = waiting.position(registration), registration.called_at is not None
    return Line(
        position=position,
        drawn=_drawn(position, max(position, _length(registration))),
        steps=_steps(registration),
        is_called=is_called,
        can_accept=is_called and _fits(registration),
        why_verify=_why_verify(registration),
    )


def _length(registration: Registration) -> int:
    """Return how many stand in the line; where nobody brings others, that is what pools count."""
    if registration.workshop.most_seats > 1:
        return waiting.length(registration.pool_id)
    return registration.pool.waiting


def _drawn(position: int, total: int) -> list[int]:
    """Return the places to draw: her own, those around it, not a hundred."""
    first = max(1, min(position - QUEUE_SHOWN // 2, total - QUEUE_SHOWN + 1))
    return list(range(first, min(total, first + QUEUE_SHOWN - 1) + 1))


def _fits(registration: Registration) -> bool:
    wanted = 1 if registration.takes_fewer else registration.seats
    return registration.pool.free >= wanted


def _why_verify(registration: Registration) -> str:
    if registration.workshop.moves_up == "offer":
        return _("Bitte bestätigen Sie, dass diese Anmeldung von Ihnen ist.")
    return _(
        "Bitte bestätigen Sie, dass diese Anmeldung von Ihnen ist. Dann haben Sie sofort einen "
        "festen Platz, wenn Sie an der Reihe sind."
    )


def _steps(registration: Registration) -> list[str]:
    workshop = registration.workshop
    return [
        _("Wird ein Platz frei, rücken Sie der Reihe nach auf. Niemand kann sich vordrängen."),
        *(_group_steps(registration) if moves.is_group(registration) else ()),
        *(_offer_steps(workshop) if workshop.moves_up == "offer" else _direct_steps(registration)),
        _("Auf dieser Seite sehen Sie jederzeit, wo Sie stehen."),
    ]


def _direct_steps(registration: Registration) -> list[str]:
    told = _("Sie bekommen dann sofort eine Nachricht und bestätigen den Platz mit einem Klick.")
    if registration.verified_at:
        told = _("Sie bekommen dann sofort eine Nachricht und den Termin für Ihren Kalender.")
    return [told, _("Aufrücken ist möglich, bis es losgeht.")]


def _offer_steps(workshop: Workshop) -> list[str]:
    several = _("Wir schreiben dann mehreren zugleich. Wer zuerst zusagt, bekommt den Platz.")
    if moves.offer_ends_at(workshop) is None:
        return [several]
    hours = moves.offer_hours()
    return [
        ngettext(
            "Sie bekommen dann ein Angebot per Nachricht und haben %(num)s Stunde Zeit, zuzusagen.",
            "Sie bekommen dann ein Angebot per Nachricht und haben %(num)s Stunden Zeit, "
            "zuzusagen.",
            hours,
        ),
        _("Nachts von 20 bis 8 Uhr, an Sonntagen und an Feiertagen läuft die Zeit nicht."),
        _(
            "Kurz vor dem Beginn (ab %(moment)s) schreiben wir mehreren zugleich. Wer zuerst "
            "zusagt, bekommt den Platz.",
            moment=_last_call(workshop),
        ),
    ]


def _last_call(workshop: Workshop) -> str:
    return i18n.moment(deadlines.last_call_at(seats.begins_at(workshop)))


def _group_steps(registration: Registration) -> list[str]:
    """Say what happens when fewer seats are free than a group wants."""
    number = registration.seats
    whole = ngettext(
        "Sie warten auf %(num)s Platz.",
        "Sie warten als Gruppe auf %(num)s Plätze zusammen.",
        number,
    )
    if number < 2:
        return [whole]
    if registration.takes_fewer:
        return [whole, _("Sind weniger frei, bekommt Ihre Gruppe so viele, wie frei sind.")]
    if registration.workshop.queue == "strict":
        return [whole, _("Sind weniger frei, warten Sie weiter, und alle hinter Ihnen mit Ihnen.")]
    return [
        whole,
        _("Sind weniger frei, behalten Sie Ihre Stelle, und kleinere Anmeldungen rücken vor."),
    ]
