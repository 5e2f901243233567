"""A file that was sent: what will be made of each of its rows, and taking it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import dryruns, imports, permissions
from wirworkshops.domain.dryruns import DryRun, Office, Verdict
from wirworkshops.domain.programme import Row
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.imports import Import
from wirworkshops.models.texts import fold
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import guard, notes, outcomes, reading

blueprint = guard.private("office_imports", __name__, prefix="/organise/programme/imports")
BADGES = {
    dryruns.NEW: ("success", "success", _l("wird angelegt")),
    dryruns.THERE: ("neutral", "seats-cancelled", _l("gibt es schon, wird übersprungen")),
    dryruns.OFF: ("neutral", "seats-cancelled", _l("abgesagt, wird übersprungen")),
    dryruns.BAD: ("danger", "danger", _l("geht so nicht")),
}
PLACES = {"csv": _l("Zeile %(number)s"), "ics": _l("Eintrag %(number)s")}


@dataclass(frozen=True)
class Line:
    """One row as the page shows it."""

    place: str
    title: str
    facts: str
    badge: Badge
    said: list[str]


@blueprint.get("/<int:upload_id>")
@guard.office("edit workshops")
def show(upload: Import) -> str:
    """Show what taking in would make now."""
    sheet = reading.read(upload.body)
    run = imports.dry_run(sheet.rows, _office())
    return render_template(
        "organise/programme_import.html",
        upload=upload,
        notes=[notes.sentence(note) for note in sheet.notes],
        made=len(run.workshops),
        bad=_lines(run.of(dryruns.BAD), upload, {}),
        new=_lines(run.of(dryruns.NEW), upload, _numbers(run)),
        left=_lines(run.of(dryruns.THERE, dryruns.OFF), upload, {}),
    )


@blueprint.post("/<int:upload_id>/take")
@guard.office("edit workshops")
def take(upload: Import) -> ResponseReturnValue:
    rows = reading.read(upload.body).rows
    office = _office()
    made = imports.take_in(upload.id, rows, office, by=guard.actor())
    flash(*outcomes.counted(_told(len(made)), len(made)))
    return redirect(url_for("office_workshops.index", view="drafts"), 303)


def _told(number: int) -> str:
    made = ngettext(
        "%(num)s Veranstaltung ist als Entwurf angelegt.",
        "%(num)s Veranstaltungen sind als Entwürfe angelegt.",
        number,
    )
    return f"{made} " + _("Hier stehen sie. Noch sieht sie niemand sonst.")


def _office() -> Office:
    account = guard.account()
    names_hosts = permissions.may(account, "see everything")
    own = frozenset(fold(host.name) for host in account.hosts)
    return imports.office_of(account.host_id, names_hosts=names_hosts, own=own)


Numbers = dict[tuple[int, datetime | None], str]  # by line and begin: a series has one line


def _numbers(run: DryRun) -> Numbers:
    """Say of the sessions of a course which of how many each is."""
    return {
        (row.line, row.starts_at): _("Termin %(number)s von %(total)s", number=n, total=len(group))
        for group in run.workshops
        if len(group) > 1
        for n, row in enumerate(group, 1)
    }


def _lines(verdicts: Iterable[Verdict], upload: Import, numbers: Numbers) -> list[Line]:
    place = str(PLACES[upload.format])
    return [_line(verdict, place, numbers) for verdict in verdicts]


def _line(verdict: Verdict, place: str, numbers: Numbers) -> Line:
    row, (kind, icon, text) = verdict.row, BADGES[verdict.kind]
    title = f"{row.title}: {row.session_title}" if row.session_title else row.title
    facts = [numbers.get((row.line, row.starts_at), ""), _when(row)]
    if verdict.kind == dryruns.NEW:
        facts += [_where(row), _seats(row)]
    return Line(
        place=place.replace("%(number)s", str(row.line)),
        title=title or _("ohne Titel"),
        facts=" · ".join(fact for fact in facts if fact),
        badge=Badge(kind, icon, str(text)),
        said=[notes.sentence(note) for note in verdict.notes],
    )


def _when(row: Row) -> str:
    if row.starts_at is None or row.ends_at is None:
        return ""
    return i18n.when(row.starts_at, row.ends_at)


def _where(row: Row) -> str:
    named = ", ".join(part for part in (row.venue, row.room) if part)
    if not row.is_online:
        return named or _("Ort noch offen")
    return _("%(room)s und online", room=named) if named else _("Online")


def _seats(row: Row) -> str:
    if row.signup_mode != "form":
        return ""
    number = row.session_capacity or row.capacity or dryruns.CAPACITY
    return ngettext("%(num)s Platz", "%(num)s Plätze", number + (row.online_capacity or 0))
