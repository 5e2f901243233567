"""What does not hold in the form of a workshop: a list to read, each with its field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Form

from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals
from wirworkshops.web.organise.forms import WorkshopForm
from wirworkshops.web.organise.seating import SeatsForm

FIELD_OF = {
    "capacity": "capacity",
    "slug-taken": "slug",
    "signup-url": "signup_url",
    "decide-at": "decide_on",
    "minimum-above-capacity": "minimum",
    "names-until": "names_on",
}
TOO_FEW_SEATS = ("capacity-below-taken", "pool-in-use")


@dataclass(frozen=True)
class Mistake:
    href: str
    text: str


def of(form: WorkshopForm) -> list[Mistake]:
    """Return all mistakes in the order of the page."""
    found = [Mistake("", str(sentence)) for sentence in form.form_errors]
    for field in sorted(form, key=_is_about_seats):
        if field is form.sessions:
            for number, row in enumerate(form.sessions, start=1):
                found += _of_row(row.form, _("%(n)s. Termin", n=number))
        elif field.errors:
            found.append(Mistake(f"#{field.id}", f"{field.label.text}: {field.errors[0]}"))
    return found


def _is_about_seats(field: Any) -> bool:
    """Whether a field stands below the dates, though WTForms has it first."""
    return hasattr(SeatsForm, field.name)


def _of_row(row: Form, name: str) -> list[Mistake]:
    return [
        Mistake(f"#{field.id}", f"{name}, {field.label.text}: {field.errors[0]}")
        for field in row
        if field.errors
    ]


def blame(form: WorkshopForm, refusal: Refusal, workshop: Workshop | None) -> None:
    """Put a refusal where it belongs. Saving again after somebody else's change is deliberate."""
    sentence = refusals.sentence(refusal)
    for field in _fields_of(form, refusal, workshop):
        field.errors = [*field.errors, sentence]
        break
    else:
        form.form_errors.append(sentence)
    if refusal.code == "changed-meanwhile" and workshop:
        form.seen_at.data = workshop.changed_at.isoformat()
        form.seen_at.raw_data = None


def _fields_of(form: WorkshopForm, refusal: Refusal, workshop: Workshop | None) -> Iterator[Any]:
    if refusal.code in FIELD_OF:
        yield form[FIELD_OF[refusal.code]]
    for pool in workshop.pools if workshop and refusal.code in TOO_FEW_SEATS else ():
        field = _field_of(pool, form)
        if field and (field.data or 0) < pool.taken + pool.reserved + pool.waiting:
            yield field


def _field_of(pool: Pool, form: WorkshopForm) -> Any:
    """Return the field that says how many seats a pool has."""
    if pool.session_id is None:
        return form.online_capacity if pool.kind == "online" else form.capacity
    rows = [row.form for row in form.sessions if str(row.form.id.data) == str(pool.session_id)]
    return rows[0].capacity if rows else None
