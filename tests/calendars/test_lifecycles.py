"""Whole lives of a seat, step by step: both feeds and the mails, as the tables in lives.py say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from flask import Flask

from tests import cast
from tests.calendars import libical, lives
from tests.calendars.reading import check_bytes
from tests.letters import post
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import (
    attending,
    calendars,
    choices,
    privacy,
    registrations,
    workshops,
)
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.letters import sending
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session

Mailed = tuple[post.Office, Settings]


@pytest.fixture
def mailed() -> Iterator[Mailed]:
    office, controller = post.start()
    base_url = "https://wirworkshops.offenbach.example"
    yield (
        office,
        Settings(
            base_url=base_url,
            mail_host="127.0.0.1",
            mail_port=controller.port,
            mail_security="none",
        ),
    )
    controller.stop()


class Version(NamedTuple):
    """What a feed holds of one session: the block of bytes, and what says how old it is."""

    block: str
    sequence: int
    stamp: str


class Life:
    """One workshop, one person in it, and what she and strangers see."""

    def __init__(self, app: Flask, mailed: Mailed, time: cast.Time, **values: Any) -> None:
        self.client, self.time = app.test_client(), time
        self.office, self.settings = mailed
        self.workshop = cast.make_draft("Kurs", **values)
        self.uids = [session.uid for session in self.workshop.sessions]
        self.seat: Registration | None = None
        self.feed = ""
        self.seen: dict[tuple[str, str], Version] = {}

    # Steps

    def do(self, step: str) -> None:
        verb, _, which = step.partition(" ")
        self.time.move(minutes=1)
        act: Callable[..., None] = getattr(self, f"do_{verb}")
        act(*which.split())
        db.session.rollback()

    def do_publish(self) -> None:
        workshops.publish(self.workshop, by=WORKER)

    def do_sign_up(self) -> None:
        self.seat = cast.sign_up(self.workshop)
        self.feed = self._address()

    def _address(self) -> str:
        assert self.mine.participant
        return links.feed_url("", self.mine.participant)

    @property
    def mine(self) -> Registration:
        assert self.seat
        return self.seat

    def do_confirm(self) -> None:
        registrations.confirm(self.mine)

    def do_withdraw(self) -> None:
        registrations.withdraw(self.mine)

    def do_dismiss(self) -> None:
        registrations.withdraw(self.mine, by=WORKER)

    def do_return(self) -> None:
        cast.sign_up(self.workshop)
        registrations.confirm(self.mine)

    def do_rival(self, what: str) -> None:
        rival = cast.somebody(1)
        if what == "takes":
            cast.confirmed(self.workshop, rival)
            return
        found = registrations.of_person_in(self.workshop, name=rival.name, email=rival.email)
        assert found
        registrations.withdraw(found)

    def do_prefer(self, way: str) -> None:
        assert self.mine.participant
        calendars.choose(self.mine.participant, way)

    def do_renew(self) -> None:
        assert self.mine.participant
        calendars.renew_feed(self.mine.participant)
        assert self.client.get(self.feed).status_code == 410
        self.feed = self._address()

    def do_move(self, letter: str) -> None:
        self._edit(lambda date: _shifted(date, begins=1, ends=1), letter)

    def do_change(self, what: str) -> None:
        self._edit(CHANGES[what], "A")

    def do_retitle(self) -> None:
        self._edit(lambda date: date, title="Kurs mit neuem Namen")

    def _edit(
        self, change: Callable[[SessionPlan], SessionPlan], letter: str = "", title: str = "Kurs"
    ) -> None:
        pools = {pool.session_id: pool.capacity for pool in self.workshop.pools}
        plans = {
            session.uid: _plan_of(session, pools.get(session.id))
            for session in self.workshop.sessions
        }
        if letter:
            plans[self._uid(letter)] = change(plans[self._uid(letter)])
        kept = {"capacity": self.workshop.pool.capacity, "moves_up": self.workshop.moves_up}
        plan = cast.plan(title, sessions=tuple(plans.values()), **kept)
        workshops.edit(self.workshop, replace(plan, slug=self.workshop.slug), by=WORKER)

    def _uid(self, letter: str) -> str:
        return self.uids["ABCD".index(letter)]

    def do_cancel(self, letter: str) -> None:
        (session,) = (one for one in self.workshop.sessions if one.uid == self._uid(letter))
        workshops.cancel_session(session, because="Krank.", by=WORKER)

    def do_cancel_all(self) -> None:
        workshops.cancel(self.workshop, because="Zu wenige.", by=WORKER)

    def do_choose(self, *letters: str) -> None:
        wanted = {self._uid(letter) for letter in letters}
        sessions = [session for session in self.workshop.sessions if session.uid in wanted]
        choices.choose(self.mine, [attending.pool_of(one).id for one in sessions])

    def do_wait(self, days: str) -> None:
        self.time.move(days=int(days))

    def do_delete(self) -> None:
        privacy.forget_people(clock.now(), days=self.settings.retention_days)

    # What is seen

    def public(self) -> str:
        return self._polled("public", self.client.get("/calendar.ics").data)

    def own(self) -> str:
        if not self.feed:
            return ""
        answer = self.client.get(self.feed)
        if answer.status_code != 200:
            return str(answer.status_code)
        return self._polled("own", answer.data)

    def _polled(self, feed: str, calendar: bytes) -> str:
        """Hold for each event: SEQUENCE never falls, and whatever changes has a later DTSTAMP."""
        for block in calendar.decode().split("BEGIN:VEVENT")[1:]:
            uid, sequence, stamp = (_value(block, name) for name in ("UID", "SEQUENCE", "DTSTAMP"))
            now = Version(block, int(sequence), stamp)
            before = self.seen.get((feed, uid), now)
            assert now.sequence >= before.sequence
            assert now.block == before.block or now.stamp > before.stamp
            assert _value(block, "LAST-MODIFIED") == stamp
            self.seen[feed, uid] = now
        return self._shown(calendar)

    def mails(self) -> str:
        """Let the worker send what waits; return what reaches her calendar with it."""
        before = len(self.office.bytes)
        sending.send_due(self.settings)
        sent = map(post.read, self.office.bytes[before:])
        return ", ".join(filter(None, (self._mailed(message) for message in sent)))

    def _mailed(self, message: Any) -> str:
        if message["To"].addresses[0].addr_spec != cast.CEM.email:
            return ""
        parts = [
            part for part in message.walk() if part.get_content_subtype() in ("calendar", "ics")
        ]
        if not parts:
            return ""
        content = parts[-1].get_payload(decode=True)
        method = dict(parts[0].get_params()).get("method", "")
        assert libical.read(content).method == method
        return f"{method or 'FILE'} {self._shown(content)}"

    def _shown(self, calendar: bytes) -> str:
        check_bytes(calendar)
        events = libical.read(calendar).events
        names = {uid: "ABCD"[number] for number, uid in enumerate(self.uids)}
        shown = [f"{names[e.uid]}{e.sequence}{lives.SIGNS[e.status]}" for e in events]
        assert len({event.uid for event in events}) == len(events)
        return ", ".join(sorted(shown))


def _value(block: str, name: str) -> str:
    (found,) = re.findall(rf"^{name}:(.*)\r$", block, re.MULTILINE)
    return str(found)


def _plan_of(session: Session, capacity: int | None) -> SessionPlan:
    return SessionPlan(
        session.starts_at, session.ends_at, id=session.id, room_id=session.room_id,
        is_online=session.is_online, online_url=session.online_url, capacity=capacity,
    )  # fmt: skip


def _shifted(date: SessionPlan, *, begins: int, ends: int) -> SessionPlan:
    """Return a date that begins and ends so many hours later."""
    starts_at, ends_at = date.starts_at + timedelta(hours=begins), date.ends_at
    return replace(date, starts_at=starts_at, ends_at=ends_at + timedelta(hours=ends))


CHANGES: dict[str, Callable[[SessionPlan], SessionPlan]] = {
    "start": lambda date: _shifted(date, begins=1, ends=0),
    "end": lambda date: _shifted(date, begins=0, ends=1),
    "room": lambda date: replace(date, room_id=cast.room().id),
    "online": lambda date: replace(date, is_online=True),
    "link": lambda date: replace(date, online_url="https://meet.example/1"),
    "name": lambda date: replace(date, title={"de": "Auftakt"}, trainer_names=("Dr. Probe",)),
    "nothing": lambda date: date,
}


@pytest.mark.parametrize("name", lives.TABLES)
def test_a_life(app: Flask, mailed: Mailed, time: cast.Time, name: str) -> None:
    make, table = lives.TABLES[name]
    life = Life(app, mailed, time, **make())
    for step, *expected in lives.rows(table):
        life.do(step)
        assert [life.public(), life.own(), life.mails()] == expected, step
