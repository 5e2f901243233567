"""The rush: two hundred people want twenty seats at the same moment."""

import time
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.visitors import TOKEN, Visitor, all_at_once
from wirworkshops.database import db
from wirworkshops.models.registrations import Registration

PEOPLE, SEATS = 200, 20
LAST_SEAT_GOAL, ANSWER_GOAL = 1.0, 3.0  # seconds


@dataclass(frozen=True)
class Rush:
    """Seconds until the last of those who hold a seat was answered, and until the last of all."""

    last_seat: float
    slowest: float


@dataclass
class Person:
    """Somebody who has the form open and filled in."""

    visitor: Visitor
    path: str
    form: dict[str, str]

    def send(self, started: float) -> float:
        status, said = self.visitor.ask("POST", self.path, self.form)
        took = time.perf_counter() - started
        assert status == 303, said[-500:]
        self.visitor.close()
        return took


def measure(app: Flask, address: str) -> Rush:
    with app.app_context():
        workshop = cast.make_workshop("Andrang", capacity=SEATS)
        number, slug = workshop.id, workshop.slug
    people = [_person(address, f"/workshops/{slug}/signup", index) for index in range(PEOPLE)]
    started = time.perf_counter()
    seconds = all_at_once(PEOPLE, lambda index: people[index].send(started))
    answered = {mailbox(index): took for index, took in enumerate(seconds)}
    with app.app_context():
        holding = [answered[email] for email in _holders(number)]
    assert len(holding) == SEATS
    return Rush(max(holding), max(seconds))


def mailbox(number: int) -> str:
    return f"rush{number}@ort.example"


def _person(address: str, path: str, number: int) -> Person:
    visitor = Visitor(address)
    found = TOKEN.search(visitor.ask("GET", path)[1])
    assert found
    form = {"name": f"Person {number}", "email": mailbox(number), "csrf_token": found[1]}
    return Person(visitor, path, form)


def _holders(workshop_id: int) -> list[str]:
    held = select(Registration).where(
        Registration.workshop_id == workshop_id, Registration.status == "held"
    )
    people = [row.participant for row in db.session.scalars(held)]
    return [person.email for person in people if person and person.email]
