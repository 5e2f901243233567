"""A group in the office: its seats and the people named for them, changed on its behalf."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from wirworkshops.domain import groups, moves
from wirworkshops.domain.groups import Named
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import Registration
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import consequences, guard, heads, inputs

blueprint = guard.private("office_groups", __name__, prefix="/organise/registrations")


SEATS = ("seats", "seen")


class NameForm(fields.Form):
    name = fields.line(_l("Name"), fields.Required(_l("Bitte geben Sie den Namen an.")))
    email = fields.email(
        _l("E-Mail-Adresse"),
        required=False,
        about=_l("Dann bekommt die Person selbst eine Nachricht und den Kalendereintrag."),
    )

    @property
    def named(self) -> Named:
        return Named(self.value("name"), self.value("email"))


class SeatsForm(fields.Form):
    seen = IntegerField(validators=[Optional()])
    seats = inputs.number(
        _l("Plätze"),
        inputs.needed(_l("Bitte geben Sie an, wie viele Plätze es sind.")),
        NumberRange(1, 1000, _l("Bitte geben Sie eine Zahl an, mindestens 1.")),
    )


@blueprint.get("/<int:registration_id>/group")
@guard.office("act on registrations")
def show(registration: Registration) -> ResponseReturnValue:
    if registration.group:
        return _to_group(registration.group)
    return _page(registration)


@blueprint.post("/<int:registration_id>/group/name")
@guard.office("act on registrations")
def name(registration: Registration) -> ResponseReturnValue:
    form = NameForm()
    done = _try(form, "name", lambda: groups.name(registration, form.named, by=guard.actor()))
    if not done:
        return _page(registration, name_form=form)
    flash(_("Eingetragen."), "success")
    return _to_group(registration)


@blueprint.post("/<int:registration_id>/group/seats")
@guard.office("act on registrations")
def resize(registration: Registration) -> ResponseReturnValue:
    form = SeatsForm()
    number, seen = form.seats.data or 0, form.seen.data
    act = lambda: groups.resize(registration, number, by=guard.actor(), seen=seen)  # noqa: E731
    if not _try(form, "seats", act):
        form.seen.raw_data, form.seen.data = None, registration.seats  # again is deliberate
        return _page(registration, seats_form=form)
    flash(_("Gespeichert. Die Zahl der Plätze ist geändert."), "success")
    return _to_group(registration)


@blueprint.post("/<int:registration_id>/group/remove")
@guard.office("act on registrations")
def remove(registration: Registration) -> ResponseReturnValue:
    """Take the name of this person back; the seat stays with the group."""
    contact = registration.group or registration
    try:
        groups.unname(registration, by=guard.actor())
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        flash(_("Herausgenommen. Der Platz bleibt der Gruppe."), "success")
    return _to_group(contact)


@blueprint.route("/<int:registration_id>/group/swap", methods=["GET", "POST"])
@guard.office("act on registrations")
def swap(registration: Registration) -> ResponseReturnValue:
    """Put somebody else in this person's place."""
    contact = registration.group
    if contact is None:
        return _to_group(registration)
    form = NameForm()
    act = lambda: groups.swap(registration, form.named, by=guard.actor())  # noqa: E731
    if request.method == "POST" and _try(form, "name", act):
        flash(_("Getauscht."), "success")
        return _to_group(contact)
    html = render_template(
        "organise/swap.html",
        head=heads.head(registration.workshop),
        form=form,
        contact=contact,
        name=consequences.name_of(registration),
    )
    return html, 422 if form.errors else 200


def _try(form: fields.Form, field: str, act: Callable[[], Any]) -> bool:
    """Do it if the form holds; where it is refused, say so at the field."""
    if not form.validate():
        return False
    try:
        act()
    except Refusal as refusal:
        form[field].errors = [refusals.sentence(refusal)]
        return False
    return True


def _to_group(contact: Registration) -> ResponseReturnValue:
    return redirect(url_for("office_groups.show", registration_id=contact.id), 303)


def _page(
    contact: Registration, *, name_form: NameForm | None = None, seats_form: SeatsForm | None = None
) -> ResponseReturnValue:
    forms = (name_form, seats_form)
    html = render_template(
        "organise/group.html",
        head=heads.head(contact.workshop),
        contact=contact,
        name=consequences.name_of(contact),
        members=[(row, consequences.name_of(row)) for row in moves.members(contact)],
        unnamed=groups.unnamed(contact),
        most=contact.workshop.most_seats,
        name_form=name_form or NameForm(formdata=None),
        seats_form=seats_form
        or SeatsForm(formdata=None, data={"seats": contact.seats, "seen": contact.seats}),
    )
    return html, 422 if any(form and form.errors for form in forms) else 200
