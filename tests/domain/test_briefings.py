"""Briefings: who is told what of the sessions she leads, and when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import briefings, history, postponing, privacy, trainers, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.errors import Conflict
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.account.creation import make_account

pytestmark = pytest.mark.usefixtures("app", "time")
DAYS = 3
ANA = TrainerPlan("Ana Arends", "ana@leitet.example")


def led(*days: int, name: str = ANA.name, **values: Any) -> Workshop:
    """Return a published workshop whose sessions somebody leads."""
    dates = (replace(date, trainer_names=(name,)) for date in cast.dates(*(days or (14,))))
    return cast.make_workshop(sessions=tuple(dates), **values)


@pytest.fixture
def ana() -> Trainer:
    return trainers.add(ANA)


def tell() -> list[str]:
    """Tell whoever is to be told now; return the letters that were queued for it."""
    before = set(db.session.scalars(select(Letter.id)))
    for pair in briefings.due(clock.now(), days=DAYS):
        briefings.tell(*pair, days=DAYS)
    fresh = select(Letter).where(Letter.id.not_in(before), Letter.trainer_id.is_not(None))
    return [letter.kind for letter in db.session.scalars(fresh.order_by(Letter.id))]


def near(workshop: Workshop, time: cast.Time) -> None:
    time.jump(workshop.starts_at - timedelta(days=DAYS))


def test_a_trainer_is_told_three_days_before_and_once(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    time.jump(workshop.starts_at - timedelta(days=DAYS, minutes=1))
    assert tell() == []
    near(workshop, time)
    assert tell() == ["briefing"]
    assert tell() == []


def test_each_session_has_a_letter_of_its_own(ana: Trainer, time: cast.Time) -> None:
    workshop = led(14, 15)
    time.jump(workshop.sessions[1].starts_at - timedelta(days=2))
    assert tell() == ["briefing", "briefing"]


def test_who_is_put_down_late_is_told_all_the_same(time: cast.Time) -> None:
    workshop = led()
    near(workshop, time)
    assert tell() == []  # nobody knows her mailbox
    trainer = workshop.sessions[0].trainers[0]
    trainers.change(trainer, ANA)
    assert tell() == ["briefing"]


def test_a_trainer_without_a_mailbox_is_written_to_at_her_accounts(time: cast.Time) -> None:
    workshop = led()
    make_account(email="ana@buero.example", name=ANA.name, role="trainer", host_slugs=())
    near(workshop, time)
    assert tell() == ["briefing"]
    number = workshop.sessions[0].trainers[0].id
    assert trainers.mailboxes([number])[number].email == "ana@buero.example"


@pytest.mark.parametrize("days", [1, 30])
def test_a_session_that_moves_afterwards_is_told_of_at_once(
    days: int, ana: Trainer, time: cast.Time
) -> None:
    workshop = led()
    near(workshop, time)
    tell()
    day = clock.local(workshop.starts_at).date() + timedelta(days=days)
    postponing.postpone(workshop, day, by=WORKER)
    assert tell() == ["briefing_changed"]
    assert tell() == []
    near(cast.fresh(workshop), time)
    assert tell() == (["briefing"] if days == 30 else [])  # from far away: numbers follow


def test_a_change_before_the_briefing_brings_no_letter(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    day = clock.local(workshop.starts_at).date() + timedelta(days=1)
    postponing.postpone(workshop, day, by=WORKER)
    assert tell() == []


def test_a_workshop_called_off_is_taken_back_once(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    near(workshop, time)
    tell()
    workshops.cancel(workshop, because="Krank.", by=WORKER)
    assert tell() == ["briefing_off"]
    assert tell() == []


def test_who_leads_it_no_more_is_told(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    near(workshop, time)
    tell()
    (session,) = workshop.sessions
    date = cast.dates(14)[0]
    kept = replace(date, id=session.id, starts_at=session.starts_at, ends_at=session.ends_at)
    workshops.edit(workshop, cast.plan(sessions=(kept,)), by=WORKER)
    assert tell() == ["briefing_off"]


def test_an_open_date_that_comes_back_is_told_anew(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    near(workshop, time)
    tell()
    postponing.leave_open(workshop, because="", by=WORKER)
    assert tell() == ["briefing_off"]
    day = clock.local(workshop.starts_at).date() + timedelta(days=7)
    postponing.set_day(workshop, day, by=WORKER)
    assert tell() == []
    near(cast.fresh(workshop), time)
    assert tell() == ["briefing"]


def test_the_office_sends_it_now_to_all_who_have_a_mailbox(ana: Trainer, time: cast.Time) -> None:
    workshop = led(14, 15)
    assert briefings.send(workshop, by=WORKER) == 2
    assert briefings.send(workshop, by=WORKER) == 2
    near(workshop, time)
    assert tell() == []


def test_without_a_mailbox_there_is_nobody_to_brief() -> None:
    with pytest.raises(Conflict, match="nobody-to-brief"):
        briefings.send(led(), by=WORKER)


def test_nobody_is_briefed_about_a_draft(ana: Trainer, time: cast.Time) -> None:
    dates = (replace(cast.dates(14)[0], trainer_names=(ANA.name,)),)
    draft = cast.make_draft(sessions=dates)
    with pytest.raises(Conflict, match="not-public-yet"):
        briefings.send(draft, by=WORKER)
    near(draft, time)
    assert tell() == []


def test_a_merged_row_takes_over_letters_and_mailbox(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    near(workshop, time)
    tell()
    other = trainers.add(TrainerPlan("A. Arends"))
    trainers.merge(ana, other)
    assert cast.fresh(other).email == ANA.email
    assert tell() == []
    assert [letter.trainer_id for letter in db.session.scalars(select(Letter))] == [other.id]


def test_a_deleted_trainers_letters_go_with_her(ana: Trainer) -> None:
    workshop = led()
    briefings.send(workshop, by=WORKER)
    (session,) = workshop.sessions
    kept = replace(cast.dates(14)[0], id=session.id)
    workshops.edit(workshop, cast.plan(sessions=(kept,)), by=WORKER)
    trainers.remove(ana)
    assert list(db.session.scalars(select(Letter))) == []
    assert list(db.session.scalars(select(Briefing))) == []


def test_letters_to_trainers_are_deleted_on_time(ana: Trainer, time: cast.Time) -> None:
    workshop = led()
    briefings.send(workshop, by=WORKER)
    time.jump(workshop.ends_at + timedelta(days=90))
    assert privacy.forget_briefings(clock.now(), days=90) == 0
    time.move(minutes=1)
    assert privacy.forget_briefings(clock.now(), days=90) == 1
    assert list(db.session.scalars(select(Briefing))) == []


def test_looking_for_what_is_due_takes_as_many_queries_for_one_as_for_three(
    ana: Trainer, time: cast.Time, queries: Any
) -> None:
    first = led()
    near(first, time)
    tell()
    with queries as found:
        briefings.due(clock.now(), days=DAYS)
    one = len(found)
    found.clear()
    for _ in range(2):
        led(2)
    tell()
    db.session.expire_all()
    with queries:
        briefings.due(clock.now(), days=DAYS)
    assert len(found) == one


# Who has no mailbox


def by_hand(reach: Reach = ALL) -> list[tuple[str, str]]:
    return [(one.trainer.name, one.kind) for one in briefings.by_hand(reach, days=DAYS)]


def note(workshop: Workshop) -> None:
    (session,) = workshop.sessions
    bo = db.session.scalars(select(Trainer).where(Trainer.name == "Bo Berg")).one()
    briefings.note_told(session, bo, days=DAYS, by=WORKER)


def test_who_has_no_mailbox_is_told_by_the_office_once(time: cast.Time) -> None:
    workshop = led(name="Bo Berg")
    assert by_hand() == []
    near(workshop, time)
    assert by_hand() == [("Bo Berg", "briefing")]
    assert by_hand(Reach()) == []
    for _ in range(2):
        note(workshop)
    assert (by_hand(), tell()) == ([], [])
    assert [event.act for event in history.of_workshop(workshop.id)][:2] == [
        "briefed-by-hand", "published"
    ]  # fmt: skip


def test_what_changes_after_it_is_to_be_told_again(time: cast.Time) -> None:
    workshop = led(name="Bo Berg")
    near(workshop, time)
    note(workshop)
    day = clock.local(workshop.starts_at).date() + timedelta(days=1)
    postponing.postpone(workshop, day, by=WORKER)
    assert by_hand() == [("Bo Berg", "briefing_changed")]
    note(workshop)
    workshops.cancel(workshop, because="Krank.", by=WORKER)
    assert by_hand() == [("Bo Berg", "briefing_off")]
    note(workshop)
    assert by_hand() == []


def test_who_gets_a_mailbox_gets_the_letter_and_nothing_is_noted(time: cast.Time) -> None:
    workshop = led(name="Bo Berg")
    near(workshop, time)
    trainers.change(workshop.sessions[0].trainers[0], TrainerPlan("Bo Berg", "bo@x.example"))
    assert by_hand() == []
    note(workshop)
    assert tell() == ["briefing"]


def test_after_the_start_nobody_is_to_be_told(time: cast.Time) -> None:
    workshop = led(name="Bo Berg")
    time.jump(workshop.starts_at)
    assert by_hand() == []
