"""What will be made of a file's rows, and what is wrong with each: decided before anything is made.

Pure: what the office has already comes in as Known, the present instant as an argument.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from wirworkshops.domain.programme import Note, Row
from wirworkshops.models.texts import fold

NEW, THERE, OFF, BAD = "new", "there", "off", "bad"
CAPACITY = 20
MOST_SEATS = 10_000
MOST_SESSIONS = 60
LONGEST = {
    "title": 300, "title_en": 300, "session_title": 200, "session_title_en": 200,
    "summary": 1000, "summary_en": 1000, "body": 20_000, "body_en": 20_000,
    "bring": 2000, "bring_en": 2000, "series": 80, "host": 200, "venue": 200, "street": 200,
    "postal_code": 10, "city": 100, "room": 120, "online_url": 500, "signup_url": 500,
}  # fmt: skip
LONGEST_NAME = 200
LISTS = {"partners": "host", "trainers": "trainer", "topics": "topic", "audiences": "audience"}
COMMON = (  # what all rows of a workshop share: the first that says something counts
    "title", "summary", "body", "bring", "title_en", "summary_en", "body_en", "bring_en",
    "series", "categories", "host", "partners", "capacity", "online_capacity", "signup_url",
    "topics", "audiences", "features",
)  # fmt: skip
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Office:
    """Who imports: her host (0 for none), and whether files may name others.

    own are the folded names of further hosts of hers, which her files may name.
    """

    host_id: int
    host_name: str
    names_hosts: bool
    own: frozenset[str] = frozenset()

    def may_name(self, host: str) -> bool:
        return bool(host) and (self.names_hosts or fold(host) in self.own)


@dataclass(frozen=True)
class Known:
    """What there is: folded names by kind, rooms by venue and name, UIDs, titles with starts."""

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rooms: set[tuple[str, str]] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)
    dates: set[tuple[str, datetime]] = field(default_factory=set)


@dataclass(frozen=True)
class Verdict:
    row: Row
    kind: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """Each row's verdict in the order of the file, and the workshops that will be made."""

    verdicts: tuple[Verdict, ...]
    workshops: tuple[tuple[Row, ...], ...]

    def of(self, *kinds: str) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.kind in kinds]


def judge(rows: Sequence[Row], known: Known, office: Office, *, now: datetime) -> DryRun:
    """Decide about every row. A workshop is made of those of its rows that can be made."""
    groups = [_common(group) for group in _groups(rows)]
    twice = _twice(groups, office)
    announced: set[tuple[str, ...]] = set()
    verdicts, made = [], []
    for group in groups:
        judged = _judge_group(group, known, office, twice)
        new = [verdict.row for verdict in judged if verdict.kind == NEW]
        if new:
            made.append(tuple(_with_uid(row) for row in new))
        verdicts += [_hinted(verdict, known, office, now, announced) for verdict in judged]
    return DryRun(tuple(sorted(verdicts, key=lambda one: one.row.line)), tuple(made))


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows by workshop, in order; one without a key is a workshop by itself."""
    groups: dict[str | int, list[Row]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.key or number, []).append(_fitted(row))
    return list(groups.values())


def _fitted(row: Row) -> Row:
    """Cut what the database would not keep."""
    cut = {name: getattr(row, name)[:most].strip() for name, most in LONGEST.items()}
    cut |= {name: tuple(each[:LONGEST_NAME] for each in getattr(row, name)) for name in LISTS}
    fitted = replace(row, **cut)
    if fitted == row:
        return row
    return replace(fitted, hints=(*row.hints, Note("shortened")))


def _common(group: list[Row]) -> list[Row]:
    """Give all rows of a workshop what the first that says it has."""
    found = {}
    for name in COMMON:
        said = [getattr(row, name) for row in group if getattr(row, name)]
        found[name] = said[0] if said else getattr(group[0], name)
    head = group[0]
    same = ("kind", "waiting_list", "signup_mode", "spoken")
    found |= {name: getattr(head, name) for name in same}
    return [replace(row, **found, hints=_differs(row, found["title"])) for row in group]


def _differs(row: Row, title: str) -> tuple[Note, ...]:
    if not row.title or row.title == title:
        return row.hints
    return (*row.hints, Note("title-differs", title))


def _twice(groups: list[list[Row]], office: Office) -> dict[int, int]:
    """Return the lines that stand in the file before, each with that line."""
    seen: dict[tuple[object, ...], int] = {}
    twice = {}
    for row in (row for group in groups for row in group):
        if row.is_off or _problems(row, office):
            continue
        same: list[tuple[object, ...]] = [("uid", row.uid)] if row.uid else []
        if not row.key:
            same.append(("date", fold(row.title), row.starts_at))
        before = next((seen[one] for one in same if one in seen), None)
        if before is not None:
            twice[row.line] = before
        else:
            seen |= dict.fromkeys(same, row.line)
    return twice


def _judge_group(
    group: list[Row], known: Known, office: Office, twice: dict[int, int]
) -> list[Verdict]:
    judged = [_judge(row, known, office, twice.get(row.line)) for row in group]
    if any(verdict.kind == THERE for verdict in judged):
        judged = [_instead(verdict, Note("partly-there")) for verdict in judged]
    taken: list[Row] = []
    for number, verdict in enumerate(judged):
        if verdict.kind != NEW:
            continue
        if other := next((row for row in taken if _overlap(row, verdict.row)), None):
            judged[number] = _instead(verdict, Note("overlap", str(other.line)))
        elif len(taken) == MOST_SESSIONS:
            judged[number] = _instead(verdict, Note("too-many-dates"))
        else:
            taken.append(verdict.row)
    return judged


def _instead(verdict: Verdict, problem: Note) -> Verdict:
    return Verdict(verdict.row, BAD, (problem,)) if verdict.kind == NEW else verdict


def _judge(row: Row, known: Known, office: Office, before: int | None) -> Verdict:
    row = _placed(_with_series(row, known), known)
    if row.is_off:
        return Verdict(row, OFF, (Note("off"),))
    if problems := _problems(row, office):
        return Verdict(row, BAD, problems)
    if before is not None:
        return Verdict(row, THERE, (Note("twice", str(before)),))
    if row.uid in known.uids or (fold(row.title), row.starts_at) in known.dates:
        return Verdict(row, THERE)
    return Verdict(row, NEW)


def _problems(row: Row, office: Office) -> tuple[Note, ...]:
    codes = []
    if not row.title:
        codes.append("no-title")
    if not row.starts_at and not row.problems:
        codes.append("no-date")
    if row.starts_at and row.ends_at and row.ends_at <= row.starts_at:
        codes.append("ends-before")
    if row.signup_mode == "external" and not row.signup_url:
        codes.append("signup-url")
    if not office.host_id and not office.may_name(row.host):
        codes.append("no-host")
    return (*row.problems, *map(Note, codes))


def _overlap(one: Row, other: Row) -> bool:
    """Whether two dates run at the same time and people do not choose between them."""
    if one.session_capacity and other.session_capacity:
        return False
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _with_series(row: Row, known: Known) -> Row:
    """Take a category for the series where it is one; say which are not."""
    if not row.categories:
        return row
    fitting = [name for name in row.categories if fold(name) in known.names["series"]]
    series = row.series or (fitting[0] if fitting else "")
    rest = [name for name in row.categories if name != series]
    hints = (Note("category", ", ".join(rest)),) if rest else ()
    return replace(row, series=series, hints=(*row.hints, *hints))


def _placed(row: Row, known: Known) -> Row:
    """Split "Rathaus, Saal 3" where the Rathaus is known; a room alone is a place."""
    if row.room and not row.venue:
        row = replace(row, venue=row.room, room="")
    name, comma, rest = row.venue.partition(",")
    venues = known.names["venue"]
    if row.room or not comma or fold(row.venue) in venues or fold(name) not in venues:
        return row
    return replace(row, venue=name.strip(), room=rest.strip()[: LONGEST["room"]])


def _with_uid(row: Row) -> Row:
    """Keep a bare UUID, so that calendars that know it stay right; leave out any other."""
    return row if _UUID.fullmatch(row.uid) else replace(row, uid="")


def _hinted(
    verdict: Verdict, known: Known, office: Office, now: datetime, announced: set[tuple[str, ...]]
) -> Verdict:
    """Add what is good to know of a row that will be made; a new name is announced once."""
    if verdict.kind != NEW:
        return verdict
    row = verdict.row
    names = [name for name in _names(row, office) if not _is_known(name, known)]
    news = [name for name in dict.fromkeys(names) if _key(name) not in announced]
    announced.update(map(_key, news))
    hints = [Note(f"new-{kind}", shown) for kind, shown, *_rest in news]
    if office.host_id and not office.may_name(row.host) and _is_other(row.host, office):
        hints.append(Note("host-ignored", office.host_name))
    if row.ends_at and row.ends_at <= now:
        hints.append(Note("past"))
    workshop = ("seats", row.key or str(row.line))
    if row.capacity is None and row.signup_mode == "form" and workshop not in announced:
        announced.add(workshop)
        hints.append(Note("no-capacity", str(CAPACITY)))
    if row.status == "cancelled":
        hints.append(Note("was-cancelled"))
    return replace(verdict, notes=(*row.hints, *hints))


def _is_other(host: str, office: Office) -> bool:
    return bool(host) and fold(host) != fold(office.host_name)


def _names(row: Row, office: Office) -> Iterable[tuple[str, ...]]:
    """Yield kind, name as shown, and (of a room) its venue and name, of all a row names."""
    if office.may_name(row.host):
        yield "host", row.host
    if row.series:
        yield "series", row.series
    for names, kind in LISTS.items():
        yield from ((kind, name) for name in getattr(row, names))
    if row.venue:
        yield "venue", row.venue
    if row.room:
        yield "room", f"{row.venue}, {row.room}", row.venue, row.room


def _key(name: tuple[str, ...]) -> tuple[str, ...]:
    return (name[0], *map(fold, name[1:]))


def _is_known(name: tuple[str, ...], known: Known) -> bool:
    kind, shown, *place = name
    if kind == "room":
        return (fold(place[0]), fold(place[1])) in known.rooms
    return fold(shown) in known.names[kind]
