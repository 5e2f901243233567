"""Form fields for what people type: cleaned, measured, and refused with a sentence that helps.

Protection against forged posts is the application's (CSRFProtect), not each form's.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import g
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation, ValidationError

from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.texts import one_line, several_lines

GIVEN_BACK = "given-back"  # field of a form that is shown again, before anything is done
ADDRESS = re.compile(
    r"://|www\.|[/@]|\.(com|net|org|info|biz|de|eu|ru|cn|xyz|io|top|site|online|shop|app|dev)\b",
    re.I,
)
MOST_LINE = 200
MOST_TEXT = 2000
_MORE = frozenset(",;")
_SPECIAL = ("arpa", "invalid", "local", "localhost", "onion", "test")


class Form(FlaskForm):
    """A form whose sentences are all our own: nothing of WTForms is translated."""

    class Meta(FlaskForm.Meta):
        csrf = False

        def get_translations(self, _form: Any) -> Any:
            return None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Say no, without a mistake, to what is given back after a login: it is to be looked at."""
        return not g.get("is_given_back") and super().validate(*args, **kwargs)

    def value(self, name: str) -> str:
        """Return what was typed into a field of text."""
        return self[name].data or ""


class Required:
    """Something has to be there; marks the field as required in the page."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data:
            raise StopValidation(str(self.sentence))


class AtMost:
    """Not longer than the database keeps."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Field) -> None:
        if len(field.data or "") > self.most:
            sentence = _("Das ist zu lang. Bitte kürzen Sie auf %(most)s Zeichen.", most=self.most)
            raise StopValidation(sentence)


class OneOf:
    """One value, or several, of those offered."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self.values = {"", *values}

    def __call__(self, _form: Any, field: Field) -> None:
        given = field.data if isinstance(field.data, list) else [field.data or ""]
        if not self.values.issuperset(given):
            raise StopValidation(_("Bitte wählen Sie aus der Liste."))


def choices(texts: Mapping[Any, Any]) -> list[Any]:
    """Return value and words as what a list offers."""
    return [SelectChoice(value=value, label=text) for value, text in texts.items()]


def line(
    label: str, *checks: Callable[..., None], most: int = MOST_LINE, about: str = ""
) -> StringField:
    """Return a field of one line."""
    return StringField(label, [*checks, AtMost(most)], [one_line], description=about)


def lines(
    label: str, *checks: Callable[..., None], most: int = MOST_TEXT, about: str = ""
) -> TextAreaField:
    """Return a field of several lines."""
    return TextAreaField(label, [*checks, AtMost(most)], [several_lines], description=about)


def person(label: str, sentence: str = "", *, about: str = "") -> StringField:
    """Return a field for somebody's name; with a sentence for when it is empty it is required."""
    need = [Required(sentence)] if sentence else []
    return line(label, *need, check_name, about=about)


def check_name(_form: Any, field: Field) -> None:
    """Refuse addresses as names: letters greet by name, and mail programs make links of them."""
    if ADDRESS.search(field.data or ""):
        raise StopValidation(_("Bitte geben Sie einen Namen an, ohne Internet- oder Mailadresse."))


def email(label: str, *, about: str = "", required: bool = True) -> StringField:
    """Return a field for one address; its data is the address as mail takes it."""
    need = [Required(_l("Bitte geben Sie Ihre E-Mail-Adresse an."))] if required else []
    return StringField(label, [*need, check_email], [one_line], description=about)


def check_email(_form: Any, field: Field) -> None:
    """Refuse what no letter can reach, as far as one sees; write the domain as mail takes it."""
    if not field.data:
        return
    try:
        found = validate_email(
            field.data, check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError:
        raise ValidationError(_what_is_wrong(field.data)) from None
    field.data = found.ascii_email or found.normalized


def _what_is_wrong(address: str) -> str:
    """Return the sentence for an address that cannot be right: the first that fits."""
    local, at, domain = address.rpartition("@")
    top = domain.rpartition(".")[2].casefold()
    found = {
        _("In der Adresse fehlt das @. Beispiel: name@verein.de"): not at,
        _("Bitte geben Sie nur eine Adresse an. Beispiel: name@verein.de"): "@" in local
        or not _MORE.isdisjoint(address),
        _("In der Adresse ist ein Leerzeichen. Beispiel: name@verein.de"): " " in address,
        _("Der Teil vor dem @ fehlt. Beispiel: name@verein.de"): not local,
        _("Vor dem @ gehen keine Umlaute und Akzente. Bitte prüfen Sie die Adresse."):
            not local.isascii(),
        _("An diese Adresse kommt keine Nachricht an. Bitte nehmen Sie eine andere."):
            top in _SPECIAL,
        _("Der Teil nach dem @ ist unvollständig. Beispiel: name@verein.de"):
            "." not in domain.strip("."),
    }  # fmt: skip
    other = _("Diese Adresse kann so nicht stimmen. Beispiel: name@verein.de")
    return next((sentence for sentence, is_so in found.items() if is_so), other)
