"""Two people change places: between two workshops, or two sessions of a conference.

First where to, by the number of a workshop; then with whom. No name stands in an address.
"""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, SelectField

from wirworkshops import i18n
from wirworkshops.domain import attending, swapping, transfers
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
Clashes = list[tuple[str, list[tuple[str, str]]]]  # a name, and what she would have twice, and when


class SwapForm(fields.Form):
    partner = SelectField(
        _l("Mit wem?"),
        [inputs.needed(_l("Bitte wählen Sie, wer den Platz tauscht."))],
        **inputs.offered(),
    )
    knows = BooleanField(_l("Ich weiß das, trotzdem tauschen"))
    warned = HiddenField()  # of which partner's dates the page has warned

    @property
    def knows_overlap(self) -> bool:
        return bool(self.knows.data) and self.warned.data == self.partner.data

    def warn(self, refusal: Refusal) -> None:
        """Ask for the tick; for another partner it is asked for anew."""
        self.knows.errors = [refusals.sentence(refusal)]
        self.knows.data, self.warned.data = False, self.partner.data


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
    clashes: Clashes = []
    if target and request.method == "POST" and form.validate():
        other, _text, pool = partners[form.partner.data]
        try:
            done = _act(registration, other, pool, knows_overlap=form.knows_overlap)
        except Refusal as refusal:
            clashes = _refused_because(refusal, form, registration, other, pool)
        else:
            flash(_("Getauscht. Beide Plätze sind fest."), "success")
            return _to(done)
    return _page(registration, form, places, target, clashes)


def _refused_because(
    refusal: Refusal, form: SwapForm, registration: Registration, other: Registration, pool: int
) -> Clashes:
    """Put a refusal where it belongs; return what clashes, where that is why."""
    if refusal.code != "swap-overlap":
        form.partner.errors = [refusals.sentence(refusal)]
        return []
    form.warn(refusal)
    if pool:
        found = swapping.session_clashes(registration, other, pool)
    else:
        found = swapping.clashes(registration, other)
    return [
        (consequences.name_of(clash.registration), list(map(_elsewhere, clash.sessions)))
        for clash in found
    ]


def _elsewhere(session: Session) -> tuple[str, str]:
    """Return what she has then and when; of another host's workshop not which it is."""
    seen = guard.reach().has(session.workshop)
    title = heads.title(session.workshop) if seen else _("bei einem anderen Veranstalter")
    return title, i18n.when(session.starts_at, session.ends_at)


def _places(registration: Registration) -> dict[int, Workshop]:
    """Return where somebody may find a place to swap with: her own conference comes first."""
    workshop, found = registration.workshop, {}
    if registration.status == "confirmed" and attending.chosen_by(registration):
        found[workshop.id] = workshop
    if swapping.can_swap(registration) and transfers.is_open(workshop):
        found |= elsewhere.new_to(registration)
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


def _act(
    registration: Registration, other: Registration, pool: int, *, knows_overlap: bool
) -> Registration:
    """Swap; return where she stands now."""
    by = guard.actor()
    if pool:
        swapping.swap_sessions(registration, other, pool, by=by, knows_overlap=knows_overlap)
        return registration
    return swapping.swap(registration, other, by=by, knows_overlap=knows_overlap)[0]


def _page(
    registration: Registration,
    form: SwapForm,
    places: dict[int, Workshop],
    target: Workshop | None,
    clashes: Clashes,
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
        clashes=clashes,
    )
    return html, 422 if form.errors else 200


def _line(workshop: Workshop, registration: Registration) -> str:
    if workshop.id == registration.workshop_id:
        return _("Hier, ein anderer Termin zur selben Zeit")
    return f"{heads.title(workshop)}, {i18n.plain_date(workshop.starts_at)}"


def _refused(registration: Registration) -> ResponseReturnValue:
    code = "swap-nowhere" if transfers.is_open(registration.workshop) else "signup-over"
    if not swapping.can_swap(registration):
        code = "swap-not-firm"
    flash(refusals.sentence(Conflict(code)), "warning")
    return _to(registration)


def _to(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("office_people.show", registration_id=registration.id), 303)
