"""Needs in the office: all there is to do, those of one workshop, one alone, what to call off."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from wirworkshops.documents import tables
from wirworkshops.domain import arranging, needs
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Invalid, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import NEED_STATES, CallOff, Need
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import guard, heads, lists, needed, paging, summary

blueprint = guard.private("office_needs", __name__, prefix="/organise")

OFF_ON_A_PAGE = 10  # what is to be called off stands above the list of needs


class NeedForm(fields.Form):
    """One need: how far it is, who does it, and what the office notes."""

    state = SelectField(_l("Stand"), [fields.OneOf(NEED_STATES)], validate_choice=False)
    owner = SelectField(_l("Zuständig"), validate_choice=False)
    note = fields.lines(
        _l("Notiz"),
        most=arranging.MOST_NOTE,
        about=_l("Nur für das Büro. Sie wird mit dem Bedarf gelöscht."),
    )


@blueprint.route("/needs", methods=["GET", "POST"])
@guard.office("see needs")
def index() -> ResponseReturnValue:
    """Show all needs of the workshops to come, and change those that were ticked."""
    wanted = needed.wanted(request.args)
    if request.method == "GET":
        return _list(wanted)
    try:
        _change(guard.reach())
    except Refusal as refusal:
        return _list(wanted, alert=refusals.sentence(refusal)), refusal.status
    return redirect(url_for("office_needs.index", **wanted.args), 303)


def _list(wanted: needed.Wanted, alert: str = "") -> str:
    reach = guard.reach()
    found = [task for task in arranging.tasks(reach) if wanted.fits(task)]
    some = paging.part(found, size=arranging.PAGE_SIZE)
    off = paging.part(arranging.call_offs(reach), name="off", size=OFF_ON_A_PAGE)
    owners = arranging.owners(reach)
    return render_template(
        "organise/needs_all.html",
        lines=[needed.line(*row) for row in arranging.rows_of(some.rows)],
        total=some.total,
        call_offs=needed.called_off(arranging.with_workshops(off.rows)),
        off=off,
        off_href=lambda page: url_for("office_needs.index", **wanted.args, off=page),
        wanted=wanted,
        filters=needed.filters(owners, guard.account().id),
        chosen=lists.numbers(request.form.getlist("chosen")),
        alert=alert,
        number=some.number,
        pages=some.pages,
        page_href=lambda page: url_for("office_needs.index", **wanted.args, page=page),
        **_choices(owners),
    )


def _choices(owners: list[Account]) -> dict[str, list[tuple[str, str]]]:
    return {
        "states": needed.states(_("So lassen")),
        "hands": needed.hands(owners, guard.account().id),
    }


def _change(reach: Reach) -> None:
    """Do what was chosen with the needs that were ticked, and say what came of it."""
    ids, by = lists.numbers(request.form.getlist("chosen")), guard.actor()
    state, owner = request.form.get("state", ""), request.form.get("owner", "")
    if not ids:
        raise Invalid("needs-none-chosen")
    if not (state or owner):
        raise Invalid("needs-no-change")
    result = arranging.Result(0, [])
    if owner:
        number = arranging.assign(ids, _owner(owner, reach), by=by, reach=reach)
        result = arranging.Result(number, [])
    if state:
        changed = arranging.set_state(ids, state, by=by, reach=reach)
        result = arranging.Result(max(result.number, changed.number), changed.by_hand)
    for sentence in needed.said(result):
        flash(*sentence)


def _owner(text: str, reach: Reach) -> Account | None:
    """Return to whom needs are given; None for nobody."""
    if text == "0":
        return None
    found = [account for account in arranging.owners(reach) if str(account.id) == text]
    if not found:
        raise Invalid("owner-cannot")
    return found[0]


@blueprint.route("/workshops/<int:workshop_id>/needs", methods=["GET", "POST"])
@guard.office("see needs")
def of_workshop(workshop: Workshop) -> ResponseReturnValue:
    """Show a workshop's needs, kind by kind; all of one kind can be arranged in one act."""
    if request.method == "GET":
        return _of_workshop(workshop)
    try:
        _change(guard.reach())
    except Refusal as refusal:
        return _of_workshop(workshop, refusals.sentence(refusal)), refusal.status
    return redirect(url_for("office_needs.of_workshop", workshop_id=workshop.id), 303)


def _of_workshop(workshop: Workshop, alert: str = "") -> str:
    rows = arranging.of_workshop(workshop)
    return render_template(
        "organise/needs.html",
        head=heads.head(workshop),
        workshop=workshop,
        groups=needed.groups(rows),
        chosen=lists.numbers(request.form.getlist("chosen")),
        alert=alert,
        **_choices(arranging.owners(guard.reach())),
    )


@blueprint.route("/needs/<int:need_id>", methods=["GET", "POST"])
@guard.office("see needs")
def edit(need: Need) -> ResponseReturnValue:
    form = NeedForm(state=need.state, owner=str(need.owner_id or 0), note=need.note)
    reach = guard.reach()
    hands = needed.hands(arranging.owners(reach), guard.account().id)
    form.owner.choices = fields.choices(dict(hands[1:]))
    form.state.choices = fields.choices(dict(needed.states("")[1:]))
    if request.method == "POST" and form.validate():
        try:
            return _saved(need, form, reach)
        except Refusal as refusal:
            form.form_errors.append(refusals.sentence(refusal))
    html = render_template(
        "organise/need.html",
        form=form,
        head=heads.head(need.registration.workshop),
        line=needed.line(arranging.task_of(need), need),
    )
    return html, 422 if form.errors else 200


def _saved(need: Need, form: NeedForm, reach: Reach) -> ResponseReturnValue:
    by, workshop_id = guard.actor(), need.registration.workshop_id
    noted = int(need.note != form.value("note"))
    arranging.write_note(need, form.value("note"), by=by)
    assigned = 0
    if form.value("owner"):
        owner = _owner(form.value("owner"), reach)
        assigned = arranging.assign([need.id], owner, by=by, reach=reach)
    result = arranging.set_state([need.id], form.value("state"), by=by, reach=reach)
    number = max(noted, assigned, result.number)
    for sentence in needed.said(arranging.Result(number, result.by_hand)):
        flash(*sentence)
    return redirect(url_for("office_needs.of_workshop", workshop_id=workshop_id), 303)


@blueprint.post("/call-offs/<int:call_off_id>/done")
@guard.office("see needs")
def call_off(call_off: CallOff) -> ResponseReturnValue:
    arranging.call_off(call_off, by=guard.actor())
    flash(_("Gemerkt: Es ist abgesagt."), "success")
    return redirect(url_for("office_needs.index"), 303)


@blueprint.post("/workshops/<int:workshop_id>/needs.csv")
@guard.office("see needs")
def table(workshop: Workshop) -> Response:
    """The needs as a file of their own; that somebody took it along stands in the history."""
    needs.note_export(workshop, by=guard.actor())
    lines = [needed.line(*row) for row in arranging.of_workshop(workshop)]
    body = tables.csv_bytes(needed.header(), [line.cells() for line in lines])
    response = Response(body, content_type="text/csv; charset=utf-8")
    name = f"bedarfe-{workshop.slug}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/workshops/<int:workshop_id>/needs/summary")
@guard.office("see needs in numbers")
def summarise(workshop: Workshop) -> str:
    """What is needed and how often, to print: for trainers and caterers, without names."""
    return summary.page(workshop)


@blueprint.get("/sessions/<int:session_id>/needs/summary")
@guard.office("see needs in numbers")
def summarise_session(session: Session) -> str:
    return summary.page(session.workshop, session)
