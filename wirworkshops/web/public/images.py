"""The files of images. Their address holds a print of their bytes, so they can be kept for ever."""

from flask import Blueprint, Response

from wirworkshops.domain import images
from wirworkshops.errors import NotFound
from wirworkshops.models.images import FORMATS, WIDTHS

blueprint = Blueprint("images", __name__)
KEPT = f"public, max-age={365 * 24 * 3600}, immutable"


@blueprint.get("/images/<digest>/<int:width>.<kind>")
def show(digest: str, width: int, kind: str) -> Response:
    known = kind in FORMATS and width <= WIDTHS[-1] and digest.isalnum()
    body = images.file(digest, width, kind) if known else None
    if body is None:
        raise NotFound("not-found")
    answer = Response(body, mimetype=f"image/{kind}")
    answer.headers["Cache-Control"] = KEPT
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    return answer
