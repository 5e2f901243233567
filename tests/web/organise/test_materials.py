"""Material in the office: a file or a link, put there, changed, deleted."""

from dataclasses import replace
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.documents.test_materials import PDF
from tests.domain.scenes import at_once
from tests.web.organise.editing import letters
from wirworkshops.database import db
from wirworkshops.domain import materials, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.materials import MaterialPlan


def test_the_office_adds_changes_and_deletes(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    base = f"/organise/workshops/{workshop.id}/material"
    form = {"title": "Folien", "phase": "after", "readers": "seats"}
    token = ben.token(f"{base}/new")  # type: ignore[attr-defined]
    data = form | {"csrf_token": token, "file": (BytesIO(PDF), "Folien.pdf")}
    answer = ben.post(f"{base}/new", data=data, content_type="multipart/form-data")
    assert (answer.status_code, answer.location) == (303, base)
    (material,) = materials.of_workshop(workshop.id)
    assert "Zum Nachlesen, PDF, 1 kB" in ben.get(base).text
    edit = f"/organise/materials/{material.id}/edit"
    assert ben.send(edit, form | {"title": "Neu"}).status_code == 303  # type: ignore[attr-defined]
    assert (cast.fresh(material).title, materials.body_of(material)) == ("Neu", PDF)
    link = form | {"url": "https://folien.example/"}
    assert ben.send(edit, link).status_code == 303  # type: ignore[attr-defined]
    assert (cast.fresh(material).file_name, materials.body_of(material)) == ("", b"")
    ben.send(edit, {}, to=f"/organise/materials/{material.id}/delete")  # type: ignore[attr-defined]
    db.session.rollback()
    assert materials.of_workshop(workshop.id) == []


def test_what_is_refused_is_said(ben: FlaskClient) -> None:
    base = f"/organise/workshops/{cast.make_workshop().id}/material/new"
    form = {"title": "Folien", "phase": "after", "readers": "seats"}
    answer = ben.send(base, form)  # type: ignore[attr-defined]
    assert (answer.status_code, "nicht beides" in answer.text) == (422, True)
    answer = ben.send(base, form | {"url": "javascript:alert(1)"})  # type: ignore[attr-defined]
    assert answer.status_code == 422


def test_the_second_to_change_it_sees_what_the_first_stored(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    plan = MaterialPlan("Folien", url="https://folien.example/")
    material = materials.add(workshop, plan, None, by=WORKER)
    edit = f"/organise/materials/{material.id}/edit"
    seen = seen_in(ben.get(edit).text)
    materials.change(material, replace(plan, title="Adas Folien"), None, by=WORKER)
    form = {
        "title": "Bens Folien", "url": plan.url, "phase": "before", "readers": "seats",
        "seen": seen,
    }  # fmt: skip
    answer = ben.send(edit, form)  # type: ignore[attr-defined]
    assert answer.status_code == 422
    for said in ("Das ist verschieden", '<dd dir="auto">Adas Folien</dd>', "Bens Folien"):
        assert said in answer.text
    assert cast.fresh(material).title == "Adas Folien"
    again = form | {"seen": seen_in(answer.text)}
    assert ben.send(edit, again).status_code == 303  # type: ignore[attr-defined]
    assert cast.fresh(material).title == "Bens Folien"


def seen_in(page: str) -> str:
    return page.split('name="seen" value="', 1)[1].split('"', 1)[0]


def test_two_who_tell_at_once_write_one_letter_to_each(app: Flask) -> None:
    workshop = cast.make_workshop()
    cast.confirmed(workshop)
    materials.add(workshop, MaterialPlan("Folien", url="https://folien.example/"), None, by=WORKER)

    number = workshop.id

    def tell() -> None:
        found = workshops.by_id(number)
        assert found
        materials.tell(found, by=WORKER)

    assert at_once(app, [tell] * 4) == ["done"] * 4
    assert letters("material") == 1
