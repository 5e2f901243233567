"""Into the archive and back."""

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.config import Settings
from wirworkshops.domain import archiving
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals
from wirworkshops.web.organise import guard, outcomes

blueprint = guard.private("office_archiving", __name__, prefix="/organise/workshops")


@blueprint.post("/<int:workshop_id>/archive")
@guard.office("edit workshops")
def archive(workshop: Workshop) -> ResponseReturnValue:
    try:
        archiving.archive(workshop, by=guard.actor())
        flash(_("Im Archiv. Die Seite antwortet weiter auf ihrer Adresse."), "success")
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    return _back(workshop)


@blueprint.post("/<int:workshop_id>/unarchive")
@guard.office("edit workshops")
def bring_back(workshop: Workshop) -> ResponseReturnValue:
    archiving.bring_back(workshop, by=guard.actor())
    flash(_("Wieder in den Listen."), "success")
    return _back(workshop)


@blueprint.post("/archive-old")
@guard.office("edit workshops")
def archive_old() -> ResponseReturnValue:
    number = archiving.archive_old(guard.reach(), months=months(), by=guard.actor())
    gone = ngettext(
        "%(num)s Veranstaltung ist jetzt im Archiv.",
        "%(num)s Veranstaltungen sind jetzt im Archiv.",
        number,
    )
    flash(*outcomes.counted(gone, number))
    view = "cancelled" if request.args.get("view") == "cancelled" else "past"
    return redirect(url_for("office_workshops.index", view=view), 303)


def months() -> int:
    """Return after how many months the office suggests to put something away."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.archive_months


def _back(workshop: Workshop) -> ResponseReturnValue:
    return redirect(url_for("office_registrations.index", workshop_id=workshop.id), 303)
