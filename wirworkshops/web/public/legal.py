"""Legal pages and contact, filled from the settings, and the logos that must be shown."""

from flask import Blueprint, Response, render_template, send_from_directory
from werkzeug.wrappers import Response as Answer

from wirworkshops.errors import NotFound
from wirworkshops.web import page

blueprint = Blueprint("legal", __name__)
KEPT_SECONDS = 24 * 3600


@blueprint.get("/imprint")
def imprint() -> Response:
    return page.ready(render_template("public/legal/imprint.html"))


@blueprint.get("/privacy")
def privacy() -> Response:
    return page.ready(render_template("public/legal/privacy.html"))


@blueprint.get("/accessibility")
def accessibility() -> Response:
    return page.ready(render_template("public/legal/accessibility.html"))


@blueprint.get("/contact")
def contact() -> Response:
    return page.ready(render_template("public/legal/contact.html"))


@blueprint.get("/logos/<name>")
def logo(name: str) -> Answer:
    """A file of instance/logos; only one that the settings name."""
    settings = page.settings()
    named = {file for file, _text in page.centre_of(settings)["logos"]}
    if name not in named:
        raise NotFound("not-found")
    folder = settings.instance.absolute() / "logos"
    return send_from_directory(folder, name, max_age=KEPT_SECONDS)
