"""Changing a registration by button: a group's seats and names, sessions of a conference."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for

from wirworkshops.domain import choices, groups, registrations
from wirworkshops.domain.groups import Named
from wirworkshops.errors import Conflict, Invalid, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.web import refusals, slots
from wirworkshops.web.my import guard
from wirworkshops.web.my.forms import Naming
from wirworkshops.web.my.registrations import act, page

blueprint = Blueprint("changing", __name__)
guard.protect(blueprint)


@blueprint.post("/registrations/<token>/seats")
def resize(token: str) -> Any:
    """Change how many seats the group has."""
    wanted = request.form.get("seats", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 0
    return act(token, lambda row: groups.resize(row, number), _seats_now)


def _seats_now(registration: Registration) -> str:
    number = registration.seats
    return ngettext("Jetzt ist es %(num)s Platz.", "Jetzt sind es %(num)s Plätze.", number)


@blueprint.post("/registrations/<token>/fewer")
def fewer(token: str) -> Any:
    """Say whether a waiting group comes with fewer seats as well."""
    agrees = request.form.get("agrees") == "yes"
    return act(token, lambda row: groups.agree_to_fewer(row, agrees=agrees), _said_of_fewer)


def _said_of_fewer(registration: Registration) -> str:
    if registration.takes_fewer:
        return _("Gespeichert. Ihre Gruppe kommt auch mit weniger Plätzen.")
    return _("Gespeichert. Ihre Gruppe wartet, bis alle Plätze frei sind.")


@blueprint.post("/registrations/<token>/names")
def name(token: str) -> Any:
    """Name somebody for a seat of the group."""
    contact, naming = guard.registration(token), Naming.of(None, is_filled=True)
    return _named(token, naming, lambda named: groups.name(contact, named))


@blueprint.post("/registrations/<token>/names/<int:number>/swap")
def swap(token: str, number: int) -> Any:
    """Put another person in the place of one who was named."""
    member, naming = _member(token, number), Naming.of(number, is_filled=True)
    return _named(token, naming, lambda named: groups.swap(member, named))


@blueprint.post("/registrations/<token>/names/<int:number>/remove")
def unname(token: str, number: int) -> Any:
    """Take a name back; the seat stays with the group."""
    member = _member(token, number)
    return act(
        token,
        lambda _contact: groups.unname(member),
        lambda _contact: _("Der Name ist gestrichen. Der Platz bleibt bei Ihrer Gruppe."),
    )


def _member(token: str, number: int) -> Registration:
    contact, member = guard.registration(token), registrations.by_id(number)
    if member is None or member.group_id != contact.id:
        raise NotFound("not-found")
    return member


def _named(token: str, naming: Naming, verb: Any) -> Any:
    """Do what was filled in; a mistake or a refusal stands beside the field, all else kept."""
    if not naming.validate():
        return page(token, naming=naming), 422
    named = Named(name=naming.value("name"), email=naming.value("email"))
    try:
        verb(named)
    except (Conflict, Invalid) as refusal:
        naming.name.errors = [refusals.sentence(refusal)]
        return page(token, naming=naming), refusal.status
    flash(_said_of_name(named), "success")
    return redirect(url_for("registrations.show", token=token, _anchor="gruppe"), 303)


def _said_of_name(named: Named) -> str:
    return _("%(name)s gehört jetzt zu Ihrer Gruppe.", name=named.name)


@blueprint.post("/registrations/<token>/choices")
def choose(token: str) -> Any:
    """Choose the sessions of a conference, one for each time slot."""
    try:
        wanted = slots.read(request.form)
    except Invalid as refusal:
        return page(token, alert=refusals.sentence(refusal)), refusal.status
    return act(
        token,
        lambda row: choices.choose(row, wanted),
        lambda _row: _("Gespeichert. Ihr Programm steht."),
        chosen=wanted,
    )
