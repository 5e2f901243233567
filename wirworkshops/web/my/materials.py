"""Material of a workshop, behind the secret link of a registration."""

from typing import Any

from flask import Blueprint, url_for

from wirworkshops.domain import materials
from wirworkshops.errors import NotFound
from wirworkshops.models.registrations import Registration
from wirworkshops.web import downloads
from wirworkshops.web.downloads import Line
from wirworkshops.web.my import guard

blueprint = Blueprint("my_materials", __name__)
guard.protect(blueprint)


def lines(registration: Registration, token: str) -> list[Line]:
    return [
        downloads.line(row, url_for("my_materials.show", token=token, material_id=row.id))
        for row in materials.seen_by(registration)
    ]


@blueprint.get("/registrations/<token>/material/<int:material_id>")
def show(token: str, material_id: int) -> Any:
    registration = guard.registration(token)
    found = [row for row in materials.seen_by(registration) if row.id == material_id]
    if not found:
        raise NotFound("bad-link")
    return downloads.hand_out(found[0])
