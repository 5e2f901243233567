"""People who stand in the directory twice: who they may be, and making one of two."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.domain import agenda, directory, doubles, memos, states
from wirworkshops.domain.directory import Wanted
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.participants import Participant
from wirworkshops.models.texts import one_line
from wirworkshops.web import fields, refusals
from wirworkshops.web.organise import guard, heads, inputs, paging, participants

blueprint = guard.private("office_doubles", __name__, prefix="/organise/people")

ON_A_PAGE = 20


class KeepForm(fields.Form):
    """Whose name and address stay."""

    keep = inputs.one(
        _l("Welcher Name und welche Adresse bleiben?"),
        validators=[inputs.needed(_l("Bitte wählen Sie, was bleibt."))],
    )


@blueprint.get("/doubles")
@guard.office("see registrations")
def index() -> str:
    """Show who may be there twice, by name and mailbox."""
    shown = paging.part(doubles.likely(guard.reach()), size=ON_A_PAGE)
    return render_template(
        "organise/doubles.html",
        pairs=shown.rows,
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: url_for("office_doubles.index", page=page),
    )


@blueprint.route("/<int:person_id>/doubles", methods=["GET", "POST"])
@guard.office("act on registrations")
def of_person(person: Participant) -> str:
    """Look for the other one: likely ones first, any other by a search, posted."""
    q = one_line(request.form.get("q", ""))[:100]
    found = directory.find(Wanted(q=q, reach=guard.reach())) if q else None
    others = [one for one in found.people if one.person.id != person.id] if found else []
    return render_template(
        "organise/double.html",
        person=person,
        likely=doubles.of_person(person, guard.reach()),
        q=q,
        rows=[participants.row(one) for one in others],
    )


@blueprint.route("/<int:person_id>/merge/<int:other_id>", methods=["GET", "POST"])
@guard.office("act on registrations")
def merge(person: Participant, other: Participant) -> ResponseReturnValue:
    """Show both, say what stays, and make one of them."""
    if person.id == other.id:
        raise Conflict("merge-same")
    form, problem = KeepForm(), ""
    form.keep.choices = fields.choices(
        {each.id: f"{number}. {_said(each)}" for number, each in enumerate((person, other), 1)}
    )
    if request.method == "POST" and form.validate():
        kept, gone = (person, other) if form.keep.data == person.id else (other, person)
        try:
            _merge(gone, kept)
        except Refusal as refusal:
            problem = _sentence(refusal)
        else:
            flash(_("Zusammengeführt. Alles steht jetzt bei dieser Person."), "success")
            return redirect(url_for("office_participants.show", person_id=kept.id), 303)
    html = render_template(
        "organise/person_merge.html",
        person=person,
        cards=[_card(person), _card(other)],
        form=form,
        problem=problem or _in_the_way(person, other),
        consequences=_consequences(person, other),
    )
    return html, 422 if form.errors or problem else 200


def _merge(gone: Participant, kept: Participant) -> None:
    """Do it; a coordinator may only where all registrations of both are in her reach."""
    reach = guard.reach()
    if not (directory.reaches_whole(gone, reach) and directory.reaches_whole(kept, reach)):
        raise Conflict("doubles-elsewhere")
    doubles.merge(gone, kept, by=guard.actor())


def _sentence(refusal: Refusal) -> str:
    if refusal.code != "doubles-both":
        return refusals.sentence(refusal)
    workshop = agenda.title_of(int(refusal.sentence))
    return refusals.sentence(Conflict(refusal.code, heads.title(workshop) if workshop else ""))


def _said(person: Participant) -> str:
    contact = person.email or person.other_contact
    return f"{person.name}, {contact}" if contact else person.name


def _card(person: Participant) -> dict[str, Any]:
    """Return what is to be compared of a person."""
    rows = directory.with_workshops(directory.registrations_of(person, guard.reach()))
    return {
        "person": person,
        "since": i18n.plain_date(person.created_at),
        "calendar": participants.CALENDARS[person.calendar],
        "memos": len(memos.of_person(person.id)),
        "rows": [participants.registration(row) for row in rows],
    }


def _in_the_way(person: Participant, other: Participant) -> str:
    """Say beforehand what would be refused: both on the list of one workshop."""
    for one, two in doubles.both_in(person, other):
        if one.status in states.ACTIVE and two.status in states.ACTIVE:
            return _sentence(Conflict("doubles-both", str(one.workshop_id)))
    return ""


def _consequences(person: Participant, other: Participant) -> list[str]:
    said = [
        _("Alle Anmeldungen, Nachrichten und Notizen stehen danach bei einer Person."),
        _("Die Anmeldungen behalten ihren Platz in der Reihe, ihre Links und Kalendereinträge."),
        _("Nachrichten gehen danach an die Adresse, die bleibt. Fehlt dort eine, nehmen wir die "
          "andere."),
    ]  # fmt: skip
    if "feed" in (person.calendar, other.calendar):
        said.append(_("Beide Kalender-Abos zeigen danach dieselben Termine."))
    if person.calendar != other.calendar:
        said.append(_("Die Termine kommen so, wie es zu der Adresse gewählt ist, die bleibt."))
    if doubles.both_in(person, other):
        said.append(_("Wo beide einmal angemeldet waren, bleibt die Anmeldung, die gilt."))
    return [*said, _("Das lässt sich nicht zurücknehmen.")]
