"""Letters as the office sees them: kind, person, state, error; never their words or links."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import mailings, outbox, permissions
from wirworkshops.domain.reach import ALL
from wirworkshops.errors import Conflict, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import guard, heads, labels, mailing_lines
from wirworkshops.web.organise.advice import advice
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_letters", __name__, prefix="/organise")
MAILINGS_SHOWN = 5


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
    status, number = request.args.get("status", ""), page_number()
    if status and status not in labels.LETTER_STATES:
        raise NotFound("not-found")
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
        lines=[_line(letter) for letter in found],
        mailings=_mailings(workshop, status, number),
        may_reword=permissions.may(guard.account(), "edit wordings"),
        may_write=permissions.may(guard.account(), "write letters", workshop),
        status=status,
        filters=[(name, url_for(endpoint, **ids, status=name or None), text)
                 for name, text in names.items()],
        number=number,
        pages=pages,
        page_href=lambda page: url_for(endpoint, **ids, status=status or None, page=page),
    )  # fmt: skip


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
        kind=str(labels.LETTERS.get(letter.kind, letter.kind)),
        to=_to(letter),
        about=heads.title(letter.registration.workshop) if letter.registration else "",
        when=f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}",
        badge=Badge(kind, icon, str(text)),
        advice=advice(letter),
    )


def _to(letter: Letter) -> str:
    if letter.account:
        return letter.account.name or letter.account.email
    registration = letter.registration
    person = registration.participant if registration else letter.participant
    return person.name if person else _("gelöscht")
