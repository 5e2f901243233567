"""Notes of the office on a person or a registration: write one down, throw one away."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from wirworkshops.domain import memos
from wirworkshops.i18n import gettext as _
from wirworkshops.models.memos import Memo
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web.organise import guard, participants, people
from wirworkshops.web.organise.memo_forms import MemoForm

blueprint = guard.private("office_memos", __name__, prefix="/organise")

PLACE = "notizen"  # on the page


@blueprint.post("/people/<int:person_id>/memos")
@guard.office("act on registrations")
def on_person(person: Participant) -> ResponseReturnValue:
    form = MemoForm()
    if not form.validate():
        return participants.page(person, form), 422
    memos.on_person(person, form.value("text"), by=guard.actor())
    return _written(url_for("office_participants.show", person_id=person.id, _anchor=PLACE))


@blueprint.post("/registrations/<int:registration_id>/memos")
@guard.office("act on registrations")
def on_registration(registration: Registration) -> ResponseReturnValue:
    form = MemoForm()
    if not form.validate():
        return people.shown(registration, form), 422
    memos.on_registration(registration, form.value("text"), by=guard.actor())
    here = url_for("office_people.show", registration_id=registration.id, _anchor=PLACE)
    return _written(here)


def _written(home: str) -> ResponseReturnValue:
    flash(_("Aufgeschrieben."), "success")
    return redirect(home, 303)


@blueprint.post("/memos/<int:memo_id>/delete")
@guard.office("act on registrations")
def remove(memo: Memo) -> ResponseReturnValue:
    home = _home(memo)
    memos.remove(memo, by=guard.actor())
    flash(_("Die Notiz ist gelöscht."), "success")
    return redirect(home, 303)


def _home(memo: Memo) -> str:
    if memo.registration_id is not None:
        return url_for("office_people.show", registration_id=memo.registration_id)
    return url_for("office_participants.show", person_id=memo.participant_id)
