"""The form of a rule: from when, how often, until when, and which days are left out."""

import re
from datetime import date, datetime
from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import NumberRange, Optional

from wirworkshops.domain.recurrence import MOST, Rule, Span
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields
from wirworkshops.web.organise import inputs

EVERY = {
    1: _l("Jede Woche"),
    2: _l("Alle 2 Wochen"),
    3: _l("Alle 3 Wochen"),
    4: _l("Alle 4 Wochen"),
    0: _l("Jeden Monat, gleicher Wochentag"),
}
SPAN = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})(?:\s*(?:-|–|bis)\s*(\d{1,2}\.\d{1,2}\.\d{4}))?")


def span(line: str) -> Span | None:
    """Return the days that a line such as 22.12.2026–10.01.2027 names; None for no such line."""
    found = SPAN.fullmatch(line.strip())
    try:
        days = [datetime.strptime(day, "%d.%m.%Y").date() for day in found.groups() if day]  # type: ignore[union-attr]  # noqa: DTZ007
    except (AttributeError, ValueError):
        return None
    return Span(days[0], days[-1]) if days[0] <= days[-1] else None


class RuleForm(fields.Form):
    outcome = inputs.one_of_few(
        _l("Was soll entstehen?"),
        {
            "singles": _l("Einzelne Veranstaltungen: Zu jedem Termin meldet man sich eigens an."),
            "course": _l("Ein Kurs: Wer sich anmeldet, kommt zu allen Terminen."),
        },
    )
    first = inputs.day(_l("Erster Termin"), inputs.needed(_l("Bitte geben Sie das Datum an.")))
    begin = inputs.hour(_l("Beginn"), inputs.needed(_l("Bitte geben Sie den Beginn an.")))
    end = inputs.hour(_l("Ende"), inputs.needed(_l("Bitte geben Sie das Ende an.")))
    weeks = SelectField(
        _l("Wie oft?"), coerce=int, choices=fields.choices(EVERY), default=2, **inputs.offered()
    )
    times = inputs.number(
        _l("So viele Termine"),
        Optional(),
        NumberRange(1, MOST, _l("Bitte planen Sie 1 bis 60 Termine auf einmal.")),
    )
    until = inputs.day(_l("Oder bis zum"), description=_l("Dann zählt, was zuerst erreicht ist."))
    skips_feasts = BooleanField(_l("An Feiertagen in Hessen keinen Termin"), default=True)
    free = fields.lines(
        _l("Ferien und andere freie Tage"),
        most=2000,
        about=_l("Je Zeile ein Tag oder ein Zeitraum, zum Beispiel 22.03.2027–02.04.2027."),
    )
    previewed = HiddenField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        for line in self._lines():
            if span(line) is None:
                self.free.errors = [_("Diese Zeile lässt sich nicht lesen: %(line)s", line=line)]
        if self.begin.data and self.end.data and self.end.data <= self.begin.data:
            self.end.errors = [_("Das Ende muss nach dem Beginn liegen.")]
        return not self.errors

    def _lines(self) -> list[str]:
        return [line for line in self.value("free").splitlines() if line.strip()]

    @property
    def rule(self) -> Rule:
        if self.first.data is None:
            raise ValueError("asked for a rule before the form was found valid")
        return Rule(
            first=self.first.data,
            weeks=self.weeks.data,
            times=self.times.data,
            until=self.until.data,
            skips_feasts=self.skips_feasts.data,
            free=tuple(found for found in map(span, self._lines()) if found),
        )

    @property
    def print(self) -> str:
        """Return what the preview was made from: another rule needs another preview."""
        given = (self.first, self.begin, self.end, self.weeks, self.times, self.until)
        return "|".join(str(field.data) for field in (*given, self.skips_feasts, self.free))

    @property
    def is_previewed(self) -> bool:
        return (self.previewed.data or "").replace("\r\n", "\n") == self.print

    def remember(self) -> None:
        self.previewed.data, self.previewed.raw_data = self.print, None

    @property
    def chosen_days(self) -> list[date]:
        found = set()
        for text in request.form.getlist("days")[:400]:
            try:
                found.add(date.fromisoformat(text))
            except ValueError:
                continue
        return sorted(found)
