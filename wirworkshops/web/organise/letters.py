"""Letters as the office sees them: kind, person, state, error; never their words or links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import mailings, outbox, permissions
from wirworkshops.domain.reach import ALL
from wirworkshops.errors import Conflict, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import files, guard, heads, labels, mailing_lines
from wirworkshops.web.organise.advice import advice
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_letters", __name__, prefix="/organise")
MAILINGS_SHOWN = 5
HEADER = (
    _l("An"),
    _l("Adresse"),
    _l("Art"),
    _l("Veranstaltung"),
    _l("Betreff"),
    _l("Entstanden"),
    _l("Gesendet"),
    _l("Zustand"),
    _l("Fehler"),
)


@dataclass(frozen=True)
class Line:
    letter: Letter
    kind: str
    to: str
    about: str
    when: str
    badge: Badge
    advice: str


@blueprint.get("/letters")
@guard.office("see letters")
def index() -> str:
    return _page("office_letters.index", None)


@blueprint.get("/workshops/<int:workshop_id>/letters")
@guard.office("see letters")
def of_workshop(workshop: Workshop) -> str:
    return _page("office_letters.of_workshop", workshop)


@files.route(blueprint, "/letters")
@guard.office("see letters")
def table() -> Response:
    return _file(None)


@files.route(blueprint, "/workshops/<int:workshop_id>/letters")
@guard.office("see letters")
def table_of_workshop(workshop: Workshop) -> Response:
    return _file(workshop)


def _file(workshop: Workshop | None) -> Response:
    """The letters on screen as a file: never their words."""
    ids: dict[str, Any] = {"workshop_id": workshop.id} if workshop else {}
    reach, status = ALL if workshop else guard.reach(), _status()
    rows = [_cells(letter) for letter in outbox.all_letters(status=status, reach=reach, **ids)]
    sheet = Table(_("Nachrichten"), [str(text) for text in HEADER], rows)
    named = str(labels.LETTER_STATES[status][0]) if status else ""
    return files.answer(sheet, _("Nachrichten"), workshop.slug if workshop else "", named)


def _cells(letter: Letter) -> list[Cell]:
    state = str(labels.LETTER_STATES[letter.status][0])
    return [_to(letter), letter.recipient, _kind(letter), _about(letter), letter.subject,
            letter.created_at, letter.sent_at, state, letter.error]  # fmt: skip


def _status() -> str:
    status = request.args.get("status", "")
    if status and status not in labels.LETTER_STATES:
        raise NotFound("not-found")
    return status


@blueprint.post("/letters/<int:letter_id>/retry")
@guard.office("see letters")
def retry(letter: Letter) -> ResponseReturnValue:
    try:
        outbox.retry(letter, by=guard.actor())
    except Conflict as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        flash(_("Die Nachricht geht gleich noch einmal hinaus."), "success")
    return redirect(url_for("office_letters.index", status="failed"), 303)


def _page(endpoint: str, workshop: Workshop | None) -> str:
    status, number = _status(), page_number()
    ids: dict[str, Any] = {"workshop_id": workshop.id} if workshop else {}
    reach = ALL if workshop else guard.reach()
    found, total = outbox.letters(status=status, reach=reach, page=number, **ids)
    pages = max(1, -(-total // outbox.LETTERS_ON_A_PAGE))
    if number > pages:
        raise NotFound("wrong-page")
    names = {"": _("Alle"), **{name: state[0] for name, state in labels.LETTER_STATES.items()}}
    return render_template(
        "organise/letters.html",
        head=heads.head(workshop) if workshop else None,
        workshop=workshop,
        lines=lines(found),
        mailings=_mailings(workshop, status, number),
        may_reword=permissions.may(guard.account(), "edit wordings"),
        may_write=permissions.may(guard.account(), "write letters", workshop),
        status=status,
        file=("office_letters.table_of_workshop" if workshop else "office_letters.table", ids),
        filters=[(name, url_for(endpoint, **ids, status=name or None), text)
                 for name, text in names.items()],
        number=number,
        pages=pages,
        page_href=lambda page: url_for(endpoint, **ids, status=status or None, page=page),
    )  # fmt: skip


def lines(found: Sequence[Letter]) -> list[Line]:
    return [_line(letter) for letter in found]


def _mailings(workshop: Workshop | None, status: str, number: int) -> list[mailing_lines.Line]:
    """Return what the office has written itself: the newest, above the first page of letters."""
    if status or number > 1:
        return []
    of = workshop.id if workshop else None
    found, _total = mailings.mailings(guard.reach(), workshop_id=of)
    return mailing_lines.lines(found if workshop else found[:MAILINGS_SHOWN])


def _line(letter: Letter) -> Line:
    text, kind, icon = labels.LETTER_STATES[letter.status]
    at = clock.local(letter.sent_at or letter.created_at)
    return Line(
        letter=letter,
        kind=_kind(letter),
        to=_to(letter),
        about=_about(letter),
        when=f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}",
        badge=Badge(kind, icon, str(text)),
        advice=advice(letter),
    )


def _kind(letter: Letter) -> str:
    return str(labels.LETTERS.get(letter.kind, letter.kind))


def _about(letter: Letter) -> str:
    if letter.trainer and letter.session:
        return heads.title(letter.session.workshop)
    return heads.title(letter.registration.workshop) if letter.registration else ""


def _to(letter: Letter) -> str:
    if letter.trainer:
        return letter.trainer.name
    if letter.account:
        return letter.account.name or letter.account.email
    registration = letter.registration
    person = registration.participant if registration else letter.participant
    return person.name if person else _("gelöscht")
