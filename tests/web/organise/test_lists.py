"""Every long list of the office: 1, 3 and 500 rows take the same number of queries."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import transaction
from wirworkshops.models.calls import Call
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Workshop

PAGES = {
    "registrations": "/organise/workshops/{id}/",
    "registrations.csv": "/organise/workshops/{id}/registrations.csv",
    "registrations.xlsx": "/organise/workshops/{id}/registrations.xlsx",
    "needs": "/organise/workshops/{id}/needs",
    "requests": "/organise/workshops/{id}/requests",
    "requests.xlsx": "/organise/workshops/{id}/requests.xlsx",
    "attendance": "/organise/sessions/{session}/attendance",
    "attendance.xlsx": "/organise/sessions/{session}/attendance.xlsx",
    "letters": "/organise/letters",
    "letters of one workshop": "/organise/workshops/{id}/letters",
    "letters.xlsx": "/organise/letters.xlsx",
    "people": "/organise/people",
    "people.xlsx": "/organise/people.xlsx",
    "doubles": "/organise/people/doubles",
    "calls": "/organise/calls",
    "calls.xlsx": "/organise/calls.xlsx",
}


@pytest.fixture
def fill(app: object) -> Callable[[int], Workshop]:
    """Return a function that brings a workshop to so many people, each with a letter, a need
    and a call; every third one only asks."""
    workshop, there = cast.make_workshop(capacity=1000, admission="approval"), [0]

    def run(number: int) -> Workshop:
        ids = range(there[0] + 1, number + 1)
        there[0] = number
        with transaction() as session:
            session.execute(insert(Participant), [_person(n) for n in ids])
            session.execute(insert(Registration), [_row(n, workshop) for n in ids])
            session.execute(insert(Need), [_need(n) for n in ids])
            session.execute(insert(Letter), [_letter(n) for n in ids])
            session.execute(insert(Call), [_call(n) for n in ids])
            pool = session.get_one(Pool, workshop.pool.id)
            pool.taken = number - number // 3
        return workshop

    return run


def _person(n: int) -> dict[str, object]:
    return {"id": n, "name": f"Person {n}", "email": f"p{n}@ort.example", "folded": f"person {n}",
            "identity": f"p{n}@ort.example person {n}", "other_contact": "", "language": "de",
            "created_at": cast.NOW}  # fmt: skip


def _row(n: int, workshop: Workshop) -> dict[str, object]:
    status = "requested" if n % 3 == 0 else "confirmed"
    return {"id": n, "workshop_id": workshop.id, "pool_id": workshop.pool.id, "participant_id": n,
            "status": status, "received_at": cast.NOW, "status_at": cast.NOW, "phone": "069 1",
            "organisation": f"Haus {n % 7}", "folded": f"haus {n % 7}"}  # fmt: skip


def _need(n: int) -> dict[str, object]:
    return {"registration_id": n, "kind": "step-free", "consented_at": cast.NOW}


def _letter(n: int) -> dict[str, object]:
    return {"kind": "confirmed", "registration_id": n, "created_at": cast.NOW, "due_at": cast.NOW,
            "facts": {}, "status": "sent", "sent_at": cast.NOW}  # fmt: skip


def _call(n: int) -> dict[str, object]:
    return {"kind": "confirmed", "registration_id": n, "created_at": cast.NOW, "facts": {}}


def test_500_rows_take_no_more_queries_than_one(
    ada: FlaskClient, fill: Callable[[int], Workshop], queries: Queries
) -> None:
    counted: dict[str, list[int]] = {name: [] for name in PAGES}
    for number in (3, 9, 500):
        workshop = fill(number)
        for name, address in PAGES.items():
            path = address.format(id=workshop.id, session=workshop.sessions[0].id)
            queries.clear()
            with queries:
                assert ada.get(path).status_code == 200, name
            counted[name].append(len(queries))
    assert {name: found for name, found in counted.items() if len(set(found)) > 1} == {}


def test_a_long_list_has_pages_and_ticks_of_one_page(
    ada: FlaskClient, fill: Callable[[int], Workshop]
) -> None:
    workshop = fill(230)
    path = f"/organise/workshops/{workshop.id}/"
    page = ada.get(path).text
    assert "230 Anmeldungen" in page
    assert page.count('role="rowheader"') == 100
    assert "Seite 1 von 3" in page
    last = ada.send(path, {"page": "3", "tick": "page"}).text
    assert last.count('role="rowheader"') == last.count(" checked") == 30
    assert "Seite 3 von 3" in ada.send(path, {"page": "99"}).text
