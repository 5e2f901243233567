"""What needs somebody in the office: each line leads to the act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import (
    agenda,
    arranging,
    briefings,
    call_offs,
    calls,
    inquiries,
    outbox,
    permissions,
    postponing,
    rebookings,
    requests,
    seats,
)
from wirworkshops.domain.arranging import Due
from wirworkshops.domain.briefings import ByHand
from wirworkshops.domain.permissions import Holder
from wirworkshops.domain.putoffs import Key
from wirworkshops.domain.reach import Reach
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Rebooking, Registration
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import page
from wirworkshops.web.organise import consequences, heads, labels, needed

MOST_WORDS = 90  # of a question


@dataclass(frozen=True)
class Task:
    """A line. kind and number say which one it is, so that somebody can put it off.

    quote is what a person has written: for the page, never for a letter. things says for how
    many a folded line stands.
    """

    kind: str
    number: int
    title: str
    about: str
    due_at: datetime
    due: str
    href: str
    act: str
    is_urgent: bool = False
    quote: str = ""
    things: int = 1

    @property
    def key(self) -> Key:
        return self.kind, self.number


def _line(kind: str, number: int, due_at: datetime, due: str = "", **words: Any) -> Task:
    """Return a line; when it is due is said in days, unless there are better words."""
    return Task(kind, number, due_at=due_at, due=due or i18n.from_today(due_at), **words)


def of(account: Holder, reach: Reach) -> list[Task]:
    """Return everything that waits and that an account may act on, urgent things first."""
    kinds = [kind for kind in KINDS.values() if permissions.may(account, kind.act)]
    return in_order(task for kind in kinds for task in kind.find(reach))


def of_kind(name: str, reach: Reach) -> list[Task]:
    return in_order(KINDS[name].find(reach))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (not task.is_urgent, task.due_at))


# One kind each


def _letters(reach: Reach) -> list[Task]:
    found = outbox.failures(reach)
    if not found:
        return []
    kinds = [str(labels.LETTERS.get(kind, kind)) for kind in found.kinds]
    title = ngettext(
        "%(num)s Nachricht kam nicht an", "%(num)s Nachrichten kamen nicht an", found.number
    )
    return [
        _line(
            "letters", found.newest_id, found.newest_at,
            title=title,
            about=i18n.listing(kinds[:3]),
            href=url_for("office_letters.index", status="failed"),
            act=_("Ansehen"),
            is_urgent=True,
        )
    ]  # fmt: skip


def _calls(reach: Reach) -> list[Task]:
    number, oldest = calls.waiting(reach)
    if not number:
        return []
    names = [consequences.name_of(call.registration) for call in oldest]
    return [
        _line(
            "calls", oldest[0].id, oldest[0].created_at,
            title=ngettext(
                "%(num)s Mensch ohne E-Mail wartet auf Nachricht",
                "%(num)s Nachrichten an Menschen ohne E-Mail",
                number,
            ),
            about=i18n.listing(list(dict.fromkeys(names))),
            href=url_for("office_calls.index"),
            act=_("Anrufen"),
            is_urgent=True,
        )
    ]  # fmt: skip


def _decision(workshop: Workshop) -> Task:
    taken = seats.taken(workshop)
    said = _("%(taken)s von mindestens %(minimum)s", taken=taken, minimum=workshop.minimum)
    return _line(
        "decision", workshop.id, workshop.decide_at or workshop.starts_at,
        title=_("Findet es statt?"),
        about=f"{said} · {_workshop(workshop)}",
        href=url_for("office_decisions.show", workshop_id=workshop.id),
        act=_("Entscheiden"),
        is_urgent=True,
    )  # fmt: skip


def _requests(workshop: Workshop, number: int) -> Task:
    return _line(
        "requests", workshop.id, workshop.starts_at,
        title=ngettext("%(num)s Anfrage wartet", "%(num)s Anfragen warten", number),
        about=_workshop(workshop),
        href=url_for("office_requests.index", workshop_id=workshop.id),
        act=_("Entscheiden"),
    )  # fmt: skip


def _names(workshop: Workshop, number: int) -> Task:
    return _line(
        "names", workshop.id, workshop.names_until or workshop.starts_at,
        title=ngettext("%(num)s Platz ohne Namen", "%(num)s Plätze ohne Namen", number),
        about=_workshop(workshop),
        href=url_for("office_registrations.index", workshop_id=workshop.id),
        act=_("Ansehen"),
    )  # fmt: skip


def _offer(workshop: Workshop, until: datetime) -> Task:
    return _line(
        "offer", workshop.id, until, i18n.moment(until),
        title=_("Ein Angebot läuft bald ab"),
        about=_("%(workshop)s. Dann geht der Platz von selbst weiter.",
                workshop=_workshop(workshop)),
        href=url_for("office_registrations.index", workshop_id=workshop.id),
        act=_("Ansehen"),
    )  # fmt: skip


def _need(due: Due) -> Task:
    name = needed.title(due.kind)
    people = ngettext("%(num)s Mensch", "%(num)s Menschen", due.number)
    owner = needed.owner_name(due.owner) or _("noch niemand zuständig")
    late = [_("erst nach der Frist angegeben")] if due.came_late else []
    titles = {
        "open": _("%(need)s noch nicht organisiert", need=name),
        "requested": _("%(need)s: Zusage fehlt noch", need=name),
        arranging.CALL_OFF: _("%(need)s bitte absagen", need=name),
    }
    return _line(
        "needs", due.id, due.due_at,
        title=titles[due.state],
        about=" · ".join((people, _workshop(due.workshop), owner, *late)),
        href=needed.href(due.workshop.id, due.kind),
        act=_("Absagen") if due.state == arranging.CALL_OFF else _("Organisieren"),
        is_urgent=due.due_at <= clock.now(),
    )  # fmt: skip


def _call_off(due: Due) -> Task:
    owner = needed.owner_name(due.owner) or _("noch niemand zuständig")
    return _line(
        "call-offs", due.id, due.due_at,
        title=_("%(need)s bitte absagen", need=needed.title(due.kind)),
        about=" · ".join((_workshop(due.workshop), owner)),
        href=url_for("office_needs.index", state=arranging.CALL_OFF),
        act=_("Absagen"),
        is_urgent=True,
    )  # fmt: skip


def _rebooking(row: Rebooking) -> Task:
    line = needed.rebooked(row)
    return _line(
        "rebookings", row.id, line.due_at,
        title=line.title,
        about=" · ".join((line.about, line.owner or _("noch niemand zuständig"))),
        href=url_for("office_needs.index", _anchor=needed.DATES),
        act=_("Ansehen"),
        is_urgent=True,
    )  # fmt: skip


def _draft(workshop: Workshop) -> Task:
    return _line(
        "draft", workshop.id, workshop.starts_at,
        title=_("Noch nicht veröffentlicht"),
        about=_workshop(workshop),
        href=url_for("office_editing.edit", workshop_id=workshop.id),
        act=_("Bearbeiten"),
    )  # fmt: skip


def _attendance(session: Session) -> Task:
    return _line(
        "attendance", session.id, session.ends_at,
        title=_("Anwesenheit fehlt noch"),
        about=_about(session),
        href=url_for("office_attendance.mark", session_id=session.id),
        act=_("Eintragen"),
    )  # fmt: skip


def _room(session: Session) -> Task:
    return _line(
        "room", session.id, session.starts_at,
        title=_("Noch ohne Raum"),
        about=f"{_about(session)}, {i18n.time_of_day(session.starts_at)}",
        href=url_for("office_editing.edit", workshop_id=session.workshop_id, _anchor="a2"),
        act=_("Raum wählen"),
    )  # fmt: skip


def _new_date(workshop: Workshop) -> Task:
    since = min(row.undated_since for row in workshop.sessions if row.undated_since)
    return _line(
        "new-date", workshop.id, since,
        title=_("Neuer Termin fehlt noch"),
        about=_("%(title)s · verschoben am %(day)s", title=heads.title(workshop),
                day=i18n.day_in_year(since)),
        href=url_for("office_postponing.set_day", workshop_id=workshop.id),
        act=_("Festlegen"),
    )  # fmt: skip


def _translation(workshop: Workshop) -> Task:
    return _line(
        "translation", workshop.id, workshop.starts_at,
        title=_("Übersetzung nicht aktuell"),
        about=_workshop(workshop),
        href=url_for("office_editing.edit", workshop_id=workshop.id),
        act=_("Übersetzen"),
    )  # fmt: skip


def _briefings(reach: Reach) -> list[Task]:
    """Return a line for each session whose trainers no briefing reaches."""
    found: dict[int, list[ByHand]] = {}
    for one in briefings.by_hand(reach, days=page.settings().briefing_days):
        found.setdefault(one.session.id, []).append(one)
    return [_briefing(some) for some in found.values()]


def _briefing(some: list[ByHand]) -> Task:
    session, kinds = some[0].session, {one.kind for one in some}
    titles = {
        "briefing_off": _("Referent:in anrufen: Der Termin entfällt"),
        "briefing_changed": _("Referent:in anrufen: Der Termin ist geändert"),
        "briefing": _("Briefing ohne E-Mail-Adresse"),
    }
    names = i18n.listing(list(dict.fromkeys(one.trainer.name for one in some)))
    return _line(
        "briefing", session.id, session.starts_at,
        title=next(text for kind, text in titles.items() if kind in kinds),
        about=f"{names} · {_about(session)}",
        href=url_for("office_briefings.show", workshop_id=session.workshop_id),
        act=_("Bescheid sagen"),
        is_urgent=kinds != {"briefing"},
    )  # fmt: skip


def _question(registration: Registration) -> Task:
    text = " ".join(registration.question.split())
    short = text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} …"
    return _line(
        "question", registration.id, registration.received_at,
        title=_("Eine Frage aus einer Anmeldung"),
        about=heads.title(registration.workshop),
        quote=short,
        href=url_for("office_people.show", registration_id=registration.id),
        act=_("Antworten"),
    )  # fmt: skip


def _workshop(workshop: Workshop) -> str:
    return f"{heads.title(workshop)} · {i18n.day_in_year(workshop.starts_at)}"


def _about(session: Session) -> str:
    return f"{heads.title(session.workshop)} · {i18n.day_in_year(session.starts_at)}"


def _each(line: Callable[..., Task], found: Callable[[Reach], Iterable[Any]]) -> Any:
    """Return what finds the rows of a kind and makes a line of each."""
    return lambda reach: [
        line(*row) if isinstance(row, tuple) else line(row) for row in found(reach)
    ]


@dataclass(frozen=True)
class Kind:
    """act is what one must be allowed to do; many says what there are several of."""

    act: str
    many: str
    find: Callable[[Reach], list[Task]]


KINDS = {
    "letters": Kind("see letters", _l("Nachrichten kamen nicht an"), _letters),
    "calls": Kind("act on registrations", _l("Menschen ohne E-Mail"), _calls),
    "decision": Kind("edit workshops", _l("Findet es statt?"), _each(_decision, agenda.undecided)),
    "needs": Kind("see needs", _l("Bedarf zu organisieren"), _each(_need, arranging.due_soon)),
    "call-offs": Kind("see needs", _l("Bedarf abzusagen"), _each(_call_off, call_offs.due)),
    "rebookings": Kind(
        "see needs", _l("Bedarf umzubuchen"), _each(_rebooking, rebookings.still_open)
    ),
    "requests": Kind(
        "act on registrations", _l("Anfragen warten"), _each(_requests, requests.still_open)
    ),
    "offer": Kind(
        "see registrations", _l("Angebote laufen bald ab"), _each(_offer, agenda.with_offers)
    ),
    "question": Kind(
        "act on registrations", _l("Fragen aus Anmeldungen"), _each(_question, inquiries.still_open)
    ),
    "briefing": Kind("see letters", _l("Referent:innen ohne E-Mail"), _briefings),
    "draft": Kind(
        "edit workshops", _l("Noch nicht veröffentlicht"), _each(_draft, agenda.drafts_soon)
    ),
    "attendance": Kind(
        "mark attendance",
        _l("Anwesenheit fehlt noch"),
        _each(_attendance, agenda.without_attendance),
    ),
    "room": Kind("edit workshops", _l("Noch ohne Raum"), _each(_room, agenda.without_room)),
    "new-date": Kind(
        "edit workshops", _l("Neue Termine fehlen noch"), _each(_new_date, postponing.waiting)
    ),
    "names": Kind(
        "see registrations", _l("Plätze ohne Namen"), _each(_names, agenda.without_names)
    ),
    "translation": Kind(
        "edit workshops",
        _l("Übersetzungen nicht aktuell"),
        _each(_translation, agenda.outdated_translations),
    ),
}
