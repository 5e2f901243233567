"""The list of a workshop's registrations: its lines, and its cells as a file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell
from wirworkshops.domain import asking as rules
from wirworkshops.domain import moves, questions, registrations, states
from wirworkshops.i18n import gettext as _
from wirworkshops.models.questions import Question
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.web import asking, words
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import heads, standing
from wirworkshops.web.organise.consequences import contact_of


@dataclass(frozen=True)
class Line:
    """One registration. position is the place in the queue, from 1; 0 where she does not wait.

    unnamed counts a group's seats without a name; chosen says which sessions, by their pools.
    """

    registration: Registration
    status: str
    position: int
    unnamed: int = 0
    chosen: frozenset[int] = frozenset()

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

    @property
    def group(self) -> str:
        """Return what is to say of a group: to whom one belongs, or for how many one answers."""
        row = self.registration
        if row.group:
            person = row.group.participant
            return _("Gruppe von %(name)s", name=person.name if person else _("gelöscht"))
        if not moves.is_group(row):
            return ""
        said = standing.group_words(row.seats, self.unnamed)
        return said if row.attends else _("%(seats)s, kommt nicht selbst", seats=said)

    @property
    def pool(self) -> str:
        """Return the half of a hybrid workshop, and the contingent."""
        contingent = self.registration.contingent
        named = (heads.half(self.registration.pool), contingent.name if contingent else "")
        return ", ".join(text for text in named if text)

    @property
    def source(self) -> str:
        """Return how it came in, where not over the page."""
        source = self.registration.source
        return "" if source == "web" else str(words.SOURCES[source])

    @property
    def late(self) -> str:
        return _("verspätet") if self.registration.is_late else ""

    @property
    def notes(self) -> str:
        """Return what is unusual about it, for below the name."""
        return " · ".join(text for text in (self.group, self.pool, self.late) if text)

    def cells(self, asked: Sequence[Question], answers: Mapping[int, Any]) -> list[Cell]:
        row, person = self.registration, self.registration.participant
        return [
            self.name,
            (person.email if person else "") or "",
            person.other_contact if person else "",
            row.phone,
            row.organisation,
            str(words.FIELDS.get(row.field, "")),
            str(words.STATUSES[self.status]),
            self.position or None,
            row.seats,
            self.pool,
            self.group,
            self.late,
            str(words.SOURCES[row.source]),
            row.received_at,
            row.question,
            *(asking.said(question, answers.get(question.id)) for question in asked),
        ]


def header(asked: Sequence[Question]) -> list[str]:
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
        _("Kontingent"),
        _("Gruppe"),
        _("Verspätet"),
        _("Angemeldet"),
        _("Eingang"),
        _("Frage"),
        *(text_in(question.label, i18n.language()) for question in asked),
    ]


def answers_of(registration: Registration) -> list[tuple[str, str]]:
    """Return what a registration was asked, and its answers in words."""
    asked, answers = questions.answered(registration)
    code = i18n.language()
    return [
        (text_in(row.label, code), asking.said(row, answers.get(row.id)))
        for row in rules.asked(asked, answers)
    ]


def received(registration: Registration) -> str:
    at = clock.local(registration.received_at)
    return f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}"


def status_badge(status: str, position: int = 0) -> Badge:
    kind, icon = words.STATUS_BADGES[status]
    text = str(words.STATUSES[status])
    return Badge(kind, icon, f"{text} {position}" if position else text)


def lines(
    rows: Sequence[Registration], chosen: Mapping[int, frozenset[int]] | None = None
) -> list[Line]:
    """Return the registrations as lines; they must come in order of receipt."""
    named = Counter(row.group_id for row in rows if row.status in states.ACTIVE)
    waiting: Counter[int] = Counter()
    return [
        Line(
            row,
            status := registrations.status_now(row),
            _next_place(row, status, waiting),
            row.seats - row.attends - named[row.id] if moves.is_group(row) else 0,
            (chosen or {}).get(row.id, frozenset()),
        )
        for row in rows
    ]


def _next_place(row: Registration, status: str, waiting: Counter[int]) -> int:
    """Count somebody who waits; each half has its own line, and a group stands in it once."""
    if status != "waiting" or row.group_id is not None:
        return 0
    waiting[row.pool_id] += 1
    return waiting[row.pool_id]


def numbers(texts: Iterable[str]) -> list[int]:
    """Return the numbers of rows that were ticked; what is none is left out."""
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10]
