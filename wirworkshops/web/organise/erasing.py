"""Deleting one person because she wishes it: what goes, what stays, and what is in the way."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import directory, erasing
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.models.participants import Participant
from wirworkshops.web import refusals
from wirworkshops.web.organise import guard, participants

blueprint = guard.private("office_erasing", __name__, prefix="/organise/people")


@blueprint.route("/<int:person_id>/erase", methods=["GET", "POST"])
@guard.office("act on registrations")
def erase(person: Participant) -> ResponseReturnValue:
    if request.method == "GET":
        return _page(person)
    try:
        _erase(person)
    except Refusal as refusal:
        return _page(person, refusals.sentence(refusal)), refusal.status
    flash(_("Gelöscht. Nur Zahlen sind geblieben."), "success")
    return redirect(url_for("office_participants.index"), 303)


def _erase(person: Participant) -> None:
    """Do it; a coordinator may only where all registrations are in her reach."""
    if not directory.reaches_whole(person, guard.reach()):
        raise Conflict("erase-elsewhere")
    erasing.erase(person, by=guard.actor())


def _page(person: Participant, problem: str = "") -> str:
    mine = directory.with_workshops(directory.registrations_of(person, guard.reach()))
    running = [participants.registration(row) for row in mine if erasing.goes_on(row)]
    return render_template(
        "organise/erase.html", person=person, running=running, problem=problem, total=len(mine)
    )
