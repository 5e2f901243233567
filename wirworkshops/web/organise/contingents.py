"""Contingents: seats kept for a partner until a date, with a link to pass on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import NumberRange

from wirworkshops import clock, i18n, links
from wirworkshops.documents.tables import Cell, Table
from wirworkshops.domain import contingents, workshops
from wirworkshops.errors import Conflict, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.pools import Contingent
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import fields, page, refusals
from wirworkshops.web.organise import difference, files, guard, heads, inputs, paging, seating

blueprint = guard.private("office_contingents", __name__, prefix="/organise")

ON_A_PAGE = 20
HEADER = (
    _l("Für wen?"),
    _l("Welche Plätze?"),
    _l("Plätze"),
    _l("Genutzt"),
    _l("Reserviert bis"),
    _l("Mit dem Link anmelden ab"),
    _l("Freigegeben"),
)
FIELD_OF = {
    "contingent-name": "name",
    "contingent-until": "until_on",
    "contingent-opens": "opens_on",
    "pool-unknown": "pool_id",
}


class ChangeForm(fields.Form):
    seen = HiddenField()
    seats = inputs.number(
        _l("Plätze"),
        inputs.needed(_l("Bitte geben Sie an, wie viele Plätze es sind.")),
        NumberRange(0, seating.MOST_SEATS, _l("Bitte geben Sie eine Zahl von 0 bis 10.000 an.")),
        description=_l("0: Der Link öffnet nur die Anmeldung früher."),
    )
    until_on = inputs.day(_l("Reserviert bis"), inputs.needed(_l("Bitte geben Sie an, bis wann.")))
    until_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 12:00."))

    differences: Sequence[difference.Difference] = ()

    @property
    def until_at(self) -> datetime:
        """Once the form has been found valid, when what is left goes to everybody."""
        return seating.at(self.until_on.data, self.until_hour.data or time(12, 0))


class ContingentForm(ChangeForm):
    name = fields.line(
        _l("Für wen?"),
        fields.Required(_l("Bitte geben Sie an, für wen die Plätze sind.")),
        about=_l("Zum Beispiel: Kita-Fachberatung. Das steht auch auf der Seite zum Anmelden."),
    )
    pool_id = inputs.one(_l("Welche Plätze?"))
    opens_on = inputs.day(
        _l("Mit dem Link anmelden ab"),
        description=_l("Leer: sofort, auch wenn die Anmeldung für andere noch nicht offen ist."),
    )
    opens_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 0:00."))

    @property
    def opens_at(self) -> datetime | None:
        return seating.instant(self.opens_on.data, self.opens_hour.data or time(0, 0))


@dataclass(frozen=True)
class Row:
    """One contingent, as the list shows it."""

    contingent: Contingent
    pool: str
    link: str
    until: str
    opens: str
    is_open: bool


@blueprint.route("/workshops/<int:workshop_id>/contingents", methods=["GET", "POST"])
@guard.office("edit workshops")
def index(workshop: Workshop) -> ResponseReturnValue:
    form = ContingentForm()
    form.pool_id.choices = fields.choices(
        {pool.id: heads.half(pool) or _("Alle") for pool in workshop.entries}
    )
    if len(workshop.entries) == 1:
        form.pool_id.data = workshop.pool.id
    if request.method == "POST" and form.validate() and _reserve(form, workshop):
        flash(_("Reserviert. Geben Sie jetzt den Link weiter."), "success")
        return redirect(url_for("office_contingents.index", workshop_id=workshop.id), 303)
    pools = {pool.id: heads.half(pool) for pool in workshop.pools}
    shown = paging.part(contingents.of_workshop(workshop.id), size=ON_A_PAGE)
    html = render_template(
        "organise/contingents.html",
        head=heads.head(workshop),
        workshop=workshop,
        form=form,
        rows=[_row(row, workshop, pools) for row in shown.rows],
        number=shown.number,
        pages=shown.pages,
        page_href=lambda page: url_for(
            "office_contingents.index", workshop_id=workshop.id, page=page
        ),
        free=heads.free_seats(workshop),
        can_reserve=workshop.status != "cancelled" and workshop.starts_at > clock.now(),
    )
    return html, 422 if form.errors else 200


@files.route(blueprint, "/workshops/<int:workshop_id>/contingents")
@guard.office("edit workshops")
def table(workshop: Workshop) -> Response:
    """The contingents as a file, without their links: those let people in."""
    pools = {pool.id: heads.half(pool) for pool in workshop.pools}
    rows = [_cells(row, pools) for row in contingents.of_workshop(workshop.id)]
    sheet = Table(_("Kontingente"), [str(text) for text in HEADER], rows)
    return files.answer(sheet, _("Kontingente"), workshop.slug)


def _cells(row: Contingent, pools: dict[int, str]) -> list[Cell]:
    return [row.name, pools[row.pool_id], row.seats, row.used, row.until_at, row.opens_at,
            row.released_at]  # fmt: skip


def _reserve(form: ContingentForm, workshop: Workshop) -> bool:
    pool = next(pool for pool in workshop.entries if pool.id == form.pool_id.data)
    return _try(
        form,
        lambda: contingents.reserve(
            pool,
            workshop,
            name=form.value("name"),
            seats=form.seats.data or 0,
            until_at=form.until_at,
            opens_at=form.opens_at,
            by=guard.actor(),
        ),
    )


def _try(form: ChangeForm, act: Any) -> bool:
    """Do it; where it is refused, say so at the field and keep what was typed."""
    try:
        act()
    except Refusal as refusal:
        field = form[FIELD_OF.get(refusal.code, "seats")]
        field.errors = [*field.errors, refusals.sentence(refusal)]
        return False
    return True


def _row(contingent: Contingent, workshop: Workshop, pools: dict[int, str]) -> Row:
    until_at, opens_at = contingent.until_at, contingent.opens_at
    base_url = page.settings().base_url
    return Row(
        contingent=contingent,
        pool=pools[contingent.pool_id],
        link=links.contingent_url(base_url, workshop.slug, contingent),
        until=i18n.moment(until_at),
        opens=i18n.moment(opens_at) if opens_at else "",
        is_open=not contingent.released_at and until_at > clock.now(),
    )


@blueprint.route("/contingents/<int:contingent_id>/edit", methods=["GET", "POST"])
@guard.office("edit workshops")
def edit(contingent: Contingent) -> ResponseReturnValue:
    workshop = _workshop_of(contingent)
    until = clock.local(contingent.until_at)
    shown = {"seats": contingent.seats, "until_on": until.date(), "until_hour": until.time()}
    form = ChangeForm(data=shown | {"seen": contingents.print_of(contingent)})
    if request.method == "POST" and form.validate() and _change(form, contingent, workshop):
        flash(_("Gespeichert."), "success")
        return redirect(url_for("office_contingents.index", workshop_id=workshop.id), 303)
    html = render_template(
        "organise/contingent.html",
        head=heads.head(workshop),
        workshop=workshop,
        contingent=contingent,
        form=form,
        free=heads.free_seats(workshop),
    )
    return html, 422 if form.errors else 200


def _change(form: ChangeForm, contingent: Contingent, workshop: Workshop) -> bool:
    seats, until_at, seen = form.seats.data or 0, form.until_at, form.value("seen")
    done = _try(
        form,
        lambda: contingents.change(
            contingent, workshop, seats=seats, until_at=until_at, by=guard.actor(), seen=seen
        ),
    )
    now = contingents.print_of(contingent)
    if not done and seen and seen != now:  # saving again after the difference is deliberate
        form.differences = _differences(form, contingent)
        form.seen.raw_data, form.seen.data = None, now
    return done


def _differences(form: ChangeForm, contingent: Contingent) -> list[difference.Difference]:
    """Return what is stored by now, beside what was typed."""
    rows = [
        (form.seats, str(contingent.seats), str(form.seats.data)),
        (form.until_on, i18n.moment(contingent.until_at), i18n.moment(form.until_at)),
    ]
    return [
        difference.Difference(f"#{field.id}", str(field.label.text), stored, typed)
        for field, stored, typed in rows
        if stored != typed
    ]


@blueprint.post("/contingents/<int:contingent_id>/release")
@guard.office("edit workshops")
def release(contingent: Contingent) -> ResponseReturnValue:
    workshop = _workshop_of(contingent)
    contingents.release(contingent, workshop, by=guard.actor())
    flash(_("Freigegeben. Was übrig war, ist jetzt für alle da."), "success")
    return redirect(url_for("office_contingents.index", workshop_id=workshop.id), 303)


def _workshop_of(contingent: Contingent) -> Workshop:
    workshop = workshops.by_id(contingents.workshop_id_of(contingent))
    if workshop is None:
        raise Conflict("fault")
    return workshop
