"""An organiser's own questions in a form: fields for them, what was typed, answers in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, cast

from babel.numbers import format_decimal
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField

from wirworkshops import i18n
from wirworkshops.domain import asking
from wirworkshops.domain.asking import Answers
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.questions import Question
from wirworkshops.models.texts import one_line, several_lines, text_in
from wirworkshops.web import fields

YES_NO = {"yes": _l("Ja"), "no": _l("Nein")}
SENTENCES = {
    "answer-missing": _l("Bitte beantworten Sie diese Frage."),
    "answer-long": _l("Das ist zu lang. Bitte kürzen Sie auf 2000 Zeichen."),
    "answer-number": _l("Bitte geben Sie eine Zahl an. Beispiel: 3 oder 1,5"),
    "answer-unknown": _l("Bitte wählen Sie aus der Liste."),
}


class Asking(fields.Form):
    """A form that also asks a workshop's own questions, once it was made `about` them."""

    questions: ClassVar[Sequence[Question]] = ()
    answers: Answers  # in their types; set by validate()

    @classmethod
    def about(cls, questions: Sequence[Question]) -> type[Self]:
        """Return this form with fields for these questions, in the language spoken now."""
        if not questions:
            return cls
        own = {name_of(question): _field(question) for question in questions}
        return cast(type[Self], type(cls.__name__, (cls,), own | {"questions": questions}))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        holds = super().validate(*args, **kwargs)
        given = {each.id: self[name_of(each)].data for each in self.questions}
        self.answers, wrong = asking.clean(self.questions, given)
        for number, code in wrong.items():
            self[f"q{number}"].errors = [str(SENTENCES[code])]
        return holds and not wrong

    def asked(self, most_days: int) -> "list[Asked]":
        """Return the questions as the page shows them; no answer is kept longer than that."""
        return _tree(self, most_days)


def name_of(question: Question) -> str:
    return f"q{question.id}"


def _field(question: Question) -> Field:
    """Return a field that takes whatever is typed: the rules are the domain's."""
    code = i18n.language()
    label, about = text_in(question.label, code), text_in(question.help, code)
    checks = [_Marked()] if question.required else []
    if question.kind == "text":
        return TextAreaField(label, checks, [several_lines], description=about)
    if question.kind == "number":
        return StringField(label, checks, [one_line], description=about)
    offered: dict[str, str] = {value: _label(question, value) for value in _values(question)}
    if question.kind == "several":
        return SelectMultipleField(
            label, checks, choices=fields.choices(offered), description=about, validate_choice=False
        )
    if not question.required:
        offered[""] = _("Keine Angabe")  # a radio button cannot be taken back otherwise
    return RadioField(
        label, checks, choices=fields.choices(offered), description=about, validate_choice=False
    )


class _Marked:
    """Marks a field as required in the page; whether it is depends on what else was answered."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __call__(self, _form: Any, _field: Field) -> None:
        return


def _values(question: Question) -> list[str]:
    return asking.values_of(question)


def _label(question: Question, value: str) -> str:
    """Return a choice in words; one that is no longer offered stands as it was stored."""
    if question.kind == "yes-no":
        return str(YES_NO[value])
    labels = {choice["value"]: choice["label"] for choice in question.choices}
    return text_in(labels[value], i18n.language()) if value in labels else value


def typed(questions: Sequence[Question], answers: Mapping[int, Any]) -> dict[str, Any]:
    """Return answers as a form about these questions begins with them."""
    known = [each for each in questions if each.id in answers]
    return {name_of(each): _typed(answers[each.id]) for each in known}


def _typed(answer: Any) -> Any:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return _number(answer) if isinstance(answer, int | float) else answer


def said(question: Question, answer: Any) -> str:
    """Return an answer in words; nothing where there is none."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return str(YES_NO["yes" if answer else "no"])
    if isinstance(answer, list):
        return ", ".join(_label(question, value) for value in answer)
    if isinstance(answer, int | float):
        return _number(answer)
    return _label(question, answer) if question.kind == "choice" else str(answer)


def _number(answer: float) -> str:
    return str(format_decimal(answer, format="0.#########", locale=i18n.language()))


@dataclass
class Asked:
    """One question in a page: its field, when it is asked, and those that depend on it.

    place is that of the choice, from 1, that it depends on; the page hides it by that.
    foreign is the language it is asked in, where that is not the page's.
    """

    field: Field
    kind: str
    foreign: str
    only_if: str
    place: int
    purpose: str
    deleted: str
    then: "list[Asked]"


def _tree(form: Asking, most_days: int) -> list[Asked]:
    """Return the questions in order, each right after the one it depends on."""
    by_id = {each.id: each for each in form.questions}
    nodes = {each.id: _node(form, each, by_id, most_days) for each in form.questions}
    for each in form.questions:
        if each.depends_on_id is not None:
            nodes[each.depends_on_id].then.append(nodes[each.id])
    return [nodes[each.id] for each in form.questions if each.depends_on_id is None]


def _node(form: Asking, question: Question, by_id: Mapping[int, Question], most_days: int) -> Asked:
    parent, value = by_id.get(question.depends_on_id or 0), question.depends_value
    return Asked(
        field=form[name_of(question)],
        kind=question.kind,
        foreign="" if question.label.get(i18n.language()) else "de",
        only_if=_condition(parent, value) if parent else "",
        place=_values(parent).index(value) + 1 if parent and value in _values(parent) else 0,
        purpose=question.purpose,
        deleted=_deleted(min(question.keep_days, most_days)),
        then=[],
    )


def _deleted(days: int) -> str:
    if not days:
        return _("gleich nach dem letzten Termin")
    return ngettext(
        "%(num)s Tag nach dem letzten Termin", "%(num)s Tage nach dem letzten Termin", days
    )


def _condition(parent: Question, value: str) -> str:
    return _(
        "Nur wenn Sie bei „%(question)s“ „%(answer)s“ gewählt haben.",
        question=text_in(parent.label, i18n.language()),
        answer=_label(parent, value),
    )
