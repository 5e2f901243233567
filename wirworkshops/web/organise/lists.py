"""The list of a workshop's registrations: its lines, what narrows them, its cells as a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wirworkshops import clock, i18n
from wirworkshops.domain import registrations
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import STATUSES, Registration
from wirworkshops.models.texts import fold
from wirworkshops.web import words
from wirworkshops.web.items import Badge
from wirworkshops.web.organise.consequences import contact_of


@dataclass(frozen=True)
class Line:
    """One registration. position is the place in the queue, from 1; 0 where she does not wait."""

    registration: Registration
    status: str
    position: int

    @property
    def name(self) -> str:
        person = self.registration.participant
        return person.name if person else _("gelöscht")

    @property
    def contact(self) -> str:
        return contact_of(self.registration)

    @property
    def badge(self) -> Badge:
        return status_badge(self.status, self.position)

    @property
    def received(self) -> str:
        return received(self.registration)

    def cells(self) -> list[str]:
        row, person = self.registration, self.registration.participant
        received_at = clock.local(row.received_at)
        return [
            self.name,
            (person.email if person else "") or "",
            person.other_contact if person else "",
            row.phone,
            row.organisation,
            str(words.FIELDS.get(row.field, "")),
            str(words.STATUSES[self.status]),
            str(self.position or ""),
            str(row.seats),
            f"{received_at:%d.%m.%Y %H:%M}",
            row.question,
        ]


def header() -> list[str]:
    return [
        _("Name"),
        _("E-Mail"),
        _("Anderer Weg"),
        _("Telefon"),
        _("Einrichtung"),
        _("Arbeitsfeld"),
        _("Status"),
        _("Platz auf der Warteliste"),
        _("Plätze"),
        _("Eingang"),
        _("Frage"),
    ]


def received(registration: Registration) -> str:
    at = clock.local(registration.received_at)
    return f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}"


def status_badge(status: str, position: int = 0) -> Badge:
    kind, icon = words.STATUS_BADGES[status]
    text = str(words.STATUSES[status])
    return Badge(kind, icon, f"{text} {position}" if position else text)


def lines(rows: Iterable[Registration]) -> list[Line]:
    """Return the registrations as lines; they must come in order of receipt."""
    found, waiting = [], 0
    for row in rows:
        status = registrations.status_now(row)
        waiting += status == "waiting"
        found.append(Line(row, status, waiting if status == "waiting" else 0))
    return found


@dataclass(frozen=True)
class Wanted:
    q: str = ""
    status: str = ""

    def fits(self, line: Line) -> bool:
        if self.status and line.status != self.status:
            return False
        row = line.registration
        text = fold(f"{line.name} {line.contact} {row.organisation} {row.phone}")
        return all(word in text for word in fold(self.q).split())


def wanted(form: Mapping[str, str]) -> Wanted:
    status = form.get("status", "")
    return Wanted(form.get("q", "").strip()[:100], status if status in STATUSES else "")


def statuses(everybody: list[Line]) -> list[tuple[str, str]]:
    """Return what the list can be narrowed to, each with its number."""
    counts = Counter(line.status for line in everybody)
    all_of_them = ("", _("Alle (%(number)s)", number=len(everybody)))
    found = [
        (status, f"{words.STATUSES[status]} ({counts[status]})")
        for status in STATUSES
        if counts[status]
    ]
    return [all_of_them, *found]
