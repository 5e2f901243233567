"""Asking to hear of the next date of the same content. The answer is the same for everybody."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.routing import RequestRedirect

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue, interests
from wirworkshops.errors import NotFound
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import glance, limits, refusals
from wirworkshops.web.public.forms import NextDate

blueprint = Blueprint("interests", __name__)


@blueprint.route("/workshops/<slug>/interest", methods=["GET", "POST"])
@limits.by_network
@limits.by_mailbox
def ask(slug: str) -> Any:
    workshop, form = _workshop(slug), NextDate()
    if request.method == "GET" or not form.validate():
        return _page(workshop, form), 422 if form.errors else 200
    if not form.homepage.data:  # only machines see that field: let them believe
        interests.note(
            workshop,
            name=form.value("name"),
            email=form.value("email"),
            language=i18n.language(),
        )
    return redirect(url_for("interests.ask", slug=slug, sent=1), 303)


def _workshop(slug: str) -> Workshop:
    workshop = catalogue.for_form(slug)
    if workshop is None:
        raise _moved(slug)
    if workshop.status == "draft":
        raise NotFound("draft")
    return workshop


def _moved(slug: str) -> Exception:
    """Return what leads from an old address of a workshop to its present one (308)."""
    present = catalogue.slug_now(slug)
    if present is None:
        return NotFound("not-found")
    return RequestRedirect(url_for("interests.ask", slug=present))


def _page(workshop: Workshop, form: NextDate, alert: str = "") -> str:
    return render_template(
        "public/interest.html",
        form=form,
        sent="sent" in request.args,
        glance=glance.glance(workshop, clock.now()),
        alert=alert,
    )


@blueprint.errorhandler(CSRFError)
@blueprint.errorhandler(TooManyRequests)
def keep_typed(error: HTTPException) -> tuple[str, int]:
    """Show the form again with all that was typed, where the request as such was refused."""
    code = "csrf" if isinstance(error, CSRFError) else "too-many"
    workshop = _workshop((request.view_args or {})["slug"])
    return _page(workshop, NextDate(), str(refusals.SENTENCES[code])), error.code or 400
