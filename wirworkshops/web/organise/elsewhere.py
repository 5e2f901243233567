"""Other workshops to choose from: to move somebody to, or to offer instead of one called off."""

from typing import Any

from wirworkshops import i18n
from wirworkshops.domain import agenda
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields
from wirworkshops.web.organise import heads

Found = dict[int, Workshop]


def of(workshop: Workshop) -> Found:
    """Return the workshops one can go to instead, by number: the same content first."""
    return {other.id: other for other in agenda.elsewhere(workshop)}


def choices(found: Found, *, none: str = "") -> list[Any]:
    """Return them as what a list offers, with their free seats; none is the empty choice."""
    texts: dict[Any, str] = {number: _line(other) for number, other in found.items()}
    return fields.choices(({"": none} if none else {}) | texts)


def _line(workshop: Workshop) -> str:
    pool = workshop.pool
    if pool.waiting or pool.free < 1:
        seats = _("nur Warteliste")
    else:
        seats = ngettext("%(num)s Platz frei", "%(num)s Plätze frei", pool.free)
    when = i18n.plain_date(workshop.starts_at)
    return f"{heads.title(workshop)}, {when} ({seats})"
