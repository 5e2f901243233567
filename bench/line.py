"""What a sign-up costs while more and more people wait: it should not cost more."""

import statistics
import time

from flask import Flask
from sqlalchemy import insert

from tests import cast
from tests.visitors import Visitor
from wirworkshops import clock
from wirworkshops.database import transaction
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

LENGTHS = (0, 100, 1_000, 10_000)
TURNS = 40


def measure(app: Flask, address: str) -> dict[int, float]:
    """Return the median seconds of a sign-up (form and answer) by how many wait already."""
    with app.app_context():
        slugs = {length: _with_line(length) for length in LENGTHS}
    seconds: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for turn in range(TURNS + 1):
        for length, slug in slugs.items():
            took = _sign_up(address, slug, f"neu{turn}.{length}@ort.example")
            if turn:  # the first one finds everything cold
                seconds[length].append(took)
    return {length: statistics.median(each) for length, each in seconds.items()}


def _sign_up(address: str, slug: str, email: str) -> float:
    visitor, path = Visitor(address), f"/workshops/{slug}/signup"
    started = time.perf_counter()
    status, said = visitor.send(path, {"name": "Neu", "email": email})
    took = time.perf_counter() - started
    assert status == 303, said[-500:]
    visitor.close()
    return took


def _with_line(length: int) -> str:
    """Return the slug of a full workshop where so many wait."""
    workshop = cast.make_workshop(f"Warteliste {length}", capacity=1)
    cast.confirmed(workshop, cast.somebody(length))
    _queue_up(workshop, length)
    return workshop.slug


def _queue_up(workshop: Workshop, length: int) -> None:
    now, pool = clock.now(), workshop.pool
    people = [
        {"name": f"W {n}", "email": "w@ort.example", "identity": f"{length} {n}", "created_at": now}
        for n in range(length)
    ]
    with transaction() as session:
        if not people:
            return
        numbers = session.scalars(insert(Participant).returning(Participant.id), people).all()
        shared = {
            "workshop_id": workshop.id, "pool_id": pool.id, "status": "waiting",
            "received_at": now, "status_at": now, "verified_at": now,
        }  # fmt: skip
        rows = [shared | {"participant_id": number} for number in numbers]
        session.execute(insert(Registration), rows)
        pool.waiting += length
