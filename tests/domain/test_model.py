"""The one rule under any mix of moves: the database against the same rule in plain Python.

50 examples of 200 steps on each database; WW_MODEL_EXAMPLES makes more or fewer.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests import cast
from tests.domain import plain
from tests.domain.plain import Bench, Entry, Hall, Share
from tests.domain.running import Running, row
from wirworkshops import worker
from wirworkshops.database import db
from wirworkshops.domain import (
    contingents,
    deadlines,
    desk,
    groups,
    registrations,
    requests,
    transfers,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

EXAMPLES = int(os.environ.get("WW_MODEL_EXAMPLES", "50"))
STEPS = 201  # of which the first one opens the two workshops
PEOPLE = 12
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
some = st.integers(0, 10_000)  # which of those there are
people = st.integers(0, PEOPLE - 1)
numbers = st.sampled_from([1, 1, 1, 2, 3, 4, 5])
wishes = st.builds(
    Entry,
    id=st.just(-1),
    person=people,
    seats=numbers,
    fewer=st.booleans(),
    attends=st.sampled_from([True, True, True, False]),
)
MOVES: list[Callable[..., None]] = []
STRATEGIES: dict[str, dict[str, st.SearchStrategy[Any]]] = {}


def move(weight: int = 2, **strategies: st.SearchStrategy[Any]) -> Callable[..., Any]:
    """Make a method one of the moves; all are one rule, since hypothesis leaves out whole rules."""

    def register(method: Callable[..., None]) -> Callable[..., None]:
        MOVES.extend([method] * weight)
        STRATEGIES[method.__name__] = strategies
        return method

    return register


class Office(Running):
    """Whatever twelve people, the office and the worker do, in any order."""

    @rule(data=st.data())
    def somebody_moves(self, data: st.DataObject) -> None:
        method = data.draw(st.sampled_from(MOVES)) if self.plain.entries else Office.sign_up
        values = STRATEGIES[method.__name__]
        method(self, **{name: data.draw(values[name]) for name in values})

    # Participants

    @move(weight=6, which=some, asked=wishes, share=some)
    def sign_up(self, which: int, asked: Entry, share: int) -> None:
        self._sign_up(self.bench(which), asked, share)

    @move(weight=3, asked=wishes, share=some)
    def sign_up_on_a_contingent(self, asked: Entry, share: int) -> None:
        if self.plain.shares:
            bench = self.plain.shares[share % len(self.plain.shares)].bench
            self._sign_up(bench, asked, share)

    def _sign_up(self, bench: Bench, asked: Entry, which: int) -> None:
        assert asked.person is not None
        application = cast.somebody(
            asked.person,
            seats=asked.seats,
            attends=asked.attends,
            takes_fewer=asked.fewer,
            pool_id=bench.id,
        )
        shares = [share for share in self.plain.shares if share.bench is bench]
        share = shares[which % len(shares)] if shares else None
        code, entry = self.plain.sign_up(bench, asked, share, self.now)
        contingent = row(Contingent, share.id) if share else None
        outcome = self.does(
            code, registrations.sign_up, row(Workshop, bench.hall.id), application,
            contingent=contingent,
        )  # fmt: skip
        found = outcome.registration if outcome else None
        assert (found is None) == (entry is None)
        if entry and found:
            self._number(entry, found.id)

    def _number(self, entry: Entry, number: int) -> None:
        """Give a new entry the number the database gave it; an old one has it already."""
        self.plain.entries.pop(entry.id, None)
        assert entry.id in (-1, 0, number)
        entry.id = number
        self.plain.entries[number] = entry

    @move(weight=4, which=some)
    def confirm(self, which: int) -> None:
        entry = self.entry(which, "held", "offered", "waiting")
        registration = row(Registration, entry.id)
        called = registration.called_at is not None
        code = self.plain.confirm(entry, self.now, called=called)
        self.does(code, registrations.confirm, registration, knows_overlap=True)

    @move(weight=3, which=some)
    def withdraw(self, which: int) -> None:
        entry = self.entry(which, *plain.ACTIVE)
        code = self.plain.withdraw(entry, self.now)
        self.does(code, registrations.withdraw, row(Registration, entry.id))

    @move(which=some, number=numbers)
    def resize(self, which: int, number: int) -> None:
        entry = self.entry(which, *plain.ACTIVE)
        code = self.plain.resize(entry, number, self.now)
        self.does(code, groups.resize, row(Registration, entry.id), number)

    @move(which=some, agrees=st.booleans())
    def agree_to_fewer(self, which: int, agrees: bool) -> None:
        entry = self.entry(which, "waiting")
        code = self.plain.agree_to_fewer(entry, self.now, agrees=agrees)
        self.does(code, groups.agree_to_fewer, row(Registration, entry.id), agrees=agrees)

    @move(which=some, person=people)
    def name(self, which: int, person: int) -> None:
        every = list(self.plain.entries.values())
        large = [e for e in every if e.status in plain.ACTIVE and e.seats > self.plain.people(e)]
        contact = (large or every)[which % len(large or every)]
        code, member = self.plain.name(contact, person, self.now)
        found = self.does(code, groups.name, row(Registration, contact.id), named(person))
        if member:
            member.id = found.id
            self.plain.join(member, contact)

    @move(which=some)
    def unname(self, which: int) -> None:
        member = self._member(which)
        code = self.plain.unname(member, self.now)
        self.plain.settle(member.bench.hall, self.now)
        self.does(code, groups.unname, row(Registration, member.id))

    @move(which=some, person=people)
    def swap(self, which: int, person: int) -> None:
        member = self._member(which)
        contact, status = member.contact, member.status
        code, other = self.plain.unname(member, self.now), None
        if not code and contact:
            code, other = self.plain.name(contact, person, self.now)
            if code:
                self.plain.put(member, status, contact.until)  # as if nothing had been done
        found = self.does(code, groups.swap, row(Registration, member.id), named(person))
        if other and contact:
            other.id = found.id
            self.plain.join(other, contact)
            self.plain.settle(contact.bench.hall, self.now)

    def _member(self, which: int) -> Entry:
        every = list(self.plain.entries.values())
        found = [e for e in every if e.contact and e.status in plain.ACTIVE] or every
        return found[which % len(found)]

    # The office

    @move(which=some, how=st.sampled_from(["accept", "decline", "list"]), many=st.booleans())
    def decide_on_requests(self, which: int, how: str, many: bool) -> None:
        chosen = self.entry(which, "requested", "waiting")
        hall = chosen.bench.hall
        states = ("requested", "waiting") if how == "decline" else ("requested",)
        all_of_them = [e for e in self.plain.entries.values() if e.bench.hall is hall]
        marked = all_of_them if many and how != "decline" else [chosen]
        found = [e for e in marked if e.status in states and e.contact is None]
        ids, workshop = [entry.id for entry in marked], row(Workshop, hall.id)
        if how == "accept":
            self.plain.accept(found, self.now)
            requests.accept(workshop, ids, by=WORKER)
        elif how == "list":
            for entry in found:
                self.plain.put(entry, "waiting")
            requests.put_on_list(workshop, ids, by=WORKER)
        else:
            for entry in found:
                self.plain.put(entry, "declined")
            requests.decline(workshop, ids, because="Zu viele.", by=WORKER)
        self.plain.settle(hall, self.now)

    @move(which=some, person=people, number=numbers)
    def sign_up_by_phone(self, which: int, person: int, number: int) -> None:
        bench = self.bench(which)
        code = self.plain.enter_for(bench, person, self.now)
        application = cast.somebody(person, seats=number, pool_id=bench.id)
        found = self.does(code, desk.sign_up, row(Workshop, bench.hall.id), application, by=WORKER)
        if found:
            known = self.plain.of_person(person, bench.hall)
            self.plain.enter(known or Entry(found.id, person), bench, number, self.now)

    @move(which=some)
    def confirm_for_somebody(self, which: int) -> None:
        entry = self.entry(which)
        code = self.plain.confirm_for(entry, self.now)
        self.does(code, desk.confirm, row(Registration, entry.id), by=WORKER)

    @move(weight=1, which=some)
    def admit(self, which: int) -> None:
        entry = self.entry(which, "waiting", "requested")
        code = self.plain.admit(entry, self.now)
        self.does(code, desk.admit, row(Registration, entry.id), because="Darum.", by=WORKER)

    @move(which=some, into=some)
    def move_to_another_workshop(self, which: int, into: int) -> None:
        entry = self.entry(which, *plain.ACTIVE)
        bench = self.bench(into)
        target = next(b for b in self.plain.benches if b.hall is bench.hall)  # its first one
        code = self.plain.may_move(entry, target, self.now)
        registration, workshop = row(Registration, entry.id), row(Workshop, target.hall.id)
        found = self.does(code, transfers.move_to, registration, workshop, by=WORKER)
        if found:
            assert entry.person is not None
            known = self.plain.of_person(entry.person, target.hall)
            moved = known or Entry(found.id, entry.person)
            self.plain.move_to(entry, moved, target, self.now)

    @move(which=some, more=st.sampled_from([-3, -2, -1, -1, 1, 1, 2]))
    def change_capacity(self, which: int, more: int) -> None:
        bench = self.bench(which)
        capacity = max(1, bench.capacity + more)
        used = self.plain.taken(bench) + self.plain.reserved(bench)
        code = "capacity-below-taken" if capacity < used else ""
        if bench.hall.cancelled:
            code = "workshop-cancelled"
        if not code:
            bench.capacity = capacity
            self.plain.settle(bench.hall, self.now)
        plan = self._plan(bench.hall, {bench.id: capacity})
        self.does(code, workshops.edit, row(Workshop, bench.hall.id), plan, by=WORKER)

    def _plan(self, hall: Hall, other: dict[int, int]) -> Any:
        first, *online = (other.get(b.id, b.capacity) for b in self.plain.benches if b.hall is hall)
        capacities = {"capacity": first, "online_capacity": online[0] if online else None}
        return cast.plan(**self.plans[hall.id] | capacities)

    @move(which=some, number=st.integers(1, 3), hours=st.integers(1, 100))
    def reserve(self, which: int, number: int, hours: int) -> None:
        bench, until = self.bench(which), self.now + timedelta(hours=hours)
        code = "seats-not-free" if self.plain.free(bench) < number else ""
        code = "contingent-until" if until > bench.hall.begins_at else code
        found = self.does(
            code, contingents.reserve, row(Pool, bench.id), row(Workshop, bench.hall.id),
            name="Verein", seats=number, until_at=until, by=WORKER,
        )  # fmt: skip
        if found:
            self.plain.shares.append(Share(found.id, bench, number, until))
            self.plain.settle(bench.hall, self.now)

    @move(which=some, number=st.integers(0, 5))
    def change_a_contingent(self, which: int, number: int) -> None:
        if not self.plain.shares:
            return
        share = self.plain.shares[which % len(self.plain.shares)]
        code = self._refusal_to_change(share, number)
        if not code:
            share.seats = number
            self.plain.settle(share.bench.hall, self.now)
        self.does(
            code, contingents.change, row(Contingent, share.id),
            row(Workshop, share.bench.hall.id), seats=number, until_at=share.until, by=WORKER,
        )  # fmt: skip

    def _refusal_to_change(self, share: Share, number: int) -> str:
        if share.released:
            return "contingent-released"
        if share.until <= self.now:
            return "contingent-until"
        used = self.plain.used(share)
        if number < used:
            return "contingent-below-used"
        more = number - used - self.plain.left(share)
        return "seats-not-free" if more > self.plain.free(share.bench) else ""

    @move(weight=1, which=some)
    def release_a_contingent(self, which: int) -> None:
        if not self.plain.shares:
            return
        share = self.plain.shares[which % len(self.plain.shares)]
        self.plain.release(share, self.now)
        hall = row(Workshop, share.bench.hall.id)
        contingents.release(row(Contingent, share.id), hall, by=WORKER)

    @move(weight=1, which=some, chance=st.integers(0, 3), offers=st.booleans())
    def cancel(self, which: int, chance: int, offers: bool) -> None:
        hall = self.bench(which).hall
        if chance:
            return
        other = next(bench for bench in self.plain.benches if bench.hall is not hall)
        instead = row(Workshop, other.hall.id) if offers else None
        code = "workshop-over" if not hall.cancelled and hall.ends_at <= self.now else ""
        self.does(
            code, workshops.cancel, row(Workshop, hall.id), because="Krank.", by=WORKER,
            instead=instead,
        )  # fmt: skip
        if not code and not hall.cancelled:
            self._call_off(hall, other if offers else None)

    def _call_off(self, hall: Hall, other: Bench | None) -> None:
        hall.cancelled = True
        every = [e for e in self.plain.entries.values() if e.bench.hall is hall]
        concerned = [e for e in every if e.status in plain.ACTIVE and e.contact is None]
        for entry in plain.in_order(concerned):
            self.plain.put(entry, "cancelled")
            if other:
                self._offer_instead(entry, other)
        if other:
            self.plain.settle(other.hall, self.now)

    def _offer_instead(self, entry: Entry, other: Bench) -> None:
        until = deadlines.offer_until(self.now, other.hall.begins_at, plain.HOURS)
        is_open = until and not other.hall.cancelled and entry.person is not None
        if not is_open or not self.plain.has_seats(other, entry.seats):
            return
        assert entry.person is not None
        known = self.plain.of_person(entry.person, other.hall)
        if known and known.status in plain.ACTIVE:
            return
        query = select(Registration.id).join(Registration.participant)
        address = cast.somebody(entry.person).email
        where = (
            Registration.workshop_id == other.hall.id,
            Registration.participant.has(email=address),
        )
        number = db.session.scalars(query.where(*where)).one()
        moved = known or Entry(number, entry.person)
        self.plain.carry(entry, moved, other)
        self.plain.put(moved, "offered", until)

    # Time

    @move(weight=4, hours=st.sampled_from([0.1, 1, 3, 9, 20, 26]), works=st.booleans())
    def time_passes(self, hours: float, works: bool) -> None:
        self.time.move(hours=hours)
        if works:
            self._work()

    def _work(self) -> None:
        for registration in registrations.overdue_holds(self.now):
            self.plain.expire(self.plain.entries[registration.id], self.now)
            registrations.expire(registration)
        due = [s for s in self.plain.shares if s.until <= self.now and not s.released]
        for share in sorted(due, key=lambda share: (share.until, share.id)):
            if not share.bench.hall.cancelled:
                self.plain.release(share, self.now)
        worker.do_duties()


def named(person: int) -> groups.Named:
    somebody = cast.somebody(person)
    return groups.Named(somebody.name, somebody.email)


@pytest.mark.usefixtures("app")
def test_the_rule_holds_under_any_mix_of_moves(time: cast.Time) -> None:
    Office.time = time
    run_state_machine_as_test(Office, settings=SETTINGS)
