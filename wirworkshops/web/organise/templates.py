"""Templates: kept from a workshop, listed, used for a new one, renamed, thrown away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import templates
from wirworkshops.errors import NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.templates import Template
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import guard, heads, sources
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_templates", __name__, prefix="/organise")
METHODS = ["GET", "POST"]


class NameForm(fields.Form):
    name = fields.line(
        _l("Name der Vorlage"),
        fields.Required(_l("Bitte geben Sie der Vorlage einen Namen.")),
        most=200,
        about=_l("So finden Sie sie wieder, zum Beispiel: Erzählcafé am Dienstag."),
    )


@blueprint.get("/templates")
@guard.office("edit workshops")
def index() -> str:
    number = page_number()
    found, total = templates.in_reach(guard.reach(), page=number)
    pages = max(1, -(-total // templates.PAGE_SIZE))
    if number > pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/templates.html",
        rows=[(row, _about(row)) for row in found],
        number=number,
        pages=pages,
        page_href=lambda page: url_for("office_templates.index", page=page),
    )


def _about(row: Template) -> str:
    return _("%(host)s · gespeichert am %(day)s", host=row.host.name,
             day=i18n.plain_date(row.changed_at))  # fmt: skip


@blueprint.route("/workshops/<int:workshop_id>/template", methods=METHODS)
@guard.office("edit workshops")
def keep(workshop: Workshop) -> ResponseReturnValue:
    form = NameForm(data={"name": heads.title(workshop)[:200]})
    if request.method == "POST" and form.validate():
        try:
            templates.keep(workshop, form.value("name"), by=guard.actor())
        except Refusal as refusal:
            form.name.errors = [refusals.sentence(refusal)]
        else:
            flash(_("Die Vorlage ist gespeichert."), "success")
            return _to_list()
    return _page(form, _("Als Vorlage speichern"), workshop=workshop)


@blueprint.route("/templates/<int:template_id>/edit", methods=METHODS)
@guard.office("edit workshops")
def edit(template: Template) -> ResponseReturnValue:
    form = NameForm(data={"name": template.name})
    if request.method == "POST" and form.validate():
        try:
            templates.rename(template, form.value("name"), by=guard.actor())
        except Refusal as refusal:
            form.name.errors = [refusals.sentence(refusal)]
        else:
            flash(_("Gespeichert."), "success")
            return _to_list()
    return _page(form, _("Vorlage umbenennen"), template=template)


@blueprint.route("/templates/<int:template_id>/delete", methods=METHODS)
@guard.office("edit workshops")
def delete(template: Template) -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("organise/template_delete.html", template=template)
    templates.remove(template, by=guard.actor())
    flash(_("Die Vorlage ist gelöscht."), "success")
    return _to_list()


@blueprint.get("/templates/<int:template_id>/use", endpoint="use")
@guard.office("edit workshops")
def use(template: Template) -> str:
    return _when(sources.Source(template))


@blueprint.get("/workshops/<int:workshop_id>/copy", endpoint="copy")
@guard.office("edit workshops")
def copy(workshop: Workshop) -> str:
    return _when(sources.Source(workshop))


def _when(source: sources.Source) -> str:
    """Ask for the first day before anything is filled in: no date goes into the past silently."""
    return render_template(
        "organise/start.html",
        source=source,
        suggestions=sources.suggestions(source),
        began=i18n.day(source.first_day) if source.first_day else "",
    )


def _to_list() -> ResponseReturnValue:
    return redirect(url_for("office_templates.index"), 303)


def _page(
    form: NameForm,
    heading: str,
    *,
    workshop: Workshop | None = None,
    template: Template | None = None,
) -> ResponseReturnValue:
    html = render_template(
        "organise/template.html",
        form=form,
        heading=heading,
        head=heads.head(workshop) if workshop else None,
        template=template,
    )
    return html, 422 if form.errors else 200
