"""Exceptions for one registration: let in ahead of the others, or moved to another workshop."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import desk, states, transfers, waiting
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import consequences, elsewhere, guard, heads, inputs

blueprint = guard.private("office_exceptions", __name__, prefix="/organise/registrations")

ADMISSIBLE = ("waiting", "requested")


class AdmitForm(fields.Form):
    because = fields.lines(
        _l("Warum?"),
        fields.Required(_l("Bitte nennen Sie einen Grund.")),
        most=1000,
        about=_l("Er steht im Verlauf, nur für das Büro."),
    )


class MoveForm(fields.Form):
    target = inputs.one(
        _l("Wohin?"), validators=[inputs.needed(_l("Bitte wählen Sie eine Veranstaltung."))]
    )


@blueprint.route("/<int:registration_id>/admit", methods=["GET", "POST"])
@guard.office("act on registrations")
def admit(registration: Registration) -> ResponseReturnValue:
    if registration.status not in ADMISSIBLE or registration.group_id:
        return _refused(registration, "admit-other")
    form = AdmitForm()
    if request.method == "POST" and form.validate():
        added = desk.admit(registration, because=form.value("because"), by=guard.actor())
        flash(_admitted(added), "success")
        return _to(registration)
    added = max(0, registration.seats - registration.pool.free)
    html = render_template(
        "organise/admit.html",
        head=heads.head(registration.workshop),
        registration=registration,
        name=consequences.name_of(registration),
        form=form,
        added=added,
        capacity=registration.pool.capacity + added,
        told=consequences.of_confirming(registration),
    )
    return html, 422 if form.errors else 200


def _admitted(added: int) -> str:
    if not added:
        return _("Vorgelassen. Der Platz ist fest.")
    return ngettext(
        "Vorgelassen. Der Platz ist fest; %(num)s Platz ist dazugekommen.",
        "Vorgelassen. Der Platz ist fest; %(num)s Plätze sind dazugekommen.",
        added,
    )


@blueprint.route("/<int:registration_id>/move", methods=["GET", "POST"])
@guard.office("act on registrations")
def move(registration: Registration) -> ResponseReturnValue:
    if registration.status not in states.ACTIVE:
        return _refused(registration, "illegal-move")
    found = elsewhere.of(registration.workshop)
    form = MoveForm()
    form.target.choices = elsewhere.choices(found)
    if request.method == "POST" and form.validate():
        try:
            moved = transfers.move_to(registration, found[form.target.data], by=guard.actor())
        except Refusal as refusal:
            form.target.errors = [refusals.sentence(refusal)]
        else:
            flash(_moved(moved), "success")
            return _to(moved)
    html = render_template(
        "organise/move.html",
        head=heads.head(registration.workshop),
        registration=registration,
        name=consequences.name_of(registration),
        form=form,
        withdrawing=consequences.of_withdrawing(registration),
    )
    return html, 422 if form.errors else 200


def _moved(registration: Registration) -> str:
    if registration.status == "waiting":
        place = waiting.position(registration)
        return _("Umgezogen: dort auf der Warteliste, auf Platz %(n)s.", n=place)
    if registration.status == "held":
        return _("Umgezogen. Der Platz ist reserviert, bis die Person bestätigt.")
    return _("Umgezogen. Der Platz dort ist fest.")


def _refused(registration: Registration, code: str) -> ResponseReturnValue:
    flash(refusals.sentence(Conflict(code)), "warning")
    return _to(registration)


def _to(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("office_people.show", registration_id=registration.id), 303)
