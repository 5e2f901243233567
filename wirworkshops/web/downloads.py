"""Material as pages list it, and handing out its files: always as a download of a fixed type."""

from dataclasses import dataclass

from flask import Response, redirect
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import materials
from wirworkshops.i18n import gettext as _
from wirworkshops.models.materials import Material
from wirworkshops.web import words

MEGABYTE = 2**20


@dataclass(frozen=True)
class Line:
    title: str
    href: str
    is_link: bool
    about: str


def line(material: Material, href: str) -> Line:
    """Return a piece of material for a list; href is where its file is handed out."""
    parts = [str(words.PHASES[material.phase])]
    if material.url:
        return Line(material.title, material.url, True, ", ".join([*parts, _("Link")]))
    ending = material.file_name.rpartition(".")[2].upper()
    return Line(material.title, href, False, ", ".join([*parts, ending, size(material.size)]))


def size(number: int) -> str:
    if number < MEGABYTE:
        return _("%(number)s kB", number=max(1, round(number / 1024)))
    return _("%(number)s MB", number=i18n.decimal(number / MEGABYTE))


def later(material: Material) -> str:
    """Return when it can be seen, where that is still to come."""
    return i18n.moment(material.visible_at) if material.visible_at > clock.now() else ""


def hand_out(material: Material) -> ResponseReturnValue:
    if material.url:
        return redirect(material.url, 303)
    answer = Response(materials.body_of(material), content_type=material.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{material.file_name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
