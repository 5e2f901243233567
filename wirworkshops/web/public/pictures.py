"""The picture of a workshop, drawn from its address: decoration, the same bytes each time."""

from flask import Blueprint, Response

from wirworkshops.domain import catalogue
from wirworkshops.errors import NotFound
from wirworkshops.web import page
from wirworkshops.web.public import mosaic as drawing

blueprint = Blueprint("pictures", __name__)
KEPT_SECONDS = 24 * 3600


@blueprint.get("/workshops/<slug>.svg")
def mosaic(slug: str) -> Response:
    palette = catalogue.palette_of(slug)
    if palette is None:
        raise NotFound("not-found")
    picture = Response(drawing.mosaic(slug, palette), mimetype="image/svg+xml")
    answer = page.ready(picture)
    answer.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer
