"""What somebody said she needs, as her own page shows it: what, how far it is, and the form."""

from dataclasses import dataclass

from wirworkshops import i18n
from wirworkshops.domain import arranging, needs, rebookings, states
from wirworkshops.domain.needs import BOOKED, Kind
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.web import page, words
from wirworkshops.web.my.forms import Wanted
from wirworkshops.web.needing import Late, late, typed


@dataclass(frozen=True)
class Line:
    name: str
    text: str
    said: str
    icon: str


@dataclass(frozen=True)
class Needing:
    lines: list[Line]
    is_shared: bool  # whether trainers and caterers may know that it is she
    can_change: bool
    form: Wanted
    late: Late | None


def of(registration: Registration, filled: Wanted | None = None) -> Needing:
    """Return how her needs stand; filled is a form that was sent and does not hold."""
    rows = registration.needs
    return Needing(
        lines=_lines(registration),
        is_shared=any(need.shared_at for need in rows),
        can_change=needs.can_change(registration),
        form=filled or Wanted(formdata=None, data=typed(rows)),
        late=late(registration),
    )


def _lines(registration: Registration) -> list[Line]:
    """Return her needs; where she does not come, there is nothing more to say of them."""
    comes = registration.status in states.ACTIVE
    is_booked = comes and any(need.state in BOOKED for need in registration.needs)
    anew = rebookings.unsettled(registration.workshop_id) if is_booked else set()
    return [_line(need, comes=comes, anew=anew) for need in registration.needs]


def _line(need: Need, *, comes: bool, anew: set[Kind]) -> Line:
    name = str(words.NEEDS[need.kind])
    into = f": {words.SPOKEN[need.language]}" if need.language else ""
    state = need.state if comes else "unneeded"
    is_anew = state in BOOKED and needs.kind_of(need) in anew
    said = _said_of_new_date() if is_anew else _said(state, need)
    icon = words.NEED_STATES["requested" if is_anew else state][2]
    return Line(name + into, need.text, said, icon)


def _said_of_new_date() -> str:
    return _("Ein Termin hat sich geändert. Wir klären, ob es auch dann klappt.")


def _said(state: str, need: Need) -> str:
    phone = page.settings().phone
    task = arranging.task_of(need)
    if state == "open" and task.came_late:
        return _("Das kam nach unserer Frist (%(day)s). Wir versuchen es trotzdem und schreiben "
                 "Ihnen.", day=i18n.day_in_year(task.usual_at))  # fmt: skip
    sentences = {
        "open": _("Wir kümmern uns darum und schreiben Ihnen."),
        "requested": _("Wir haben angefragt und warten auf die Zusage."),
        "arranged": _("Ist organisiert."),
        "impossible": _("Das ist leider nicht möglich. Bitte rufen Sie uns an: %(phone)s.",
                        phone=phone),
        "unneeded": _("Wird nicht mehr gebraucht."),
    }  # fmt: skip
    return sentences[state]
