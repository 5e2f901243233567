"""Requests: where the office decides who gets a seat, several at once."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import requests
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals, words
from wirworkshops.web.organise import files, guard, heads, lists, outcomes

blueprint = guard.private("office_requests", __name__, prefix="/organise/workshops")
HEADER = (
    _l("Name"),
    _l("E-Mail"),
    _l("Anderer Weg"),
    _l("Telefon"),
    _l("Einrichtung"),
    _l("Arbeitsfeld"),
    _l("Plätze"),
    _l("Welche Plätze?"),
    _l("Eingang"),
    _l("Frage"),
)


class DecisionForm(fields.Form):
    because = fields.lines(
        _l("Grund, wenn Sie ablehnen"),
        most=1000,
        about=_l("Ein Satz. Alle, die Sie gewählt haben, lesen ihn."),
    )


@dataclass(frozen=True)
class Row:
    """One request, as the list shows it."""

    registration: Registration
    name: str
    received: str
    field: str
    pool: str


@blueprint.route("/<int:workshop_id>/requests", methods=["GET", "POST"])
@guard.office("act on registrations")
def index(workshop: Workshop) -> ResponseReturnValue:
    form = DecisionForm()
    chosen = lists.numbers(request.form.getlist("chosen"))
    if request.method == "POST" and form.validate():
        try:
            sentence = _decide(workshop, request.form.get("act", ""), chosen, form)
        except Refusal as refusal:
            form.because.errors = [refusals.sentence(refusal)]
        else:
            flash(*sentence)
            return redirect(url_for("office_requests.index", workshop_id=workshop.id), 303)
    return _page(workshop, form, chosen)


def _decide(workshop: Workshop, act: str, chosen: list[int], form: DecisionForm) -> tuple[str, str]:
    """Do it, and return what came of it, with how it is shown."""
    by = guard.actor()
    if not chosen:
        return _("Bitte wählen Sie zuerst aus, um wen es geht."), "warning"
    if act == "accept":
        return _accepted(requests.accept(workshop, chosen, by=by))
    if act == "list":
        number = requests.put_on_list(workshop, chosen, by=by)
        listed = ngettext(
            "%(num)s steht jetzt auf der Warteliste.",
            "%(num)s stehen jetzt auf der Warteliste.",
            number,
        )
        return outcomes.counted(listed, number)
    number = requests.decline(workshop, chosen, because=form.value("because"), by=by)
    declined = ngettext("%(num)s abgelehnt.", "%(num)s abgelehnt.", number)
    return outcomes.counted(declined, number)


def _accepted(result: requests.Accepted) -> tuple[str, str]:
    said = ngettext("%(num)s angenommen.", "%(num)s angenommen.", result.number)
    if not result.left:
        return outcomes.counted(said, result.number)
    left = ngettext(
        "Für %(num)s Anfrage war kein Platz.",
        "Für %(num)s Anfragen war kein Platz.",
        len(result.left),
    )
    return f"{said} {left}" if result.number else left, "warning"


def _page(workshop: Workshop, form: DecisionForm, chosen: list[int]) -> ResponseReturnValue:
    rows = [_row(registration) for registration in requests.of_workshop(workshop)]
    everybody = request.args.get("choose") == "all"
    html = render_template(
        "organise/requests.html",
        head=heads.head(workshop),
        workshop=workshop,
        form=form,
        rows=rows,
        chosen={row.registration.id for row in rows} if everybody else set(chosen),
        everybody=everybody,
        free=heads.free_seats(workshop),
    )
    return html, 422 if form.errors else 200


@files.route(blueprint, "/<int:workshop_id>/requests")
@guard.office("act on registrations")
def table(workshop: Workshop) -> Response:
    """Who waits for a decision, as a file."""
    rows = [_cells(registration) for registration in requests.of_workshop(workshop)]
    sheet = Table(_("Anfragen"), [str(text) for text in HEADER], rows)
    return files.answer(sheet, _("Anfragen"), workshop.slug)


def _cells(registration: Registration) -> list[Cell]:
    row, person = _row(registration), registration.participant
    return [
        row.name,
        (person.email if person else "") or "",
        person.other_contact if person else "",
        registration.phone,
        registration.organisation,
        row.field,
        registration.seats,
        row.pool,
        registration.received_at,
        registration.question,
    ]


def _row(registration: Registration) -> Row:
    person = registration.participant
    return Row(
        registration=registration,
        name=person.name if person else _("gelöscht"),
        received=lists.received(registration),
        field=str(words.FIELDS.get(registration.field, "")),
        pool=heads.half(registration.pool),
    )
