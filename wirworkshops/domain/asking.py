"""What can be asked, of whom, and what counts as an answer: an organiser's own questions. Pure.

An answer is what its question's kind says: a text, a number, a boolean, the value of a choice,
or a list of such values. Questions stand in order; one depends on earlier ones only.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wirworkshops.errors import Invalid
from wirworkshops.models.questions import QUESTION_KINDS, Question
from wirworkshops.models.texts import fold

Answers = dict[int, Any]
CHOOSING = ("choice", "several")
YES_NO = ("yes", "no")
MOST_TEXT = 2000
MOST_VALUE = 100
_NUMBER = re.compile(r"[-+]?\d{1,15}([.,]\d{1,9})?")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3}){1,4}(,\d{1,9})?")  # 1.250,50


@dataclass(frozen=True)
class QuestionPlan:
    """One question as the office gives it; id is empty for a new one.

    depends_on is the place, from 0, of an earlier question in the same list.
    """

    kind: str
    label: dict[str, str]
    help: dict[str, str] = field(default_factory=dict)
    choices: tuple[dict[str, Any], ...] = ()
    required: bool = False
    depends_on: int | None = None
    depends_value: str = ""
    purpose: str = ""
    keep_days: int = 90
    id: int | None = None


# Rules for questions


def values_of(question: Question | QuestionPlan) -> list[str]:
    """Return what can be chosen, as other questions may depend on it."""
    if question.kind == "yes-no":
        return list(YES_NO)
    return [choice["value"] for choice in question.choices] if question.kind in CHOOSING else []


def mistakes(plans: Sequence[QuestionPlan]) -> list[tuple[int, str]]:
    """Return what cannot be asked: the place of each such question, from 0, and a code."""
    found = ((place, _mistake(plan, plans[:place])) for place, plan in enumerate(plans))
    return [(place, code) for place, code in found if code]


def _mistake(plan: QuestionPlan, earlier: Sequence[QuestionPlan]) -> str:
    wrong = {
        "question-label": not plan.label.get("de"),
        "question-kind": plan.kind not in QUESTION_KINDS,
        "question-choices": plan.kind in CHOOSING and not _are_choices(plan.choices),
        "question-depends": plan.depends_on is not None and not _can_depend(plan, earlier),
        "question-purpose": not plan.purpose,
        "question-days": plan.keep_days < 0,
    }
    return next((code for code, is_so in wrong.items() if is_so), "")


def _can_depend(plan: QuestionPlan, earlier: Sequence[QuestionPlan]) -> bool:
    place = plan.depends_on
    known = place is not None and 0 <= place < len(earlier)
    return known and plan.depends_value in values_of(earlier[place or 0])


def _are_choices(choices: Sequence[dict[str, Any]]) -> bool:
    """Whether there are at least two, each of them another one."""
    labels = {fold(choice["label"]["de"]) for choice in choices}
    return len(labels) >= 2 and len(labels) == len(choices)


def choices_of(
    labels: Sequence[dict[str, str]], before: Sequence[dict[str, Any]] = ()
) -> tuple[dict[str, Any], ...]:
    """Return choices with these labels; one that was there before keeps its value."""
    kept = [_value_before(place, labels, before) for place in range(len(labels))]
    used = set(kept)
    found = []
    for before_it, label in zip(kept, labels, strict=True):
        value = before_it or _free_value(label["de"], used)
        used.add(value)
        found.append({"value": value, "label": label})
    return tuple(found)


def _value_before(
    place: int, labels: Sequence[dict[str, str]], before: Sequence[dict[str, Any]]
) -> str:
    """Return the value of the choice with this label, or of the one worded anew in its place."""
    values = {choice["label"]["de"]: choice["value"] for choice in before}
    label = labels[place]["de"]
    if label in values or len(before) != len(labels):
        return str(values.get(label, ""))
    was = before[place]
    is_still_there = was["label"]["de"] in {other["de"] for other in labels}
    return "" if is_still_there else str(was["value"])


def _free_value(label: str, used: set[str]) -> str:
    wanted = fold(label).replace(" ", "-")[:MOST_VALUE] or "-"
    value, number = wanted, 1
    while value in used:
        number += 1
        value = f"{wanted}-{number}"
    return value


# Rules for answers


def asked(questions: Iterable[Question], answers: Mapping[int, Any]) -> list[Question]:
    """Return the questions that are shown to somebody who has given these answers."""
    shown: list[Question] = []
    counted: Answers = {}
    for question in questions:
        if _is_shown(question, counted):
            shown.append(question)
            counted[question.id] = answers.get(question.id)
    return shown


def _is_shown(question: Question, answers: Mapping[int, Any]) -> bool:
    if question.depends_on_id is None:
        return True
    answer = answers.get(question.depends_on_id)
    given = answer if isinstance(answer, list) else [answer]
    words = {True: "yes", False: "no"}
    said = [words[value] if isinstance(value, bool) else value for value in given]
    return question.depends_value in said


def clean(
    questions: Iterable[Question], given: Mapping[int, Any]
) -> tuple[Answers, dict[int, str]]:
    """Return the answers in their types, and by question the code of what is wrong.

    given holds what was typed: a text, or a list of texts where several can be chosen.
    Answers to questions that are not shown are dropped.
    """
    answers: Answers = {}
    wrong: dict[int, str] = {}
    for question in questions:
        if not _is_shown(question, answers):
            continue
        try:
            value = _READERS[question.kind](question, given.get(question.id) or "")
        except Invalid as refusal:
            wrong[question.id] = refusal.code
            continue
        if value is not None:
            answers[question.id] = value
        elif question.required:
            wrong[question.id] = "answer-missing"
    return answers, wrong


def _text(_question: Question, typed: Any) -> str | None:
    text = str(typed).strip()
    if len(text) > MOST_TEXT:
        raise Invalid("answer-long")
    return text or None


def _number(_question: Question, typed: Any) -> int | float | None:
    """Read a number as German or English people write it: 1.250,50 or 1250.5."""
    text = "".join(str(typed).split())
    if not text:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif not _NUMBER.fullmatch(text):
        raise Invalid("answer-number")
    number = float(text.replace(",", "."))
    return int(number) if number.is_integer() else number


def _choice(question: Question, typed: Any) -> str | None:
    if typed and typed not in values_of(question):
        raise Invalid("answer-unknown")
    return typed or None


def _yes_no(question: Question, typed: Any) -> bool | None:
    chosen = _choice(question, typed)
    return None if chosen is None else chosen == "yes"


def _several(question: Question, typed: Any) -> list[str] | None:
    given = {typed} if isinstance(typed, str) else set(typed)
    offered = values_of(question)
    if not (given - {""}).issubset(offered):
        raise Invalid("answer-unknown")
    return [value for value in offered if value in given] or None


_READERS: dict[str, Callable[[Question, Any], Any]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "several": _several,
    "yes-no": _yes_no,
}
