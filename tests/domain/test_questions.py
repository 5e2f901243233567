"""An organiser's own questions: planned, kept, deleted; answers and sets."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    catalogue,
    history,
    privacy,
    question_sets,
    questions,
    registrations,
    workshops,
)
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import WORKER
from wirworkshops.errors import Conflict, Gone, Invalid
from wirworkshops.models.questions import Answer, Question
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

WAYS = (
    {"value": "bus", "label": {"de": "Bus", "en": "Bus"}},
    {"value": "rad", "label": {"de": "Rad", "en": "Bicycle"}},
)


def plan(german: str = "Woran arbeiten Sie?", **values: Any) -> QuestionPlan:
    given = {"kind": "text", "label": {"de": german}, "purpose": "Damit es passt"} | values
    return QuestionPlan(**given)


THREE = (
    plan("Kommen Sie mit Kind?", kind="yes-no"),
    plan("Wie alt ist es?", kind="number", depends_on=0, depends_value="yes", required=True),
    plan("Wie kommen Sie?", kind="several", choices=WAYS, keep_days=7),
)


def ask(workshop: Workshop, *plans: QuestionPlan, **values: Any) -> list[Question]:
    """Ask so in a workshop, and return the questions."""
    questions.plan_questions(workshop, plans or THREE, by=WORKER, **values)
    return questions.of_workshop(workshop.id)


def keep(registration: Registration, answers: dict[int, Any]) -> None:
    with transaction():
        questions.keep_answers(registration, answers)


def number_of(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


# Planning


def test_questions_stand_in_their_order_and_depend_on_each_other(app: object) -> None:
    first, second, third = ask(cast.make_workshop())
    assert [row.label["de"] for row in (first, second, third)] == [
        "Kommen Sie mit Kind?", "Wie alt ist es?", "Wie kommen Sie?",
    ]  # fmt: skip
    assert (second.depends_on_id, second.depends_value) == (first.id, "yes")
    assert third.choices == list(WAYS)
    assert questions.plans_of([first, second, third])[1].depends_on == 0


def test_questions_kept_keep_their_answers_and_others_lose_them(app: object) -> None:
    workshop = cast.make_workshop()
    first, second, third = ask(workshop)
    registration = cast.sign_up(workshop)
    keep(registration, {first.id: True, second.id: 4, third.id: ["bus"]})
    kept = [plan("Und sonst?"), *questions.plans_of([third])]
    assert questions.plan_questions(workshop, kept, by=WORKER) == 2
    new, same = questions.of_workshop(workshop.id)
    assert (new.label["de"], same.id, same.position) == ("Und sonst?", third.id, 1)
    assert questions.answers_of(registration.id) == {third.id: ["bus"]}
    assert (number_of(Question), number_of(Answer)) == (2, 1)


def test_a_question_another_one_depended_on_can_go(app: object) -> None:
    workshop = cast.make_workshop()
    plans = questions.plans_of(ask(workshop))
    (left,) = ask(workshop, QuestionPlan(**(vars(plans[1]) | {"depends_on": None})))
    assert (left.label["de"], left.depends_on_id) == ("Wie alt ist es?", None)


def test_all_questions_can_go(app: object) -> None:
    workshop = cast.make_workshop()
    ask(workshop)
    questions.plan_questions(workshop, [], by=WORKER)
    assert questions.of_workshop(workshop.id) == []


def test_what_cannot_be_asked_is_refused_with_its_number(app: object) -> None:
    workshop = cast.make_workshop()
    with pytest.raises(Invalid) as caught:
        ask(workshop, plan(), plan(""))
    assert (caught.value.code, caught.value.sentence) == ("question-label", "2")
    assert number_of(Question) == 0


def test_an_answered_question_stays_of_its_kind(app: object) -> None:
    workshop = cast.make_workshop()
    rows = ask(workshop, plan(), plan("Noch eine"))
    keep(cast.sign_up(workshop), {rows[0].id: "Text"})
    other = [QuestionPlan(**(vars(each) | {"kind": "number"})) for each in questions.plans_of(rows)]
    with pytest.raises(Conflict) as caught:
        ask(workshop, *other)
    assert (caught.value.code, caught.value.sentence) == ("question-answered", "1")
    ask(workshop, questions.plans_of(rows)[0], other[1])
    assert [row.kind for row in questions.of_workshop(workshop.id)] == ["text", "number"]


def test_a_colleagues_new_question_is_not_overwritten(app: object) -> None:
    workshop = cast.make_workshop()
    rows = ask(workshop, plan())
    seen = questions.print_of(rows)
    ask(workshop, *questions.plans_of(rows), plan("Noch eine"), seen=seen)
    with pytest.raises(Conflict) as caught:
        ask(workshop, *questions.plans_of(rows), seen=seen)
    assert caught.value.code == "questions-meanwhile"
    assert number_of(Question) == 2


def test_a_cancelled_workshop_asks_nothing_new(app: object) -> None:
    workshop = cast.make_workshop()
    workshops.cancel(workshop, because="Krank", by=WORKER)
    with pytest.raises(Conflict):
        ask(workshop)


def test_the_form_of_the_public_follows_and_history_says_it(app: object) -> None:
    draft, workshop = cast.make_draft("Entwurf"), cast.make_workshop()
    before = catalogue.revision()
    ask(draft)
    assert catalogue.revision() == before
    ask(workshop)
    assert catalogue.revision() == before + 1
    assert history.of_workshop(workshop.id)[0].act == "edited-questions"


def test_a_draft_goes_with_its_questions(app: object) -> None:
    draft = cast.make_draft()
    ask(draft)
    workshops.delete_draft(draft)
    assert number_of(Question) == 0


def test_one_query_finds_a_workshop_and_what_it_asks(app: object) -> None:
    asking, silent = cast.make_workshop(), cast.make_workshop("Ohne Fragen")
    rows = ask(asking)
    found, asked = questions.for_signup(asking.slug)
    assert (found and found.id, [row.id for row in asked]) == (asking.id, [row.id for row in rows])
    found, asked = questions.for_signup(silent.slug)
    assert (found and found.id, asked) == (silent.id, [])
    assert questions.for_signup("gibt-es-nicht") == (None, [])


# Answers


@pytest.mark.parametrize("value", ["Text", 3, 1.5, False, True, ["bus", "rad"]])
def test_an_answer_keeps_its_type(app: object, value: Any) -> None:
    workshop = cast.make_workshop()
    (row,) = ask(workshop, plan())
    registration = cast.sign_up(workshop)
    keep(registration, {row.id: value})
    db.session.remove()
    assert questions.answers_of(registration.id) == {row.id: value}
    assert type(questions.answers_of(registration.id)[row.id]) is type(value)


def test_new_answers_replace_old_ones(app: object) -> None:
    workshop = cast.make_workshop()
    first, second, third = ask(workshop)
    registration = cast.sign_up(workshop)
    keep(registration, {first.id: True, second.id: 4})
    keep(registration, {first.id: False, third.id: ["rad"]})
    assert questions.answers_of(registration.id) == {first.id: False, third.id: ["rad"]}
    keep(registration, {})
    assert questions.answers_of(registration.id) == {}


def test_answers_to_no_question_of_the_workshop_are_left_out(app: object) -> None:
    workshop, other = cast.make_workshop(), cast.make_workshop("Anderes")
    (row,), (foreign,) = ask(workshop, plan()), ask(other, plan())
    registration = cast.sign_up(workshop)
    keep(registration, {row.id: "a", foreign.id: "b", 99_999: "c"})
    assert questions.answers_of(registration.id) == {row.id: "a"}


def test_questions_come_with_ones_own_answers_only(app: object) -> None:
    workshop = cast.make_workshop()
    first, second, third = ask(workshop)
    mine, hers = cast.sign_up(workshop), cast.sign_up(workshop, cast.DUA)
    keep(mine, {first.id: False})
    keep(hers, {third.id: ["bus"]})
    asked, answers = questions.answered(mine)
    assert ([row.id for row in asked], answers) == (
        [first.id, second.id, third.id],
        {first.id: False},
    )
    assert questions.answers_in(workshop.id) == {
        mine.id: {first.id: False},
        hers.id: {third.id: ["bus"]},
    }
    assert questions.counts(workshop.id) == {first.id: 1, third.id: 1}


def test_a_participant_answers_anew_until_it_begins(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    (row,) = ask(workshop, plan())
    registration = cast.confirmed(workshop)
    questions.change_answers(registration, {row.id: "Neu"})
    assert questions.answers_of(registration.id) == {row.id: "Neu"}
    assert history.of_registration(registration.id)[0].act == "corrected"
    time.jump(workshop.starts_at)
    with pytest.raises(Conflict) as caught:
        questions.change_answers(registration, {})
    assert caught.value.code == "answers-closed"


def test_who_has_left_or_is_deleted_answers_nothing(app: object) -> None:
    workshop = cast.make_workshop()
    ask(workshop, plan())
    gone, deleted = cast.confirmed(workshop), cast.confirmed(workshop, cast.DUA)
    registrations.withdraw(gone)
    with pytest.raises(Conflict):
        questions.change_answers(gone, {})
    with transaction():
        deleted.participant_id = None
    with pytest.raises(Gone):
        questions.change_answers(deleted, {})


# Deletion


def test_each_answer_goes_on_its_own_day(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(7, 14))
    ride, years = ask(workshop, plan("Weg?", keep_days=7), plan("Jahre?", keep_days=30))
    other = cast.make_workshop("Später", sessions=cast.dates(60))
    (later,) = ask(other, plan("Weg?", keep_days=7))
    one, two = cast.confirmed(workshop), cast.confirmed(other)
    keep(one, {ride.id: "Bus", years.id: "3"})
    keep(two, {later.id: "Rad"})
    time.move(days=14 + 6)
    assert privacy.forget_answers(clock.now()) == 0
    time.move(days=2)
    assert privacy.forget_answers(clock.now()) == 1
    assert questions.answers_of(one.id) == {years.id: "3"}
    time.move(days=30)
    assert privacy.forget_answers(clock.now()) == 1
    assert questions.answers_of(two.id) == {later.id: "Rad"}


def test_answers_go_with_their_person_at_the_latest(app: object, time: cast.Time) -> None:
    workshop = cast.make_workshop()
    (row,) = ask(workshop, plan(keep_days=4000))
    keep(cast.confirmed(workshop), {row.id: "Text"})
    time.move(days=14 + 91)
    privacy.forget_people(clock.now(), days=90)
    assert number_of(Answer) == 0


# Sets


def test_a_set_is_put_into_another_workshop_as_a_copy(app: object) -> None:
    workshop, other = cast.make_workshop(), cast.make_workshop("Anderes")
    host = workshop.host_id
    kept = question_sets.keep_set(host, "Anreise", questions.plans_of(ask(workshop)))
    own = plan("Eigene Frage")
    rows = ask(other, own, *question_sets.plans_in(kept, after=1))
    assert [row.label["de"] for row in rows][1:] == [row.label["de"] for row in THREE]
    assert (rows[2].depends_on_id, rows[2].depends_value) == (rows[1].id, "yes")
    assert number_of(Question) == 7


def test_a_set_of_the_same_name_is_replaced(app: object) -> None:
    host, other = cast.host().id, cast.host("frauentreff").id
    question_sets.keep_set(host, "Anreise", [plan()])
    question_sets.keep_set(other, "Anreise", [plan()])
    question_sets.keep_set(host, "anreise", THREE)
    (found,) = question_sets.sets_of(host)
    assert (found.name, len(found.questions)) == ("anreise", 3)
    question_sets.delete_set(found)
    assert question_sets.sets_of(host) == []
    assert len(question_sets.sets_of(other)) == 1
