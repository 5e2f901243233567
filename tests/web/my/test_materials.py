"""Material: behind the secret link, for those with a seat or who came, told once."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests import cast
from tests.documents.test_materials import PDF
from wirworkshops import clock, links
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import materials
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.materials import MaterialPlan, Sent
from wirworkshops.letters.compose import compose
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.materials import Material
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration

SENT = Sent("folien.pdf", "application/pdf", PDF)


def page(registration: Registration) -> str:
    return links.registration_url("", registration)


def lay_out(registration: Registration, **values: object) -> Material:
    plan = MaterialPlan(**{"title": "Die Folien"} | values)  # type: ignore[arg-type]
    return materials.add(registration.workshop, plan, SENT, by=WORKER)


def come(registration: Registration) -> None:
    session = registration.workshop.sessions[0]
    with transaction() as store:
        store.add(
            Attendance(
                session_id=session.id,
                registration_id=registration.id,
                present=True,
                marked_at=clock.now(),
            )
        )


def letters() -> list[Letter]:
    db.session.rollback()
    return db.session.query(Letter).filter_by(kind="material").all()


def test_who_has_a_seat_downloads_it(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    material = lay_out(registration)
    assert "Die Folien" in client.get(page(registration)).text
    answer = client.get(f"{page(registration)}/material/{material.id}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="folien.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_nobody_else_does(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    material = lay_out(cast.confirmed(workshop))
    waits = cast.sign_up(workshop, cast.DUA)
    elsewhere = cast.confirmed(cast.make_workshop("Etwas anderes"), cast.EVE)
    for registration in (waits, elsewhere):
        assert client.get(f"{page(registration)}/material/{material.id}").status_code == 404
        assert "Die Folien" not in client.get(page(registration)).text
    assert client.get(f"/registrations/falsch/material/{material.id}").status_code == 404
    assert client.get(f"{page(waits)}/material/9999").status_code == 404
    assert client.post(f"{page(waits)}/material/{material.id}").status_code == 405


def test_it_is_seen_from_its_instant_on(client: FlaskClient, time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop())
    lay_out(registration, visible_at=clock.now() + timedelta(hours=1))
    assert "Die Folien" not in client.get(page(registration)).text
    time.move(hours=2)
    assert "Die Folien" in client.get(page(registration)).text


def test_some_is_for_those_who_came(client: FlaskClient, time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop())
    lay_out(registration, readers="came", phase="after")
    time.move(days=20)
    assert "Die Folien" not in client.get(page(registration)).text
    come(registration)
    assert "Die Folien" in client.get(page(registration)).text


def test_people_are_told_once(settings: Settings, client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    lay_out(registration)
    assert materials.tell(registration.workshop, by=WORKER) == 1
    assert materials.tell(registration.workshop, by=WORKER) == 0
    (letter,) = letters()
    message = compose(letter, settings)
    assert message is not None
    assert message["Subject"] == "Material für Sie: Beratung, die ankommt"


def test_a_letter_about_what_is_gone_is_dropped(settings: Settings, client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    material = lay_out(registration)
    materials.tell(registration.workshop, by=WORKER)
    materials.remove(material, by=WORKER)
    (letter,) = letters()
    assert compose(letter, settings) is None
