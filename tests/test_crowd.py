"""Crowds: many at once, from real processes and from threads, never oversell and lose nobody."""

import random
from collections.abc import Callable
from functools import partial

from flask import Flask
from sqlalchemy import select

from tests import cast, servers
from tests.conftest import Installation
from tests.domain.scenes import at_once, counts
from tests.visitors import Visitor, all_at_once
from wirworkshops import clock
from wirworkshops.database import db, transaction, verb
from wirworkshops.domain import (
    attendance,
    catalogue,
    participants,
    privacy,
    recounts,
    registrations,
    transfers,
    workshops,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

SEATS = {"pool-taken", "pool-waiting", "pool-reserved", "oversold", "contingent-used"}


def wrong_counts() -> list[str]:
    """Recount everything; return what the counters say wrongly."""
    return [found.sentence for found in recounts.findings() if found.code in SEATS]


def read(number: int) -> Registration:
    return db.session.get_one(Registration, number)


def confirm(number: int) -> None:
    registrations.confirm(read(number), knows_overlap=True)


def withdraw(number: int) -> None:
    registrations.withdraw(read(number))


def workshop_of(slug: str) -> Workshop:
    found = catalogue.bare(slug)
    assert found
    return found


# Real processes


def test_two_hundred_groups_at_once_never_take_more_than_there_is(
    installation: Installation,
) -> None:
    sizes = [random.Random(number).randint(1, 5) for number in range(200)]
    with installation.app.app_context():
        slug = cast.make_workshop(capacity=20, most_seats=5).slug
    with servers.serving(installation.env, worker=False) as address:
        answers = all_at_once(200, lambda n: _sign_up(address, slug, n, sizes[n]))
    assert answers == [303] * 200
    with installation.app.app_context():
        rows = db.session.scalars(
            select(Registration).order_by(Registration.received_at, Registration.id)
        ).all()
        assert sorted(row.seats for row in rows) == sorted(sizes)
        firm = [row.seats for row in rows if row.status == "held"]
        waiting = [row.seats for row in rows if row.status == "waiting"]
        assert rows[len(firm) - 1].status == "held"  # the first of the line, and nobody else
        assert len(firm) + len(waiting) == 200
        assert sum(firm) <= 20 < sum(firm) + waiting[0]
        assert wrong_counts() == []


def _sign_up(address: str, slug: str, number: int, seats: int) -> int:
    visitor = Visitor(address)
    form = {"name": f"Person {number}", "email": f"p{number}@ort.example", "seats": str(seats)}
    status, _ = visitor.send(f"/workshops/{slug}/signup", form)
    visitor.close()
    return status


# Threads with database connections of their own


def test_fifty_withdraw_while_fifty_accept_their_offers(app: Flask) -> None:
    workshop = cast.make_workshop(capacity=100, moves_up="offer")
    rows = cast.fill(workshop, 200)
    for row in rows[:50]:
        registrations.withdraw(row)
    offered = [row.id for row in rows[100:150]]
    leaving = [row.id for row in rows[50:100]]
    assert counts(workshop) == (100, 50, 0)
    acts = [partial(confirm, number) for number in offered]
    acts += [partial(withdraw, number) for number in leaving]
    random.Random(3).shuffle(acts)
    assert at_once(app, acts) == ["done"] * 100
    after = {row.id: row.status for row in map(cast.fresh, rows)}
    assert {after[number] for number in offered} == {"confirmed"}
    assert {after[number] for number in leaving} == {"withdrawn"}
    assert {after[row.id] for row in rows[150:]} == {"offered"}
    assert (counts(workshop), wrong_counts()) == ((100, 0, 0), [])


def test_one_seat_for_many_who_were_called(app: Flask, time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1, moves_up="offer", sessions=cast.dates(2))
    first, *others = cast.fill(workshop, 6)
    registrations.confirm(first)
    time.jump(workshop.starts_at.replace(hour=1))
    registrations.withdraw(first)
    results = at_once(app, [partial(confirm, row.id) for row in others])
    assert sorted(results) == ["done"] + ["offer-taken"] * 4
    assert (counts(workshop), wrong_counts()) == ((1, 4, 0), [])


def test_sign_ups_against_cuts_of_the_capacity(app: Flask) -> None:
    workshop = cast.make_workshop(capacity=20, most_seats=3)
    (session,) = workshop.sessions
    dated = (SessionPlan(session.starts_at, session.ends_at, id=session.id),)
    plans = {n: cast.plan(capacity=n, most_seats=3, sessions=dated) for n in range(5, 25)}
    slug = workshop.slug

    def sign_up(number: int) -> None:
        application = cast.somebody(number, seats=1 + number % 3)
        registrations.sign_up(workshop_of(slug), application)

    def cut(capacity: int) -> None:
        workshops.edit(workshop_of(slug), plans[capacity], by=WORKER)

    acts: list[Callable[[], object]] = [partial(sign_up, number) for number in range(40)]
    acts += [partial(cut, capacity) for capacity in plans]
    random.Random(4).shuffle(acts)
    results = at_once(app, acts)
    assert set(results) <= {"done", "capacity-below-taken"}
    assert results.count("done") >= 40
    db.session.rollback()
    assert db.session.query(Registration).count() == 40
    assert wrong_counts() == []


def test_moving_both_ways_at_once_never_waits_in_a_circle(app: Flask) -> None:
    one, two = (cast.make_workshop(title, capacity=12) for title in ("Eins", "Zwei"))
    here = [cast.confirmed(one, cast.somebody(number)).id for number in range(12)]
    there = [cast.confirmed(two, cast.somebody(number)).id for number in range(50, 62)]
    slugs = one.slug, two.slug

    def move(number: int, slug: str) -> None:
        transfers.move_to(read(number), workshop_of(slug), by=WORKER)

    acts = [partial(move, number, slugs[1]) for number in here]
    acts += [partial(move, number, slugs[0]) for number in there]
    random.Random(5).shuffle(acts)
    assert at_once(app, acts) == ["done"] * 24
    assert [sum(counts(each)[:2]) for each in (one, two)] == [12, 12]
    assert wrong_counts() == []


def test_two_are_called_off_each_for_the_other_at_once(app: Flask) -> None:
    one, two = (cast.make_workshop(title, capacity=5) for title in ("Eins", "Zwei"))
    cast.fill(one, 5)
    cast.fill(two, 5, first=50)
    slugs = one.slug, two.slug

    def cancel(slug: str, other: str) -> None:
        instead = workshop_of(other)
        workshops.cancel(workshop_of(slug), because="Krank.", by=WORKER, instead=instead)

    acts = [partial(cancel, *slugs), partial(cancel, *reversed(slugs))]
    assert at_once(app, acts) == ["done", "done"]
    assert [counts(each) for each in (one, two)] == [(0, 0, 0), (0, 0, 0)]
    assert wrong_counts() == []


def test_the_limit_of_a_series_holds_for_sign_ups_at_once(app: Flask) -> None:
    series = cast.series("kurse")
    with transaction():
        series.most_per_person = 2
    slugs = [cast.make_workshop(str(number), series_id=series.id).slug for number in range(6)]
    known_of_old(cast.DUA)
    for who in (cast.CEM, cast.DUA):
        acts = [partial(sign_up_in, slug, who) for slug in slugs]
        assert at_once(app, acts) == ["done"] * 6
        db.session.rollback()
        person = participants.find(name=who.name, email=who.email)
        assert person
        assert len(registrations.of_participant(person.id)) == 2
    assert wrong_counts() == []


def sign_up_in(slug: str, who: Application) -> None:
    registrations.sign_up(workshop_of(slug), who)


def test_people_who_are_to_be_deleted_sign_up_again_at_the_same_moment(
    app: Flask, time: cast.Time
) -> None:
    people = [cast.somebody(number) for number in range(16)]
    for who in people:
        known_of_old(who)
    time.move(days=200)
    acts: list[Callable[[], object]] = [
        partial(sign_up_in, cast.make_workshop(who.name).slug, who) for who in people
    ]
    acts.insert(8, partial(privacy.forget_people, clock.now(), days=90))
    assert at_once(app, acts) == ["done"] * 17
    db.session.rollback()
    names = {row.participant.name for row in db.session.query(Registration) if row.participant}
    assert names == {who.name for who in people}
    assert wrong_counts() == []


@verb
def known_of_old(who: Application) -> None:
    participants.add(name=who.name, email=who.email, language=who.language)


def test_of_two_lists_saved_at_once_one_counts_as_a_whole(app: Flask) -> None:
    workshop = cast.make_workshop()
    people = [cast.confirmed(workshop, cast.somebody(number)).id for number in range(12)]
    number, (session,) = workshop.id, workshop.sessions
    lists = [set(people[:4]), set(people[4:]), set(people), set()]

    def mark(here: set[int]) -> None:
        (found,) = db.session.get_one(Workshop, number).sessions
        attendance.mark(found, here, by=WORKER)

    for _ in range(3):
        assert at_once(app, [partial(mark, here) for here in lists]) == ["done"] * 4
        db.session.rollback()
        assert attendance.present(session) in lists
