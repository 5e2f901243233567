"""Planning a workshop: a new one, changing one, and what it will look like."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.database import rehearsal
from wirworkshops.domain import texts, trainers, workshops
from wirworkshops.domain.plans import WorkshopPlan
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import images, items
from wirworkshops.web.organise import (
    choices,
    clashing,
    consequences,
    difference,
    guard,
    heads,
    mistakes,
    plans,
    rows,
    sources,
)
from wirworkshops.web.organise.forms import WorkshopForm
from wirworkshops.web.public import details

blueprint = guard.private("office_editing", __name__, prefix="/organise/workshops")

NOT_TYPED = ("act", "csrf_token")


@blueprint.route("/new", methods=["GET", "POST"])
@guard.office("edit workshops")
def new() -> ResponseReturnValue:
    form = WorkshopForm(data=_start())
    if _is_complete(form):
        if request.form.get("act") == "preview":
            return _try(form, lambda: _as_typed(form, None)) or _page(form, None)
        workshop = _try(form, lambda: _create(form))
        if workshop:
            return _saved(workshop, told=0)
    return _page(form, None)


@blueprint.route("/<int:workshop_id>/edit", methods=["GET", "POST"])
@guard.office("edit workshops")
def edit(workshop: Workshop) -> ResponseReturnValue:
    if workshop.status == "cancelled":
        return redirect(url_for("office_registrations.index", workshop_id=workshop.id))
    form = WorkshopForm(data=plans.filled(workshop))
    if _is_complete(form, workshop):
        if request.form.get("act") == "preview":
            return _try(form, lambda: _as_typed(form, workshop), workshop) or _page(form, workshop)
        told = _try(form, lambda: _edit(workshop, form), workshop)
        if told is not None:
            return _saved(workshop, told=told)
    return _page(form, workshop)


@blueprint.get("/<int:workshop_id>/preview")
@guard.office("see workshops")
def preview(workshop: Workshop) -> str:
    """Show the public page, for drafts too."""
    shown = details.details(workshop, [], clock.now())
    return render_template("organise/preview.html", details=shown, workshop=workshop)


def _as_typed(form: WorkshopForm, workshop: Workshop | None) -> str:
    """Return the public page as it would be with what is typed; nothing of it is stored."""
    plan, way = plans.plan_of(form), request.full_path.removesuffix("?")
    with rehearsal():
        planned = _rehearsed(plan, workshop)
        shown = details.details(planned, [], clock.now())
        if not planned.image:  # its address and colour may be others than those stored
            shown = replace(shown, picture=images.drawn(planned))
        typed = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_TYPED]
        return render_template(
            "organise/preview.html", details=shown, workshop=workshop, typed=typed, way_back=way
        )


def _rehearsed(plan: WorkshopPlan, workshop: Workshop | None) -> Workshop:
    """Make or change a workshop as a part of a rehearsal."""
    if workshop is None:
        return workshops.add(plan, by=guard.actor())
    workshops.change(workshop, plan, by=guard.actor())
    return workshop


def _start() -> dict[str, Any]:
    """Return what a new form begins with: what is usual, a template, or an earlier workshop."""
    source = sources.given()
    return source.start(sources.day()) if source else plans.blank(guard.account())


def _is_complete(form: WorkshopForm, workshop: Workshop | None = None) -> bool:
    """Whether the form was sent to be stored, and holds; a button may only change its rows."""
    act = request.form.get("act", "")
    changed = request.method == "POST" and (rows.change(form, act) or act == "back")
    choices.fill(form, guard.account(), workshop)
    return request.method == "POST" and not changed and form.validate()


def _create(form: WorkshopForm) -> Workshop:
    source = sources.given()
    asks = source.asks if source else []
    return workshops.create(plans.plan_of(form), by=guard.actor(), asks=asks)


def _edit(workshop: Workshop, form: WorkshopForm) -> int:
    plan, seen_at = plans.plan_of(form), plans.seen_at(form)
    return workshops.edit(
        workshop, plan, by=guard.actor(), seen_at=seen_at, tell_all=form.tell_all.data
    )


def _try(form: WorkshopForm, act: Any, workshop: Workshop | None = None) -> Any:
    """Do the act; where it is refused, say so in the form and keep what was typed."""
    try:
        return act()
    except Refusal as refusal:
        mistakes.blame(form, refusal, workshop)
        if refusal.code == "changed-meanwhile" and workshop:
            form.differences = difference.of(form, workshop, guard.account())
            if workshop.status == "published":  # none of its dates may be missing
                rows.bring(form, plans.filled(workshop)["sessions"])
                choices.fill(form, guard.account(), workshop)
        return None


def _saved(workshop: Workshop, *, told: int) -> ResponseReturnValue:
    if workshop.status != "draft" or request.form.get("act") == "publish":
        clashing.warn(workshop)  # a draft's own page says it
    if request.form.get("act") == "publish" and workshop.status == "draft":
        workshops.publish(workshop, by=guard.actor())
        flash(_("Veröffentlicht. Alle können die Veranstaltung jetzt sehen."), "success")
        return _to("office_registrations.index", workshop)
    if workshop.status == "draft":
        flash(_("Der Entwurf ist gespeichert."), "success")
        return _to("office_editing.edit", workshop)
    letters = ngettext("%(num)s Nachricht geht hinaus.", "%(num)s Nachrichten gehen hinaus.", told)
    flash(" ".join([_("Gespeichert."), letters] if told else [_("Gespeichert.")]), "success")
    return _to("office_registrations.index", workshop)


def _to(endpoint: str, workshop: Workshop) -> ResponseReturnValue:
    return redirect(url_for(endpoint, workshop_id=workshop.id), 303)


def _status(workshop: Workshop | None) -> str:
    if workshop is None:
        return _("Noch ist nichts gespeichert.")
    saved = i18n.moment(workshop.changed_at)
    if workshop.publish_at:
        when = i18n.moment(workshop.publish_at)
        return _("Entwurf. Wird von selbst veröffentlicht: %(when)s.", when=when)
    if workshop.status == "draft":
        return _("Entwurf, zuletzt gespeichert: %(when)s. Nur das Büro sieht ihn.", when=saved)
    return _("Veröffentlicht, zuletzt geändert: %(when)s.", when=saved)


def _page(form: WorkshopForm, workshop: Workshop | None) -> ResponseReturnValue:
    found = mistakes.of(form)
    html = render_template(
        "organise/edit.html",
        form=form,
        workshop=workshop,
        head=heads.head(workshop) if workshop else None,
        item=items.item(workshop, clock.now()) if workshop else None,
        off=[items.row(session) for session in workshop.sessions if session.is_cancelled]
        if workshop
        else [],
        mistakes=found,
        differences=form.differences,
        status_line=_status(workshop),
        consequences=consequences.of_saving(workshop),
        trainers=trainers.all_trainers(),
        clashes=clashing.of(workshop),
        is_outdated="en" in texts.outdated(workshop) if workshop else False,
        source=None if workshop else sources.given(),
    )
    return html, 422 if found else 200
