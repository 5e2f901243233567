"""Two of the office at the same thing: the second is told, and nothing is overwritten silently."""

from flask.testing import FlaskClient

from tests import cast
from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import attendance, contingents, groups
from wirworkshops.domain.history import WORKER
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Session


def present(session: Session) -> set[int]:
    db.session.rollback()
    return attendance.present(session)


def test_two_at_the_door_lose_none_of_each_others_marks(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    ids = [cast.confirmed(workshop, cast.somebody(n)).id for n in range(3)]
    session = workshop.sessions[0]
    path = f"/organise/sessions/{session.id}/attendance"
    assert 'name="lists" value="seen"' in ada.get(path).text
    attendance.mark(session, [ids[0]], by=WORKER)  # from another phone
    ada.send(path, {"lists": "seen", "seen": [], "here": [str(ids[1])]})
    assert present(session) == {ids[0], ids[1]}
    assert "hat jemand anderes 1 Häkchen geändert" in ada.get(path).text
    ada.send(path, {"lists": "seen", "seen": [str(ids[0]), str(ids[1])], "here": [str(ids[1])]})
    assert present(session) == {ids[1]}
    assert "jemand anderes" not in ada.get(path).text


def _change(client: FlaskClient, contingent: Contingent, seen: str, seats: str) -> tuple[int, str]:
    until = clock.local(contingent.until_at)
    given = {"seats": seats, "until_on": f"{until:%Y-%m-%d}", "until_hour": f"{until:%H:%M}"}
    answer = client.send(f"/organise/contingents/{contingent.id}/edit", given | {"seen": seen})
    return answer.status_code, answer.text


def test_the_second_at_a_contingent_sees_what_differs(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    contingent = cast.contingent(workshop, 3)
    seen, until_at = contingents.print_of(contingent), contingent.until_at
    contingents.change(contingent, workshop, seats=5, until_at=until_at, by=WORKER)
    status, page = _change(ada, contingent, seen, "4")
    assert (status, cast.fresh(contingent).seats) == (422, 5)
    assert "Inzwischen hat das jemand anderes geändert" in page
    assert '<dd dir="auto">5</dd>' in page
    assert '<dd dir="auto">4</dd>' in page
    again = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert _change(ada, contingent, again, "4")[0] == 303
    assert cast.fresh(contingent).seats == 4


def test_the_second_at_a_groups_seats_is_told(ada: FlaskClient) -> None:
    workshop = cast.make_workshop(most_seats=9)
    contact = cast.confirmed(workshop, cast.somebody(1, seats=3))
    home = f"/organise/registrations/{contact.id}/group"
    groups.resize(contact, 5, by=WORKER)
    answer = ada.send(home, {"seats": "4", "seen": "3"}, to=f"{home}/seats")
    assert answer.status_code == 422
    assert "Jetzt sind es 5." in answer.text
    assert cast.fresh(contact).seats == 5
    ada.send(home, {"seats": "4", "seen": "5"}, to=f"{home}/seats")
    assert cast.fresh(contact).seats == 4
