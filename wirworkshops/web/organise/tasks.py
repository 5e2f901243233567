"""What needs somebody in the office: each line leads to the act."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from wirworkshops import i18n
from wirworkshops.domain import (
    agenda,
    arranging,
    inquiries,
    outbox,
    permissions,
    requests,
    seats,
)
from wirworkshops.domain.arranging import Due
from wirworkshops.domain.reach import Reach
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web.organise import guard, heads, labels, needed

MOST_WORDS = 90  # of a question


@dataclass(frozen=True)
class Task:
    title: str
    about: str
    due: str
    href: str
    act: str
    is_urgent: bool = False


def of(reach: Reach) -> list[Task]:
    """Return everything that waits, urgent things first."""
    return [
        *_letters(reach),
        *(_decision(workshop) for workshop in agenda.undecided(reach)),
        *(_requests(workshop, number) for workshop, number in requests.still_open(reach)),
        *_needs(reach),
        *(_draft(workshop) for workshop in agenda.drafts_soon(reach)),
        *(_attendance(session) for session in agenda.without_attendance(reach)),
        *(_room(session) for session in agenda.without_room(reach)),
        *(_names(workshop, number) for workshop, number in agenda.without_names(reach)),
        *(_offer(workshop, until) for workshop, until in agenda.with_offers(reach)),
        *(_question(registration) for registration in inquiries.still_open(reach)),
    ]


def _letters(reach: Reach) -> list[Task]:
    failed = outbox.failed(reach)
    if not failed:
        return []
    kinds = dict.fromkeys(str(labels.LETTERS.get(letter.kind, letter.kind)) for letter in failed)
    title = ngettext(
        "%(num)s Nachricht kam nicht an", "%(num)s Nachrichten kamen nicht an", len(failed)
    )
    return [
        Task(
            title=title,
            about=i18n.listing(list(kinds)[:3]),
            due=i18n.from_today(failed[-1].created_at),
            href=url_for("office_letters.index", status="failed"),
            act=_("Ansehen"),
            is_urgent=True,
        )
    ]


def _decision(workshop: Workshop) -> Task:
    taken = seats.taken(workshop)
    said = _("%(taken)s von mindestens %(minimum)s", taken=taken, minimum=workshop.minimum)
    return Task(
        title=_("Findet es statt?"),
        about=f"{said} · {_workshop(workshop)}",
        due=i18n.from_today(workshop.decide_at or workshop.starts_at),
        href=url_for("office_decisions.show", workshop_id=workshop.id),
        act=_("Entscheiden"),
        is_urgent=True,
    )


def _requests(workshop: Workshop, number: int) -> Task:
    return Task(
        title=ngettext("%(num)s Anfrage wartet", "%(num)s Anfragen warten", number),
        about=_workshop(workshop),
        due=i18n.from_today(workshop.starts_at),
        href=url_for("office_requests.index", workshop_id=workshop.id),
        act=_("Entscheiden"),
    )


def _names(workshop: Workshop, number: int) -> Task:
    return Task(
        title=ngettext("%(num)s Platz ohne Namen", "%(num)s Plätze ohne Namen", number),
        about=_workshop(workshop),
        due=i18n.from_today(workshop.names_until or workshop.starts_at),
        href=url_for("office_registrations.index", workshop_id=workshop.id),
        act=_("Ansehen"),
    )


def _offer(workshop: Workshop, until: datetime) -> Task:
    return Task(
        title=_("Ein Angebot läuft bald ab"),
        about=_("%(workshop)s. Dann geht der Platz von selbst weiter.",
                workshop=_workshop(workshop)),
        due=i18n.moment(until),
        href=url_for("office_registrations.index", workshop_id=workshop.id),
        act=_("Ansehen"),
    )  # fmt: skip


def _needs(reach: Reach) -> list[Task]:
    """Return the needs that are due, kind by kind, one's own first; none for who may not see."""
    account = guard.account()
    if not permissions.may(account, "see needs"):
        return []
    return [_need(due) for due in arranging.due_soon(reach, account_id=account.id)]


def _need(due: Due) -> Task:
    name, off = needed.title(due.kind), due.state == arranging.CALL_OFF
    people = ngettext("%(num)s Mensch", "%(num)s Menschen", due.number)
    owner = needed.owner_name(due.owner) or _("noch niemand zuständig")
    titles = {
        "open": _("%(need)s noch nicht organisiert", need=name),
        "requested": _("%(need)s: Zusage fehlt noch", need=name),
        arranging.CALL_OFF: _("%(need)s bitte absagen", need=name),
    }
    return Task(
        title=titles[due.state],
        about=" · ".join((*(() if off else (people,)), _workshop(due.workshop), owner)),
        due=i18n.from_today(due.due_at),
        href=url_for("office_needs.index", state=arranging.CALL_OFF)
        if off
        else needed.href(due.workshop.id, due.kind),
        act=_("Absagen") if off else _("Organisieren"),
        is_urgent=True,
    )


def _draft(workshop: Workshop) -> Task:
    return Task(
        title=_("Noch nicht veröffentlicht"),
        about=_workshop(workshop),
        due=i18n.from_today(workshop.starts_at),
        href=url_for("office_editing.edit", workshop_id=workshop.id),
        act=_("Bearbeiten"),
    )


def _attendance(session: Session) -> Task:
    return Task(
        title=_("Anwesenheit fehlt noch"),
        about=_about(session),
        due=i18n.from_today(session.ends_at),
        href=url_for("office_attendance.mark", session_id=session.id),
        act=_("Eintragen"),
    )


def _room(session: Session) -> Task:
    return Task(
        title=_("Noch ohne Raum"),
        about=f"{_about(session)}, {i18n.time_of_day(session.starts_at)}",
        due=i18n.from_today(session.starts_at),
        href=url_for("office_editing.edit", workshop_id=session.workshop_id, _anchor="a2"),
        act=_("Raum wählen"),
    )


def _question(registration: Registration) -> Task:
    text = " ".join(registration.question.split())
    short = text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} …"
    return Task(
        title=_("Eine Frage aus einer Anmeldung"),
        about=_(
            "„%(question)s“ · %(title)s", question=short, title=heads.title(registration.workshop)
        ),
        due=i18n.from_today(registration.received_at),
        href=url_for("office_people.show", registration_id=registration.id),
        act=_("Antworten"),
    )


def _workshop(workshop: Workshop) -> str:
    return f"{heads.title(workshop)} · {i18n.day_in_year(workshop.starts_at)}"


def _about(session: Session) -> str:
    return f"{heads.title(session.workshop)} · {i18n.day_in_year(session.starts_at)}"
