"""Two people change places: between two workshops, or two sessions of a conference.

First where to, by the number of a workshop; then with whom. No name stands in an address.
"""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from wirworkshops import i18n
from wirworkshops.domain import attending, swapping
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import fields, items, refusals
from wirworkshops.web.organise import consequences, elsewhere, guard, heads, inputs

blueprint = guard.private("office_swapping", __name__, prefix="/organise/registrations")

Partners = dict[str, tuple[Registration, str, int]]  # with whom, in words, and for which session


class SwapForm(fields.Form):
    partner = SelectField(
        _l("Mit wem?"),
        [inputs.needed(_l("Bitte wählen Sie, wer den Platz tauscht."))],
        **inputs.offered(),
    )


@blueprint.route("/<int:registration_id>/swap", methods=["GET", "POST"])
@guard.office("act on registrations")
def swap(registration: Registration) -> ResponseReturnValue:
    """Ask with whom; in the workshop that ?with= names, or in her own conference."""
    places = _places(registration)
    if not places:
        return _refused(registration)
    target = places.get(request.args.get("with", type=int) or 0)
    partners = _partners(registration, target) if target else {}
    form = SwapForm()
    form.partner.choices = fields.choices(
        {"": _("Bitte wählen")} | {key: text for key, (_row, text, _pool) in partners.items()}
    )
    if target and request.method == "POST" and form.validate():
        try:
            done = _act(registration, *partners[form.partner.data])
        except Refusal as refusal:
            form.partner.errors = [refusals.sentence(refusal)]
        else:
            flash(_("Getauscht. Beide Plätze sind fest."), "success")
            return _to(done)
    return _page(registration, form, places, target)


def _places(registration: Registration) -> dict[int, Workshop]:
    """Return where somebody may find a place to swap with: her own conference comes first."""
    workshop, found = registration.workshop, {}
    if registration.status == "confirmed" and attending.chosen_by(registration):
        found[workshop.id] = workshop
    if swapping.can_swap(registration):
        found |= elsewhere.of(workshop)
    return found


def _partners(registration: Registration, target: Workshop) -> Partners:
    if target.id != registration.workshop_id:
        rows = swapping.partners(registration, target)
        return {str(row.id): (row, _named(row), 0) for row in rows}
    starts = {pool.id: pool.session_id for pool in target.pools}
    sessions = {session.id: session for session in target.sessions}
    return {
        f"{row.id}-{pool.id}": (row, f"{_named(row)}: {_session(sessions[number])}", pool.id)
        for row, pool in swapping.session_partners(registration)
        if (number := starts[pool.id])
    }


def _named(row: Registration) -> str:
    """Return a name with the organisation, so that two of the same name are told apart."""
    return ", ".join(filter(None, (consequences.name_of(row), row.organisation)))


def _session(session: Session) -> str:
    """Return what a session is called; where it has no title, when and where it is."""
    named = text_in(session.title, i18n.language())
    return named or f"{i18n.moment(session.starts_at)}, {items.place_of(session)}"


def _act(registration: Registration, other: Registration, _text: str, pool: int) -> Registration:
    """Swap; return where she stands now."""
    if pool:
        swapping.swap_sessions(registration, other, pool, by=guard.actor())
        return registration
    return swapping.swap(registration, other, by=guard.actor())[0]


def _page(
    registration: Registration, form: SwapForm, places: dict[int, Workshop], target: Workshop | None
) -> ResponseReturnValue:
    html = render_template(
        "organise/change_places.html",
        head=heads.head(registration.workshop),
        registration=registration,
        name=consequences.name_of(registration),
        form=form,
        places=[(number, _line(other, registration)) for number, other in places.items()],
        target=target,
        there=heads.title(target) if target else "",
        is_own=target is not None and target.id == registration.workshop_id,
    )
    return html, 422 if form.errors else 200


def _line(workshop: Workshop, registration: Registration) -> str:
    if workshop.id == registration.workshop_id:
        return _("Hier, ein anderer Termin zur selben Zeit")
    return f"{heads.title(workshop)}, {i18n.plain_date(workshop.starts_at)}"


def _refused(registration: Registration) -> ResponseReturnValue:
    code = "swap-not-firm" if not swapping.can_swap(registration) else "swap-nowhere"
    flash(refusals.sentence(Conflict(code)), "warning")
    return _to(registration)


def _to(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("office_people.show", registration_id=registration.id), 303)
