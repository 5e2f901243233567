"""Running the database and the plain rule side by side: choosing among rows, and comparing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
)
from sqlalchemy import select

from tests import cast, conftest
from tests.domain import plain
from tests.domain.plain import Bench, Entry, Hall, Plain
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import (
    deadlines,
    privacy,
    registrations,
)
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.errors import Refusal
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.registrations import Registration

rarely = st.sampled_from([False, False, False, True])
modes = st.tuples(st.booleans(), rarely, rarely)
COLUMNS = ("status", "seats", "attends", "takes_fewer", "pool_id", "group_id", "contingent_id")


class Running(RuleBasedStateMachine):
    """Two workshops, the first one hybrid, twelve people, and whatever they do."""

    time: cast.Time

    def __init__(self) -> None:
        super().__init__()
        conftest.empty()
        self.time.jump(cast.NOW)
        self.plain = Plain()
        self.plans: dict[int, dict[str, Any]] = {}

    @initialize(one=modes, other=modes, capacity=st.integers(1, 6))
    def build(self, one: tuple[bool, ...], other: tuple[bool, ...], capacity: int) -> None:
        self._open("Eins", one, capacity=capacity, online_capacity=2)
        self._open("Zwei", other, capacity=3)

    def _open(self, title: str, modes: tuple[bool, ...], **capacities: int) -> None:
        strict, direct, approval = modes
        values = capacities | {
            "sessions": cast.dates(7),
            "most_seats": 5,
            "queue": "strict" if strict else "fitting",
            "moves_up": "direct" if direct else "offer",
            "admission": "approval" if approval else "order",
        }
        workshop = cast.make_workshop(title, **values)
        (only,) = workshop.sessions
        dated = SessionPlan(only.starts_at, only.ends_at, id=only.id)
        self.plans[workshop.id] = values | {"title": title, "sessions": (dated,)}
        hall = Hall(workshop.id, only.starts_at, only.ends_at, strict, direct, approval)
        self.plain.benches += [Bench(pool.id, hall, pool.capacity) for pool in workshop.pools]

    # Choosing among what there is

    @property
    def now(self) -> datetime:
        return clock.now()

    def bench(self, which: int) -> Bench:
        return self.plain.benches[which % len(self.plain.benches)]

    def entry(self, which: int, *statuses: str) -> Entry:
        """Return one of the entries, if there is any one of those in these states."""
        every = list(self.plain.entries.values())
        found = [entry for entry in every if entry.status in statuses] or every
        return found[which % len(found)]

    def does(self, expected: str, verb: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Make a move of which the plain rule says how it must end."""
        try:
            result, code = verb(*args, **values), ""
        except Refusal as refusal:
            result, code = None, refusal.code
        assert code == expected
        return result

    # What always holds

    @invariant()
    def everything_is_as_the_plain_rule_says(self) -> None:
        self.time.move(seconds=1)
        names = ("id", *COLUMNS, "held_until", "verified_at")
        query = select(*(getattr(Registration, name) for name in names))
        rows = {number: values for number, *values in db.session.execute(query)}
        assert rows.keys() == self.plain.entries.keys()  # nobody is lost
        for number, (*values, until, verified_at) in rows.items():
            entry = self.plain.entries[number]
            assert values == [
                entry.status, entry.seats, entry.attends, entry.fewer, entry.bench.id,
                entry.contact and entry.contact.id, entry.share and entry.share.id,
            ], (number, values)  # fmt: skip
            assert (verified_at is not None) == entry.verified
            if entry.status in ("held", "offered"):
                assert until == entry.until
                assert until is not None
                assert until <= entry.bench.hall.begins_at

    @invariant()
    def no_pool_is_oversold_and_each_counter_is_the_sum_of_its_rows(self) -> None:
        for pool in db.session.execute(select(Pool.__table__)):
            bench = next(bench for bench in self.plain.benches if bench.id == pool.id)
            assert pool.taken + pool.reserved <= pool.capacity == bench.capacity
            counted = (self.plain.taken(bench), self.plain.waiting(bench))
            assert (pool.taken, pool.waiting) == counted
            assert pool.reserved == self.plain.reserved(bench)
        for contingent in db.session.execute(select(Contingent.__table__)):
            share = next(share for share in self.plain.shares if share.id == contingent.id)
            assert contingent.used == self.plain.used(share)
        db.session.rollback()

    @invariant()
    def nobody_waits_for_a_seat_that_is_free_for_her(self) -> None:
        for bench in self.plain.benches:
            hall, line = bench.hall, self.plain.line(bench)
            until = deadlines.offer_until(self.now, hall.begins_at, plain.HOURS)
            is_quiet = hall.cancelled or hall.begins_at <= self.now
            if is_quiet or (until is None and not hall.direct):
                continue
            free = self.plain.free(bench)
            first = line[:1] if hall.strict else line
            assert not any(self.plain.fits(entry, free) for entry in first)

    def teardown(self) -> None:
        """Years later the people are forgotten, and the numbers stay."""
        self.time.jump(cast.NOW + timedelta(days=400))
        privacy.forget_people(self.now, days=90)
        for entry in self.plain.entries.values():
            entry.person = None
        self.everything_is_as_the_plain_rule_says()
        self.no_pool_is_oversold_and_each_counter_is_the_sum_of_its_rows()
        for entry in list(self.plain.entries.values())[:3]:
            self.does("deleted", registrations.confirm, row(Registration, entry.id))


def row(model: Any, number: int) -> Any:
    """Return a row as some other request would read it."""
    return db.session.get_one(model, number)
