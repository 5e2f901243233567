"""The head of all pages about one workshop: what it is, how full, and where one can go."""

from dataclasses import dataclass

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import needs, permissions
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items, words
from wirworkshops.web.items import Fact, Tile
from wirworkshops.web.organise import guard


@dataclass(frozen=True)
class Gauge:
    taken: int
    capacity: int
    text: str


@dataclass(frozen=True)
class Tab:
    name: str
    href: str
    text: str
    count: int = 0


@dataclass(frozen=True)
class Head:
    title: str
    palette: str
    kicker: str
    date: Tile
    facts: list[Fact]
    gauge: Gauge | None
    tabs: list[Tab]
    ways: list[tuple[str, str, str]]  # icon, address, words


def head(workshop: Workshop) -> Head:
    session = items.next_session(workshop, clock.now())
    status = str(words.WORKSHOP_STATUSES[workshop.status])
    return Head(
        title=title(workshop),
        palette=workshop.palette,
        kicker=f"{items.kicker(workshop)} · {status}",
        date=items.tile(session.starts_at),
        facts=_facts(workshop, session),
        gauge=gauge(workshop),
        tabs=_tabs(workshop),
        ways=_ways(workshop),
    )


def title(workshop: Workshop) -> str:
    return workshop.text(i18n.language()).title


def gauge(workshop: Workshop) -> Gauge | None:
    """Return how full it is; nothing where nobody signs up with us."""
    pool = workshop.pool
    if workshop.signup_mode != "form" and not pool.taken:
        return None
    text = _("%(taken)s von %(capacity)s", taken=pool.taken, capacity=pool.capacity)
    if pool.waiting:
        more = ngettext("%(num)s wartet", "%(num)s warten", pool.waiting)
    elif pool.free:
        more = _("noch %(free)s frei", free=pool.free)
    else:
        more = _("voll")
    return Gauge(pool.taken, pool.capacity, f"{text} · {more}")


def _facts(workshop: Workshop, session: Session) -> list[Fact]:
    facts = [
        ("clock", i18n.when(session.starts_at, session.ends_at)),
        ("online" if session.is_online and not session.room else "place", items.place_of(session)),
    ]
    if trainers := [trainer.name for trainer in session.trainers]:
        facts.append(("account-circle", i18n.listing(trainers)))
    others = len(workshop.sessions) - 1
    if others:
        more = ngettext("und %(num)s weiterer Termin", "und %(num)s weitere Termine", others)
        facts.append(("calendar-today", more))
    return facts


def _tabs(workshop: Workshop) -> list[Tab]:
    number = workshop.id
    tabs = [
        Tab(
            "registrations",
            url_for("office_registrations.index", workshop_id=number),
            _("Anmeldungen"),
        )
    ]
    if permissions.may(guard.account(), "see needs", workshop):
        href = url_for("office_registrations.needs", workshop_id=number)
        tabs.append(Tab("needs", href, _("Bedarfe"), needs.count(number)))
    tabs += [
        Tab("attendance", url_for("office_attendance.index", workshop_id=number), _("Anwesenheit")),
        Tab("letters", url_for("office_letters.of_workshop", workshop_id=number), _("Nachrichten")),
    ]
    if workshop.status != "cancelled":
        tabs.append(
            Tab("edit", url_for("office_editing.edit", workshop_id=number), _("Bearbeiten"))
        )
    history = url_for("office_workshops.show_history", workshop_id=number)
    return [*tabs, Tab("history", history, _("Verlauf"))]


def _ways(workshop: Workshop) -> list[tuple[str, str, str]]:
    number = workshop.id
    copy = ("content-copy", url_for("office_editing.new", copy=number), _("Als Vorlage nehmen"))
    if workshop.status == "draft":
        preview = url_for("office_editing.preview", workshop_id=number)
        delete = url_for("office_workshops.delete", workshop_id=number)
        return [("visibility", preview, _("Vorschau")), copy, ("delete", delete, _("Löschen …"))]
    page = ("visibility", url_for("workshops.show", slug=workshop.slug), _("Öffentliche Seite"))
    cancel = ("close", url_for("office_cancelling.workshop", workshop_id=number), _("Absagen …"))
    can_cancel = workshop.status == "published" and workshop.ends_at > clock.now()
    return [page, copy, cancel] if can_cancel else [page, copy]
