"""When a draft publishes itself: set, changed, taken back."""

from datetime import time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import publishing
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import guard, heads, inputs, seating

blueprint = guard.private("office_publishing", __name__, prefix="/organise/workshops")
MORNING = time(9)


class TimeForm(fields.Form):
    day = inputs.day(_l("Tag"), inputs.needed(_l("Bitte geben Sie den Tag an.")))
    hour = inputs.hour(_l("Uhrzeit"), inputs.needed(_l("Bitte geben Sie die Uhrzeit an.")))


@blueprint.route("/<int:workshop_id>/publishing", methods=["GET", "POST"])
@guard.office("edit workshops")
def plan(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status != "draft":
        return _to_edit(workshop)
    form = TimeForm(data=_start(workshop))
    if request.method == "POST" and form.validate():
        at = seating.at(form.day.data, form.hour.data)
        try:
            publishing.schedule(workshop, at, by=guard.actor())
        except Refusal as refusal:
            form.day.errors = [refusals.sentence(refusal)]
        else:
            flash(_("Wird von selbst veröffentlicht: %(when)s.", when=i18n.moment(at)), "success")
            return _to_edit(workshop)
    html = render_template(
        "organise/publishing.html", head=heads.head(workshop), workshop=workshop, form=form,
        planned=i18n.moment(workshop.publish_at) if workshop.publish_at else "",
    )  # fmt: skip
    return html, 422 if form.errors else 200


@blueprint.post("/<int:workshop_id>/publishing/withdraw")
@guard.office("edit workshops")
def withdraw(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status == "draft":
        publishing.unschedule(workshop, by=guard.actor())
        flash(_("Zurückgenommen. Der Entwurf bleibt ein Entwurf."), "success")
    return _to_edit(workshop)


def _start(workshop: Workshop) -> dict[str, Any]:
    at = clock.local(workshop.publish_at) if workshop.publish_at else None
    return {"day": at.date() if at else None, "hour": at.time() if at else MORNING}


def _to_edit(workshop: Workshop) -> ResponseReturnValue:
    return redirect(url_for("office_editing.edit", workshop_id=workshop.id), 303)
