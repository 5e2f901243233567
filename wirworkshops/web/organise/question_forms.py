"""The form of a workshop's own questions: its rows, what cannot be meant, and plans of it."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.validators import NumberRange, ValidationError

from wirworkshops.domain import asking
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.questions import Question
from wirworkshops.models.texts import one_line
from wirworkshops.web import fields
from wirworkshops.web.asking import YES_NO
from wirworkshops.web.organise import inputs

MOST_QUESTIONS = 40
MOST_DAYS = 3650
KINDS = {
    "text": _l("Text"),
    "yes-no": _l("Ja oder Nein"),
    "choice": _l("Eine Antwort aus mehreren"),
    "several": _l("Mehrere Antworten aus mehreren"),
    "number": _l("Zahl"),
}
FIELD_OF = {
    "question-label": "text",
    "question-kind": "kind",
    "question-answered": "kind",
    "question-choices": "options",
    "question-depends": "depends",
    "question-purpose": "purpose",
    "question-days": "keep_days",
}


class QuestionForm(fields.Form):
    """One question. key names it among the rows, before it has a number; place is its order."""

    id = HiddenField(filters=[inputs.number_or_none])
    key = HiddenField()
    place = HiddenField(filters=[inputs.number_or_none])
    text = fields.line(_l("Frage"), fields.Required(_l("Bitte geben Sie die Frage an.")), most=300)
    help = fields.line(_l("Hinweis dazu"), most=500)
    kind = SelectField(
        _l("So wird geantwortet"),
        choices=fields.choices(KINDS),
        default="text",
        **inputs.offered(),
    )
    options = fields.lines(_l("Antworten zur Wahl"), about=_l("Jede in einer eigenen Zeile."))
    required = BooleanField(_l("Muss beantwortet werden"))
    depends = SelectField(_l("Wann fragen wir das?"), validate_choice=False)
    purpose = fields.line(
        _l("Wofür brauchen Sie die Antwort?"),
        fields.Required(_l("Bitte sagen Sie, wofür. Ohne Zweck dürfen wir nicht fragen.")),
        most=300,
        about=_l("Steht unter der Frage. Zum Beispiel: Damit das Essen reicht."),
    )
    keep_days = inputs.number(
        _l("Antworten löschen, Tage nach dem letzten Termin"),
        inputs.needed(_l("Bitte geben Sie an, nach wie vielen Tagen wir löschen.")),
        NumberRange(0, MOST_DAYS, _l("Bitte geben Sie eine Zahl von 0 bis 3650 an.")),
        default=90,
    )
    text_en = fields.line(_l("Frage auf Englisch"), most=300)
    help_en = fields.line(_l("Hinweis auf Englisch"), most=500)
    options_en = fields.lines(
        _l("Antworten auf Englisch"), about=_l("So viele Zeilen und dieselbe Reihenfolge.")
    )

    def validate_options_en(self, field: Any) -> None:
        given, german = _lines(field.data), _lines(self.options.data)
        if given and len(given) != len(german):
            raise ValidationError(_("Bitte so viele Zeilen wie auf Deutsch, oder keine."))

    def labels(self) -> list[dict[str, str]]:
        """Return the answers to choose from, in each language."""
        pairs = zip_longest(_lines(self.options.data), _lines(self.options_en.data), fillvalue="")
        return [_texts(german, english) for german, english in pairs if german]


class QuestionsForm(fields.Form):
    """All questions of a workshop. seen is a print of those it was made from."""

    questions = FieldList(FormField(QuestionForm), max_entries=MOST_QUESTIONS)
    seen = HiddenField()
    put = inputs.one(_l("Vorlage"), validate_choice=False)
    set_name = fields.line(
        _l("Name der Vorlage"), about=_l("Eine Vorlage mit diesem Namen wird ersetzt.")
    )

    def rows(self) -> list[QuestionForm]:
        return [entry.form for entry in self.questions]

    def print_seen(self) -> str:
        """Return what the sent form was made from; one that does not say so has seen nothing."""
        return str((self.seen.raw_data or [""])[0])


def _lines(text: str | None) -> list[str]:
    return [line for line in map(one_line, (text or "").splitlines()) if line]


def _texts(german: str, english: str) -> dict[str, str]:
    return {code: text for code, text in (("de", german), ("en", english)) if text}


# From the form to plans, and back


def plans_of(form: QuestionsForm, before: Mapping[int, Question]) -> list[QuestionPlan]:
    """Return what the form says; before are the questions there are, by their id."""
    places = {row.key.data: place for place, row in enumerate(form.rows())}
    return [_plan(row, places, before) for row in form.rows()]


def _plan(
    row: QuestionForm, places: Mapping[Any, int], before: Mapping[int, Question]
) -> QuestionPlan:
    given = row.data
    key, _equals, value = (given["depends"] or "").partition("=")
    return QuestionPlan(
        id=given["id"],
        kind=given["kind"],
        label=_texts(given["text"], given["text_en"]),
        help=_texts(given["help"], given["help_en"]),
        choices=choices_of(row, before),
        required=given["required"],
        depends_on=places.get(key, -1) if key else None,
        depends_value=value,
        purpose=given["purpose"],
        keep_days=given["keep_days"],
    )


def choices_of(row: QuestionForm, before: Mapping[int, Question]) -> tuple[dict[str, Any], ...]:
    """Return a row's choices; those that were there keep the values people answered with."""
    if row.kind.data not in asking.CHOOSING:
        return ()
    was = before.get(int(row.id.data or 0))
    return asking.choices_of(row.labels(), was.choices if was else ())


def typed(plans: Sequence[QuestionPlan], *, after: int = 0) -> list[dict[str, Any]]:
    """Return plans as rows of the form, which stand after so many that are new."""
    keys = [f"q{plan.id}" if plan.id else f"n{after + place}" for place, plan in enumerate(plans)]
    return [_row(plan, place, keys) for place, plan in enumerate(plans)]


def _row(plan: QuestionPlan, place: int, keys: list[str]) -> dict[str, Any]:
    depends = "" if plan.depends_on is None else f"{keys[plan.depends_on]}={plan.depends_value}"
    return {
        "id": plan.id,
        "key": keys[place],
        "text": plan.label.get("de", ""),
        "text_en": plan.label.get("en", ""),
        "help": plan.help.get("de", ""),
        "help_en": plan.help.get("en", ""),
        "kind": plan.kind,
        "options": "\n".join(choice["label"]["de"] for choice in plan.choices),
        "options_en": "\n".join(choice["label"].get("en", "") for choice in plan.choices).strip(),
        "required": plan.required,
        "depends": depends,
        "purpose": plan.purpose,
        "keep_days": plan.keep_days,
    }


# What can be chosen, and what is wrong


def fill(form: QuestionsForm, before: Mapping[int, Question], sets: Mapping[int, str]) -> None:
    """Set what the lists offer; call again after rows have changed."""
    form.put.choices = fields.choices(dict(sets))
    offered: dict[str, str] = {"": _("immer")}
    for row in form.rows():
        chosen = row.depends.data or ""
        lost = {} if chosen in offered else {chosen: _("nach einer Frage, die nicht davor steht")}
        row.depends.choices = fields.choices(offered | lost)
        offered |= _conditions(row, before)


def _conditions(row: QuestionForm, before: Mapping[int, Question]) -> dict[str, str]:
    """Return what later questions can depend on in this one."""
    key, text = row.key.data, row.text.data or ""
    labels = {choice["value"]: choice["label"]["de"] for choice in choices_of(row, before)}
    if row.kind.data == "yes-no":
        labels = {value: str(word) for value, word in YES_NO.items()}
    return {
        f"{key}={value}": _("nur nach „%(question)s“: %(answer)s", question=text, answer=label)
        for value, label in labels.items()
    }


def blame(form: QuestionsForm, place: int, code: str, sentence: str) -> None:
    """Put what is wrong with the question at this place, from 0, at its field."""
    field = form.rows()[place][FIELD_OF[code]]
    field.errors = [*field.errors, sentence]
