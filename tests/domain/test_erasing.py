"""Deleting one person at her wish: refused while she comes; what was booked is called off."""

import pytest
from sqlalchemy import select

from tests import cast
from wirworkshops.database import db
from wirworkshops.domain import arranging, doubles, erasing, recounts, registrations
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.reach import ALL
from wirworkshops.errors import Conflict
from wirworkshops.models.history import Event
from wirworkshops.models.participants import Merged, Participant
from wirworkshops.models.registrations import CallOff, Need, Registration

pytestmark = pytest.mark.usefixtures("app")
DUA = Application(name="Dua Celik", email="dua@kita.example", needs=("live-captions",))


def erase(registration: Registration) -> None:
    participant = cast.fresh(registration).participant
    erasing.erase(participant, by=WORKER)
    db.session.expire_all()


def refused(registration: Registration) -> str:
    with pytest.raises(Conflict) as caught:
        erase(registration)
    return caught.value.code


def people() -> list[str]:
    return list(db.session.scalars(select(Participant.name).order_by(Participant.id)))


@pytest.mark.parametrize("capacity", [1, 2])
def test_who_has_a_seat_or_waits_is_withdrawn_first(capacity: int) -> None:
    workshop = cast.make_workshop(capacity=capacity)
    cast.confirmed(workshop, cast.CEM)
    dua = cast.sign_up(workshop, DUA)
    assert dua.status == {1: "waiting", 2: "held"}[capacity]
    assert refused(dua) == "erase-running"
    assert people() == ["Cem Aksoy", "Dua Celik"]
    registrations.withdraw(cast.fresh(dua))
    erase(dua)
    assert people() == ["Cem Aksoy"]
    assert [found for found in recounts.findings() if found.code != "no-worker"] == []


def test_of_what_is_over_the_figures_stay(time: cast.Time) -> None:
    workshop = cast.make_workshop()
    dua = cast.confirmed(workshop, DUA)
    time.move(days=15)
    erase(dua)
    kept = cast.fresh(dua)
    assert (kept.status, kept.participant_id, kept.needs) == ("confirmed", None, [])
    assert db.session.scalars(select(CallOff)).all() == []
    assert [found for found in recounts.findings() if found.code != "no-worker"] == []


def test_what_was_booked_for_a_date_to_come_is_called_off() -> None:
    dua = cast.confirmed(cast.make_workshop(), DUA)
    need = db.session.scalars(select(Need)).one()
    arranging.set_state([need.id], "arranged", by=WORKER, reach=ALL)
    registrations.withdraw(cast.fresh(dua))
    erase(dua)
    assert [row.kind for row in db.session.scalars(select(CallOff))] == ["live-captions"]
    assert db.session.scalars(select(Need)).all() == []


def test_an_empty_row_merged_into_hers_goes_along() -> None:
    one = cast.confirmed(cast.make_workshop(), DUA)
    other = cast.confirmed(cast.make_workshop("Anderes"), cast.somebody(1))
    doubles.merge(cast.fresh(other).participant, cast.fresh(one).participant, by=WORKER)
    for row in (one, other):
        registrations.withdraw(cast.fresh(row))
    erase(one)
    assert people() == []
    assert db.session.scalars(select(Merged)).all() == []


def test_history_says_that_it_was_done_and_of_nobody() -> None:
    dua = cast.sign_up(cast.make_workshop(), DUA)
    registrations.withdraw(cast.fresh(dua))
    person = cast.fresh(dua).participant
    erasing.erase(person, by=WORKER)
    (line,) = db.session.scalars(select(Event).where(Event.act == "erased"))
    assert (line.registration_id, line.thing, line.facts) == (None, "", {})
