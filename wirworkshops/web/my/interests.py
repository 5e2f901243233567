"""Taking back that one wants to hear of a date, behind the secret link of the letter."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from wirworkshops import clock, links, tokens
from wirworkshops.domain import interests
from wirworkshops.errors import NotFound
from wirworkshops.models.registrations import Interest
from wirworkshops.web import glance
from wirworkshops.web.my import guard

blueprint = Blueprint("my_interests", __name__)
guard.protect(blueprint)


@blueprint.get("/interests/over")
def over() -> str:
    """Say that it is done; the link itself opens nothing any more."""
    return render_template("my/interest.html", glance=None)


@blueprint.route("/interests/<token>", methods=["GET", "POST"])
def show(token: str) -> Any:
    interest = _of(token)
    if request.method == "POST":
        interests.forget(interest)
        return redirect(url_for("my_interests.over"), 303)
    shown = glance.glance(interest.workshop, clock.now())
    return render_template("my/interest.html", token=token, glance=shown)


def _of(token: str) -> Interest:
    claim = tokens.read(token)
    found = interests.by_id(claim.row) if claim else None
    if claim is None or found is None or not claim.fits(links.INTEREST, found.link_number):
        raise NotFound("bad-interest")
    return found
