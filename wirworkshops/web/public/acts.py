"""What somebody can do about a workshop now, and what comes next: button and sentences."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import url_for

from wirworkshops import i18n
from wirworkshops.domain import seats
from wirworkshops.domain.seats import Availability
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import items, words
from wirworkshops.web.items import Badge

COUNTED = (
    "free",
    "few",
    "waiting",
    "full",
    "request",
    "soon",
    "closed",
)  # where the number of seats matters


@dataclass(frozen=True)
class Button:
    text: str
    href: str
    leads_away: bool = False


@dataclass(frozen=True)
class Act:
    label: str
    seats: Badge
    capacity: str
    button: Button | None
    sentences: list[str]
    halves: list[tuple[str, Badge]]  # of a hybrid workshop
    reason: str = ""  # why it is called off
    offers_phone: bool = False

    @property
    def offers_next_date(self) -> bool:
        """Whether one may want to hear of another date instead."""
        return self.is_lost or self.label == "waiting"

    @property
    def is_lost(self) -> bool:
        """Whether one has to look for something else."""
        return self.label in ("full", "closed", "cancelled", "over")


def act(workshop: Workshop, now: datetime) -> Act:
    state = seats.availability(workshop, now)
    capacity = _capacity(workshop)
    return Act(
        label=state.label,
        seats=items.seat_badge(state),
        capacity=_seats(capacity) if state.label in COUNTED else "",
        button=_button(workshop, state),
        sentences=_sentences(workshop, state, now),
        halves=_halves(workshop, now) if state.can_sign_up else [],
        reason=workshop.cancelled_because if state.label == "cancelled" else "",
        offers_phone=state.label == "closed" and now < workshop.starts_at,
    )


def _capacity(workshop: Workshop) -> int:
    return sum(pool.capacity for pool in workshop.entries)


def _halves(workshop: Workshop, now: datetime) -> list[tuple[str, Badge]]:
    """Return the state of each half of a hybrid workshop."""
    if len(workshop.entries) < 2:
        return []
    return [
        (
            str(words.HALVES[pool.kind]),
            items.seat_badge(seats.availability_in(pool, workshop, now)),
        )
        for pool in workshop.entries
    ]


def _seats(number: int) -> str:
    return ngettext("%(num)s Platz", "%(num)s Plätze", number)


def _button(workshop: Workshop, state: Availability) -> Button | None:
    if state.label == "external":
        if urlsplit(workshop.signup_url).scheme not in ("http", "https"):
            return None
        return Button(_("Zur Anmeldung"), workshop.signup_url, leads_away=True)
    if not state.can_sign_up:
        return None
    texts = {"waiting": _("Auf die Warteliste"), "request": _("Platz anfragen")}
    text = texts.get(state.label, _("Jetzt anmelden"))
    return Button(text, url_for("signup.form", slug=workshop.slug))


def _sentences(workshop: Workshop, state: Availability, now: datetime) -> list[str]:
    by_label = {
        "free": _open_for_all,
        "few": _open_for_all,
        "waiting": _waiting,
        "request": _request,
        "full": _full,
        "soon": _soon,
        "closed": _closed,
        "external": _external,
    }
    if state.label in by_label:
        return by_label[state.label](workshop, now)
    sentence = {
        "open": _("Kostenlos und ohne Anmeldung. Kommen Sie einfach vorbei."),
        "cancelled": _("Diese Veranstaltung ist abgesagt."),
        "over": _("Diese Veranstaltung ist vorbei."),
        "undated": _(
            "Der Termin ist verschoben, der neue steht noch nicht fest. "
            "Wer angemeldet ist, behält den Platz und bekommt eine Nachricht."
        ),
    }
    return [sentence[state.label]]


def _open_for_all(workshop: Workshop, _now: datetime) -> list[str]:
    return [
        _("Kostenlos. %(until)s", until=_until(workshop)),
        _("Die Plätze gehen der Reihe nach weg, wie die Anmeldungen eingehen."),
        _("Danach schicken wir Ihnen eine E-Mail. Ein Klick darin, und der Platz ist fest."),
    ]


def _request(workshop: Workshop, _now: datetime) -> list[str]:
    return [
        _("Kostenlos. %(until)s", until=_until(workshop)),
        _("Der Veranstalter entscheidet, wer einen Platz bekommt."),
        _("Sie bekommen in jedem Fall eine Antwort."),
    ]


def _until(workshop: Workshop) -> str:
    ends_at = seats.signup_ends_at(workshop)
    if ends_at == workshop.starts_at:
        return _("Anmelden können Sie sich bis zum Beginn.")
    return _("Anmelden können Sie sich bis %(moment)s.", moment=i18n.moment(ends_at))


def _waiting(workshop: Workshop, _now: datetime) -> list[str]:
    return [
        f"{_taken(workshop)} {_length(workshop)}",
        moving_up(workshop),
        _("Kostenlos. %(until)s", until=_until(workshop)),
    ]


def _length(workshop: Workshop) -> str:
    """Say how many wait: exactly while they are few, else roughly."""
    number = sum(seats.roughly(pool.waiting) for pool in workshop.entries)
    if not number:
        return _("Auf der Warteliste steht noch niemand.")
    if any(pool.waiting > seats.EXACTLY for pool in workshop.entries):
        return _("Auf der Warteliste stehen mindestens %(num)s Personen.", num=number)
    return ngettext(
        "Auf der Warteliste steht %(num)s Person.",
        "Auf der Warteliste stehen %(num)s Personen.",
        number,
    )


def _taken(workshop: Workshop) -> str:
    return ngettext(
        "Der Platz ist vergeben.", "Alle %(num)s Plätze sind vergeben.", _capacity(workshop)
    )


def moving_up(workshop: Workshop) -> str:
    if workshop.moves_up == "direct":
        return _(
            "Wird ein Platz frei, rückt die nächste Person sofort nach und bekommt eine Nachricht."
        )
    return _("Wird ein Platz frei, bekommt ihn die nächste Person angeboten.")


def _full(workshop: Workshop, _now: datetime) -> list[str]:
    return [f"{_taken(workshop)} {_('Eine Warteliste gibt es nicht.')}"]


def _soon(workshop: Workshop, now: datetime) -> list[str]:
    opens_at = i18n.moment(workshop.opens_at or now)
    return [
        _("Anmelden können Sie sich ab %(moment)s.", moment=opens_at),
        _("Die Plätze gehen dann der Reihe nach weg, wie die Anmeldungen eingehen."),
    ]


def _closed(workshop: Workshop, now: datetime) -> list[str]:
    if workshop.starts_at <= now:
        return [_("Die Veranstaltung hat begonnen. Anmelden geht nicht mehr.")]
    ended_at = i18n.moment(seats.signup_ends_at(workshop))
    return [
        _("Die Anmeldung ist seit %(moment)s geschlossen.", moment=ended_at),
        _("Rufen Sie uns an: Vielleicht finden wir noch einen Weg."),
    ]


def _external(workshop: Workshop, _now: datetime) -> list[str]:
    site = urlsplit(workshop.signup_url).hostname or workshop.signup_url
    return [_("Die Anmeldung läuft auf einer anderen Seite: %(site)s", site=site)]
