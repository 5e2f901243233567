"""What does not hold in the form of a workshop: a list to read, each with its field."""

from dataclasses import dataclass
from datetime import datetime

from wtforms import Form

from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.web import refusals
from wirworkshops.web.organise.forms import WorkshopForm

FIELD_OF = {
    "capacity-below-taken": "capacity",
    "capacity": "capacity",
    "slug-taken": "slug",
    "signup-url": "signup_url",
}


@dataclass(frozen=True)
class Mistake:
    href: str
    text: str


def of(form: WorkshopForm) -> list[Mistake]:
    """Return all mistakes in the order of the page."""
    found = [Mistake("", str(sentence)) for sentence in form.form_errors]
    for field in form:
        if field is form.sessions:
            for number, row in enumerate(form.sessions, start=1):
                found += _of_row(row.form, _("%(n)s. Termin", n=number))
        elif field.errors:
            found.append(Mistake(f"#{field.id}", f"{field.label.text}: {field.errors[0]}"))
    return found


def _of_row(row: Form, name: str) -> list[Mistake]:
    return [
        Mistake(f"#{field.id}", f"{name}, {field.label.text}: {field.errors[0]}")
        for field in row
        if field.errors
    ]


def blame(form: WorkshopForm, refusal: Refusal, changed_at: datetime | None) -> None:
    """Put a refusal where it belongs. Saving again after somebody else's change is deliberate."""
    sentence = refusals.sentence(refusal)
    name = FIELD_OF.get(refusal.code)
    if name:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
    if refusal.code == "changed-meanwhile" and changed_at:
        form.seen_at.data = changed_at.isoformat()
        form.seen_at.raw_data = None
