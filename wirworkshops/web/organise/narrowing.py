"""What narrows and orders the list of a workshop's registrations, and which page of it is shown.

All of it is posted: a name that was searched for stands in no address.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wirworkshops import i18n
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import SOURCES, STATUSES
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import words
from wirworkshops.web.organise import heads, lists
from wirworkshops.web.organise.lists import Line

PAGE_SIZE = 100
SORTS = {
    "received": _l("Eingang"),
    "name": _l("Name"),
    "organisation": _l("Einrichtung"),
    "status": _l("Status"),
}
KEYS: dict[str, Callable[[Line], Any]] = {
    "name": lambda line: fold(line.name),
    "organisation": lambda line: (
        not line.registration.organisation,
        line.registration.folded,
        fold(line.name),
    ),
    "status": lambda line: (STATUSES.index(line.status), line.position),
}
Choices = list[tuple[Any, str]]


@dataclass(frozen=True)
class Wanted:
    """session and half are the numbers of pools; sort begins with - where it is turned round."""

    q: str = ""
    status: str = ""
    session: int = 0
    source: str = ""
    half: int = 0
    organisation: str = ""
    sort: str = "received"

    @property
    def column(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def is_turned(self) -> bool:
        return self.sort.startswith("-")

    @property
    def narrows(self) -> bool:
        """Whether anybody can be left out at all; most lists are long and wanted whole."""
        return bool(self.q.strip() or self.status or self.narrows_further)

    @property
    def narrows_further(self) -> bool:
        """Whether one of the rarer filters is set, so that they must be seen."""
        return bool(self.session or self.source or self.half or self.organisation)

    @property
    def fields(self) -> list[tuple[str, Any]]:
        """Return what another form carries along."""
        return [(name, value) for name, value in asdict(self).items() if value]

    def turned(self, column: str) -> str:
        """Return what pressing a column's head asks for: again turns it round."""
        return f"-{column}" if self.sort == column else column

    def fits(self, line: Line) -> bool:
        row = line.registration
        alike = (
            (self.status, line.status),
            (self.source, row.source),
            (self.half, row.pool_id),
            (fold(self.organisation), fold(row.organisation)),
        )
        if any(wanted and wanted != own for wanted, own in alike):
            return False
        if self.session and self.session not in line.chosen:
            return False
        text = fold(f"{line.name} {line.contact} {row.organisation} {row.phone}")
        return all(word in text for word in fold(self.q).split())

    def of(self, everybody: Sequence[Line]) -> list[Line]:
        """Return the lines that fit, in the order wanted; they come in order of receipt."""
        found = [line for line in everybody if self.fits(line)] if self.narrows else [*everybody]
        if self.column in KEYS:
            found.sort(key=KEYS[self.column])
        return found[::-1] if self.is_turned else found


def wanted(form: Mapping[str, Any]) -> Wanted:
    """Read what was posted; what nobody can have chosen counts as nothing."""
    given = {name: _last(form, name) for name in ("q", "status", "source", "organisation", "sort")}
    sort = given["sort"] if given["sort"].removeprefix("-") in SORTS else "received"
    return Wanted(
        q=given["q"].strip()[:100],
        status=given["status"] if given["status"] in STATUSES else "",
        session=_number(form, "session"),
        source=given["source"] if given["source"] in SOURCES else "",
        half=_number(form, "half"),
        organisation=given["organisation"][:200],
        sort=sort,
    )


def _last(form: Any, name: str) -> str:
    """Return the last value of a name: a button in the head of the table comes after its form."""
    values = form.getlist(name)
    return str(values[-1]) if values else ""


def _number(form: Any, name: str) -> int:
    found = lists.numbers([_last(form, name)])
    return found[0] if found else 0


def page_of(form: Any, pages: int) -> int:
    """Return the number of the page that was asked for; the last one where there are fewer."""
    return min(max(1, _number(form, "page")), pages)


def pages(number: int, size: int = PAGE_SIZE) -> int:
    return max(1, -(-number // size))


def sessions(workshop: Workshop, everybody: list[Line]) -> Choices:
    """Return the sessions people choose from, each with its number; none in most workshops."""
    counts = Counter(number for line in everybody for number in line.chosen)
    starts = {session.id: session.starts_at for session in workshop.sessions}
    found = [
        (pool.id, f"{i18n.moment(starts[pool.session_id])} ({counts[pool.id]})")
        for pool in workshop.pools
        if pool.session_id
    ]
    return [(0, _("Alle Termine")), *found] if found else []


def statuses(everybody: list[Line]) -> Choices:
    """Return what the list can be narrowed to, each with its number."""
    counts = Counter(line.status for line in everybody)
    all_of_them = ("", _("Alle (%(number)s)", number=len(everybody)))
    found = [
        (status, f"{words.STATUSES[status]} ({counts[status]})")
        for status in STATUSES
        if counts[status]
    ]
    return [all_of_them, *found]


def sources(everybody: list[Line]) -> Choices:
    counts = Counter(line.registration.source for line in everybody)
    found = [
        (source, f"{words.SOURCES[source]} ({counts[source]})")
        for source in SOURCES
        if counts[source]
    ]
    return [("", _("Alle Wege")), *found] if len(found) > 1 else []


def halves(workshop: Workshop, everybody: list[Line]) -> Choices:
    counts = Counter(line.registration.pool_id for line in everybody)
    if len(workshop.entries) < 2:
        return []
    found = [(pool.id, f"{heads.half(pool)} ({counts[pool.id]})") for pool in workshop.entries]
    return [(0, _("Vor Ort und online")), *found]


def organisations(everybody: list[Line]) -> Choices:
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for line in everybody:
        if line.registration.organisation:
            counts[line.registration.folded] += 1
            names.setdefault(line.registration.folded, line.registration.organisation)
    found = [(names[key], f"{names[key]} ({counts[key]})") for key in sorted(counts)]
    return [("", _("Alle Einrichtungen")), *found] if len(found) > 1 else []
