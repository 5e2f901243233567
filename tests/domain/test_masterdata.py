"""Master data: added, changed, deleted where nothing uses it, and doubles made one."""

import time
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from flask import Flask

from tests import cast
from tests.domain.scenes import at_once
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    audiences,
    catalogue,
    hosts,
    masterdata,
    series,
    topics,
    trainers,
    venues,
    workshops,
)
from wirworkshops.domain.catalogue import Filters
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.series import SeriesPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.models.questions import QuestionSet
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Topic, Workshop

REDEN = NamePlan({"de": "Reden"})


def plan_of(kind: str, name: str) -> Any:
    """Return a plan of a kind, with hardly more than a name."""
    return {
        "topics": NamePlan({"de": name}),
        "audiences": NamePlan({"de": name}),
        "series": SeriesPlan({"de": name}, {}, "leaf"),
        "hosts": HostPlan(name),
        "trainers": TrainerPlan(name),
    }[kind]


RULES: dict[str, Any] = {
    "topics": topics,
    "audiences": audiences,
    "series": series,
    "hosts": hosts,
    "trainers": trainers,
}


def used(kind: str, row: Any, title: str = "Beratung, die ankommt") -> Workshop:
    """Return a workshop that uses the row."""
    (session,) = cast.dates(14)
    values = {
        "topics": {"topic_ids": (row.id,)},
        "audiences": {"audience_ids": (row.id,)},
        "series": {"series_id": row.id},
        "hosts": {"host_id": row.id},
        "trainers": {"sessions": (replace(session, trainer_ids=(row.id,)),)},
    }[kind]
    return cast.make_workshop(title, **values)


@pytest.mark.parametrize("kind", RULES)
def test_what_is_added_is_found_counted_and_deleted(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    before = catalogue.revision()
    row = rules.add(plan_of(kind, "Würde für alle"))
    assert getattr(row, "slug", "wuerde-fuer-alle") == "wuerde-fuer-alle"
    assert masterdata.listing(rules.NOUN, q="wurde ALLE").lines == [(row, 0)]
    assert masterdata.listing(rules.NOUN, q="nichts").total == 0
    assert catalogue.revision() > before
    number = row.id
    rules.remove(row)
    assert rules.by_id(number) is None


@pytest.mark.parametrize("kind", RULES)
def test_what_is_in_use_cannot_vanish(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    row = rules.add(plan_of(kind, "Reden"))
    workshop = used(kind, row)
    assert masterdata.used(rules.NOUN, row.id) == 1
    assert masterdata.users(rules.NOUN, row.id) == [workshop]
    with pytest.raises(Conflict, match="record-in-use"):
        rules.remove(row)


@pytest.mark.parametrize("kind", RULES)
def test_a_name_is_given_once_without_regard_to_case_and_accents(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    rules.add(plan_of(kind, "Öffentlichkeit"))
    other = rules.add(plan_of(kind, "Anderes"))
    for act in (
        lambda: rules.add(plan_of(kind, "offentlichkeit")),
        lambda: rules.change(other, plan_of(kind, "ÖFFENTLICHKEIT")),
    ):
        with pytest.raises(Invalid, match="name-known"):
            act()


@pytest.mark.parametrize("kind", RULES)
def test_a_new_name_keeps_the_address(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    row = rules.add(plan_of(kind, "Reden"))
    rules.change(row, plan_of(kind, "Sprechen"))
    found = cast.fresh(row)
    assert found.name in ("Sprechen", {"de": "Sprechen"})
    assert getattr(found, "slug", "reden") == "reden"


@pytest.mark.parametrize("kind", RULES)
def test_of_two_who_edit_at_once_the_second_is_told(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    row = rules.add(plan_of(kind, "Reden"))
    seen = masterdata.seen(plan_of(kind, "Reden"))
    rules.change(row, plan_of(kind, "Sprechen"), seen=seen)
    with pytest.raises(Conflict, match="record-meanwhile"):
        rules.change(row, plan_of(kind, "Sagen"), seen=seen)


@pytest.mark.parametrize("kind", RULES)
def test_what_is_gone_is_not_changed_deleted_or_merged(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    row, other = rules.add(plan_of(kind, "Reden")), rules.add(plan_of(kind, "Sprechen"))
    with db.engine.begin() as connection:
        table = rules.NOUN.model.__table__
        connection.execute(table.delete().where(table.c.id == row.id))
    acts = [
        lambda: rules.change(row, plan_of(kind, "Sagen")),
        lambda: rules.remove(row),
        lambda: rules.merge(row, other),
        lambda: rules.merge(other, row),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="record-gone"):
            act()


@pytest.mark.parametrize("kind", RULES)
def test_doubles_become_one_and_workshops_move_over(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    row, into = rules.add(plan_of(kind, "Reden")), rules.add(plan_of(kind, "Sprechen"))
    both = [used(kind, row), used(kind, into, "Anderes")]
    number = row.id
    rules.merge(row, into)
    db.session.rollback()
    assert rules.by_id(number) is None
    assert masterdata.users(rules.NOUN, into.id) == both[::-1]


def test_nothing_is_merged_with_itself(app: Flask) -> None:
    topic = topics.add(REDEN)
    with pytest.raises(Invalid, match="merge-same"):
        topics.merge(topic, topic)


def test_a_workshop_with_both_topics_has_one_afterwards(app: Flask) -> None:
    row, into = topics.add(REDEN), topics.add(NamePlan({"de": "Sprechen"}))
    workshop = cast.make_workshop(topic_ids=(row.id, into.id))
    topics.merge(row, into)
    assert cast.fresh(workshop).topics == [into]


def test_a_session_led_by_both_has_one_trainer_afterwards(app: Flask) -> None:
    (session,) = cast.dates(14)
    names = ("Ana Arends", "Anna Arends")
    workshop = cast.make_workshop(sessions=(replace(session, trainer_names=names),))
    ana, anna = db.session.query(Trainer).order_by(Trainer.name)
    trainers.merge(anna, ana)
    assert cast.fresh(workshop.sessions[0]).trainers == [ana]


def test_a_merged_host_gives_up_accounts_sets_and_partnerships(app: Flask) -> None:
    row, into, third = (hosts.add(HostPlan(name)) for name in ("Büro", "Amt", "Verein"))
    with transaction() as session:
        account = Account(email="a@b.example", hosts=[row], fs_uniquifier="x", created_at=cast.NOW)
        kept = QuestionSet(host_id=row.id, name="Essen", questions=[])
        session.add_all([account, kept])
    own = cast.make_workshop(host_id=into.id, partner_ids=(row.id,))
    theirs = cast.make_workshop("Zwei", host_id=third.id, partner_ids=(row.id, into.id))
    hosts.merge(row, into)
    assert cast.fresh(account).hosts == [into]
    assert cast.fresh(kept).host_id == into.id
    assert cast.fresh(own).partners == []
    assert cast.fresh(theirs).partners == [into]


def test_a_host_with_an_account_or_a_set_of_questions_cannot_vanish(app: Flask) -> None:
    first, second = hosts.add(HostPlan("Amt")), hosts.add(HostPlan("Verein"))
    with transaction() as session:
        session.add(QuestionSet(host_id=first.id, name="Essen", questions=[]))
        session.add(
            Account(email="a@b.example", hosts=[second], fs_uniquifier="x", created_at=cast.NOW)
        )
    for host in (first, second):
        with pytest.raises(Conflict, match="record-in-use"):
            hosts.remove(host)


@pytest.mark.parametrize(
    ("plan", "is_stamped"),
    [
        (SeriesPlan({"de": "Neu"}, {}, "leaf"), True),
        (SeriesPlan({"de": "Reihe"}, {}, "brick"), True),
        (SeriesPlan({"de": "Reihe"}, {"de": "Um viel"}, "leaf", 3, 2), False),
    ],
)
def test_calendars_follow_where_an_entry_changes(
    app: Flask, time: cast.Time, plan: SeriesPlan, is_stamped: bool
) -> None:
    row = series.add(SeriesPlan({"de": "Reihe"}, {}, "leaf"))
    workshop = cast.make_workshop(series_id=row.id)
    time.move(hours=1)
    series.change(row, plan)
    assert (cast.fresh(workshop).changed_at == time.now) is is_stamped
    assert [one.sequence for one in workshop.sessions] == [0]


@pytest.mark.parametrize("most", [0, 101, -1])
def test_a_limit_is_from_one_to_a_hundred(app: Flask, most: int) -> None:
    with pytest.raises(Invalid, match="series-limit"):
        series.add(SeriesPlan({"de": "Reihe"}, {}, "leaf", 1, most))


def test_names_that_read_alike_in_an_address_get_addresses_of_their_own(app: Flask) -> None:
    slugs = [topics.add(NamePlan({"de": name})).slug for name in ("Reden", "Reden!", "Reden?")]
    assert slugs == ["reden", "reden-2", "reden-3"]


@pytest.mark.parametrize("kind", ["topics", "audiences", "series", "hosts"])
def test_a_merged_address_goes_on_working_in_filters(app: Flask, kind: str) -> None:
    rules = RULES[kind]
    first, second, third = (rules.add(plan_of(kind, name)) for name in ("Eins", "Zwei", "Drei"))
    used(kind, first)
    rules.merge(first, second)
    rules.merge(second, third)
    name = rules.NOUN.filter
    for slug in ("eins", "zwei", "drei"):
        assert catalogue.count(Filters(**{name: (slug,)})) == 1
    assert catalogue.count(Filters(**{name: ("vier",)})) == 0
    assert rules.add(plan_of(kind, "Eins")).slug == "eins-2"


def test_a_list_of_many_is_read_in_pages(app: Flask) -> None:
    with transaction() as session:
        session.add_all(Topic(slug=f"t{n}", name={"de": f"Thema {n:03}"}) for n in range(120))
    found = masterdata.listing(topics.NOUN, page=3)
    assert (found.total, found.pages, len(found.lines)) == (120, 3, 20)
    assert found.lines[-1].row.name == {"de": "Thema 119"}


def test_a_draft_is_not_stamped(app: Flask, time: cast.Time) -> None:
    row = series.add(SeriesPlan({"de": "Reihe"}, {}, "leaf"))
    draft = cast.make_draft(series_id=row.id)
    was = draft.changed_at
    time.move(hours=1)
    series.change(row, SeriesPlan({"de": "Neu"}, {}, "leaf"))
    assert cast.fresh(draft).changed_at == was
    assert workshops.by_id(draft.id) is not None


def test_of_two_who_add_the_same_at_once_one_is_told(app: Flask) -> None:
    add = partial(topics.add, NamePlan({"de": "Recht"}))
    assert sorted(at_once(app, [add] * 3)) == ["done", "name-known", "name-known"]


def test_merging_a_place_and_editing_there_at_once_both_end(app: Flask) -> None:
    """Each has locks that the other needs, so they are taken in one order."""
    room = cast.room()
    (date,) = cast.dates(14)
    workshop = cast.make_workshop(sessions=(replace(date, room_id=room.id),))
    cast.confirmed(workshop)
    number, place = workshop.id, room.venue_id
    other = venues.add(VenuePlan("Haus der Vereine")).id

    def merge() -> None:
        old, new = venues.by_id(place), venues.by_id(other)
        assert old
        assert new
        venues.merge(old, new, by=WORKER)

    def edit() -> None:
        found = workshops.by_id(number)
        assert found
        one = replace(date, id=found.sessions[0].id, room_id=None)
        workshops.edit(found, cast.plan(f"Neu {time.monotonic()}", sessions=(one,)), by=WORKER)

    assert at_once(app, [merge, *[edit] * 5]) == ["done"] * 6
