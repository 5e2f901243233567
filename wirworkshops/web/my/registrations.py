"""One registration, behind the secret link of its letters. Opening it changes nothing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from wirworkshops.domain import corrections, interests, questions, registrations
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.web import refusals
from wirworkshops.web.my import answering, guard, materials, needing, standing
from wirworkshops.web.my.forms import Answers, Contact, Wanted
from wirworkshops.web.public import typed

blueprint = Blueprint("registrations", __name__)
guard.protect(blueprint)


@blueprint.get("/registrations/<token>")
def show(token: str) -> str:
    return page(token)


def page(
    token: str,
    contact: Contact | None = None,
    answers: Answers | None = None,
    alert: str = "",
    *,
    wanted: Wanted | None = None,
    **typed_in: Any,
) -> str:
    """Return the page; typed_in is what the parts of standing show instead of what is stored."""
    registration = guard.registration(token, registrations.for_page)
    person = registration.participant
    return render_template(
        "my/registration.html",
        token=token,
        standing=standing.of(registration, **typed_in),
        form=contact or Contact(formdata=None, obj=registration, name=person and person.name),
        answering=answering.of(registration, answers),
        needing=needing.of(registration, wanted),
        materials=materials.lines(registration, token),
        alert=alert,
    )


@blueprint.post("/registrations/<token>/confirm")
def confirm(token: str) -> Any:
    typed.forget()
    knows = "knows_overlap" in request.form
    return act(token, lambda row: registrations.confirm(row, knows_overlap=knows), _thanks)


def _thanks(registration: Registration) -> str:
    if registration.status in ("waiting", "requested"):
        return _("Danke, Ihre Adresse ist bestätigt.")
    if registration.seats > 1:
        return _("Danke, Ihre %(num)s Plätze sind bestätigt.", num=registration.seats)
    return _("Danke, Ihr Platz ist bestätigt.")


@blueprint.post("/registrations/<token>/withdraw")
def withdraw(token: str) -> Any:
    return act(token, registrations.withdraw, lambda _registration: _("Sie sind abgemeldet."))


@blueprint.post("/registrations/<token>/next-date")
def hear_of_next_date(token: str) -> Any:
    """Leave the list, and hear of the next date instead."""
    return act(
        token,
        _wait_no_more,
        lambda _row: _("Sie warten nicht mehr. Gibt es einen neuen Termin, schreiben wir Ihnen."),
    )


def _wait_no_more(registration: Registration) -> None:
    registrations.withdraw(registration)
    interests.note_for(registration)


def act(
    token: str,
    verb: Callable[[Registration], Any],
    said: Callable[[Registration], str],
    **typed_in: Any,
) -> Any:
    """Do it, then show the page anew; where the rules say no, show it with the reason."""
    registration = guard.registration(token)
    try:
        verb(registration)
    except (Conflict, Invalid) as refusal:
        return page(token, alert=refusals.sentence(refusal), **typed_in), refusal.status
    flash(said(registration), "success")
    return redirect(url_for("registrations.show", token=token), 303)


@blueprint.post("/registrations/<token>/correct")
def correct(token: str) -> Any:
    """Correct name and contact."""
    registration, contact = guard.registration(token), Contact()
    if not contact.validate():
        return page(token, contact), 422
    given = contact.data
    try:
        corrections.correct(
            registration,
            name=given["name"],
            phone=given["phone"],
            organisation=given["organisation"],
        )
    except Conflict as refusal:
        contact.name.errors = [refusals.sentence(refusal)]
        return page(token, contact), refusal.status
    flash(_("Gespeichert."), "success")
    return redirect(url_for("registrations.show", token=token), 303)


@blueprint.post("/registrations/<token>/answers")
def answer(token: str) -> Any:
    """Answer the organiser's questions anew."""
    registration = guard.registration(token)
    given = answering.form_of(registration)
    if not given.validate():
        return page(token, answers=given), 422
    try:
        questions.change_answers(registration, given.answers)
    except Conflict as refusal:
        return page(token, answers=given, alert=refusals.sentence(refusal)), refusal.status
    flash(_("Gespeichert."), "success")
    return redirect(url_for("registrations.show", token=token), 303)
