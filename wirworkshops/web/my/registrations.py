"""One registration, behind the secret link of its letters. Opening it changes nothing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from wirworkshops.domain import registrations
from wirworkshops.domain.needs import forget_needs_of
from wirworkshops.errors import Conflict
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.web import refusals
from wirworkshops.web.my import guard, standing
from wirworkshops.web.my.forms import Contact
from wirworkshops.web.public import typed

blueprint = Blueprint("registrations", __name__)
guard.protect(blueprint)


@blueprint.get("/registrations/<token>")
def show(token: str) -> str:
    return _page(token)


def _page(token: str, contact: Contact | None = None, alert: str = "") -> str:
    registration = guard.registration(token, registrations.for_page)
    person = registration.participant
    return render_template(
        "my/registration.html",
        token=token,
        standing=standing.of(registration),
        form=contact or Contact(formdata=None, obj=registration, name=person and person.name),
        alert=alert,
    )


@blueprint.post("/registrations/<token>/confirm")
def confirm(token: str) -> Any:
    typed.forget()
    return _act(token, registrations.confirm, _thanks)


def _thanks(registration: Registration) -> str:
    if registration.status == "waiting":
        return _("Danke, Ihre Adresse ist bestätigt.")
    return _("Danke, Ihr Platz ist bestätigt.")


@blueprint.post("/registrations/<token>/withdraw")
def withdraw(token: str) -> Any:
    return _act(token, registrations.withdraw, lambda _registration: _("Sie sind abgemeldet."))


@blueprint.post("/registrations/<token>/needs")
def forget_needs(token: str) -> Any:
    """Take the consent back: what she said she needs is deleted."""
    return _act(token, forget_needs_of, lambda _registration: _("Diese Angaben sind gelöscht."))


def _act(
    token: str, verb: Callable[[Registration], None], said: Callable[[Registration], str]
) -> Any:
    """Do it, then show the page anew; where the rules say no, show it with the reason."""
    registration = guard.registration(token)
    try:
        verb(registration)
    except Conflict as refusal:
        return _page(token, alert=refusals.sentence(refusal)), refusal.status
    flash(said(registration), "success")
    return redirect(url_for("registrations.show", token=token), 303)


@blueprint.post("/registrations/<token>/correct")
def correct(token: str) -> Any:
    """Correct name and contact."""
    registration, contact = guard.registration(token), Contact()
    if not contact.validate():
        return _page(token, contact), 422
    given = contact.data
    try:
        registrations.correct(
            registration,
            name=given["name"],
            phone=given["phone"],
            organisation=given["organisation"],
        )
    except Conflict as refusal:
        contact.name.errors = [refusals.sentence(refusal)]
        return _page(token, contact), refusal.status
    flash(_("Gespeichert."), "success")
    return redirect(url_for("registrations.show", token=token), 303)
