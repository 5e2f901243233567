"""Material in the office: a file or a link, put there, changed, deleted."""

from io import BytesIO

from flask.testing import FlaskClient

from tests import cast
from tests.documents.test_materials import PDF
from wirworkshops.database import db
from wirworkshops.domain import materials


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
