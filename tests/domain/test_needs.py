"""Needs said, changed and taken back after signing up: by her, or by the office on her word."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import cast
from tests.domain.scenes import ADA, at_once, kinds, refused
from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    arranging,
    desk,
    needs,
    postponing,
    registrations,
    transfers,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.needs import Wanted
from wirworkshops.domain.reach import ALL
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import CallOff, Need, Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")

VEGAN = Wanted(needs=("diet",), need_diet="vegan")


def coming(*wanted: str, to: Workshop | None = None, **values: Any) -> Registration:
    return cast.confirmed(to or cast.make_workshop(), cast.somebody(1, needs=wanted, **values))


def rows(registration: Registration) -> list[tuple[str, str, str]]:
    """Return kind, words and state of what she needs."""
    return [(need.kind, need.text, need.state) for need in needs_of(registration)]


def needs_of(registration: Registration) -> list[Need]:
    return list(cast.fresh(registration).needs)


def arrange(registration: Registration) -> None:
    """Let everything be booked by somebody, with a note."""
    for need in needs_of(registration):
        answer = Answer("arranged", owner_id=0, note="Küche weiß es", due_on=None)
        arranging.save(need.id, answer, by=WORKER, reach=ALL)


def left_over() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(CallOff.kind).order_by(CallOff.id)))


def acts() -> list[tuple[str, str, int | None, dict[str, Any]]]:
    query = select(Event).where(Event.act.like("needs-%")).order_by(Event.id)
    return [(row.act, row.actor, row.registration_id, row.facts) for row in
            db.session.scalars(query)]  # fmt: skip


# Said afterwards


def test_what_is_said_afterwards_is_a_new_task() -> None:
    registration = coming()
    added = needs.change(registration, Wanted(needs=("sign-language", "childcare")))
    assert [need.kind for need in added] == ["sign-language", "childcare"]
    assert rows(registration) == [("sign-language", "", "open"), ("childcare", "", "open")]
    assert [(need.consented_at, need.consent) for need in needs_of(registration)] == [
        (cast.NOW, "web"),
        (cast.NOW, "web"),
    ]
    assert [task.kind.name for task in arranging.tasks(ALL)] == ["sign-language", "childcare"]


def test_what_stays_the_same_stays_the_task_it_was(time: cast.Time) -> None:
    registration = coming("diet", need_diet="vegan")
    arrange(registration)
    (before,) = needs_of(registration)
    time.move(hours=1)
    added = needs.change(registration, Wanted(("diet", "childcare"), need_diet="vegan"))
    assert [need.kind for need in added] == ["childcare"]
    assert rows(registration) == [("diet", "vegan", "arranged"), ("childcare", "", "open")]
    (diet, childcare) = needs_of(registration)
    assert (diet.id, diet.note, diet.consented_at) == (before.id, "Küche weiß es", cast.NOW)
    assert childcare.consented_at == clock.now()
    assert left_over() == []


def test_other_words_are_a_new_task_and_call_off_what_was_booked() -> None:
    registration = coming("diet", need_diet="vegan")
    arrange(registration)
    (before,) = needs_of(registration)
    needs.change(registration, Wanted(("diet",), need_diet="keine Nüsse"))
    assert rows(registration) == [("diet", "keine Nüsse", "open")]
    assert needs_of(registration)[0].id == before.id
    assert left_over() == ["diet"]


def test_who_signs_up_anew_with_other_words_is_not_booked_yet() -> None:
    workshop = cast.make_workshop()
    registration = coming("diet", to=workshop, need_diet="vegan")
    arrange(registration)
    registrations.withdraw(registration)
    coming("diet", to=workshop, need_diet="keine Nüsse")
    assert rows(registration) == [("diet", "keine Nüsse", "open")]
    assert left_over() == ["diet"]


def test_what_is_left_out_is_deleted_and_called_off() -> None:
    registration = coming("diet", "childcare", need_diet="vegan")
    arrange(registration)
    needs.change(registration, VEGAN)
    assert rows(registration) == [("diet", "vegan", "arranged")]
    assert left_over() == ["childcare"]


def test_who_may_know_follows_the_newest_word() -> None:
    registration = coming("diet", need_diet="vegan")
    needs.change(registration, Wanted(("diet",), need_diet="vegan", shares_needs=True))
    assert [need.shared_at for need in needs_of(registration)] == [cast.NOW]
    needs.change(registration, VEGAN)
    assert [need.shared_at for need in needs_of(registration)] == [None]


def test_history_knows_that_and_neither_who_nor_what() -> None:
    registration = coming()
    needs.change(registration, VEGAN)
    needs.change(registration, VEGAN)
    needs.forget_needs_of(registration, by=ADA)
    needs.forget_needs_of(registration, by=ADA)
    assert acts() == [
        ("needs-changed", "participant", None, {}),
        ("needs-forgotten", "office", None, {}),
    ]


def test_who_does_not_come_changes_nothing_and_still_takes_back(time: cast.Time) -> None:
    registration = coming("childcare")
    registrations.withdraw(registration)
    refused("needs-closed", needs.change, registration, VEGAN)
    needs.forget_needs_of(registration)
    assert rows(registration) == []
    other = cast.confirmed(registration.workshop, cast.somebody(2))
    time.move(days=15)
    refused("needs-closed", needs.change, other, VEGAN)
    with transaction():
        other.participant = None
    refused("deleted", needs.change, other, VEGAN)


def test_a_need_can_be_said_between_two_dates(time: cast.Time) -> None:
    registration = coming(to=cast.make_workshop(sessions=cast.dates(7, 21)))
    time.move(days=8)
    needs.change(registration, VEGAN)
    assert rows(registration) == [("diet", "vegan", "open")]


# Late, and until when


def test_what_comes_after_its_time_is_marked_as_late(time: cast.Time) -> None:
    registration = coming("sign-language", to=cast.make_workshop(sessions=cast.dates(30)))
    time.move(days=10)
    needs.change(registration, Wanted(("sign-language", "live-captions", "diet"), need_diet="x"))
    found = {task.kind.name: task.came_late for task in arranging.tasks(ALL)}
    assert found == {"sign-language": False, "live-captions": True, "diet": False}
    assert {due.kind.name: due.came_late for due in arranging.due_soon(ALL)} == {
        "sign-language": False,
        "live-captions": True,
    }
    arrange(registration)
    assert [task.came_late for task in arranging.tasks(ALL)] == [False, False, False]


def test_a_deadline_of_its_own_goes_before_the_kinds() -> None:
    workshop = cast.make_workshop(sessions=cast.dates(60))
    registration = coming("sign-language", "childcare", to=workshop)
    assert [task.kind.name for task in arranging.tasks(ALL)] == ["sign-language", "childcare"]
    assert arranging.due_soon(ALL) == []
    (_first, second) = needs_of(registration)
    answer = Answer("open", owner_id=0, note="", due_on=clock.after(3))
    arranging.save(second.id, answer, by=WORKER, reach=ALL)
    assert [task.kind.name for task in arranging.tasks(ALL)] == ["childcare", "sign-language"]
    (due,) = arranging.due_soon(ALL)
    assert (due.kind.name, clock.local(due.due_at).date()) == ("childcare", clock.after(3))
    assert arranging.task_of(second).due_at == due.due_at
    late = Answer("open", owner_id=0, note="", due_on=clock.after(61))
    refused("need-due-late", arranging.save, second.id, late, by=WORKER, reach=ALL)
    arranging.save(second.id, Answer("open", 0, "", None), by=WORKER, reach=ALL)
    assert arranging.due_soon(ALL) == []


def test_what_waits_for_a_new_date_does_not_press() -> None:
    registration = coming("sign-language")
    assert [due.state for due in arranging.due_soon(ALL)] == ["open"]
    postponing.leave_open(registration.workshop, because="Krank", by=WORKER)
    assert arranging.due_soon(ALL) == []


def test_a_deadline_that_the_office_sets_makes_nobody_late() -> None:
    (need,) = needs_of(coming("childcare", to=cast.make_workshop(sessions=cast.dates(60))))
    arranging.save(need.id, Answer("open", 0, "", clock.after(-2)), by=WORKER, reach=ALL)
    (task,) = arranging.tasks(ALL)
    assert (task.due_at < clock.now(), task.came_late) == (True, False)


def test_who_moves_takes_her_word_along_and_not_the_deadline() -> None:
    registration = desk.sign_up(
        cast.make_workshop(), cast.somebody(1, needs=("childcare",)), by=ADA
    )
    (need,) = needs_of(registration)
    arranging.save(need.id, Answer("open", 0, "", clock.after(2)), by=WORKER, reach=ALL)
    moved = transfers.move_to(registration, cast.make_workshop("Zwei"), by=ADA)
    (same,) = needs_of(moved)
    assert (same.consent, same.consented_at, same.due_on) == ("oral", cast.NOW, None)


# How she agreed


@pytest.mark.parametrize(("source", "consent"), [("phone", "oral"), ("paper", "paper")])
def test_the_desk_keeps_how_she_agreed(source: str, consent: str) -> None:
    rosa = Application(name="Rosa Alt", email="", phone="069 90009-1", needs=("childcare",))
    registration = desk.sign_up(cast.make_workshop(), rosa, by=ADA, source=source)
    assert [need.consent for need in needs_of(registration)] == [consent]


def test_what_she_says_on_the_phone_is_kept_as_said_so() -> None:
    registration = coming("childcare")
    needs.change(registration, Wanted(("childcare", "diet"), need_diet="x", consent="oral"), by=ADA)
    assert [need.consent for need in needs_of(registration)] == ["web", "oral"]


# All of it or nothing


def test_what_the_office_says_of_a_need_is_kept_as_a_whole_or_not_at_all() -> None:
    registration = coming("childcare")
    (need,) = needs_of(registration)
    for code, answer in (
        ("owner-cannot", Answer("arranged", 999, "Notiz", None)),
        ("need-state-unknown", Answer("fast", 0, "Notiz", None)),
        ("need-due-late", Answer("arranged", 0, "Notiz", clock.after(90))),
    ):
        refused(code, arranging.save, need.id, answer, by=WORKER, reach=ALL)
    (same,) = needs_of(registration)
    assert (same.state, same.note, same.owner_id, same.due_on) == ("open", "", None, None)
    refused("owner-cannot", arranging.arrange, [need.id], state="arranged", owner_id=999,
            by=WORKER, reach=ALL)  # fmt: skip
    assert rows(registration) == [("childcare", "", "open")]


def test_after_the_last_date_nobody_is_written_to(time: cast.Time) -> None:
    registration = coming("childcare")
    time.move(days=15)
    (need,) = needs_of(registration)
    assert arranging.set_state([need.id], "arranged", by=WORKER, reach=ALL).number == 1
    assert "need_news" not in kinds(registration)


# At once


def test_the_same_form_sent_twice_at_once_is_one_need(app: Flask) -> None:
    key = coming().id

    def change() -> None:
        needs.change(_read(key), VEGAN)

    assert at_once(app, [change] * 4) == ["done"] * 4
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Need)) == 1


def test_taking_back_while_the_office_writes_is_no_fault(app: Flask) -> None:
    workshop = cast.make_workshop()
    for number in range(4):
        registration = cast.confirmed(workshop, cast.somebody(number, needs=("childcare",)))
        key, need = registration.id, needs_of(registration)[0].id
        answer = Answer("requested", 0, "Notiz", None)
        found = at_once(app, [
            partial(_forget, key), partial(_forget, key), partial(_share, key),
            partial(arranging.save, need, answer, by=WORKER, reach=ALL),
        ])  # fmt: skip
        assert found[:3] == ["done"] * 3
        assert found[3] in ("done", "need-gone")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Need)) == 0


def _read(key: int) -> Registration:
    found = registrations.by_id(key)
    assert found
    return found


def _forget(key: int) -> None:
    needs.forget_needs_of(_read(key))


def _share(key: int) -> None:
    needs.share(_read(key))


def test_a_cancelled_workshop_takes_no_more_needs() -> None:
    registration = coming()
    workshops.cancel(registration.workshop, because="Krank", by=WORKER)
    refused("needs-closed", needs.change, registration, VEGAN)


def test_an_offer_instead_of_a_cancelled_workshop_knows_what_she_needs_now() -> None:
    workshop, other = cast.make_workshop(), cast.make_workshop("Zwei")
    registrations.withdraw(coming("childcare", to=other))
    coming("diet", to=workshop, need_diet="vegan")
    workshops.cancel(workshop, because="Krank", by=WORKER, instead=other)
    (offered,) = db.session.scalars(select(Registration).where(Registration.status == "offered"))
    assert (offered.workshop_id, rows(offered)) == (other.id, [("diet", "vegan", "open")])
