"""Needs in the office: all there is to do, those of one workshop, one alone, what to call off."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from wirworkshops.documents.tables import Table
from wirworkshops.domain import accounts, arranging, call_offs, needs, rebookings
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Invalid, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import NEED_STATES, CallOff, Need, Rebooking
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import files, guard, heads, inputs, lists, needed, paging, summary

blueprint = guard.private("office_needs", __name__, prefix="/organise")

ABOVE = 10  # lines on a page of what stands above the list of needs
FIELD_OF = {"need-state-unknown": "state", "owner-cannot": "owner", "need-due-late": "due_on"}


class NeedForm(fields.Form):
    """One need: how far it is, who does it, and what the office notes."""

    state = SelectField(_l("Stand"), [fields.OneOf(NEED_STATES)], validate_choice=False)
    owner = SelectField(_l("Zuständig"), validate_choice=False)
    due_on = inputs.day(
        _l("Eigene Frist"),
        description=_l("Der letzte Tag. Leer: so viele Tage vorher, wie für diese Art üblich."),
    )
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
    off = paging.part(call_offs.still_open(reach), name="off", size=ABOVE)
    anew = paging.part(rebookings.still_open(reach), name="anew", size=ABOVE)
    owners = accounts.who_may("see needs", reach)
    return render_template(
        "organise/needs_all.html",
        lines=[needed.line(*row) for row in arranging.rows_of(some.rows)],
        total=some.total,
        call_offs=needed.called_off(call_offs.with_workshops(off.rows)),
        off=off,
        off_href=lambda page: url_for("office_needs.index", **wanted.args, off=page),
        rebookings=[needed.rebooked(row) for row in anew.rows],
        anew=anew,
        anew_href=lambda page: url_for("office_needs.index", **wanted.args, anew=page),
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
    result = arranging.arrange(
        lists.numbers(request.form.getlist("chosen")),
        state=request.form.get("state", ""),
        owner_id=next(iter(lists.numbers([request.form.get("owner", "")])), None),
        by=guard.actor(),
        reach=reach,
    )
    for sentence in needed.said(result):
        flash(*sentence)


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
        rebookings=[needed.rebooked(row) for row in rebookings.still_open(guard.reach(), workshop)],
        chosen=lists.numbers(request.form.getlist("chosen")),
        alert=alert,
        **_choices(accounts.who_may("see needs", guard.reach())),
    )


@blueprint.route("/needs/<int:need_id>", methods=["GET", "POST"])
@guard.office("see needs")
def edit(need: Need) -> ResponseReturnValue:
    form = NeedForm(
        state=need.state, owner=str(need.owner_id or 0), note=need.note, due_on=need.due_on
    )
    hands = needed.hands(accounts.who_may("see needs", guard.reach()), guard.account().id)
    form.owner.choices = fields.choices(dict(hands[1:]))
    form.state.choices = fields.choices(dict(needed.states("")[1:]))
    if request.method == "POST" and form.validate():
        try:
            return _saved(need, form)
        except Invalid as refusal:
            form[FIELD_OF[refusal.code]].errors = [refusals.sentence(refusal)]
    html = render_template(
        "organise/need.html",
        form=form,
        head=heads.head(need.registration.workshop),
        line=needed.line(*arranging.alone(need)),
    )
    return html, 422 if form.errors else 200


def _saved(need: Need, form: NeedForm) -> ResponseReturnValue:
    workshop_id = need.registration.workshop_id
    answer = Answer(
        state=form.value("state"),
        owner_id=next(iter(lists.numbers([form.value("owner")])), 0),
        note=form.value("note"),
        due_on=form.due_on.data,
    )
    result = arranging.save(need.id, answer, by=guard.actor(), reach=guard.reach())
    for sentence in needed.said(result):
        flash(*sentence)
    return redirect(url_for("office_needs.of_workshop", workshop_id=workshop_id), 303)


@blueprint.post("/call-offs/<int:call_off_id>/done")
@guard.office("see needs")
def call_off(call_off: CallOff) -> ResponseReturnValue:
    call_offs.mark_done(call_off.id, by=guard.actor())
    flash(_("Gemerkt: Es ist abgesagt."), "success")
    return redirect(url_for("office_needs.index"), 303)


@blueprint.post("/rebookings/<int:rebooking_id>/done")
@guard.office("see needs")
def rebooked(rebooking: Rebooking) -> ResponseReturnValue:
    """Something is booked for the date as it is now, or called off for this one date."""
    rebookings.mark_done(rebooking.id, by=guard.actor())
    flash(_("Gemerkt: Es ist erledigt."), "success")
    return redirect(url_for("office_needs.index"), 303)


@files.route(blueprint, "/needs", noted=True)
@guard.office("see needs")
def table() -> Response:
    """The needs on screen as a file of their own; history says at each workshop who took them."""
    wanted = needed.wanted(request.args)
    found = [task for task in arranging.tasks(guard.reach()) if wanted.fits(task)]
    needs.note_export((task.workshop_id for task in found), by=guard.actor())
    rows = [needed.line(*row).whole_cells() for row in arranging.rows_of(found)]
    return files.answer(Table(_("Bedarfe"), needed.whole_header(), rows), _("Bedarfe"))


@files.route(blueprint, "/workshops/<int:workshop_id>/needs", noted=True)
@guard.office("see needs")
def table_of_workshop(workshop: Workshop) -> Response:
    needs.note_export([workshop.id], by=guard.actor())
    rows = [needed.line(*row).cells() for row in arranging.of_workshop(workshop)]
    sheet = Table(_("Bedarfe"), needed.header(), rows)
    return files.answer(sheet, _("Bedarfe"), workshop.slug)


@blueprint.get("/workshops/<int:workshop_id>/needs/summary")
@guard.office("see needs in numbers")
def summarise(workshop: Workshop) -> str:
    """What is needed and how often, to print: for trainers and caterers, without names."""
    return summary.page(workshop)


@blueprint.get("/sessions/<int:session_id>/needs/summary")
@guard.office("see needs in numbers")
def summarise_session(session: Session) -> str:
    return summary.page(session.workshop, session)
