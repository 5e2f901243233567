"""A whole series by a rule: from an earlier workshop or a template, as one course or as many."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import clashes, outlines, recurrence, repeats
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.templates import Template
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals
from wirworkshops.web.organise import clashing, guard, sources
from wirworkshops.web.organise.rule_forms import RuleForm

blueprint = guard.private("office_repeating", __name__, prefix="/organise")
METHODS = ["GET", "POST"]
FIELD_OF = {"rule-end": "times", "rule-times": "times", "rule-until": "until"}


@dataclass(frozen=True)
class Line:
    """One day of the preview."""

    value: str
    day: str
    notes: list[str]
    is_chosen: bool


@blueprint.route("/workshops/<int:workshop_id>/repeat", methods=METHODS)
@guard.office("edit workshops")
def workshop(workshop: Workshop) -> ResponseReturnValue:
    return _series(sources.Source(workshop))


@blueprint.route("/templates/<int:template_id>/repeat", methods=METHODS)
@guard.office("edit workshops")
def template(template: Template) -> ResponseReturnValue:
    return _series(sources.Source(template))


def _series(source: sources.Source) -> ResponseReturnValue:
    form = RuleForm(data=_start(source))
    lines: list[Line] = []
    if request.method == "POST" and form.validate():
        try:
            chosen = form.chosen_days
            if request.form.get("act") == "create" and form.is_previewed and chosen:
                return _create(source, form, chosen)
            lines = _preview(source, form)
        except Refusal as refusal:
            form[FIELD_OF.get(refusal.code, "first")].errors = [refusals.sentence(refusal)]
    return _page(source, form, lines)


def _start(source: sources.Source) -> dict[str, object]:
    """Begin at the first date's hours; a week after an earlier one, or later if that is over."""
    session = outlines.at_first(source.plan(source.first_day or clock.today()))
    begin, end = clock.local(session.starts_at), clock.local(session.ends_at)
    tomorrow = clock.after(1)
    first = clock.same_weekday(source.first_day, tomorrow) if source.first_day else None
    return {"first": first, "begin": begin.time(), "end": end.time(), "times": 6}


def _plan(source: sources.Source, form: RuleForm, day: date) -> WorkshopPlan:
    """Return the plan on a day, with the hours that were typed."""
    begin, end = form.begin.data, form.end.data
    return outlines.at_hours(source.plan(day), begin, end) if begin and end else source.plan(day)


def _preview(source: sources.Source, form: RuleForm) -> list[Line]:
    days = recurrence.expand(form.rule)
    firsts = [outlines.at_first(_plan(source, form, day.on)) for day in days]
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for clash in clashes.of_plans(firsts):
        notes[clash.number].append(clashing.said(clash))
    again = form.is_previewed
    form.remember()
    return [
        Line(
            day.on.isoformat(),
            i18n.day(day.on),
            [*_why(day), *notes[number]],
            day.on in form.chosen_days if again else not day.why,
        )
        for number, day in enumerate(days)
    ]


def _why(day: recurrence.Day) -> list[str]:
    said = [_("Feiertag: %(name)s.", name=day.feast)] if day.feast else []
    return [*said, _("Liegt in Ihren freien Tagen.")] if day.why == "free" else said


def _create(source: sources.Source, form: RuleForm, days: list[date]) -> ResponseReturnValue:
    plan = _plan(source, form, days[0])
    if form.outcome.data == "course":
        wanted = [outlines.as_course(plan, days)]
    else:
        wanted = outlines.as_singles(plan, days)
    made = repeats.create(wanted, by=guard.actor(), asks=source.asks)
    if form.outcome.data == "course":
        text = ngettext(
            "Der Kurs mit %(num)s Termin ist als Entwurf gespeichert.",
            "Der Kurs mit %(num)s Terminen ist als Entwurf gespeichert.",
            len(days),
        )
        flash(text, "success")
        return redirect(url_for("office_editing.edit", workshop_id=made[0].id), 303)
    text = ngettext(
        "%(num)s Entwurf ist gespeichert.", "%(num)s Entwürfe sind gespeichert.", len(made)
    )
    flash(text, "success")
    return redirect(url_for("office_workshops.index", view="drafts"), 303)


def _page(source: sources.Source, form: RuleForm, lines: list[Line]) -> ResponseReturnValue:
    if request.form.get("act") == "create" and form.is_previewed and not form.chosen_days:
        form.form_errors.append(_("Bitte wählen Sie mindestens einen Tag."))
    html = render_template("organise/repeat.html", source=source, form=form, lines=lines)
    return html, 422 if form.errors or form.form_errors else 200
