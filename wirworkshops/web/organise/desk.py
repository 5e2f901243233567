"""What lies on somebody's desk: her lines of Today, without what she has put off, in calm groups.

The page and the digest by mail show the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from flask import url_for

from wirworkshops import clock
from wirworkshops.domain import permissions, putoffs
from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.web.organise import tasks
from wirworkshops.web.organise.tasks import Task

MOST_OF_A_KIND = 4  # more are one line, which leads to all of them
MOST_UNGROUPED = 5  # fewer lines need no headings


@dataclass(frozen=True)
class Group:
    heading: str
    tasks: list[Task]


@dataclass(frozen=True)
class Desk:
    """number counts things, not lines: one line may stand for many. put_off is how many wait."""

    groups: list[Group]
    number: int
    put_off: int

    @property
    def lines(self) -> list[Task]:
        return [task for group in self.groups for task in group.tasks]


def of(account: Account) -> Desk:
    everything = tasks.of(account, permissions.reach(account))
    hidden = putoffs.of(account)
    shown = [task for task in everything if task.key not in hidden]
    lines = folded(shown)
    is_calm = len(lines) <= MOST_UNGROUPED
    groups = [Group("", lines)] if is_calm else grouped(lines)
    return Desk(groups if lines else [], len(shown), len(everything) - len(shown))


def folded(shown: list[Task]) -> list[Task]:
    """Return the lines with each kind that has many of them made one line."""
    by_kind: dict[str, list[Task]] = {}
    for task in shown:
        by_kind.setdefault(task.kind, []).append(task)
    return tasks.in_order(
        task
        for kind, some in by_kind.items()
        for task in (some if len(some) <= MOST_OF_A_KIND else [_fold(kind, some)])
    )


def _fold(kind: str, some: list[Task]) -> Task:
    """Return one line for many: as urgent, and due as soon, as the first of them."""
    first = some[0]
    return replace(
        first,
        number=0,
        title=f"{tasks.KINDS[kind].many}: {len(some)}",
        about=_("Zuerst: %(first)s", first=first.about),
        quote="",
        href=url_for("office_todo.of_kind", kind=kind),
        act=_("Alle ansehen"),
        things=len(some),
    )


def grouped(lines: list[Task]) -> list[Group]:
    """Return urgent lines, those of this week, and later ones, each under its heading."""
    ends = _week_ends()

    def rank(task: Task) -> int:
        return 0 if task.is_urgent else 1 if task.due_at < ends else 2

    headings = [_("Dringend"), _("Diese Woche"), _("Später")]
    ranked = groupby(sorted(lines, key=rank), key=rank)
    return [Group(headings[number], list(some)) for number, some in ranked]


def _week_ends() -> datetime:
    today = clock.today()
    return clock.midnight(today + timedelta(days=7 - today.weekday()))
