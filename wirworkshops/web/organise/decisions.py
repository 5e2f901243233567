"""Does it take place? Where the minimum is not reached: hold, postpone or call off, in one step."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import decisions, outbox, postponing, seats
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, items, refusals
from wirworkshops.web.organise import cancelling, consequences, elsewhere, guard, heads, inputs

blueprint = guard.private("office_decisions", __name__, prefix="/organise/workshops")


class DayForm(fields.Form):
    first_day = inputs.day(_l("Neuer Tag"), inputs.needed(_l("Bitte geben Sie den neuen Tag an.")))


@blueprint.get("/<int:workshop_id>/decision")
@guard.office("edit workshops")
def show(workshop: Workshop) -> ResponseReturnValue:
    return _page(workshop, DayForm())


@blueprint.post("/<int:workshop_id>/decision/hold")
@guard.office("edit workshops")
def hold(workshop: Workshop) -> ResponseReturnValue:
    decisions.hold_anyway(workshop, by=guard.actor())
    flash(_("Entschieden: Es findet statt."), "success")
    return _to_list(workshop)


@blueprint.post("/<int:workshop_id>/decision/postpone")
@guard.office("edit workshops")
def postpone(workshop: Workshop) -> ResponseReturnValue:
    form = DayForm()
    day = form.first_day.data
    if not form.validate() or day is None:
        return _page(workshop, form)
    try:
        told = postponing.postpone(workshop, day, by=guard.actor())
    except Refusal as refusal:
        form.first_day.errors = [refusals.sentence(refusal)]
        return _page(workshop, form)
    letters = ngettext(
        "%(num)s Mensch bekommt eine Nachricht.", "%(num)s Menschen bekommen eine Nachricht.", told
    )
    flash(" ".join([_("Verschoben."), letters] if told else [_("Verschoben.")]), "success")
    return _to_list(workshop)


def _to_list(workshop: Workshop) -> ResponseReturnValue:
    return redirect(url_for("office_registrations.index", workshop_id=workshop.id), 303)


def _page(workshop: Workshop, form: DayForm) -> ResponseReturnValue:
    if workshop.status == "draft":
        raise Conflict("workshop-draft")
    coming = outbox.upcoming(workshop)
    if workshop.status == "cancelled" or not coming:
        return _to_list(workshop)
    html = render_template(
        "organise/decision.html",
        head=heads.head(workshop),
        workshop=workshop,
        standing=_standing(workshop),
        decided=_decided(workshop),
        rows=[items.row(session) for session in coming],
        told=consequences.told(workshop),
        form=form,
        reason=cancelling.reason_form(elsewhere.of(workshop)),
    )
    return html, 422 if form.errors else 200


def _decided(workshop: Workshop) -> str:
    if not workshop.decided_at:
        return ""
    return _("Entschieden: Es findet statt (%(when)s).", when=i18n.moment(workshop.decided_at))


def _standing(workshop: Workshop) -> str:
    """Say how many there are, how many it takes, and until when it is to be decided."""
    there = ngettext(
        "%(num)s Platz ist belegt", "%(num)s Plätze sind belegt", seats.taken(workshop)
    )
    if not workshop.minimum:
        return _("%(there)s. Eine Mindestzahl gibt es nicht.", there=there)
    if not workshop.decide_at:
        return _("%(there)s, mindestens %(minimum)s sollen es sein.", there=there,
                 minimum=workshop.minimum)  # fmt: skip
    return _(
        "%(there)s, mindestens %(minimum)s sollen es sein. Entscheiden bis: %(when)s.",
        there=there,
        minimum=workshop.minimum,
        when=i18n.moment(workshop.decide_at),
    )
