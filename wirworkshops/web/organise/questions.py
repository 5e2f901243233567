"""The organiser's own questions of one workshop: asked in an order, kept as sets to use again."""

import re
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import asking, question_sets, questions
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.questions import Question, QuestionSet
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import page, refusals
from wirworkshops.web.organise import difference, guard, heads, question_forms, question_rows
from wirworkshops.web.organise.mistakes import Mistake
from wirworkshops.web.organise.question_forms import QuestionsForm

blueprint = guard.private("office_questions", __name__, prefix="/organise/workshops")


@dataclass(frozen=True)
class Present:
    """What there is: the questions asked so far by their id, and the host's sets."""

    workshop: Workshop
    questions: dict[int, Question]
    sets: list[QuestionSet]


@blueprint.route("/<int:workshop_id>/questions", methods=["GET", "POST"])
@guard.office("edit workshops")
def edit(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status == "cancelled":
        return redirect(url_for("office_registrations.index", workshop_id=workshop.id))
    asked, sets = questions.of_workshop(workshop.id), question_sets.sets_of(workshop.host_id)
    now = Present(workshop, {row.id: row for row in asked}, sets)
    form = QuestionsForm(data=_start(asked))
    question_rows.in_order(form)
    act = request.form.get("act", "")
    changed = question_rows.change(form, act, sets)
    question_forms.fill(form, now.questions, {each.id: each.name for each in sets})
    if request.method == "GET" or changed:
        return _page(form, now)
    if found := re.fullmatch(r"forget-(\d{1,9})", act):
        return _forget_set(form, now, int(found[1]))
    return _save(form, now, keep=act == "keep")


def _start(asked: list[Question]) -> dict[str, object]:
    rows = question_forms.typed(questions.plans_of(asked))
    return {"questions": rows, "seen": questions.print_of(asked)}


def _save(form: QuestionsForm, now: Present, *, keep: bool) -> ResponseReturnValue:
    """Store the questions, and keep them as a set too where that was the button."""
    if not _holds(form, now, keep=keep):
        return _page(form, now)
    plans = question_forms.plans_of(form, now.questions)
    try:
        gone = questions.plan_questions(
            now.workshop, plans, by=guard.actor(), seen=form.print_seen()
        )
    except Refusal as refusal:
        _blame(form, now, refusal)
        return _page(form, now, is_late=refusal.code == "questions-meanwhile")
    if keep:
        question_sets.keep_set(
            now.workshop.host_id,
            form.value("set_name"),
            plans,
            by=guard.actor(),
            workshop_id=now.workshop.id,
        )
    flash(" ".join(_done(gone, form.value("set_name") if keep else "")), "success")
    return redirect(url_for("office_questions.edit", workshop_id=now.workshop.id), 303)


def _holds(form: QuestionsForm, now: Present, *, keep: bool) -> bool:
    """Whether everything can be asked so; says at each field what cannot."""
    holds = form.validate()
    most = page.settings().retention_days
    for row in form.rows():
        if (row.keep_days.data or 0) > most:
            sentence = _(
                "Höchstens %(days)s Tage: Dann löschen wir die ganze Anmeldung.", days=most
            )
            row.keep_days.errors = [sentence]
            holds = False
    if keep and not form.set_name.data:
        form.set_name.errors = [_("Bitte geben Sie der Vorlage einen Namen.")]
        holds = False
    wrong = asking.mistakes(question_forms.plans_of(form, now.questions)) if holds else []
    for place, code in wrong:
        question_forms.blame(form, place, code, str(refusals.SENTENCES[code]))
    return holds and not wrong


def _blame(form: QuestionsForm, now: Present, refusal: Refusal) -> None:
    """Say where it was refused. Saving again after a colleague's change is deliberate."""
    sentence = refusals.sentence(refusal)
    if refusal.code in question_forms.FIELD_OF:
        question_forms.blame(form, int(refusal.sentence) - 1, refusal.code, sentence)
        return
    form.form_errors.append(sentence)
    form.seen.raw_data, form.seen.data = None, questions.print_of(list(now.questions.values()))


def _done(gone: int, set_name: str) -> list[str]:
    said = [_("Gespeichert.")]
    if gone:
        said.append(
            ngettext("%(num)s Antwort ist gelöscht.", "%(num)s Antworten sind gelöscht.", gone)
        )
    if set_name:
        said.append(_("Die Vorlage „%(name)s“ können Sie wieder verwenden.", name=set_name))
    return said


def _forget_set(form: QuestionsForm, now: Present, number: int) -> ResponseReturnValue:
    """Delete a set, and show the form as it was sent."""
    for each in now.sets:
        if each.id == number:
            name = each.name
            question_sets.delete_set(each, by=guard.actor(), workshop_id=now.workshop.id)
            flash(_("Die Vorlage „%(name)s“ ist gelöscht.", name=name), "success")
    sets = [each for each in now.sets if each.id != number]
    question_forms.fill(form, now.questions, {each.id: each.name for each in sets})
    return _page(form, Present(now.workshop, now.questions, sets))


def _page(form: QuestionsForm, now: Present, *, is_late: bool = False) -> ResponseReturnValue:
    found = _mistakes(form)
    html = render_template(
        "organise/questions.html",
        form=form,
        head=heads.head(now.workshop),
        counts=questions.counts(now.workshop.id),
        sets=now.sets,
        mistakes=found,
        differences=difference.of_questions(form, _stored(now)) if is_late else [],
        is_public=now.workshop.status == "published",
    )
    return html, 422 if found else 200


def _stored(now: Present) -> QuestionsForm:
    """Return the form as it would stand there for somebody who opens it now."""
    form = QuestionsForm(formdata=None, data=_start(list(now.questions.values())))
    question_forms.fill(form, now.questions, {})
    return form


def _mistakes(form: QuestionsForm) -> list[Mistake]:
    """Return all mistakes in the order of the page."""
    found = [Mistake("", str(sentence)) for sentence in form.form_errors]
    for number, row in enumerate(form.rows(), start=1):
        name = _("%(n)s. Frage", n=number)
        found += [
            Mistake(f"#{field.id}", f"{name}, {field.label.text}: {field.errors[0]}")
            for field in row
            if field.errors
        ]
    return found + [
        Mistake(f"#{field.id}", f"{field.label.text}: {field.errors[0]}")
        for field in (form.put, form.set_name)
        if field.errors
    ]
