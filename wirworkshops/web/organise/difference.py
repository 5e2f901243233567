"""Two people edit the same thing: what is stored by now, beside what the second one wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from wtforms import Field, SelectFieldBase

from wirworkshops import i18n
from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.fields import Form
from wirworkshops.web.organise import choices, plans
from wirworkshops.web.organise.forms import WorkshopForm
from wirworkshops.web.organise.question_forms import QuestionsForm

AROUND = 60  # signs before and after what differs
LEFT_OUT = ("seen_at", "seen", "quietly", "tell_all", "still_fits", "csrf_token", "id", "key",
            "place", "file")  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One field that differs; href leads to it."""

    href: str
    label: str
    stored: str
    typed: str


def of(form: WorkshopForm, workshop: Workshop, account: Account) -> list[Difference]:
    """Return every field of a form that says something else than what is stored now."""
    stored = WorkshopForm(formdata=None, data=plans.filled(workshop))
    choices.fill(stored, account, workshop)
    fields = [field for field in form if field is not form.sessions]
    found = [_of_field(field, stored[field.name], "") for field in fields if _counts(field)]
    # of a public workshop none of its dates may be missing: rows.bring() adds them
    left = _("Bleibt bestehen, steht jetzt auch unten.") if workshop.status == "published" else ""
    return [difference for difference in found if difference] + list(_of_dates(form, stored, left))


def of_record(form: Form, values: dict[str, Any]) -> list[Difference]:
    """Return every field of master data's form that says something else than what is stored."""
    return between(form, type(form)(formdata=None, data=values))


def between(form: Form, stored: Form) -> list[Difference]:
    """Return every field of a form that says something else than another of its kind."""
    found = [_of_field(field, stored[field.name], "") for field in form if _counts(field)]
    return [difference for difference in found if difference]


def of_questions(form: QuestionsForm, stored: QuestionsForm) -> list[Difference]:
    """Return what a workshop's questions say otherwise than those that are stored now."""
    known = {str(row.id.data): row for row in stored.rows()}
    found: list[Difference | None] = []
    for number, row in enumerate(form.rows(), 1):
        name = _("%(n)s. Frage", n=number)
        other = known.pop(str(row.id.data), None)
        if other is None:
            found.append(Difference(f"#{row.text.id}", name, "", said(row.text)))
            continue
        pairs = [(field, other[field.short_name]) for field in row if _counts(field)]
        found += [_of_field(*pair, f"{name}, ") for pair in pairs]
    found += [Difference("#oben", _("Neue Frage"), said(left.text), "") for left in known.values()]
    return [each for each in found if each]


def _counts(field: Field) -> bool:
    return field.short_name not in LEFT_OUT


def _of_field(field: Field, stored: Field, before: str) -> Difference | None:
    now, typed = said(stored), said(field)
    if now == typed:
        return None
    return Difference(f"#{field.id}", f"{before}{field.label.text}", *_cut(now, typed))


def _cut(one: str, other: str) -> tuple[str, str]:
    """Leave out what two long texts begin and end with alike, but for a few words."""
    begin = _alike(one, other)
    end = min(_alike(one[::-1], other[::-1]), min(len(one), len(other)) - begin)
    return _middle(one, begin, end), _middle(other, begin, end)


def _alike(one: str, other: str) -> int:
    """Return how many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _middle(text: str, begin: int, end: int) -> str:
    first, last = max(0, begin - AROUND), min(len(text), len(text) - end + AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _of_dates(form: WorkshopForm, stored: WorkshopForm, left_out: str) -> Iterator[Difference]:
    """Compare the dates by their numbers; those that only one of the two has, as a whole.

    left_out says what becomes of those that the form does not have.
    """
    known = {str(row.form.id.data): row.form for row in stored.sessions if row.form.id.data}
    for number, row in enumerate(form.sessions, 1):
        name = _("%(n)s. Termin", n=number)
        other = known.pop(str(row.form.id.data), None)
        if other is None:
            yield Difference(f"#{row.form.day.id}", name, "", _whole(row.form))
            continue
        pairs = [(field, other[field.short_name]) for field in row.form if _counts(field)]
        yield from filter(None, (_of_field(*pair, f"{name}, ") for pair in pairs))
    for left in known.values():
        yield Difference("#a2", _("Neuer Termin"), _whole(left), left_out)


def _whole(row: Any) -> str:
    return ", ".join(part for part in (said(row.day), said(row.begin), said(row.end)) if part)


def said(field: Field) -> str:
    """Return what a field says, as people read it."""
    if isinstance(field, SelectFieldBase):
        values = field.data if isinstance(field.data, list) else [field.data]
        wanted = {str(value) for value in values if value not in (None, "")}
        offered = [(str(choice[0]), str(choice[1])) for choice in field.iter_choices()]
        return ", ".join(text for value, text in offered if value in wanted)
    if isinstance(field.data, bool):
        return _("ja") if field.data else _("nein")
    if isinstance(field.data, date):
        return i18n.plain_date(field.data)
    if isinstance(field.data, time):
        return f"{field.data:%H:%M}"
    return str(field.data if field.data is not None else "").replace("\r\n", "\n").strip()
