"""Calling off a workshop or one of its dates: what follows is said first."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock
from wirworkshops.domain import outbox, workshops
from wirworkshops.errors import Conflict
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import fields, items
from wirworkshops.web.organise import consequences, elsewhere, guard, heads, inputs

blueprint = guard.private("office_cancelling", __name__, prefix="/organise")
METHODS = ["GET", "POST"]


class ReasonForm(fields.Form):
    """Why it is called off, and where people could go instead (a whole workshop only)."""

    because = fields.lines(
        _l("Warum?"),
        fields.Required(_l("Bitte nennen Sie einen Grund: Die Leute fragen danach.")),
        most=1000,
        about=_l("Ein Satz. Er steht in der Nachricht und auf der Seite."),
    )
    instead = inputs.one(
        _l("Stattdessen anbieten"),
        description=_l("Freie Plätze dort bekommen zuerst die, die es trifft, der Reihe nach."),
    )


def reason_form(found: elsewhere.Found) -> ReasonForm:
    form = ReasonForm()
    form.instead.choices = elsewhere.choices(found, none=str(_("Nichts")))
    return form


@blueprint.route("/workshops/<int:workshop_id>/cancel", methods=METHODS, endpoint="workshop")
@guard.office("edit workshops")
def cancel_workshop(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status == "draft":
        raise Conflict("workshop-draft")
    if workshop.status == "cancelled":
        return redirect(url_for("office_registrations.index", workshop_id=workshop.id))
    found = elsewhere.of(workshop)
    form = reason_form(found)
    if request.method == "POST" and form.validate():
        told = workshops.cancel(
            workshop,
            because=form.value("because"),
            by=guard.actor(),
            instead=found.get(form.instead.data),
        )
        return _done(_("Die Veranstaltung ist abgesagt."), workshop, told)
    coming = [items.row(session) for session in outbox.upcoming(workshop)]
    return _page(form, workshop, rows=coming, session=None)


@blueprint.route("/sessions/<int:session_id>/cancel", methods=METHODS, endpoint="session")
@guard.office("edit workshops")
def cancel_session(session: Session) -> ResponseReturnValue:
    if session.is_cancelled:
        raise Conflict("session-cancelled")
    workshop = session.workshop
    if session.ends_at <= clock.now() or workshop.status != "published":
        raise Conflict("session-over")
    if len(outbox.upcoming(workshop)) < 2:
        raise Conflict("last-session")
    form = reason_form({})
    if request.method == "POST" and form.validate():
        told = workshops.cancel_session(session, because=form.value("because"), by=guard.actor())
        return _done(_("Der Termin ist abgesagt."), workshop, told)
    return _page(form, workshop, rows=[items.row(session)], session=session)


def _page(
    form: ReasonForm, workshop: Workshop, *, rows: list[items.Row], session: Session | None
) -> ResponseReturnValue:
    html = render_template(
        "organise/cancel.html",
        form=form,
        head=heads.head(workshop),
        workshop=workshop,
        rows=rows,
        session=session,
        told=consequences.told_of_date(session) if session else consequences.told(workshop),
    )
    return html, 422 if form.errors else 200


def _done(sentence: str, workshop: Workshop, told: int) -> ResponseReturnValue:
    letters = ngettext(
        "%(num)s Mensch bekommt eine Nachricht.", "%(num)s Menschen bekommen eine Nachricht.", told
    )
    flash(f"{sentence} {letters}" if told else sentence, "success")
    return redirect(url_for("office_registrations.index", workshop_id=workshop.id), 303)
