"""The organiser's questions on one's own page: what was answered, and the form to answer anew."""

from dataclasses import dataclass

from wirworkshops.domain import asking, questions
from wirworkshops.i18n import language
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.web import page
from wirworkshops.web.asking import Asked, said, typed
from wirworkshops.web.my.forms import Answers


@dataclass(frozen=True)
class Answering:
    """said are question and answer in words."""

    form: Answers
    asked: list[Asked]
    said: list[tuple[str, str]]
    can_change: bool


def form_of(registration: Registration) -> Answers:
    """Return the form as it was sent."""
    return Answers.about(questions.answered(registration)[0])()


def of(registration: Registration, filled: Answers | None = None) -> Answering:
    """Return how her answers stand; filled is a form that was sent and does not hold."""
    rows, answers = questions.answered(registration)
    form = filled or Answers.about(rows)(formdata=None, data=typed(rows, answers))
    return Answering(
        form=form,
        asked=form.asked(page.settings().retention_days),
        said=[
            (text_in(row.label, language()), said(row, answers[row.id]))
            for row in asking.asked(rows, answers)
            if row.id in answers
        ],
        can_change=bool(rows) and questions.can_change(registration),
    )
