"""Postponing a workshop or one date: to a new day, or to one that is not known yet."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import outbox, postponing, seats
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import fields, items, refusals
from wirworkshops.web.organise import clashing, consequences, guard, heads, inputs

blueprint = guard.private("office_postponing", __name__, prefix="/organise/workshops")
METHODS = ["GET", "POST"]


DEADLINES = {
    "opens_at": _l("Anmelden ab"),
    "closes_at": _l("Anmelden bis"),
    "names_until": _l("Namen nennen bis"),
    "decide_at": _l("Entscheiden bis"),
}
OF_PARTNERS = {"opens_at": _l("%(name)s: Anmelden ab"), "until_at": _l("%(name)s: Plätze bis")}


class PostponeForm(fields.Form):
    which = inputs.one(_l("Was wird verschoben?"))
    how = inputs.one_of_few(
        _l("Wohin?"),
        {"day": _l("Auf einen neuen Tag"), "open": _l("Der neue Termin folgt später")},
    )
    day = inputs.day(
        _l("Neuer Tag"),
        description=_l("Uhrzeit und Raum bleiben. Bei mehreren Terminen: der Tag des ersten."),
    )
    because = fields.lines(
        _l("Warum?"),
        most=1000,
        about=_l("Nötig, wenn der neue Termin noch nicht feststeht. Steht in der Nachricht."),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        if self.how.data == "day" and not self.day.data:
            self.day.errors = [_("Bitte geben Sie den neuen Tag an.")]
        if self.how.data == "open" and not self.because.data:
            self.because.errors = [_("Bitte nennen Sie einen Grund: Die Leute fragen danach.")]
        return not self.errors


class DayForm(fields.Form):
    day = inputs.day(_l("Neuer Tag"), inputs.needed(_l("Bitte geben Sie den neuen Tag an.")))


@blueprint.route("/<int:workshop_id>/postpone", methods=METHODS)
@guard.office("edit workshops")
def postpone(workshop: Workshop) -> ResponseReturnValue:
    coming = _coming(workshop)
    form = PostponeForm()
    every = _("Alle kommenden Termine") if len(coming) > 1 else _("Den Termin")
    days: dict[Any, str] = {row.id: i18n.moment(row.starts_at) for row in coming}
    form.which.choices = fields.choices({"": every} | (days if len(coming) > 1 else {}))
    if request.method == "POST" and form.validate():
        try:
            return _done(workshop, _act(workshop, form, coming), open_date=form.how.data == "open")
        except Refusal as refusal:
            form.day.errors = [refusals.sentence(refusal)]
    return _page("organise/postpone.html", workshop, form, [items.row(row) for row in coming])


@blueprint.route("/<int:workshop_id>/day", methods=METHODS)
@guard.office("edit workshops")
def set_day(workshop: Workshop) -> ResponseReturnValue:
    """Ask for the new day of dates that are open."""
    if not seats.has_open_date(workshop):
        return _to_list(workshop)
    form = DayForm()
    if request.method == "POST" and form.validate() and form.day.data:
        try:
            told = postponing.set_day(workshop, form.day.data, by=guard.actor())
            return _done(workshop, told, open_date=False)
        except Refusal as refusal:
            form.day.errors = [refusals.sentence(refusal)]
    waiting = [items.row(row) for row in workshop.sessions if row.undated_since]
    return _page("organise/new_day.html", workshop, form, waiting)


def _coming(workshop: Workshop) -> list[Session]:
    coming = outbox.upcoming(workshop)
    if workshop.status == "draft":
        raise Conflict("workshop-draft")
    if workshop.status != "published" or not coming:
        raise Conflict("session-over")
    return coming


def _act(workshop: Workshop, form: PostponeForm, coming: list[Session]) -> int:
    only = next((row for row in coming if row.id == form.which.data), None)
    if form.how.data == "open" or form.day.data is None:
        because = form.value("because")
        return postponing.leave_open(workshop, because=because, by=guard.actor(), only=only)
    if only:
        return postponing.postpone_session(only, form.day.data, by=guard.actor())
    return postponing.postpone(workshop, form.day.data, by=guard.actor())


def _done(workshop: Workshop, told: int, *, open_date: bool) -> ResponseReturnValue:
    said = _("Verschoben, der neue Termin ist offen.") if open_date else _("Verschoben.")
    letters = ngettext(
        "%(num)s Mensch bekommt eine Nachricht.", "%(num)s Menschen bekommen eine Nachricht.", told
    )
    flash(f"{said} {letters}" if told else said, "success")
    clashing.warn(workshop)
    return _to_list(workshop)


def _to_list(workshop: Workshop) -> ResponseReturnValue:
    return redirect(url_for("office_registrations.index", workshop_id=workshop.id), 303)


def _page(
    template: str, workshop: Workshop, form: fields.Form, rows: list[items.Row]
) -> ResponseReturnValue:
    html = render_template(
        template,
        form=form,
        workshop=workshop,
        head=heads.head(workshop),
        rows=rows,
        told=consequences.told(workshop),
        deadlines=[(_term(one), i18n.moment(one.at)) for one in postponing.deadlines(workshop)],
    )
    return html, 422 if form.errors else 200


def _term(one: postponing.Deadline) -> str:
    if one.partner:
        return str(OF_PARTNERS[one.name]) % {"name": one.partner}
    return str(DEADLINES[one.name])
