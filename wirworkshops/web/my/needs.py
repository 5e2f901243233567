"""What one needs, on one's own page: said, changed and taken back, also after signing up."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from wirworkshops.domain import needs
from wirworkshops.errors import Conflict
from wirworkshops.i18n import gettext as _
from wirworkshops.web import needing, refusals
from wirworkshops.web.my import guard
from wirworkshops.web.my.forms import Wanted
from wirworkshops.web.my.registrations import act, page

blueprint = Blueprint("my_needs", __name__)
guard.protect(blueprint)


@blueprint.post("/registrations/<token>/needs/change")
def change(token: str) -> Any:
    """Keep what she needs now; what is left out is deleted."""
    registration, filled = guard.registration(token), Wanted()
    if not filled.names_needs and registration.needs:
        return forget(token)
    if not filled.validate():
        return page(token, wanted=filled), 422
    try:
        added = needs.change(registration, needs.Wanted(**filled.wanted))
    except Conflict as refusal:
        return page(token, wanted=filled, alert=refusals.sentence(refusal)), refusal.status
    for sentence in needing.said(added):
        flash(*sentence)
    return redirect(url_for("registrations.show", token=token, _anchor="brauchen"), 303)


@blueprint.post("/registrations/<token>/needs")
def forget(token: str) -> Any:
    """Take the consent back: what she said she needs is deleted."""
    return act(
        token, needs.forget_needs_of, lambda _registration: _("Diese Angaben sind gelöscht.")
    )


@blueprint.post("/registrations/<token>/needs/share")
def share(token: str) -> Any:
    """Agree that trainers and caterers know whose needs these are."""
    return act(token, needs.share, lambda _registration: _("Gespeichert. Sie dürfen es wissen."))


@blueprint.post("/registrations/<token>/needs/unshare")
def unshare(token: str) -> Any:
    return act(token, needs.unshare, lambda _registration: _("Gespeichert. Niemand erfährt es."))
