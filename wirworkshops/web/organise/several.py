"""Several registrations at once: a page that says what will happen, and one that says what did."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import several, states, workshops
from wirworkshops.domain.several import Order
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import (
    consequences,
    elsewhere,
    guard,
    heads,
    inputs,
    lists,
    narrowing,
    registrations,
)
from wirworkshops.web.organise.memo_forms import MemoForm

blueprint = guard.private("office_several", __name__, prefix="/organise/workshops")

ACTS = {  # the question, and the button that does it
    "confirm": (_l("Bestätigen?"), _l("Ja, bestätigen")),
    "withdraw": (_l("Abmelden?"), _l("Ja, abmelden")),
    "move": (_l("In eine andere Veranstaltung?"), _l("Ja, umziehen")),
    "note": (_l("Dieselbe Notiz zu allen?"), _l("Ja, aufschreiben")),
}


class MoveForm(fields.Form):
    target = inputs.one(
        _l("Wohin?"), validators=[inputs.needed(_l("Bitte wählen Sie eine Veranstaltung."))]
    )


@blueprint.post("/<int:workshop_id>/several")
@guard.office("act on registrations")
def plan(workshop: Workshop) -> ResponseReturnValue:
    """Say before what will happen, and who will be told."""
    act, rows = request.form.get("act", ""), _chosen(workshop)
    if act not in ACTS or not rows:
        sentence = _("Bitte wählen Sie zuerst aus, um wen es geht.")
        return registrations.page(workshop, problem=sentence), 422
    return _plan_page(workshop, act, rows, _form_for(act, workshop, fresh=True))


def _chosen(workshop: Workshop) -> list[Registration]:
    """Return who was ticked, or all that the list was narrowed to, in order of receipt."""
    everybody = registrations.everybody_in(workshop)
    if request.form.get("all"):
        chosen = {line.registration.id for line in narrowing.wanted(request.form).of(everybody)}
    else:
        chosen = set(lists.numbers(request.form.getlist("chosen")))
    return [line.registration for line in everybody if line.registration.id in chosen]


def _form_for(act: str, workshop: Workshop, *, fresh: bool = False) -> Any:
    form: Any = {"move": MoveForm, "note": MemoForm}.get(act, fields.Form)(
        **({"formdata": None} if fresh else {})
    )
    if act == "move":
        form.target.choices = elsewhere.choices(elsewhere.of(workshop))
    return form


def _plan_page(
    workshop: Workshop, act: str, rows: list[Registration], form: Any
) -> ResponseReturnValue:
    codes = several.plan(act, rows, workshops.all_registrations(workshop))
    able = [row for row, code in zip(rows, codes, strict=True) if not code]
    html = render_template(
        "organise/several.html",
        head=heads.head(workshop),
        workshop=workshop,
        act=act,
        words=ACTS[act],
        form=form,
        able=able,
        left=[_left(row, Refusal(code)) for row, code in zip(rows, codes, strict=True) if code],
        consequences=_consequences(act, able),
        told=consequences.told_of(able) if act != "note" else consequences.Told(0, []),
        name_of=consequences.name_of,
        at_once=several.AT_ONCE,
    )
    return html, 422 if form.errors else 200


def _consequences(act: str, rows: Sequence[Registration]) -> list[str]:
    if act == "confirm":
        return [
            _("Die Plätze sind dann fest. Wer einen hat, bekommt den Kalendereintrag."),
            _("Wer schon abgemeldet war, bekommt nur einen Platz, solange einer frei ist."),
        ]
    if act == "withdraw":
        return _freed(rows)
    if act == "move":
        return [
            _("Ist dort ein Platz frei, bekommt ihn die Person sofort, in der Reihe des Eingangs. "
              "Sonst steht sie dort auf der Warteliste."),
            _("Antworten auf Fragen der Veranstaltung gehen nicht mit."),
            *_freed(rows),
        ]  # fmt: skip
    return [_("Die Notiz steht danach bei jeder dieser Anmeldungen, mit Ihrem Namen und Datum.")]


def _freed(rows: Sequence[Registration]) -> list[str]:
    seats = sum(row.seats for row in rows if states.takes_seat(row.status))
    if not seats:
        return []
    freed = ngettext("%(num)s Platz wird frei.", "%(num)s Plätze werden frei.", seats)
    waiting = sum(pool.waiting for pool in {row.pool for row in rows})
    if not waiting:
        return [freed]
    moved = _("Wer auf der Warteliste steht, kommt sofort an die Reihe und hört davon.")
    return [f"{freed} {moved}"]


@blueprint.post("/<int:workshop_id>/several/do")
@guard.office("act on registrations")
def do(workshop: Workshop) -> ResponseReturnValue:
    """Do it for as many as one request can; say for whom it could not be done, and why."""
    act, rows = request.form.get("act", ""), _chosen(workshop)
    if act not in ACTS or not rows:
        flash(_("Bitte wählen Sie zuerst aus, um wen es geht."), "warning")
        return redirect(url_for("office_registrations.index", workshop_id=workshop.id), 303)
    form = _form_for(act, workshop)
    if not form.validate():
        return _plan_page(workshop, act, rows, form)
    ids = [row.id for row in several.in_order(act, rows)]
    done = several.do(_order(act, workshop, form), ids[: several.AT_ONCE], by=guard.actor())
    return _done_page(workshop, act, form, done, ids[several.AT_ONCE :])


def _order(act: str, workshop: Workshop, form: Any) -> Order:
    target = elsewhere.of(workshop)[form.target.data] if act == "move" else None
    return Order(act, target, form.value("text") if act == "note" else "")


def _done_page(
    workshop: Workshop, act: str, form: Any, done: several.Done, rest: list[int]
) -> ResponseReturnValue:
    before = lists.numbers([request.form.get("done", "")])
    left = [_left(one.registration, one.refusal) for one in done.left]
    return render_template(
        "organise/several_done.html",
        head=heads.head(workshop),
        workshop=workshop,
        act=act,
        words=ACTS[act],
        form=form,
        number=done.number + sum(before),
        left=[*_left_before(workshop), *left],
        rest=rest,
        at_once=several.AT_ONCE,
    )


def _left(row: Registration, refusal: Refusal) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": consequences.name_of(row),
        "code": refusal.code,
        "why": refusals.sentence(refusal),
    }


def _left_before(workshop: Workshop) -> list[dict[str, Any]]:
    """Return whom earlier portions have left, as the page carries them along."""
    pairs = [text.partition(":") for text in request.form.getlist("left")]
    codes = {number: code for text, _sign, code in pairs for number in lists.numbers([text])}
    rows = workshops.all_registrations(workshop) if codes else []
    return [_left(row, Refusal(codes[row.id])) for row in rows if row.id in codes]
