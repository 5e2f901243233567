"""The image of a workshop, a series, a host or a funder: sending one, its text, taking it away."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FileField, HiddenField

from wirworkshops import i18n
from wirworkshops.documents import images as reading
from wirworkshops.domain import images
from wirworkshops.domain.images import Owner
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.images import Image
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, refusals
from wirworkshops.web import images as pictures
from wirworkshops.web.organise import difference, guard, kinds
from wirworkshops.web.organise.difference import Difference

blueprint = guard.private("office_images", __name__, prefix="/organise")
PLACES = {  # of a thing's address, and the act it needs
    "workshop": ("workshops", "edit workshops"),
    "series": ("series", kinds.BODIES),
    "host": ("hosts", kinds.BODIES),
    "funder": ("funders", kinds.BODIES),
}
OF_FIELD = {"image-alt": "alt"}


class ImageForm(fields.Form):
    """seen is the image it was made for, so that nobody replaces another one unseen."""

    file = FileField(
        _l("Bild"),
        description=_l("JPEG, PNG oder WebP, bis 12 MB. Ort und Kamera löschen wir daraus."),
    )
    alt = fields.line(
        _l("Was ist zu sehen?"),
        fields.Required(_l("Bitte beschreiben Sie das Bild: für alle, die es nicht sehen.")),
        most=300,
        about=_l("Ein Satz für Menschen, die das Bild nicht sehen. Bei einem Logo: „Logo …“."),
    )
    alt_en = fields.line(_l("Was ist zu sehen, auf Englisch"), most=300)
    seen = HiddenField()
    differences: Sequence[Difference] = ()

    @property
    def texts(self) -> dict[str, str]:
        typed = {"de": self.value("alt"), "en": self.value("alt_en")}
        return {language: text for language, text in typed.items() if text}


def let_files_in() -> None:
    """Let an image be larger than other forms are: what is too large is told on the form."""
    if (request.endpoint or "").startswith("office_images."):
        request.max_content_length = 2 * reading.MOST_BYTES


def _edit(thing: str, **found: Any) -> ResponseReturnValue:
    owner: Owner = found[thing]
    now = images.of(owner)
    form = ImageForm(data=_filled(now))
    if request.method == "POST" and _put(form, owner):
        flash(_("Das Bild ist gespeichert."), "success")
        return redirect(_home(thing, owner), 303)
    now = images.of(owner)  # somebody else may have put another one
    html = render_template(
        "organise/image.html",
        form=form,
        picture=pictures.picture(now) if now else None,
        name=_name(owner),
        remove=f"{request.path}/remove",
        back=_home(thing, owner),
        current="workshops" if isinstance(owner, Workshop) else "masterdata",
    )
    return html, 422 if form.errors else 200


def _put(form: ImageForm, owner: Owner) -> bool:
    """Store what was sent; where it is refused, say so in the form."""
    if not form.validate():
        return False
    sent = request.files.get("file")
    body = sent.read() if sent and sent.filename else b""
    try:
        made = reading.made(body) if body else None
        images.put(owner, made, form.texts, seen=form.value("seen"), by=guard.actor())
    except Refusal as refusal:
        field = form[OF_FIELD.get(refusal.code, "file")]
        field.errors = [*field.errors, refusals.sentence(refusal)]
        if refusal.code == "image-meanwhile":
            stored = _filled(images.of(owner))
            form.differences, form.seen.data = difference.of_record(form, stored), stored["seen"]
        return False
    return True


def _filled(now: Image | None) -> dict[str, str]:
    alt = now.alt if now else {}
    return {"alt": alt.get("de", ""), "alt_en": alt.get("en", ""), "seen": images.print_of(now)}


def _remove(thing: str, **found: Any) -> ResponseReturnValue:
    owner: Owner = found[thing]
    images.remove(owner, by=guard.actor())
    flash(_("Das Bild ist weg."), "success")
    return redirect(_home(thing, owner), 303)


def _name(owner: Owner) -> str:
    if isinstance(owner, Workshop):
        return owner.text(i18n.language()).title
    return kinds.name_of(owner)


def _home(thing: str, owner: Owner) -> str:
    if isinstance(owner, Workshop):
        return url_for("office_materials.index", workshop_id=owner.id)
    kind = next(kind for kind in kinds.LISTED if kind.thing == thing)
    return kind.href("edit", owner)


for _thing, (_place, _act) in PLACES.items():
    _rule = f"/{_place}/<int:{_thing}_id>/image"
    _guarded = guard.office(_act)
    blueprint.add_url_rule(
        _rule, f"{_thing}_edit", _guarded(partial(_edit, _thing)), methods=["GET", "POST"]
    )
    blueprint.add_url_rule(
        f"{_rule}/remove", f"{_thing}_remove", _guarded(partial(_remove, _thing)), methods=["POST"]
    )
