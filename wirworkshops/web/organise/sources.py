"""What a new workshop starts from: an earlier one or a template, named in the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flask import request, url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import outlines, permissions, questions, templates, workshops
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.templates import Template
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import guard, heads, plans

WEEKS = (1, 2, 4, 8, 13, 26, 52)
MOST_AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Source:
    """An earlier workshop, or a template; kind and number stand in addresses."""

    row: Workshop | Template

    @property
    def name(self) -> str:
        return self.row.name if isinstance(self.row, Template) else heads.title(self.row)

    @property
    def key(self) -> dict[str, Any]:
        return {"template" if isinstance(self.row, Template) else "copy": self.row.id}

    @cached_property
    def _plan(self) -> WorkshopPlan:
        """Read once, however many days are asked for."""
        if isinstance(self.row, Template):
            return templates.plan_of(self.row, clock.today())
        return outlines.plan_of(self.row)

    def plan(self, day: date) -> WorkshopPlan:
        return outlines.starting(self._plan, day)

    def start(self, day: date | None) -> dict[str, Any]:
        """Return what the form of a new workshop begins with."""
        return plans.shown(self.plan(day or clock.today()), day)

    @property
    def asks(self) -> list[QuestionPlan]:
        """Return the questions of the earlier workshop or template, as new ones."""
        if isinstance(self.row, Template):
            return templates.asks_of(self.row)
        return questions.copies(questions.of_workshop(self.row.id))

    @property
    def first_day(self) -> date | None:
        """Return the day of an earlier workshop's first date; a template has none."""
        if isinstance(self.row, Template):
            return None
        return outlines.first_day(self._plan)


def given() -> Source | None:
    """Return the source that ?copy= or ?template= names, where the account may see it."""
    return _earlier() or _template()


def _number(name: str) -> int:
    number = request.args.get(name, type=int) or 0
    return number if 0 < number <= guard.LARGEST else 0


def _earlier() -> Source | None:
    number = _number("copy")
    row = workshops.by_id(number) if number else None
    may = row and permissions.may(guard.account(), "see workshops", row)
    return Source(row) if row and may else None


def _template() -> Source | None:
    number = _number("template")
    row = templates.by_id(number) if number else None
    return Source(row) if row and guard.is_in_reach(row.host_id) else None


def day() -> date | None:
    """Return ?on=, the first day of the new workshop; None where it is no sensible day."""
    try:
        found = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return found if abs(found - clock.today()) <= MOST_AHEAD else None


@dataclass(frozen=True)
class Suggestion:
    href: str
    text: str


def suggestions(source: Source) -> list[Suggestion]:
    """Return days on the same weekday, some weeks after the earlier one and still to come."""
    began = source.first_day
    if began is None:
        return []
    missed = max(0, -(-((clock.today() - began).days + 1) // 7))
    weeks = [number for number in WEEKS if number >= missed] or [missed, missed + 1, missed + 3]
    return [_suggestion(source, began, number) for number in weeks]


def _suggestion(source: Source, began: date, weeks: int) -> Suggestion:
    on = began + timedelta(weeks=weeks)
    later = ngettext("%(num)s Woche später", "%(num)s Wochen später", weeks)
    href = url_for("office_editing.new", on=on.isoformat(), **source.key)
    text = _("%(day)s (%(later)s)", day=i18n.day(clock.midnight(on)), later=later)
    return Suggestion(href, text)
