"""The rule of seats in plain Python, without counters: what the database is compared with.

Every number is a sum over the entries. A move returns the code with which it must be refused,
or an empty text. Deadlines come from the pure rules, which have tests of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from wirworkshops.domain import deadlines

TAKING = ("held", "offered", "confirmed")
ACTIVE = (*TAKING, "requested", "waiting")
HOURS = 24


@dataclass(eq=False)
class Hall:
    """A workshop."""

    id: int
    begins_at: datetime
    ends_at: datetime
    strict: bool
    direct: bool
    approval: bool
    cancelled: bool = False


@dataclass(eq=False)
class Bench:
    """A pool."""

    id: int
    hall: Hall
    capacity: int


@dataclass(eq=False)
class Share:
    """A contingent."""

    id: int
    bench: Bench
    seats: int
    until: datetime
    released: bool = False


@dataclass(eq=False)
class Entry:
    """A registration; person is empty once she is forgotten."""

    id: int
    person: int | None
    status: str = ""
    seats: int = 1
    received: datetime | None = None
    fewer: bool = False
    attends: bool = True
    verified: bool = False
    until: datetime | None = None
    contact: "Entry | None" = None
    share: Share | None = None
    bench: Bench = field(init=False)


@dataclass(eq=False)
class Plain:
    """Everything there is, and each move that can be made."""

    benches: list[Bench] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)

    # Sums

    def taken(self, bench: Bench) -> int:
        return sum(e.seats for e in self.entries.values() if e.bench is bench and takes(e))

    def waiting(self, bench: Bench) -> int:
        return sum(entry.seats for entry in self.line(bench))

    def used(self, share: Share) -> int:
        return sum(e.seats for e in self.entries.values() if e.share is share and takes(e))

    def left(self, share: Share | None) -> int:
        if share is None or share.released:
            return 0
        return max(0, share.seats - self.used(share))

    def reserved(self, bench: Bench) -> int:
        return sum(self.left(share) for share in self.shares if share.bench is bench)

    def free(self, bench: Bench) -> int:
        return bench.capacity - self.taken(bench) - self.reserved(bench)

    def line(self, bench: Bench) -> list[Entry]:
        found = [e for e in self.entries.values() if e.bench is bench and e.status == "waiting"]
        return in_order(e for e in found if e.contact is None)

    def has_seats(self, bench: Bench, number: int) -> bool:
        return self.free(bench) >= number and not self.line(bench)

    def members(self, contact: Entry) -> list[Entry]:
        found = [e for e in self.entries.values() if e.contact is contact]
        return [e for e in found if e.status in ACTIVE]

    def people(self, entry: Entry) -> int:
        return entry.attends + len(self.members(entry))

    def fits(self, entry: Entry, free: int) -> int:
        """Return how many of the free seats she takes; 0 where she waits on."""
        if entry.seats <= free:
            return entry.seats
        return free if entry.fewer and free >= max(1, self.people(entry)) else 0

    def of_person(self, person: int | None, hall: Hall) -> Entry | None:
        found = [e for e in self.entries.values() if e.bench.hall is hall]
        return next((e for e in found if e.person == person), None)

    # What happens by itself

    def settle(self, hall: Hall, now: datetime) -> None:
        until = deadlines.offer_until(now, hall.begins_at, HOURS)
        if hall.cancelled or hall.begins_at <= now or (until is None and not hall.direct):
            return
        for bench in self.benches:
            for entry in self.line(bench) if bench.hall is hall else ():
                number = self.fits(entry, self.free(bench))
                if number:
                    entry.seats = number
                    self.give(entry, until, now)
                elif hall.strict:
                    break

    def give(self, entry: Entry, until: datetime | None, now: datetime) -> None:
        if not entry.bench.hall.direct:
            self.put(entry, "offered", until)
        elif entry.verified:
            self.put(entry, "confirmed")
        else:
            self.hold(entry, now)

    def put(self, entry: Entry, status: str, until: datetime | None = None) -> None:
        for one in (entry, *self.members(entry)):
            one.status, one.until = status, until

    def hold(self, entry: Entry, now: datetime) -> None:
        until = deadlines.hold_until(now, entry.bench.hall.begins_at, HOURS)
        self.put(entry, "held", until)

    def expire(self, entry: Entry, now: datetime) -> None:
        if is_over(entry, now):
            self.put(entry, "expired")
            self.settle(entry.bench.hall, now)

    def renew(self, entry: Entry, bench: Bench, now: datetime) -> None:
        """Begin anew: whoever returns stands where somebody new would stand."""
        self.entries[entry.id] = entry
        entry.bench, entry.received, entry.verified = bench, now, False
        entry.contact = entry.share = None

    # Participants

    def sign_up(
        self, bench: Bench, asked: Entry, share: Share | None, now: datetime
    ) -> tuple[str, Entry | None]:
        """Return the refusal, or the entry that is hers now (None where she stood there)."""
        hall = bench.hall
        if hall.cancelled or hall.begins_at <= now:
            over = "over" if hall.ends_at <= now else "closed"
            return f"signup-{'cancelled' if hall.cancelled else over}", None
        known = self.of_person(asked.person, hall)
        if known:
            self.expire(known, now)
        if known and known.status in ACTIVE:
            return "", None
        usable = share and share.bench is bench and not share.released and share.until > now
        own = share if usable and self.left(share) >= asked.seats else None
        enough = own is not None or self.has_seats(bench, asked.seats)
        entry = known or asked
        self.renew(entry, bench, now)
        entry.seats, entry.fewer, entry.attends = asked.seats, asked.fewer, asked.attends
        entry.share = own
        if hall.approval and not own:
            self.put(entry, "requested")
        elif enough:
            self.hold(entry, now)
        else:
            self.put(entry, "waiting")
        self.settle(hall, now)
        return "", entry

    def confirm(self, entry: Entry, now: datetime, *, called: bool) -> str:
        if entry.person is None:
            return "deleted"
        only_shows = entry.status in ("confirmed", "requested") or entry.contact is not None
        is_only_told = entry.status == "waiting" and not called
        if is_only_told or (only_shows and entry.status in ACTIVE):
            entry.verified = True
            return ""
        if entry.status not in ("held", "offered", "waiting") or is_over(entry, now):
            return f"confirm-{entry.status}"
        if entry.status == "waiting":
            number = self.fits(entry, self.free(entry.bench))
            if not number or entry.bench.hall.begins_at <= now:
                return "offer-taken"
            entry.seats = number
        self.make_firm(entry, now)
        return ""

    def make_firm(self, entry: Entry, now: datetime) -> None:
        entry.verified = True
        self.put(entry, "confirmed")
        self.settle(entry.bench.hall, now)

    def withdraw(self, entry: Entry, now: datetime) -> str:
        if entry.person is None:
            return "deleted"
        if entry.status not in ACTIVE:
            return ""
        if entry.bench.hall.begins_at <= now:
            return "withdraw-begun"
        self.put(entry, "withdrawn")
        self.settle(entry.bench.hall, now)
        return ""

    # Groups

    def closed(self, contact: Entry, now: datetime) -> str:
        if contact.contact or contact.status not in ACTIVE or is_over(contact, now):
            return "group-closed"
        return "withdraw-begun" if contact.bench.hall.begins_at <= now else ""

    def resize(self, contact: Entry, number: int, now: datetime) -> str:
        if refusal := self.closed(contact, now):
            return refusal
        if number < self.people(contact):
            return "group-smaller-than-named"
        free = self.left(contact.share) + (
            0 if self.line(contact.bench) else self.free(contact.bench)
        )
        more = number - contact.seats
        is_enough = takes(contact) and more <= free
        if more > 0 and contact.status != "requested" and not is_enough:
            return "seats-not-free"
        contact.seats = number
        self.settle(contact.bench.hall, now)
        return ""

    def agree_to_fewer(self, contact: Entry, now: datetime, *, agrees: bool) -> str:
        if refusal := self.closed(contact, now):
            return refusal
        contact.fewer = agrees
        self.settle(contact.bench.hall, now)
        return ""

    def name(self, contact: Entry, person: int, now: datetime) -> tuple[str, Entry | None]:
        """Return the refusal, or an entry without a number where it is a new one."""
        if refusal := self.closed(contact, now):
            return refusal, None
        if contact.seats <= self.people(contact):
            return "group-named", None
        known = self.of_person(person, contact.bench.hall)
        if known and known.status in ACTIVE:
            return "already-registered", None
        return "", known or Entry(0, person)

    def join(self, member: Entry, contact: Entry) -> None:
        assert contact.received
        self.renew(member, contact.bench, contact.received)
        member.contact, member.seats, member.attends = contact, 0, True
        self.put(member, contact.status, contact.until)

    def unname(self, member: Entry, now: datetime) -> str:
        if member.contact is None or member.status not in ACTIVE:
            return "group-closed"
        if refusal := self.closed(member.contact, now):
            return refusal
        self.put(member, "withdrawn")
        return ""

    # The office

    def accept(self, entries: Iterable[Entry], now: datetime) -> None:
        for entry in in_order(entries):
            if not self.has_seats(entry.bench, entry.seats):
                continue
            if entry.verified:
                self.put(entry, "confirmed")
            else:
                self.hold(entry, now)

    def admit(self, entry: Entry, now: datetime) -> str:
        if entry.status not in ("waiting", "requested"):
            return "admit-other"
        if entry.contact:
            return "member-follows"
        entry.bench.capacity += max(0, entry.seats - self.free(entry.bench))
        self.make_firm(entry, now)
        return ""

    def confirm_for(self, entry: Entry, now: datetime) -> str:
        if entry.status == "confirmed":
            return ""
        if entry.contact:
            return "member-follows"
        if entry.person is None:
            return "deleted"
        if entry.bench.hall.cancelled:
            return "signup-over"
        may_return = entry.status not in ACTIVE and self.has_seats(entry.bench, entry.seats)
        if not takes(entry) and not may_return:
            return "confirm-waiting"
        self.make_firm(entry, now)
        return ""

    def enter_for(self, bench: Bench, person: int, now: datetime) -> str:
        """Say whether the desk can sign her up; see enter()."""
        if bench.hall.cancelled or bench.hall.ends_at <= now:
            return "signup-over"
        known = self.of_person(person, bench.hall)
        return "already-registered" if known and known.status in ACTIVE else ""

    def enter(self, entry: Entry, bench: Bench, seats: int, now: datetime) -> None:
        is_free = self.has_seats(bench, seats)
        self.renew(entry, bench, now)
        entry.seats, entry.fewer, entry.attends, entry.verified = seats, False, True, True
        self.put(entry, "confirmed" if is_free else "waiting")
        self.settle(bench.hall, now)

    def may_move(self, entry: Entry, target: Bench, now: datetime) -> str:
        if entry.status not in ACTIVE or entry.bench.hall is target.hall:
            return "illegal-move"
        if entry.contact or self.members(entry):
            return "move-group"
        if target.hall.cancelled or target.hall.begins_at <= now:
            return "signup-over"
        known = self.of_person(entry.person, target.hall) if entry.person is not None else entry
        return "already-registered" if known and known.status in ACTIVE else ""

    def carry(self, entry: Entry, moved: Entry, target: Bench) -> None:
        assert entry.received
        self.renew(moved, target, entry.received)
        moved.seats, moved.fewer = entry.seats, entry.fewer
        moved.attends, moved.verified = entry.attends, entry.verified

    def move_to(self, entry: Entry, moved: Entry, target: Bench, now: datetime) -> None:
        is_free, is_firm = self.has_seats(target, entry.seats), entry.status == "confirmed"
        self.put(entry, "withdrawn")
        self.carry(entry, moved, target)
        if is_free and (is_firm or moved.verified):
            moved.verified = True
            self.put(moved, "confirmed")
        elif is_free:
            self.hold(moved, now)
        else:
            self.put(moved, "waiting")
        self.settle(entry.bench.hall, now)
        self.settle(target.hall, now)

    def release(self, share: Share, now: datetime) -> None:
        share.released = True
        self.settle(share.bench.hall, now)


def takes(entry: Entry) -> bool:
    return entry.status in TAKING


def is_over(entry: Entry, now: datetime) -> bool:
    return entry.status in ("held", "offered") and entry.until is not None and entry.until <= now


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.received, entry.id))
