"""Adding, removing and moving questions in their form, without a script."""

import re
from typing import Any

from wirworkshops.domain import question_sets
from wirworkshops.models.questions import QuestionSet
from wirworkshops.web.organise.question_forms import MOST_QUESTIONS, QuestionsForm, typed

FAR = MOST_QUESTIONS + 1


def in_order(form: QuestionsForm) -> None:
    """Bring the rows into the order of the page they were sent from."""
    form.questions.entries.sort(key=lambda entry: entry.form.place.data or FAR)


def change(form: QuestionsForm, act: str, sets: list[QuestionSet]) -> bool:
    """Change the rows where the pressed button says so; whatever was typed stays."""
    if act == "add":
        _append(form, [{"key": f"n{_free_key(form)}", "keep_days": 90}])
        return True
    if act == "put":
        _put(form, [each for each in sets if each.id == form.put.data])
        return True
    if found := re.fullmatch(r"(remove|up|down)-(\d{1,2})", act):
        _move(form, found[1], int(found[2]))
        return True
    return False


def _free_key(form: QuestionsForm) -> int:
    used = [re.fullmatch(r"n(\d{1,3})", row.key.data or "") for row in form.rows()]
    return max((int(found[1]) + 1 for found in used if found), default=0)


def _append(form: QuestionsForm, rows: list[dict[str, Any]]) -> None:
    for row in rows[: MOST_QUESTIONS - len(form.questions)]:
        form.questions.append_entry(row)


def _put(form: QuestionsForm, chosen: list[QuestionSet]) -> None:
    for each in chosen:
        _append(form, typed(question_sets.plans_in(each), after=_free_key(form)))


def _move(form: QuestionsForm, how: str, index: int) -> None:
    entries = form.questions.entries
    if not 0 <= index < len(entries):
        return
    row = entries.pop(index)
    if how != "remove":
        entries.insert(max(0, index - 1) if how == "up" else index + 1, row)
