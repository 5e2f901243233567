"""Where one registration stands, in pairs of words: seats, half, deadlines, what was chosen."""

from collections.abc import Iterator

from wirworkshops import i18n
from wirworkshops.domain import attending, groups, moves
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.web.organise import heads

Pair = tuple[str, str]


def pairs(registration: Registration, status: str) -> list[Pair]:
    return [*_seats(registration), *_deadlines(registration, status), *_ended(registration)]


def _seats(registration: Registration) -> Iterator[Pair]:
    if moves.is_group(registration):
        yield _("Plätze"), group_words(registration.seats, groups.unnamed(registration))
    if half := heads.half(registration.pool):
        yield _("Teilnahme"), half
    if registration.contingent:
        yield _("Kontingent"), registration.contingent.name
    if attending.has_choices(registration.workshop):
        chosen = [session for session in attending.sessions_of(registration)
                  if attending.is_chosen(session)]  # fmt: skip
        moments = [i18n.moment(session.starts_at) for session in chosen]
        yield _("Gewählte Termine"), "; ".join(moments) or _("noch keine")


def group_words(number: int, unnamed: int) -> str:
    """Return how many seats a group has, and how many of them lack a name."""
    seats = ngettext("mit %(num)s Platz", "mit %(num)s Plätzen", number)
    if not unnamed:
        return seats
    return _("%(seats)s, %(number)s ohne Namen", seats=seats, number=unnamed)


def _deadlines(registration: Registration, status: str) -> Iterator[Pair]:
    until = registration.held_until
    if status == "held" and until:
        yield _("Reserviert bis"), i18n.moment(until)
    if status == "offered" and until:
        yield _("Angebot gilt bis"), i18n.moment(until)
    if status == "waiting" and registration.called_at:
        asked = i18n.moment(registration.called_at)
        yield _("Mit anderen gefragt"), _("%(when)s. Wer zuerst zusagt, bekommt den Platz.",
                                          when=asked)  # fmt: skip
    if status == "waiting" and registration.seats > 1:
        yield _("Weniger Plätze"), _("wären auch recht") if registration.takes_fewer else _("nein")


def _ended(registration: Registration) -> Iterator[Pair]:
    if registration.is_late:
        yield _("Verspätet"), _("Die Abmeldung kam weniger als 24 Stunden vor dem Beginn.")
    if registration.declined_because:
        yield _("Grund der Ablehnung"), registration.declined_because
