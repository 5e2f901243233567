"""The history of everything: who did what to which thing, and when. Also as a fold on a page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from flask import Response, render_template, request, url_for

from wirworkshops import i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import chronicles, permissions
from wirworkshops.domain.chronicles import Wanted
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.history import Event
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import files, guard, heads, kinds, labels, lists

blueprint = guard.private("office_history", __name__, prefix="/organise")

WHAT = {
    "workshop": _l("Veranstaltungen"),
    "registration": _l("Anmeldungen"),
    "masterdata": _l("Stammdaten"),
    "letter": _l("Nachrichten"),
    "account": _l("Konten"),
    "import": _l("Dateien"),
}
THINGS = {
    "series": _l("Reihe"),
    "host": _l("Veranstalter"),
    "venue": _l("Ort"),
    "room": _l("Raum"),
    "trainer": _l("Referent:in"),
    "topic": _l("Thema"),
    "audience": _l("Zielgruppe"),
    "funder": _l("Förderer"),
    "participant": _l("Teilnehmer:in"),
    "mailing": _l("Nachricht"),
    "wording": _l("Wortlaut"),
    "template": _l("Vorlage"),
    "account": _l("Konto"),
    "letter": _l("Nachricht"),
    "import": _l("Datei"),
    "question-set": _l("Vorlage für Fragen"),
}
HEADER = (
    _l("Wann"),
    _l("Was"),
    _l("Einzelheiten"),
    _l("Worum es geht"),
    _l("Name"),
    _l("Wer"),
)
PAGES = {kind.thing: kind for kind in (*kinds.LISTED, kinds.ROOMS)}


@dataclass(frozen=True)
class Line:
    """One line with what it is about: kind in words, name and, where there is one, its page."""

    event: labels.Line
    kind: str
    name: str
    href: str


@blueprint.get("/history")
@guard.office("see history")
def index() -> str:
    wanted, before = _wanted(), request.args.get("before", type=int)
    before = before if before and 0 < before <= guard.LARGEST else None
    reach, account = guard.reach(), guard.account()
    page = chronicles.find(wanted, reach=reach, account=account, before=before)
    is_cut = chronicles.is_long(wanted, reach=reach, account=account)
    rows = chronicles.things_in(page.events)
    people = {str(one.id): one.name or one.email for one in chronicles.actors(reach, account)}
    return render_template(
        "organise/chronicle.html",
        lines=[_line(event, rows) for event in page.events],
        wanted=wanted,
        what=WHAT,
        who=people | labels.ACTORS,
        acts=sorted(((name, str(text)) for name, text in labels.ACTS.items()), key=_words),
        is_narrowed=wanted != Wanted(),
        is_first=before is None,
        older=_href(page.older) if page.older else "",
        newest=_href(None),
        kept=_kept(),
        most=format_decimal(chronicles.MOST, locale=i18n.language()) if is_cut else "",
    )


@files.route(blueprint, "/history")
@guard.office("see history")
def table() -> Response:
    """The lines on screen, and the older ones, as a file: the newest, no more than MOST."""
    events = chronicles.newest(_wanted(), reach=guard.reach(), account=guard.account())
    things = chronicles.things_in(events)
    rows = [_cells(event, things) for event in events]
    return files.answer(Table(_("Verlauf"), [str(text) for text in HEADER], rows), _("Verlauf"))


def _cells(event: Event, things: dict[tuple[str, int], Any]) -> list[Cell]:
    line = _line(event, things)
    said = line.event
    return [event.at, said.act, said.facts, line.kind, line.name, said.actor]


def _words(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _wanted() -> Wanted:
    """Return what is asked for; what is not offered is any."""
    given = request.args
    who, act, what = (given.get(name, "") for name in ("who", "act", "what"))
    return Wanted(
        what=what if what in WHAT else "",
        who=who if lists.numbers([who]) or who in labels.ACTORS else "",
        act=act if act in labels.ACTS else "",
        since=_day(given.get("from", "")),
        until=_day(given.get("to", "")),
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _kept() -> dict[str, Any]:
    """Return what an address keeps of the filters."""
    names = ("what", "who", "act", "from", "to")
    return {name: request.args.get(name) or None for name in names}


def _href(before: int | None) -> str:
    return url_for("office_history.index", before=before, **_kept())


def _line(event: Event, rows: dict[tuple[str, int], Any]) -> Line:
    said = labels.line(event)
    said = labels.Line(said.when, said.act, said.facts, said.actor)  # a reason is for its own page
    is_own = event.thing in chronicles.NAMED or (event.thing and not event.workshop_id)
    if is_own and not event.registration_id:
        return Line(said, *_thing(event, rows.get((event.thing, event.thing_id or 0))))
    about = _workshop(event, rows.get(("workshop", event.workshop_id or 0)))
    return Line(said, str(THINGS.get(event.thing, about[0])), *about[1:])


def _workshop(event: Event, workshop: Workshop | None) -> tuple[str, str, str]:
    kind = _("Anmeldung") if event.registration_id else _("Veranstaltung")
    if workshop is None:
        return kind, _gone(event.workshop_id), ""
    if event.registration_id:
        name = f"{heads.title(workshop)}, {_('Nr. %(number)s', number=event.registration_id)}"
        href = url_for("office_people.show", registration_id=event.registration_id)
        may = permissions.may(guard.account(), "see registrations", workshop)
        return kind, name, href if may else ""
    may = permissions.may(guard.account(), "see workshops", workshop)
    href = url_for("office_workshops.show_history", workshop_id=workshop.id)
    return kind, heads.title(workshop), href if may else ""


def _thing(event: Event, row: Any) -> tuple[str, str, str]:
    kind = str(THINGS.get(event.thing, event.thing))
    if event.thing not in chronicles.NAMED:
        return kind, _("Nr. %(number)s", number=event.thing_id), ""
    if row is None:
        return kind, _gone(event.thing_id), ""
    name = row.email if event.thing == "account" and not row.name else kinds.name_of(row)
    page = PAGES.get(event.thing)
    may = page is not None and permissions.may(guard.account(), page.act)
    return kind, name, page.href("edit", row) if page and may else ""


def _gone(number: int | None) -> str:
    return _("gelöscht (Nr. %(number)s)", number=number)


def lines_of(thing: str, number: int) -> list[labels.Line]:
    """Return the lines about one thing, for the fold on its page."""
    return [labels.line(event) for event in chronicles.of_thing(thing, number)]
