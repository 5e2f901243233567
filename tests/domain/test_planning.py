"""Templates, repeats, clashes, publishing in time, the archive, and the age of translations."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.domain.scenes import ADA, refused
from wirworkshops import clock, worker
from wirworkshops.database import db
from wirworkshops.domain import (
    agenda,
    archiving,
    catalogue,
    clashes,
    habits,
    hosts,
    outlines,
    publishing,
    questions,
    repeats,
    templates,
    texts,
    topics,
    workshops,
)
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.catalogue import Filters
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.plans import TextPlan, WorkshopPlan
from wirworkshops.domain.reach import ALL
from wirworkshops.models.history import Event
from wirworkshops.models.workshops import Workshop

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)
MAY = date(2027, 5, 4)


def rich(**values: Any) -> WorkshopPlan:
    """Return a plan with all that a template has to remember."""
    first, second = cast.dates(14, 28)
    led = replace(first, room_id=cast.room().id, trainer_names=("Ana Arends",))
    return cast.plan(
        sessions=(led, second), closes_at=first.starts_at - 2 * DAY, capacity=9,
        spoken=("de", "tr"), minimum=3, decide_at=first.starts_at - 5 * DAY,
        reminders=(48, 2), **values,
    )  # fmt: skip


def acts(workshop: Workshop) -> list[str]:
    query = select(Event.act).where(Event.workshop_id == workshop.id).order_by(Event.id)
    return list(db.session.scalars(query))


def test_a_template_remembers_all_but_the_days() -> None:
    workshop = workshops.create(rich(), by=ADA)
    template = templates.keep(workshop, "Wie immer", by=ADA)
    plan = templates.plan_of(template, MAY)
    wanted = outlines.starting(outlines.plan_of(workshop), MAY)
    assert plan == replace(wanted, original_id=None)
    assert [clock.local(one.starts_at).date() for one in plan.sessions] == [MAY, MAY + 14 * DAY]
    assert clock.local(plan.closes_at or cast.NOW).date() == MAY - 2 * DAY


def test_a_template_does_without_a_room_that_is_gone() -> None:
    template = templates.keep(workshops.create(rich(), by=ADA), "Wie immer", by=ADA)
    content = template.content | {"series_id": 999}
    content["sessions"] = [row | {"room_id": 999} for row in content["sessions"]]
    template.content = content
    plan = templates.plan_of(template, MAY)
    assert [one.room_id for one in plan.sessions] == [None, None]
    assert plan.series_id is None
    assert workshops.create(plan, by=ADA).status == "draft"


def test_a_template_does_without_labels_that_are_gone(app: Flask) -> None:
    rows = (topics.add(NamePlan({"de": "Reden"})), topics.add(NamePlan({"de": "Zuhören"})))
    partner = hosts.add(HostPlan("Verein"))
    plan = rich(topic_ids=tuple(row.id for row in rows), partner_ids=(partner.id,))
    workshop = workshops.create(plan, by=ADA)
    template = templates.keep(workshop, "Wie immer", by=ADA)
    workshops.delete_draft(workshop)
    topics.remove(rows[0])
    hosts.remove(partner)
    again = templates.plan_of(template, MAY)
    assert (again.topic_ids, again.partner_ids) == ((rows[1].id,), ())
    (made,) = repeats.create(outlines.as_singles(again, [MAY]), by=ADA)
    assert [row.id for row in made.topics] == [rows[1].id]


def test_a_template_remembers_what_is_asked() -> None:
    meal = QuestionPlan(kind="yes-no", label={"de": "Essen Sie mit?"}, purpose="Damit es reicht.")
    diet = replace(meal, label={"de": "Vegan?"}, depends_on=0, depends_value="yes")
    workshop = workshops.create(rich(), by=ADA, asks=[meal, diet])
    template = templates.keep(workshop, "Wie immer", by=ADA)
    workshops.delete_draft(workshop)
    assert templates.asks_of(template) == [meal, diet]
    plans = outlines.as_singles(templates.plan_of(template, MAY), [MAY, MAY + DAY])
    made = repeats.create(plans, by=ADA, asks=templates.asks_of(template))
    asked = [questions.copies(questions.of_workshop(row.id)) for row in made]
    assert asked == [[meal, diet]] * 2


def test_a_name_stands_once_at_a_host() -> None:
    workshop = cast.make_draft()
    template = templates.keep(workshop, "Wie immer", by=ADA)
    refused("template-name", templates.keep, workshop, "Wie immer", by=ADA)
    other = templates.keep(workshop, "Anders", by=ADA)
    refused("template-name", templates.rename, other, "Wie immer", by=ADA)
    templates.rename(other, "Ganz anders", by=ADA)
    templates.remove(template, by=ADA)
    assert [row.name for row in templates.in_reach(ALL)[0]] == ["Ganz anders"]


def test_templates_go_with_their_host_when_it_is_merged() -> None:
    template = templates.keep(cast.make_draft(), "Wie immer", by=ADA)
    other = cast.host("frauentreff")
    refused("record-in-use", hosts.remove, cast.host())
    hosts.merge(cast.host(), other)
    assert cast.fresh(template).host_id == other.id


def test_singles_repeat_the_first_and_a_course_has_all_dates() -> None:
    days = [MAY, MAY + 7 * DAY, MAY + 14 * DAY]
    plan = outlines.at_hours(rich(), clock.wall(MAY).time().replace(hour=17),
                             clock.wall(MAY).time().replace(hour=19))  # fmt: skip
    made = repeats.create(outlines.as_singles(plan, days), by=ADA)
    assert [row.original_id for row in made] == [None, made[0].id, made[0].id]
    assert [clock.local(row.starts_at).date() for row in made] == days
    (course,) = repeats.create([outlines.as_course(plan, days)], by=ADA)
    assert [clock.local(one.starts_at).date() for one in course.sessions] == days
    refused("rule-times", repeats.create, [], by=ADA)


def test_room_and_trainer_can_be_in_one_place_only() -> None:
    workshop = workshops.create(rich(), by=ADA)
    other = workshops.create(replace(rich(), sessions=rich().sessions[:1]), by=ADA)
    found = clashes.of_workshop(other)
    assert [(clash.kind, clash.name) for clash in found] == [
        ("room", "Rathaus, Saal 3"),
        ("trainer", "Ana Arends"),
    ]
    assert {clash.session.workshop_id for clash in found} == {workshop.id}
    assert len(clashes.of_plans(rich().sessions)) == 4
    assert clashes.of_plans(outlines.starting(rich(), MAY).sessions) == []


def test_what_touches_or_is_called_off_does_not_clash() -> None:
    workshop = workshops.create(rich(), by=ADA)
    first = rich().sessions[0]
    after = replace(first, starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
    assert clashes.of_plans([after]) == []
    workshops.publish(workshop, by=ADA)
    workshops.cancel(workshop, because="Krank", by=ADA)
    assert clashes.of_plans([first]) == []


def test_the_usual_is_what_the_last_ones_share() -> None:
    cast.make_draft(capacity=30)
    for _ in range(2):
        workshops.create(rich(), by=ADA)
    usual = habits.of_host(cast.host().id)
    assert usual is not None
    assert (usual.capacity, usual.reminders, usual.trainers) == (9, (48, 2), ("Ana Arends",))
    assert (usual.spoken, usual.room_id) == (("de", "tr"), cast.room().id)
    assert habits.of_host(cast.host("frauentreff").id) is None


def test_a_draft_is_published_by_the_worker_at_its_time_and_once(
    app: Flask, time: cast.Time
) -> None:
    workshop = cast.make_draft()
    publishing.schedule(workshop, cast.NOW + DAY, by=ADA)
    before = catalogue.revision()
    time.move(hours=23, minutes=59)
    assert worker.publish_in_time() == 0
    assert catalogue.find(Filters()).total == 0
    time.move(minutes=1)
    assert worker.publish_in_time() == 1
    assert worker.publish_in_time() == 0
    found = cast.fresh(workshop)
    assert (found.status, found.publish_at, found.published_at) == ("published", None, time())
    assert catalogue.revision() > before
    assert catalogue.find(Filters()).total == 1
    assert len(list(db.session.scalars(catalogue.in_order(Filters(), since=time())))) == 1
    assert acts(workshop)[-2:] == ["scheduled", "published"]


def test_what_was_put_off_or_published_meanwhile_is_left_alone(time: cast.Time) -> None:
    workshop, other = cast.make_draft(), cast.make_draft("Anders")
    for row in (workshop, other):
        publishing.schedule(row, cast.NOW + DAY, by=ADA)
    publishing.unschedule(workshop, by=ADA)
    publishing.unschedule(workshop, by=ADA)
    workshops.publish(other, by=ADA)
    time.move(days=2)
    assert [publishing.publish_in_time(row.id) for row in (workshop, other)] == [False, False]
    assert (cast.fresh(workshop).status, cast.fresh(other).published_at) == ("draft", cast.NOW)
    assert not publishing.publish_in_time(9_999)


def test_a_time_is_ahead_and_before_the_first_date() -> None:
    workshop = cast.make_draft()
    for at in (cast.NOW, workshop.starts_at):
        refused("publish-at", publishing.schedule, workshop, at, by=ADA)
    workshops.publish(workshop, by=ADA)
    refused("workshop-published", publishing.schedule, workshop, cast.NOW + DAY, by=ADA)
    refused("workshop-published", publishing.unschedule, workshop, by=ADA)


def test_what_is_over_goes_into_the_archive_and_comes_back(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    refused("archive-coming", archiving.archive, workshop, by=ADA)
    time.move(days=15)
    archiving.archive(workshop, by=ADA)
    archiving.archive(workshop, by=ADA)
    past = Filters(from_on=date(2027, 3, 1))
    assert [agenda.find(view, reach=ALL).total for view in ("past", "archived")] == [0, 1]
    assert catalogue.find(past).total == 0
    assert catalogue.by_slug(workshop.slug) is workshop
    archiving.bring_back(workshop, by=ADA)
    archiving.bring_back(workshop, by=ADA)
    assert [agenda.find(view, reach=ALL).total for view in ("past", "archived")] == [1, 0]
    assert catalogue.find(past).total == 1
    assert acts(workshop)[-2:] == ["archived", "brought-back"]


def test_after_months_the_archive_is_suggested_for_all_at_once(time: cast.Time) -> None:
    cast.make_workshop(), cast.make_workshop("Später", sessions=cast.dates(150))
    time.move(days=200)
    assert archiving.count_old(ALL, months=6) == 1
    assert archiving.archive_old(ALL, months=6, by=ADA) == 1
    assert archiving.count_old(ALL, months=6) == 0


def both(german: str = "Kurz gesagt.", english: str = "In short.") -> dict[str, TextPlan]:
    return {"de": TextPlan("Beratung", german), "en": TextPlan("Advice", english)}


def test_a_translation_is_older_once_the_german_text_changes(time: cast.Time) -> None:
    workshop = cast.make_workshop(texts=both())
    assert texts.outdated(workshop) == []
    time.move(hours=1)
    plan = replace(outlines.plan_of(workshop), texts=both("Neu."), original_id=None)
    kept = tuple(replace(one, id=row.id) for one, row in
                 zip(plan.sessions, workshop.sessions, strict=True))  # fmt: skip
    workshops.edit(workshop, replace(plan, sessions=kept), by=ADA)
    assert texts.outdated(workshop) == ["en"]
    assert agenda.outdated_translations(ALL) == [workshop]
    time.move(hours=1)
    workshops.edit(workshop, replace(plan, sessions=kept, still_fits=True), by=ADA)
    assert agenda.outdated_translations(ALL) == []
    time.move(hours=1)
    workshops.edit(workshop, replace(plan, sessions=kept, texts=both("Wieder.")), by=ADA)
    time.move(hours=1)
    workshops.edit(workshop, replace(plan, sessions=kept, texts=both("Wieder.", "Again.")), by=ADA)
    assert agenda.outdated_translations(ALL) == []
