"""What somebody said she needs, as her own page shows it: the thing, and how far it is."""

from dataclasses import dataclass

from wirworkshops.domain import states
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.web import page, words


@dataclass(frozen=True)
class Line:
    name: str
    text: str
    said: str
    icon: str


def of(registration: Registration) -> list[Line]:
    """Return her needs; where she does not come, there is nothing more to say of them."""
    comes = registration.status in states.ACTIVE
    return [_line(need, need.state if comes else "unneeded") for need in registration.needs]


def is_shared(registration: Registration) -> bool:
    """Whether trainers and caterers may know that it is she."""
    return any(need.shared_at for need in registration.needs)


def _line(need: Need, state: str) -> Line:
    name = str(words.NEEDS[need.kind])
    into = f": {words.SPOKEN[need.language]}" if need.language else ""
    return Line(name + into, need.text, _said(state), words.NEED_STATES[state][2])


def _said(state: str) -> str:
    phone = page.settings().phone
    sentences = {
        "open": _("Wir kümmern uns darum und schreiben Ihnen."),
        "requested": _("Wir haben angefragt und warten auf die Zusage."),
        "arranged": _("Ist organisiert."),
        "impossible": _("Das ist leider nicht möglich. Bitte rufen Sie uns an: %(phone)s.",
                        phone=phone),
        "unneeded": _("Wird nicht mehr gebraucht."),
    }  # fmt: skip
    return sentences[state]
