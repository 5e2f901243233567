"""Other workshops to choose from: to move somebody to, or to offer instead of one called off."""

from typing import Any

from wirworkshops import i18n
from wirworkshops.domain import agenda, applications
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields
from wirworkshops.web.organise import heads

Found = dict[int, Workshop]


def of(workshop: Workshop) -> Found:
    """Return the workshops one can go to instead, by number: the same content first."""
    return {other.id: other for other in agenda.elsewhere(workshop)}


def new_to(registration: Registration) -> Found:
    """Return the same without those on whose list somebody stands already."""
    known = applications.workshops_of(registration.participant_id)
    found = of(registration.workshop)
    return {number: other for number, other in found.items() if number not in known}


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
