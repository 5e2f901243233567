"""The door: who is expected at a session, and who gets in once it is running."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.domain import attendance, choices, groups
from wirworkshops.domain.groups import Named
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop

pytestmark = pytest.mark.usefixtures("lasting")


@pytest.fixture
def workshop(app: object) -> Workshop:
    """Two seats, both taken; in two weeks."""
    found = cast.make_workshop(capacity=2)
    for number in range(2):
        cast.confirmed(found, cast.somebody(number))
    return found


@pytest.fixture
def running(workshop: Workshop, time: cast.Time) -> Session:
    """Its session, which has begun."""
    session = workshop.sessions[0]
    time.jump(session.starts_at)
    time.move(minutes=10)
    return session


def path(session: Session, act: str = "attendance") -> str:
    return f"/organise/sessions/{session.id}/{act}"


def let_in(client: FlaskClient, session: Session, **given: Any) -> Any:
    return client.send(path(session), {"name": "Zoe Spontan"} | given, to=path(session, "door"))


def people(session: Session) -> dict[str, Registration]:
    rows = attendance.expected(cast.fresh(session))
    return {row.participant.name: row for row in rows if row.participant}


def test_before_it_begins_there_is_no_door(ada: FlaskClient, workshop: Workshop) -> None:
    session = workshop.sessions[0]
    assert "Jemand an der Tür?" not in ada.get(path(session)).text
    answer = let_in(ada, session)
    assert answer.status_code == 422
    assert "Das geht nur, solange der Termin läuft." in answer.text


def test_a_free_seat_is_given_at_once(ada: FlaskClient, time: cast.Time) -> None:
    session = cast.make_workshop().sessions[0]
    time.jump(session.starts_at)
    assert "20 Plätze sind frei." in ada.get(path(session)).text
    answer = let_in(ada, session)
    assert (answer.status_code, answer.location) == (303, path(session))
    assert "Zoe Spontan ist da." in ada.get(answer.location).text
    (registration,) = people(session).values()
    assert (registration.source, registration.status) == ("door", "confirmed")
    assert attendance.present(session) == {registration.id}


def test_an_absent_persons_seat_is_passed_on(ada: FlaskClient, running: Session) -> None:
    here, absent = people(running).values()
    ada.send(path(running), {"here": str(here.id)})
    page = ada.get(path(running)).text
    assert "Kein Platz ist frei." in page
    assert "Platz von Person 0" not in page
    assert let_in(ada, running).status_code == 422
    assert let_in(ada, running, absent=str(here.id)).status_code == 422
    assert let_in(ada, running, absent=str(absent.id)).status_code == 303
    assert sorted(people(running)) == ["Person 0", "Zoe Spontan"]
    assert cast.fresh(absent).status == "withdrawn"


def test_before_ticking_the_page_asks_to_tick_first(ada: FlaskClient, running: Session) -> None:
    assert "Speichern Sie zuerst, wer da ist" in ada.get(path(running)).text


@pytest.mark.parametrize("given", [{"name": ""}, {"email": "zoe@"}, {"absent": "x"}])
def test_what_cannot_be_is_refused(
    ada: FlaskClient, running: Session, given: dict[str, str]
) -> None:
    assert let_in(ada, running, **given).status_code == 422
    assert len(people(running)) == 2


def test_who_waited_for_a_seat_gets_it_at_the_door(ada: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(capacity=1, moves_up="offer")
    absent, waits = cast.confirmed(workshop), cast.sign_up(workshop, cast.DUA)
    session = workshop.sessions[0]
    time.jump(session.starts_at)
    given = {"name": "Dua Farouk", "email": "dua@verein.example", "absent": str(absent.id)}
    assert let_in(ada, session, **given).status_code == 303
    assert cast.fresh(waits).status == "confirmed"
    assert cast.fresh(workshop).pool.waiting == 0


def test_a_group_is_there_by_name_and_as_a_number(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=5)
    contact = cast.confirmed(workshop, cast.somebody(1, seats=3, attends=False))
    groups.name(contact, Named("Rosa Alt"))
    page = ada.get(path(workshop.sessions[0])).text
    assert "Rosa Alt" in page
    assert "Person 1" not in page
    assert "Dazu kommen 2 Personen aus Gruppen" in page


def test_a_session_one_chooses_expects_those_who_did(ada: FlaskClient) -> None:
    whole, (first, second) = cast.dates(14), cast.parallel(15, 2)
    workshop = cast.make_workshop(sessions=(*whole, first, second))
    cem, dua = (cast.confirmed(workshop, who) for who in (cast.CEM, cast.DUA))
    ((one, other),) = choices.slots(workshop)
    choices.choose(cem, [one[1].id])
    choices.choose(dua, [other[1].id])
    page = ada.get(path(one[0])).text
    assert "Cem Aksoy" in page
    assert "Dua Farouk" not in page
    assert len(people(workshop.sessions[0])) == 2


def test_at_the_door_of_a_chosen_session_she_has_chosen_it(
    ada: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_workshop(sessions=(*cast.dates(14), *cast.parallel(15, 1)))
    cast.confirmed(workshop)
    (((session, pool),),) = choices.slots(workshop)
    time.jump(session.starts_at)
    assert "1 Platz ist frei." in ada.get(path(session)).text
    assert let_in(ada, session).status_code == 303
    assert list(people(session)) == ["Zoe Spontan"]
    assert cast.fresh(pool).taken == 1
    assert let_in(ada, session, name="Yves Später").status_code == 422
