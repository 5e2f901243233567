"""Inputs only the office has: days, hours, numbers, one of many rows, addresses of pages."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from wtforms import (
    DateField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import InputRequired, Optional, ValidationError

from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields

GONE = _l("Das gibt es nicht mehr. Bitte wählen Sie neu.")
YEARS = range(2000, 2101)
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]


def unreadable(sentence: str) -> dict[str, Any]:
    """Return what makes a field say this sentence where its value cannot be read."""
    return {"invalid_value_message": sentence}


def offered() -> dict[str, Any]:
    """Return what makes a list say in our words that a choice is none of its own."""
    return {"invalid_value_message": GONE, "invalid_choice_message": GONE}


def several_offered() -> dict[str, Any]:
    """The same for a list of which several are chosen; a lazy text would count as a function."""
    return {"invalid_value_message": GONE, "invalid_choice_message": lambda _number: str(GONE)}


def number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "") else None


def _sensible_year(_form: Form, field: Field) -> None:
    if field.data and field.data.year not in YEARS:
        raise ValidationError(_("Bitte prüfen Sie das Jahr."))


def one_of_few(label: str, texts: Mapping[str, Any]) -> RadioField:
    """One of a few that all stand there; the first of them is set at the start."""
    return RadioField(
        label, choices=fields.choices(dict(texts)), default=next(iter(texts)), **offered()
    )


def day(label: str, *validators: Any, **kwargs: Any) -> DateField:
    """A date; as browsers send it, or as people type it where there is no picker."""
    return DateField(
        label,
        [*(validators or [Optional()]), _sensible_year],
        format=DAY_FORMATS,
        **unreadable(_l("Dieses Datum gibt es nicht. Zum Beispiel: 15.04.2027")),
        **kwargs,
    )


def hour(label: str, *validators: Any, **kwargs: Any) -> TimeField:
    """A time of day on the office's wall clock."""
    return TimeField(
        label,
        validators or [Optional()],
        format=["%H:%M", "%H:%M:%S", "%H.%M"],
        **unreadable(_l("Diese Uhrzeit gibt es nicht. Zum Beispiel: 18:30")),
        **kwargs,
    )


def number(label: str, *validators: Any, **kwargs: Any) -> IntegerField:
    wrong = unreadable(_l("Bitte geben Sie eine ganze Zahl an."))
    return IntegerField(label, validators, **wrong, **kwargs)


def one(label: str, **kwargs: Any) -> SelectField:
    """A choice of one row by its number; the empty one is none."""
    return SelectField(label, coerce=number_or_none, **offered(), **kwargs)


def some(label: str) -> SelectMultipleField:
    """A choice of several rows by their numbers."""
    return SelectMultipleField(label, coerce=int, **several_offered())


def needed(sentence: str) -> InputRequired:
    return InputRequired(sentence)


def web_address(_form: Form, field: Field) -> None:
    """Refuse what is no address of a web page (a script would be one, too)."""
    if not field.data:
        return
    address = urlsplit(field.data)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValidationError(
            _("Bitte geben Sie eine ganze Adresse an, zum Beispiel https://beispiel.de/seite.")
        )
