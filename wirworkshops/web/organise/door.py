"""Somebody at the door of a session that is running: into a free seat, or an absent person's."""

from wirworkshops import clock
from wirworkshops.domain import attendance, attending, desk
from wirworkshops.domain.applications import Application
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import consequences, guard, inputs

FIELD_OF = {"door-full": "absent", "not-absent": "absent"}


class DoorForm(fields.Form):
    name = fields.line(_l("Name"), fields.Required(_l("Bitte geben Sie den Namen an.")))
    email = fields.email(
        _l("E-Mail-Adresse"), required=False, about=_l("Für die Bestätigung, wenn gewünscht.")
    )
    absent = inputs.one(
        _l("Auf welchen Platz?"),
        description=_l("Wer nicht da ist, verliert den Platz und bekommt eine Nachricht."),
    )


def is_open(session: Session) -> bool:
    return not session.is_cancelled and session.starts_at <= clock.now() < session.ends_at


def _free(session: Session) -> int:
    """Return the seats that are free in the room, and in the session where one chooses it."""
    pool, own = session.workshop.pool, attending.pool_of(session)
    return min(pool.free, own.free) if own else pool.free


def free(session: Session) -> str:
    number = _free(session)
    return (
        ngettext("%(num)s Platz ist frei.", "%(num)s Plätze sind frei.", number)
        if number
        else _("Kein Platz ist frei. Wer nicht gekommen ist, kann den Platz abgeben.")
    )


def form_for(session: Session) -> DoorForm:
    form = DoorForm()
    none = {"": _("Ein freier Platz")} if _free(session) else {"": _("Bitte wählen")}
    form.absent.choices = fields.choices(
        none
        | {
            row.id: _("Platz von %(name)s", name=consequences.name_of(row))
            for row in _absent(session)
        }
    )
    return form


def _absent(session: Session) -> list[Registration]:
    """Return whose seat can be passed on: those not ticked who came alone."""
    here = attendance.present(session)
    rows = attendance.expected(session)
    return [row for row in rows if row.id not in here and row.seats == 1]


def let_in(session: Session, form: DoorForm) -> bool:
    """Do it if the form holds; where it is refused, say so in the form."""
    if not form.validate():
        return False
    absent = {row.id: row for row in _absent(session)}.get(form.absent.data or 0)
    person = Application(name=form.value("name"), email=form.value("email"))
    try:
        desk.at_door(session, person, by=guard.actor(), absent=absent)
    except Refusal as refusal:
        field = form[FIELD_OF.get(refusal.code, "name")]
        field.errors = [*field.errors, refusals.sentence(refusal)]
        return False
    return True
