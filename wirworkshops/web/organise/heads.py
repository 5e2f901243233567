"""The head of all pages about one workshop: what it is, how full, and where one can go."""

from dataclasses import dataclass

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import archiving, needs, outbox, permissions, requests, seats
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.pools import Pool
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
    archive: tuple[str, str] | None = None  # where a button leads, and its words


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
        archive=_archive(workshop),
    )


def _archive(workshop: Workshop) -> tuple[str, str] | None:
    number = workshop.id
    if not permissions.may(guard.account(), "edit workshops", workshop):
        return None
    if workshop.archived_at:
        back = url_for("office_archiving.bring_back", workshop_id=number)
        return back, _("Aus dem Archiv holen")
    if archiving.may_go(workshop, clock.now()):
        return url_for("office_archiving.archive", workshop_id=number), _("Ins Archiv legen")
    return None


def title(workshop: Workshop) -> str:
    return workshop.text(i18n.language()).title


def gauge(workshop: Workshop) -> Gauge | None:
    """Return how full it is, in all halves together; nothing where nobody signs up with us."""
    taken, capacity = _sum(workshop, "taken"), _sum(workshop, "capacity")
    if workshop.signup_mode != "form" and not taken:
        return None
    text = _("%(taken)s von %(capacity)s", taken=taken, capacity=capacity)
    waiting, free = _sum(workshop, "waiting"), _sum(workshop, "free")
    if waiting:
        more = ngettext("%(num)s wartet", "%(num)s warten", waiting)
    elif free:
        more = _("noch %(free)s frei", free=free)
    else:
        more = _("voll")
    return Gauge(taken, capacity, f"{text} · {more}")


def numbers(workshop: Workshop) -> list[int]:
    """Return capacity, seats taken and seats waited for, in all halves together."""
    return [_sum(workshop, name) for name in ("capacity", "taken", "waiting")]


def _sum(workshop: Workshop, name: str) -> int:
    return sum(getattr(pool, name) for pool in workshop.entries)


def half(pool: Pool) -> str:
    """Return which half of a hybrid workshop it is; empty for the whole."""
    return str(words.POOLS.get(pool.kind, ""))


def free_seats(workshop: Workshop) -> str:
    """Say how many seats are free, reserved and waited for, each half apart."""
    return " ".join(_free_in(pool) for pool in workshop.entries)


def _free_in(pool: Pool) -> str:
    said = _("%(free)s von %(capacity)s Plätzen frei", free=pool.free, capacity=pool.capacity)
    more = [half(pool), said]
    if pool.reserved:
        more.append(_("%(number)s in Kontingenten", number=pool.reserved))
    if pool.waiting:
        more.append(ngettext("%(num)s wartet", "%(num)s warten", pool.waiting))
    return ", ".join(text for text in more if text) + "."


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
    if workshop.admission == "approval" and workshop.status == "published":
        href = url_for("office_requests.index", workshop_id=number)
        tabs.append(Tab("requests", href, _("Anfragen"), requests.count(number)))
    if permissions.may(guard.account(), "see needs", workshop):
        href = url_for("office_needs.of_workshop", workshop_id=number)
        tabs.append(Tab("needs", href, _("Bedarfe"), needs.count(number)))
    tabs += [
        Tab("attendance", url_for("office_attendance.index", workshop_id=number), _("Anwesenheit")),
        Tab("letters", url_for("office_letters.of_workshop", workshop_id=number), _("Nachrichten")),
        Tab("material", url_for("office_materials.index", workshop_id=number), _("Material")),
    ]
    if workshop.status != "cancelled":
        tabs += [
            Tab("questions", url_for("office_questions.edit", workshop_id=number), _("Fragen")),
            Tab("edit", url_for("office_editing.edit", workshop_id=number), _("Bearbeiten")),
        ]
    history = url_for("office_workshops.show_history", workshop_id=number)
    return [*tabs, Tab("history", history, _("Verlauf"))]


def _ways(workshop: Workshop) -> list[tuple[str, str, str]]:
    number = workshop.id
    repeated = [
        ("content-copy", url_for("office_templates.copy", workshop_id=number), _("Wiederholen …")),
        ("autorenew", url_for("office_repeating.workshop", workshop_id=number), _("Als Reihe …")),
        ("draft", url_for("office_templates.keep", workshop_id=number), _("Vorlage …")),
    ]
    if workshop.status == "draft":
        preview = url_for("office_editing.preview", workshop_id=number)
        delete = url_for("office_workshops.delete", workshop_id=number)
        return [
            ("visibility", preview, _("Vorschau")),
            *repeated,
            ("delete", delete, _("Löschen …")),
        ]
    page = ("visibility", url_for("workshops.show", slug=workshop.slug), _("Öffentliche Seite"))
    goes_on = workshop.status == "published" and workshop.ends_at > clock.now()
    if seats.has_open_date(workshop):
        day = url_for("office_postponing.set_day", workshop_id=number)
        repeated.insert(0, ("calendar-today", day, _("Neuen Termin festlegen …")))
        goes_on = True
    return [page, *repeated, *_changes(workshop)] if goes_on else [page, *repeated]


def _changes(workshop: Workshop) -> list[tuple[str, str, str]]:
    """Return what can be done with a workshop that is still to come."""
    number = workshop.id
    contingents = ("people", url_for("office_contingents.index", workshop_id=number))
    cancel = ("close", url_for("office_cancelling.workshop", workshop_id=number), _("Absagen …"))
    found = [(*contingents, _("Kontingente"))] if workshop.signup_mode == "form" else []
    if workshop.minimum and not workshop.decided_at:
        decide = url_for("office_decisions.show", workshop_id=number)
        found.append(("help", decide, _("Findet es statt? …")))
    if outbox.upcoming(workshop):
        later = url_for("office_postponing.postpone", workshop_id=number)
        found.append(("arrow-forward", later, _("Verschieben …")))
    return [*found, cancel]
