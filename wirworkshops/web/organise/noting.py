"""Noting what somebody needs who rings or writes, and how she has agreed to it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, RadioField

from wirworkshops.domain import needs
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import Registration
from wirworkshops.web import fields, needing, refusals
from wirworkshops.web.organise import consequences, guard, heads

blueprint = guard.private("office_noting", __name__, prefix="/organise")
WAYS = {
    "oral": _l("Mündlich, am Telefon oder im Gespräch"),
    "paper": _l("Schriftlich, zum Beispiel in einem Brief oder einer E-Mail"),
}


class NotedForm(needing.Needs):
    needs = needing.ticks(_l("Das braucht die Person"))
    need_language = needing.into(_l("Dolmetschen in diese Sprache"))
    need_diet = needing.diet(_l("Das ist ihr beim Essen wichtig"))
    need_text = fields.lines(_l("Anderes, und zwar"), most=needing.MOST_NEED)
    consent = RadioField(
        _l("So hat sie zugestimmt, dass wir das aufschreiben"),
        [fields.OneOf(tuple(WAYS))],
        choices=fields.choices(WAYS),
        validate_choice=False,
    )
    shares_needs = BooleanField(
        _l("Sie ist auch einverstanden, dass Referent:innen und Catering wissen, wer es ist.")
    )
    no_consent = _l("Ohne Einverständnis dürfen wir keinen Bedarf aufschreiben.")


@blueprint.route("/registrations/<int:registration_id>/needs", methods=["GET", "POST"])
@guard.office("see needs")
def note(registration: Registration) -> ResponseReturnValue:
    form = NotedForm(data=needing.typed(registration.needs))
    if request.method == "POST" and form.validate():
        try:
            return _noted(registration, form)
        except Refusal as refusal:
            form.form_errors.append(refusals.sentence(refusal))
    html = render_template(
        "organise/noting.html",
        form=form,
        head=heads.head(registration.workshop),
        registration=registration,
        name=consequences.name_of(registration),
        late=needing.late(registration),
        can_change=needs.can_change(registration),
    )
    return html, 422 if form.errors else 200


def _noted(registration: Registration, form: NotedForm) -> ResponseReturnValue:
    """Keep it; where nothing is left, she has taken it all back."""
    if not form.names_needs:
        return _forget_all(registration)
    wanted = needs.Wanted(**form.wanted, consent=form.value("consent"))
    added = needs.change(registration, wanted, by=guard.actor())
    for sentence in needing.said(added):
        flash(*sentence)
    return _back(registration)


@blueprint.post("/registrations/<int:registration_id>/needs/forget")
@guard.office("see needs")
def forget(registration: Registration) -> ResponseReturnValue:
    """She has taken her consent back, by phone or in writing."""
    return _forget_all(registration)


def _forget_all(registration: Registration) -> ResponseReturnValue:
    needs.forget_needs_of(registration, by=guard.actor())
    flash(_("Diese Angaben sind gelöscht."), "success")
    return _back(registration)


def _back(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("office_people.show", registration_id=registration.id), 303)
