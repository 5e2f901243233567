"""What can be asked, of whom, and what counts as an answer: tables."""

from typing import Any

import pytest

from wirworkshops.domain import asking
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.models.questions import Question

WAYS = [
    {"value": "bus", "label": {"de": "Mit dem Bus", "en": "By bus"}},
    {"value": "rad", "label": {"de": "Mit dem Rad"}},
]


def question(number: int = 1, kind: str = "text", **values: Any) -> Question:
    given = {"depends_on_id": None, "depends_value": "", "required": False, "choices": []} | values
    if kind in asking.CHOOSING and not given["choices"]:
        given["choices"] = WAYS
    return Question(id=number, kind=kind, **given)


def plan(**values: Any) -> QuestionPlan:
    given = {"kind": "text", "label": {"de": "Was?"}, "purpose": "Planung"} | values
    return QuestionPlan(**given)


YES_NO = question(1, "yes-no")
CHAIN = [
    YES_NO,
    question(2, "choice", depends_on_id=1, depends_value="yes"),
    question(3, "several", depends_on_id=2, depends_value="bus"),
    question(4, "text", depends_on_id=3, depends_value="rad"),
    question(5, "number"),
]


# Of whom


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, [1, 5]),
        ({1: False}, [1, 5]),
        ({1: True}, [1, 2, 5]),
        ({1: True, 2: "rad"}, [1, 2, 5]),
        ({1: True, 2: "bus"}, [1, 2, 3, 5]),
        ({1: True, 2: "bus", 3: ["bus"]}, [1, 2, 3, 5]),
        ({1: True, 2: "bus", 3: ["bus", "rad"]}, [1, 2, 3, 4, 5]),
        ({1: False, 2: "bus", 3: ["rad"]}, [1, 5]),  # what is left of an earlier way
        ({2: "bus", 3: ["rad"]}, [1, 5]),
    ],
)
def test_a_question_is_shown_where_the_whole_chain_before_it_fits(
    answers: dict[int, Any], shown: list[int]
) -> None:
    assert [row.id for row in asking.asked(CHAIN, answers)] == shown


def test_no_is_a_condition_too() -> None:
    rows = [YES_NO, question(2, depends_on_id=1, depends_value="no")]
    assert [row.id for row in asking.asked(rows, {1: False})] == [1, 2]
    assert [row.id for row in asking.asked(rows, {})] == [1]


# What counts as an answer


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("text", " Hallo\nWelt ", "Hallo\nWelt"),
        ("text", "   ", None),
        ("text", "x" * 2000, "x" * 2000),
        ("number", "3", 3),
        ("number", " 0 ", 0),
        ("number", "-2", -2),
        ("number", "1,5", 1.5),
        ("number", "1.5", 1.5),
        ("number", "2,0", 2),
        ("number", "0.125", 0.125),
        ("number", "1.250", 1250),
        ("number", "1.250,75", 1250.75),
        ("number", "1 250", 1250),
        ("number", "", None),
        ("choice", "bus", "bus"),
        ("choice", "", None),
        ("several", ["rad", "bus", "rad"], ["bus", "rad"]),
        ("several", "rad", ["rad"]),
        ("several", [], None),
        ("yes-no", "yes", True),
        ("yes-no", "no", False),
        ("yes-no", "", None),
    ],
)
def test_an_answer_is_kept_in_its_type(kind: str, typed: Any, answer: Any) -> None:
    answers, wrong = asking.clean([question(7, kind)], {7: typed})
    assert wrong == {}
    assert answers == ({} if answer is None else {7: answer})
    assert type(answers.get(7)) is type(answer)


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("text", "x" * 2001, "answer-long"),
        ("number", "drei", "answer-number"),
        ("number", "1,2,3", "answer-number"),
        ("number", "1e9", "answer-number"),
        ("number", "nan", "answer-number"),
        ("number", "9" * 40, "answer-number"),
        ("choice", "flugzeug", "answer-unknown"),
        ("several", ["bus", "flugzeug"], "answer-unknown"),
        ("yes-no", "vielleicht", "answer-unknown"),
    ],
)
def test_what_is_no_answer_is_named(kind: str, typed: Any, code: str) -> None:
    assert asking.clean([question(7, kind)], {7: typed}) == ({}, {7: code})


@pytest.mark.parametrize("kind", ["text", "number", "choice", "several", "yes-no"])
def test_a_required_question_wants_an_answer(kind: str) -> None:
    row = question(7, kind, required=True)
    empty: list[dict[int, Any]] = [{}, {7: ""}, {7: []}]
    for given in empty:
        assert asking.clean([row], given) == ({}, {7: "answer-missing"})


def test_no_and_nothing_at_all_are_answers_to_a_required_question() -> None:
    rows = [question(1, "yes-no", required=True), question(2, "number", required=True)]
    assert asking.clean(rows, {1: "no", 2: "0"}) == ({1: False, 2: 0}, {})


def test_what_is_not_shown_is_neither_required_nor_kept() -> None:
    rows = [YES_NO, question(2, required=True, depends_on_id=1, depends_value="yes")]
    assert asking.clean(rows, {1: "no", 2: "Text"}) == ({1: False}, {})
    assert asking.clean(rows, {1: "yes"}) == ({1: True}, {2: "answer-missing"})
    assert asking.clean(rows, {1: "gold", 2: "Text"}) == ({}, {1: "answer-unknown"})


# What can be asked


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, None),
        ({"label": {"de": ""}}, "question-label"),
        ({"label": {"en": "What?"}}, "question-label"),
        ({"kind": "picture"}, "question-kind"),
        ({"kind": "choice"}, "question-choices"),
        ({"kind": "several", "choices": tuple(WAYS[:1])}, "question-choices"),
        ({"kind": "several", "choices": (WAYS[0], WAYS[0])}, "question-choices"),
        ({"kind": "choice", "choices": tuple(WAYS)}, None),
        ({"purpose": ""}, "question-purpose"),
        ({"keep_days": -1}, "question-days"),
        ({"keep_days": 0}, None),
        ({"depends_on": 0, "depends_value": "yes"}, None),
        ({"depends_on": 0, "depends_value": "bus"}, "question-depends"),
        ({"depends_on": 1, "depends_value": "bus"}, None),
        ({"depends_on": 2, "depends_value": "x"}, "question-depends"),  # a text
        ({"depends_on": 3, "depends_value": "yes"}, "question-depends"),  # itself
        ({"depends_on": 4, "depends_value": "yes"}, "question-depends"),  # a later one
        ({"depends_on": -1, "depends_value": "yes"}, "question-depends"),
    ],
)
def test_what_cannot_be_asked_is_named(values: dict[str, Any], code: str | None) -> None:
    plans = [
        plan(kind="yes-no"),
        plan(kind="several", choices=tuple(WAYS)),
        plan(),
        plan(**values),
        plan(kind="yes-no"),
    ]
    assert asking.mistakes(plans) == ([(3, code)] if code else [])


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (["Mit dem Bus", "Mit dem Rad"], ["bus", "rad"]),
        (["Mit dem Rad", "Mit dem Bus"], ["rad", "bus"]),
        (["Mit Bus und Bahn", "Mit dem Rad"], ["bus", "rad"]),  # worded anew
        (["Mit dem Rad", "Zu Fuß"], ["rad", "zu-fuss"]),  # another one in its place
        (["Mit dem Bus", "Mit dem Rad", "Zu Fuß"], ["bus", "rad", "zu-fuss"]),
        (["Mit dem Bus", "Rad", "RAD"], ["bus", "rad", "rad-2"]),
        (["🚲", "مشيا"], ["bus", "rad"]),
    ],
)
def test_choices_keep_the_values_that_were_answered_with(
    labels: list[str], values: list[str]
) -> None:
    found = asking.choices_of([{"de": label} for label in labels], WAYS)
    assert [choice["value"] for choice in found] == values
    assert [choice["label"]["de"] for choice in found] == labels


def test_new_choices_get_values_in_any_script() -> None:
    found = asking.choices_of([{"de": label} for label in ("Straße 1", "مشيا", "\u0301")])
    assert [choice["value"] for choice in found] == ["strasse-1", "مشيا", "-"]
