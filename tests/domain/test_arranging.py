"""Needs as tasks: who does them, how far they are, until when; and what others may know."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from tests import cast
from tests.domain.scenes import kinds, refused
from wirworkshops import clock
from wirworkshops.database import Base, db, transaction
from wirworkshops.domain import (
    accounts,
    arranging,
    call_offs,
    choices,
    groups,
    needs,
    privacy,
    registrations,
    transfers,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.needs import Kind
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.models.accounts import Account
from wirworkshops.models.history import Event
from wirworkshops.models.registrations import CallOff, Need, Registration
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")

MARK = "Erdnussallergie-7731"
NOBODY = Reach()


def needy(number: int = 1, **values: Any) -> Application:
    values.setdefault("needs", ("sign-language",))
    return cast.somebody(number, **values)


def coming(number: int = 1, *, to: Workshop | None = None, **values: Any) -> Registration:
    return cast.confirmed(to or cast.make_workshop(), needy(number, **values))


def need_of(registration: Registration) -> Need:
    (need,) = cast.fresh(registration).needs
    return need  # type: ignore[no-any-return]


def put(state: str, *rows: Registration, reach: Reach = ALL) -> arranging.Result:
    ids = [need_of(row).id for row in rows]
    return arranging.set_state(ids, state, by=WORKER, reach=reach)


def save(need: Need, *, reach: Reach = ALL, **values: Any) -> arranging.Result:
    """Save one need with what is given; all else stays as it is."""
    kept = {"state": need.state, "note": need.note, "due_on": need.due_on}
    answer = arranging.Answer(**kept | {"owner_id": need.owner_id or 0} | values)
    return arranging.save(need.id, answer, by=WORKER, reach=reach)


def account(role: str = "coordinator", host: str = "vielfaltszentrum") -> Account:
    cast.host(host)
    return accounts.add(
        email=f"{role}@{host}.example", name=role.title(), role=role, host_slugs=(host,),
        password_hash="x",
    )  # fmt: skip


def left_over() -> list[tuple[str, str, int | None]]:
    rows = db.session.scalars(select(CallOff).order_by(CallOff.id))
    return [(row.kind, row.language, row.owner_id) for row in rows]


def states() -> list[str]:
    return [task.state for task in arranging.tasks(ALL)]


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def acts() -> list[tuple[str, int | None, dict[str, Any]]]:
    rows = db.session.scalars(select(Event).where(Event.act.like("need%")).order_by(Event.id))
    return [(row.act, row.registration_id, row.facts) for row in rows]


# What somebody says


def test_each_need_keeps_its_own_words() -> None:
    registration = coming(
        needs=("interpreting", "diet", "other"), need_language="ar", need_diet="keine Nüsse",
        need_text="eine Pause",
    )  # fmt: skip
    assert [(row.kind, row.language, row.text) for row in cast.fresh(registration).needs] == [
        ("interpreting", "ar", ""),
        ("diet", "", "keine Nüsse"),
        ("other", "", "eine Pause"),
    ]


def test_others_learn_whose_need_it_is_only_where_she_agrees() -> None:
    workshop = cast.make_workshop()
    coming(1, to=workshop, needs=("diet",), need_diet="vegan", shares_needs=True)
    second = coming(2, to=workshop, needs=("diet",), need_diet="halal")
    (said,) = needs.counts(workshop)
    assert (said.kind, said.number) == (Kind("diet"), 2)
    assert [need.text for need in said.shared] == ["vegan"]
    needs.share(second)
    assert [need.text for need in needs.counts(workshop)[0].shared] == ["vegan", "halal"]
    needs.unshare(second)
    assert [need.text for need in needs.counts(workshop)[0].shared] == ["vegan"]


def test_a_sessions_needs_are_those_of_who_chose_it() -> None:
    workshop = cast.make_workshop(sessions=(*cast.dates(14), *cast.parallel(15, 2)))
    cem = coming(1, to=workshop)
    coming(2, to=workshop)
    ((session, pool), _other) = choices.slots(workshop)[0]
    choices.choose(cem, [pool.id])
    assert [row.number for row in needs.counts(workshop, session)] == [1]
    assert [row.number for row in needs.counts(workshop, workshop.sessions[0])] == [2]


# Deadlines


@pytest.mark.parametrize(("kind", "days"), [("sign-language", 21), ("step-free", 3), ("diet", 5)])
def test_the_deadline_is_so_many_days_before_the_session(kind: str, days: int) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(40, 47))
    coming(to=workshop, needs=(kind,))
    (task,) = arranging.tasks(ALL)
    assert workshop.starts_at - task.due_at == timedelta(days=days)


def test_what_is_due_first_comes_first_and_what_is_over_not_at_all(time: cast.Time) -> None:
    for days in (40, 30, 10):
        coming(to=cast.make_workshop(f"In {days}", sessions=cast.dates(days)))
    left = [(task.due_at - clock.now()).days for task in arranging.tasks(ALL)]
    assert left == [-11, 8, 18]  # summer time begins in between
    time.move(days=11)
    assert len(arranging.tasks(ALL)) == 2
    assert arranging.tasks(NOBODY) == []


def test_only_what_is_open_and_near_presses() -> None:
    ben = account()
    near, late = (
        coming(n, to=cast.make_workshop(f"{n}", sessions=cast.dates(20 + n))) for n in (1, 2)
    )
    coming(3, to=cast.make_workshop("Später", sessions=cast.dates(60)))
    waits = coming(4, to=cast.make_workshop("Anderes", sessions=cast.dates(25)))
    put("arranged", waits)
    arranging.assign([need_of(late).id], ben, by=WORKER, reach=ALL)
    found = arranging.due_soon(ALL)
    assert [due.workshop.id for due in found] == [near.workshop_id, late.workshop_id]
    assert [due.owner for due in found] == [None, ben]


# States


def test_who_gets_an_answer_is_written_to_once() -> None:
    registration = coming(needs=("sign-language", "step-free"))
    ids = [row.id for row in cast.fresh(registration).needs]
    before = kinds(registration)
    arranging.set_state(ids, "requested", by=WORKER, reach=ALL)
    assert kinds(registration) == before
    arranging.set_state(ids[:1], "arranged", by=WORKER, reach=ALL)
    arranging.set_state(ids, "arranged", by=WORKER, reach=ALL)
    arranging.set_state(ids, "arranged", by=WORKER, reach=ALL)
    assert kinds(registration) == [*before, "need_news"]


def test_many_at_once_and_whom_no_letter_reaches() -> None:
    workshop = cast.make_workshop()
    first, second = (coming(number, to=workshop) for number in (1, 2))
    with transaction():
        second.participant.email = None
    result = put("impossible", first, second)
    assert (result.number, [row.id for row in result.by_hand]) == (2, [second.id])
    assert [need_of(row).state for row in (first, second)] == ["impossible", "impossible"]
    assert acts() == [("need-impossible", None, {"needs": 2})]


def test_what_is_out_of_reach_stays_as_it_is() -> None:
    registration = coming()
    assert put("arranged", registration, reach=NOBODY).number == 0
    assert need_of(registration).state == "open"
    refused("need-state-unknown", arranging.set_state, [1], "call-off", by=WORKER, reach=ALL)


def test_only_who_may_see_a_need_can_be_given_it() -> None:
    registration, ben, mia = coming(), account(), account(host="frauentreff")
    ids = [need_of(registration).id]
    refused("owner-cannot", arranging.assign, ids, mia, by=WORKER, reach=ALL)
    assert arranging.assign(ids, ben, by=WORKER, reach=ALL) == 1
    assert arranging.assign(ids, ben, by=WORKER, reach=ALL) == 0
    assert need_of(registration).owner_id == ben.id
    assert arranging.assign(ids, None, by=WORKER, reach=ALL) == 1
    assert {row.id for row in accounts.who_may("see needs", ALL)} == {ben.id, mia.id}
    own = Reach(host_ids=frozenset({ben.host_id or 0}))
    assert [row.id for row in accounts.who_may("see needs", own)] == [ben.id]


# Leaving


def test_who_leaves_needs_nothing_more_and_what_was_booked_is_called_off() -> None:
    workshop = cast.make_workshop()
    booked, idle = (coming(number, to=workshop, needs=("childcare",)) for number in (1, 2))
    put("arranged", booked)
    for row in (booked, idle):
        registrations.withdraw(row)
    assert sorted(states()) == ["call-off", "unneeded"]
    assert [due.state for due in arranging.due_soon(ALL)] == ["call-off"]
    put("unneeded", booked)
    assert states() == ["unneeded", "unneeded"]


def test_an_interpreter_whom_others_still_need_is_kept() -> None:
    workshop = cast.make_workshop()
    first, second = (coming(number, to=workshop) for number in (1, 2))
    put("arranged", first, second)
    registrations.withdraw(first)
    assert sorted(states()) == ["arranged", "unneeded"]
    needs.forget_needs_of(first)
    assert left_over() == []
    needs.forget_needs_of(second)
    assert left_over() == [("sign-language", "", None)]


def test_a_cancelled_workshop_calls_everything_off() -> None:
    workshop = cast.make_workshop()
    put("arranged", coming(to=workshop))
    workshops.cancel(workshop, because="Krank", by=WORKER)
    assert states() == ["call-off"]


def test_who_returns_finds_what_was_booked_still_booked() -> None:
    workshop = cast.make_workshop()
    registration = coming(to=workshop)
    put("requested", registration)
    registrations.withdraw(registration)
    cast.confirmed(workshop, needy(1, needs=("sign-language", "childcare")))
    assert sorted(states()) == ["open", "requested"]
    registrations.withdraw(registration)
    cast.confirmed(workshop, cast.somebody(1))
    assert (states(), left_over()) == ([], [("sign-language", "", None)])


def test_another_person_in_the_seat_does_not_get_her_needs() -> None:
    workshop = cast.make_workshop(most_seats=3)
    contact = cast.confirmed(workshop, cast.somebody(9, seats=2))
    registration = coming(to=workshop, needs=("childcare",))
    put("arranged", registration)
    registrations.withdraw(registration)
    groups.name(contact, Named("Person 1", "person1@ort.example"))
    assert (count(Need), left_over()) == (0, [("childcare", "", None)])


def test_moving_somebody_takes_her_needs_along() -> None:
    registration, other = (
        coming(need_text="", needs=("diet",), need_diet="vegan"),
        cast.make_workshop("Zwei"),
    )
    put("arranged", registration)
    moved = transfers.move_to(registration, other, by=WORKER)
    assert [(row.kind, row.text, row.state) for row in cast.fresh(moved).needs] == [
        ("diet", "vegan", "open")
    ]
    assert sorted(states()) == ["call-off", "open"]


# Privacy


def everything() -> str:
    """Return the whole database as text."""
    with db.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))
        )


def marked() -> Registration:
    registration = coming(needs=("diet", "other"), need_diet=MARK, need_text=MARK)
    for need in cast.fresh(registration).needs:
        save(need, note=f"{MARK} besprochen")
    arranging.set_state(
        [row.id for row in cast.fresh(registration).needs], "arranged", by=WORKER, reach=ALL
    )
    return registration


def test_nothing_of_a_need_is_left_where_consent_is_taken_back() -> None:
    registration = marked()
    assert MARK in everything()
    needs.forget_needs_of(registration)
    assert MARK not in everything()
    assert left_over() == [("diet", "", None), ("other", "", None)]
    (row, _other) = db.session.scalars(select(CallOff)).all()
    call_offs.mark_done(row.id, by=WORKER)
    refused("not-found", call_offs.mark_done, row.id, by=WORKER)
    assert len(left_over()) == 1


def test_nothing_of_a_need_is_left_two_weeks_after(time: cast.Time) -> None:
    registration = marked()
    needs.forget_needs_of(coming(2, to=registration.workshop))
    time.move(days=14 + 13)
    privacy.forget_needs(clock.now(), days=14)
    assert MARK in everything()
    time.move(days=2)
    privacy.forget_needs(clock.now(), days=14)
    assert MARK not in everything()
    assert (count(Need), count(CallOff)) == (0, 0)


def test_needs_of_who_left_long_ago_go_before_the_workshop(time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(60))
    idle, booked = (coming(number, to=workshop) for number in (1, 2))
    put("requested", booked)
    for row in (idle, booked):
        registrations.withdraw(row)
    time.move(days=13)
    assert privacy.forget_needs(clock.now(), days=14) == 0
    time.move(days=2)
    assert privacy.forget_needs(clock.now(), days=14) == 1
    assert states() == ["call-off"]


def test_history_knows_neither_kind_nor_person_nor_words() -> None:
    registration = coming(needs=("other",), need_text=MARK)
    need = need_of(registration)
    save(need, note=MARK)
    save(need, note=MARK)
    arranging.assign([need.id], account(), by=WORKER, reach=ALL)
    needs.share(registration)
    needs.note_export([registration.workshop_id], by=WORKER)
    assert acts() == [
        ("need-noted", None, {"needs": 1}),
        ("need-assigned", None, {"needs": 1}),
        ("needs-shared", None, {}),
        ("needs-exported", None, {}),
    ]
