"""The forms of signing up: their fields, and what each mistake is told."""

from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from wirworkshops.domain.applications import Application
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import FIELDS, NEEDS
from wirworkshops.web import fields, words
from wirworkshops.web.public import parties

NAMED_NEEDS = {
    **{need: text for need, text in words.NEEDS.items() if need != "other"},
    "sign-language": _l("Gebärdensprach\u00addolmetschen"),  # may break where a phone is narrow
}
MOST_PHONE = 40
MOST_NEED = 1000


class SignUp(parties.Party):
    name = fields.line(
        _l("Vor- und Nachname"),
        fields.Required(_l("Bitte geben Sie Ihren Namen an.")),
        about=_l("So steht er später auf der Teilnahmeliste."),
    )
    email = fields.email(
        _l("E-Mail-Adresse"), about=_l("Dorthin schicken wir gleich die Bestätigung.")
    )
    phone = fields.line(
        _l("Telefon"),
        most=MOST_PHONE,
        about=_l("Nur für Änderungen am Tag selbst. Danach löschen wir die Nummer."),
    )
    organisation = fields.line(_l("Einrichtung oder Verein"))
    field = SelectField(
        _l("Arbeitsfeld"),
        [fields.OneOf(FIELDS)],
        choices=fields.choices({"": _l("Bitte wählen")} | words.FIELDS),
        validate_choice=False,
    )
    needs = SelectMultipleField(
        _l("Ich brauche"),
        [fields.OneOf(NEEDS)],
        choices=fields.choices(NAMED_NEEDS),
        validate_choice=False,
    )
    need_text = fields.lines(_l("Anderes"), most=MOST_NEED)
    consent = BooleanField(
        _l(
            "Ich bin einverstanden, dass Sie diese Angaben nutzen, um meine Teilnahme möglich zu "
            "machen. Das kann ich jederzeit zurücknehmen."
        )
    )
    question = fields.lines(_l("Frage an uns"))
    homepage = StringField(_l("Bitte leer lassen"))

    def validate_need_text(self, field: Field) -> None:
        if "other" in self.needs.data and not field.data:
            raise ValidationError(_("Bitte schreiben Sie, was Sie brauchen."))

    def validate_consent(self, field: Field) -> None:
        if (self.needs.data or self.need_text.data) and not field.data:
            raise ValidationError(
                _("Bitte stimmen Sie zu, oder nehmen Sie diese Angaben wieder heraus.")
            )

    def application(self, language: str) -> Application:
        """Return what was filled in, once it has been found valid."""
        chosen = [need for need in NEEDS if need in self.needs.data and need != "other"]
        other = ["other"] if self.need_text.data else []
        return Application(
            name=self.name.data,
            email=self.email.data,
            language=language,
            organisation=self.organisation.data,
            field=self.field.data or "",
            phone=self.phone.data,
            question=self.question.data,
            needs=(*chosen, *other),
            need_text=self.need_text.data,
            answers=self.answers,
            seats=self.number,
            attends=self.comes_along,
            takes_fewer=bool(self.takes_fewer.data) and self.number > 1,
            pool_id=self.half,
        )


class NextDate(fields.Form):
    name = fields.line(
        _l("Vor- und Nachname"), fields.Required(_l("Bitte geben Sie Ihren Namen an."))
    )
    email = fields.email(_l("E-Mail-Adresse"))
    homepage = StringField(_l("Bitte leer lassen"))


class Address(fields.Form):
    email = fields.email(
        _l("Richtige E-Mail-Adresse"),
        about=_l("Ihr Platz bleibt reserviert. Der alte Link gilt dann nicht mehr."),
    )
