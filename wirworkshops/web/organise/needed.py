"""Needs as the office's pages show them: lines, what narrows them, groups, cells of a file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell
from wirworkshops.domain import arranging, lead_times, needs, rebookings
from wirworkshops.domain.arranging import Task
from wirworkshops.domain.needs import Kind
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import (
    NEED_STATES,
    NEEDS,
    CallOff,
    Need,
    Rebooking,
    Registration,
)
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import items, words
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import consequences, heads, lists, outcomes

STATES = (*NEED_STATES, arranging.CALL_OFF)
DATES = "termine"  # anchor of what is booked for a date that has changed


@dataclass(frozen=True)
class Line:
    """One need: whose, of what kind, how far."""

    need: Need
    title: str
    name: str
    contact: str
    seat: str  # how her registration stands, where it is not firm
    state: str
    due: str
    is_late: bool
    came_late: bool
    owner: str

    @property
    def lateness(self) -> str:
        """Return why it presses; empty where there is time."""
        if self.came_late:
            return _("erst nach der Frist angegeben")
        return _("überfällig") if self.is_late else ""

    @property
    def said(self) -> str:
        """Return when she said it, and how she agreed."""
        day = i18n.day_in_year(self.need.consented_at)
        return f"{day}, {words.CONSENTS[self.need.consent]}"

    @property
    def badge(self) -> Badge:
        return state_badge(self.state)

    @property
    def workshop(self) -> Workshop:
        return self.need.registration.workshop

    @property
    def about(self) -> str:
        """Return the workshop, with its next date."""
        session = items.next_session(self.workshop, clock.now())
        return f"{heads.title(self.workshop)}, {i18n.day_in_year(session.starts_at)}"

    def cells(self) -> list[Cell]:
        consent = _("ja") if self.need.shared_at else _("nein")
        state = str(words.NEED_STATES[self.state][0])
        own = [self.name, self.contact, self.seat, self.title, self.need.text, self.need.note]
        return [*own, state, self.owner, self.due, self.lateness, self.said, consent]

    def whole_cells(self) -> list[Cell]:
        """Return the cells in a file about several workshops."""
        session = items.next_session(self.workshop, clock.now())
        return [heads.title(self.workshop), session.starts_at, *self.cells()]


def header() -> list[str]:
    return [
        _("Name"),
        _("Kontakt"),
        _("Anmeldung"),
        _("Bedarf"),
        _("In eigenen Worten"),
        _("Notiz"),
        _("Stand"),
        _("Zuständig"),
        _("Frist"),
        _("Verspätet"),
        _("Angegeben und zugestimmt"),
        _("Name darf genannt werden"),
    ]


def whole_header() -> list[str]:
    return [_("Veranstaltung"), _("Nächster Termin"), *header()]


def title(kind: Kind) -> str:
    """Return the words for what is needed."""
    name = str(words.NEED_NAMES[kind.name])
    return f"{name}: {words.SPOKEN[kind.language]}" if kind.language else name


def state_badge(state: str) -> Badge:
    text, kind, icon = words.NEED_STATES[state]
    return Badge(kind, icon, str(text))


def line(task: Task, need: Need) -> Line:
    registration = need.registration
    status = registration.status
    return Line(
        need=need,
        title=title(task.kind),
        name=consequences.name_of(registration),
        contact=_contact(registration),
        seat="" if status == "confirmed" else str(words.STATUSES[status]),
        state=task.state,
        due=i18n.day_in_year(task.due_at),
        is_late=task.state in arranging.TO_DO and task.due_at <= clock.now(),
        came_late=task.came_late,
        owner=owner_name(need.owner),
    )


def _contact(registration: Registration) -> str:
    """Return how to reach her: what interpreters ask about is best said on the phone."""
    ways = (consequences.contact_of(registration), registration.phone)
    return " · ".join(dict.fromkeys(way for way in ways if way))


def owner_name(account: Account | None) -> str:
    return (account.name or account.email) if account else ""


# What narrows the list of all


@dataclass(frozen=True)
class Wanted:
    """state "" is all there is to do; owner "" is anybody, "0" nobody."""

    state: str = ""
    owner: str = ""
    kind: str = ""

    def fits(self, task: Task) -> bool:
        if self.kind and task.kind.name != self.kind:
            return False
        if self.owner and str(task.owner_id or 0) != self.owner:
            return False
        if not self.state:
            return task.state in arranging.TO_DO
        return self.state in ("all", task.state)

    @property
    def args(self) -> dict[str, Any]:
        """Return what an address keeps of it."""
        return {name: value for name, value in vars(self).items() if value}


def wanted(args: Mapping[str, str]) -> Wanted:
    state, kind = args.get("state", ""), args.get("kind", "")
    owner = lists.numbers([args.get("owner", "")])
    return Wanted(
        state=state if state in (*STATES, "all") else "",
        owner=str(owner[0]) if owner else "",
        kind=kind if kind in NEEDS else "",
    )


def states(first: str) -> list[tuple[str, str]]:
    """Return the states one can give a need; first says what leaves it as it is."""
    given = [(state, str(words.NEED_STATES[state][0])) for state in NEED_STATES]
    return [("", first), *given]


def filters(owners: Iterable[Account], own_id: int) -> dict[str, list[tuple[str, str]]]:
    """Return what the list can be narrowed to, for each of its filters."""
    everybody = [(str(row.id), owner_name(row)) for row in owners if row.id != own_id]
    return {
        "state": [
            ("", _("Zu tun")),
            *((state, str(words.NEED_STATES[state][0])) for state in STATES),
            ("all", _("Alle")),
        ],
        "owner": [("", _("Alle")), (str(own_id), _("Ich")), ("0", _("Niemand")), *everybody],
        "kind": [("", _("Alle")), *((kind, str(words.NEED_NAMES[kind])) for kind in NEEDS)],
    }


def hands(owners: Iterable[Account], own_id: int) -> list[tuple[str, str]]:
    """Return to whom a need can be given; the first choice leaves it as it is."""
    others = [(str(row.id), owner_name(row)) for row in owners if row.id != own_id]
    return [("", _("So lassen")), (str(own_id), _("Ich")), *others, ("0", _("Niemand"))]


# Of one workshop


@dataclass(frozen=True)
class Group:
    """All who need the same. chosen are those nothing is done for yet."""

    anchor: str
    title: str
    due: str
    is_late: bool
    lines: list[Line]
    chosen: frozenset[int]


def groups(rows: Collection[tuple[Task, Need]]) -> list[Group]:
    """Return the needs of a workshop, those of one kind together."""

    def by_kind(row: tuple[Task, Need]) -> tuple[int, str]:
        return NEEDS.index(row[0].kind.name), row[0].kind.language

    return [_group(list(some)) for _kind, some in groupby(sorted(rows, key=by_kind), key=by_kind)]


def anchor(kind: Kind) -> str:
    return f"bedarf-{kind.name}{kind.language}"


def _group(rows: list[tuple[Task, Need]]) -> Group:
    lines = [line(*row) for row in rows]
    first = lines[0]
    still = [task.due_at for task, _need in rows if task.state in arranging.TO_DO]
    return Group(
        anchor=anchor(needs.kind_of(first.need)),
        title=first.title,
        due=i18n.day_in_year(min(still, default=rows[0][0].due_at)),
        is_late=any(line.is_late for line in lines),
        lines=lines,
        chosen=frozenset(line.need.id for line in lines if line.state == "open"),
    )


def called_off(rows: Iterable[CallOff]) -> list[tuple[CallOff, str, str, str]]:
    """Return what is to be called off: its row, its words, its workshop, and whose task it is."""
    return [
        (
            row,
            title(needs.kind_of(row)),
            f"{heads.title(row.workshop)}, {i18n.day_in_year(row.workshop.starts_at)}",
            owner_name(row.owner),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class DateLine:
    """Something booked for a date that has changed: what is to be done, where, and by when."""

    id: int
    title: str
    about: str
    owner: str
    due_at: datetime
    needs: str  # where the needs of this kind stand


def rebooked(row: Rebooking) -> DateLine:
    name = title(needs.kind_of(row))
    many = "" if row.kind in needs.COMMON or row.number < 2 else f"{row.number} × "
    return DateLine(
        id=row.id,
        title=_to_do(row, f"{many}{name}"),
        about=heads.title(row.workshop),
        owner=owner_name(row.owner),
        due_at=lead_times.due_at(row.kind, row.session.starts_at),
        needs=href(row.workshop_id, needs.kind_of(row)),
    )


def _to_do(row: Rebooking, need: str) -> str:
    """Say what is to be done, and name the date for which it was booked."""
    now = i18n.moment(row.session.starts_at)
    was = i18n.moment(row.was_at) if row.was_at else ""
    what = rebookings.what_to_do(row)
    if what == rebookings.ADD:
        return _("%(need)s: bitte auch für %(date)s buchen", need=need, date=now)
    if what == rebookings.CALL_OFF and row.session.undated_since:
        return _("%(need)s: bitte für %(date)s absagen, ein neuer Termin folgt",
                 need=need, date=was)  # fmt: skip
    if what == rebookings.CALL_OFF:
        return _("%(need)s: bitte für %(date)s absagen", need=need, date=was)
    if was == now:
        return _("%(need)s: Ende oder Ort von %(date)s ist anders, bitte Bescheid sagen",
                 need=need, date=now)  # fmt: skip
    return _("%(need)s: bitte von %(date)s auf %(new)s umbuchen", need=need, date=was, new=now)


def said(result: arranging.Result) -> list[tuple[str, str]]:
    """Return what to say after a change, and how; who gets no letter is to be called."""
    number = result.number
    done = ngettext("%(num)s Bedarf gespeichert.", "%(num)s Bedarfe gespeichert.", number)
    flashes = [outcomes.counted(done, number)]
    for row in result.by_hand:
        name, way = consequences.name_of(row), consequences.contact_of(row)
        flashes.append(
            (_("Bitte sagen Sie %(name)s Bescheid: %(way)s", name=name, way=way), "info")
        )
    return flashes


def href(workshop_id: int, kind: Kind) -> str:
    """Return where the needs of one kind of a workshop stand."""
    return url_for("office_needs.of_workshop", workshop_id=workshop_id, _anchor=anchor(kind))
