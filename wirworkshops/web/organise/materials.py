"""Image, material and posters of a workshop: one page, and the form of a piece of material."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField, HiddenField
from wtforms.validators import ValidationError

from wirworkshops import clock
from wirworkshops.documents import materials as reading
from wirworkshops.domain import materials
from wirworkshops.domain.materials import MaterialPlan, Sent
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.materials import Material
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import downloads, fields, images, refusals, words
from wirworkshops.web.organise import difference, guard, heads, inputs, posters, seating
from wirworkshops.web.organise.difference import Difference

blueprint = guard.private("office_materials", __name__, prefix="/organise")

MIDNIGHT = time(0)


class MaterialForm(fields.Form):
    title = fields.line(
        _l("Titel"), fields.Required(_l("Bitte geben Sie einen Titel an.")), most=200
    )
    file = FileField(
        _l("Datei"),
        description=_l("PDF, Word, PowerPoint, Excel, LibreOffice oder ein Bild, bis 20 MB."),
    )
    url = fields.line(_l("Oder ein Link"), inputs.web_address, most=500)
    phase = inputs.one_of_few(_l("Wozu?"), words.PHASES)
    readers = inputs.one_of_few(_l("Für wen?"), words.READERS)
    visible_on = inputs.day(_l("Zu sehen ab"))
    visible_hour = inputs.hour(_l("Uhrzeit"))
    seen = HiddenField()
    differences: Sequence[Difference] = ()

    def validate_visible_hour(self, field: Any) -> None:
        if field.data and not self.visible_on.data:
            raise ValidationError(_("Bitte geben Sie auch den Tag an."))

    @property
    def visible_at(self) -> datetime | None:
        if not self.visible_on.data:
            return None
        return seating.at(self.visible_on.data, self.visible_hour.data or MIDNIGHT)

    def plan(self) -> MaterialPlan:
        return MaterialPlan(
            title=self.value("title"),
            phase=self.phase.data,
            readers=self.readers.data,
            url=self.value("url"),
            visible_at=self.visible_at,
        )


def let_files_in() -> None:
    """Let a file be larger than other forms are: what is too large is told on the form."""
    if request.endpoint in ("office_materials.new", "office_materials.edit"):
        request.max_content_length = 2 * reading.MOST_BYTES


@blueprint.get("/workshops/<int:workshop_id>/material")
@guard.office("edit workshops")
def index(workshop: Workshop) -> str:
    rows = materials.of_workshop(workshop.id)
    untold = sum(row.told_at is None for row in rows)
    return render_template(
        "organise/materials.html",
        head=heads.head(workshop),
        workshop=workshop,
        picture=images.of(workshop),
        rows=[_line(row) for row in rows],
        untold=untold,
        readers=materials.readers(workshop) if untold else 0,
        formats=posters.FORMATS.items(),
        languages=[(text.language, words.SPOKEN[text.language]) for text in workshop.texts],
    )


def _line(row: Material) -> dict[str, Any]:
    shown = downloads.line(row, url_for("office_materials.file", material_id=row.id))
    return vars(shown) | {
        "edit": url_for("office_materials.edit", material_id=row.id),
        "readers": words.READERS[row.readers],
        "later": downloads.later(row),
        "told": row.told_at is not None,
    }


@blueprint.route("/workshops/<int:workshop_id>/material/new", methods=["GET", "POST"])
@guard.office("edit workshops")
def new(workshop: Workshop) -> ResponseReturnValue:
    form = MaterialForm()
    if _try(form, lambda sent: materials.add(workshop, form.plan(), sent, by=guard.actor())):
        flash(_("Hinzugefügt."), "success")
        return _home(workshop.id)
    return _page(form, workshop.id, None)


@blueprint.route("/materials/<int:material_id>/edit", methods=["GET", "POST"])
@guard.office("edit workshops")
def edit(material: Material) -> ResponseReturnValue:
    form = MaterialForm(data=_filled(material))
    seen = form.value("seen")
    if _try(
        form,
        lambda sent: materials.change(material, form.plan(), sent, seen=seen, by=guard.actor()),
    ):
        flash(_("Gespeichert."), "success")
        return _home(material.workshop_id)
    if form.seen.data != seen:
        form.differences = difference.of_record(form, _filled(material))
        form.seen.data = materials.print_of(material)
    return _page(form, material.workshop_id, material)


def _filled(material: Material) -> dict[str, Any]:
    local = clock.local(material.visible_at)
    names = ("title", "url", "phase", "readers")
    values = {name: getattr(material, name) for name in names}
    hour = local.time().replace(second=0, microsecond=0)
    seen = materials.print_of(material)
    return values | {"visible_on": local.date(), "visible_hour": hour, "seen": seen}


def _try(form: MaterialForm, act: Any) -> bool:
    """Do it if the form was sent and holds; what is refused is said in the form."""
    if request.method != "POST" or not form.validate():
        return False
    try:
        act(_sent())
    except Refusal as refusal:
        if refusal.code == "material-meanwhile":
            form.form_errors.append(refusals.sentence(refusal))
            form.seen.data = ""
        else:
            form.file.errors = [*form.file.errors, refusals.sentence(refusal)]
        return False
    return True


def _sent() -> Sent | None:
    given = request.files.get("file")
    if not given or not given.filename:
        return None
    return reading.looked_at(given.filename, given.read())


def _page(form: MaterialForm, workshop_id: int, material: Material | None) -> ResponseReturnValue:
    html = render_template(
        "organise/material.html",
        form=form,
        material=material,
        accepted=reading.ACCEPTED,
        back=url_for("office_materials.index", workshop_id=workshop_id),
    )
    return html, 422 if form.errors else 200


@blueprint.post("/materials/<int:material_id>/delete")
@guard.office("edit workshops")
def delete(material: Material) -> ResponseReturnValue:
    materials.remove(material, by=guard.actor())
    flash(_("Gelöscht."), "success")
    return _home(material.workshop_id)


@blueprint.get("/materials/<int:material_id>/file")
@guard.office("edit workshops")
def file(material: Material) -> ResponseReturnValue:
    return downloads.hand_out(material)


@blueprint.post("/workshops/<int:workshop_id>/material/tell")
@guard.office("edit workshops")
def tell(workshop: Workshop) -> ResponseReturnValue:
    told = materials.tell(workshop, by=guard.actor())
    letters = ngettext("%(num)s Nachricht geht hinaus.", "%(num)s Nachrichten gehen hinaus.", told)
    flash(
        letters if told else _("Davon ist niemandem zu schreiben."), "success" if told else "info"
    )
    return _home(workshop.id)


def _home(workshop_id: int) -> ResponseReturnValue:
    return redirect(url_for("office_materials.index", workshop_id=workshop_id), 303)
