"""The forms of signing up: their fields, and what each mistake is told."""

from wtforms import BooleanField, SelectField, StringField

from wirworkshops.domain.applications import Application
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import FIELDS
from wirworkshops.web import fields, needing, words
from wirworkshops.web.public import parties

MOST_PHONE = 40


class SignUp(parties.Party, needing.Needs):
    name = fields.person(
        _l("Vor- und Nachname"),
        _l("Bitte geben Sie Ihren Namen an."),
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
    needs = needing.ticks(_l("Ich brauche"))
    need_language = needing.into(_l("Dolmetschen in diese Sprache"))
    need_diet = needing.diet(_l("Das ist mir beim Essen wichtig"))
    need_text = fields.lines(_l("Anderes"), most=needing.MOST_NEED)
    consent = BooleanField(needing.CONSENT)
    shares_needs = BooleanField(needing.SHARES)
    question = fields.lines(_l("Frage an uns"))
    homepage = StringField(_l("Bitte leer lassen"))

    def application(self, language: str) -> Application:
        """Return what was filled in, once it has been found valid."""
        return Application(
            name=self.name.data,
            email=self.email.data,
            language=language,
            organisation=self.organisation.data,
            field=self.field.data or "",
            phone=self.phone.data,
            question=self.question.data,
            **self.wanted,
            answers=self.answers,
            seats=self.number,
            attends=self.comes_along,
            takes_fewer=bool(self.takes_fewer.data) and self.number > 1,
            pool_id=self.half,
        )


class NextDate(fields.Form):
    name = fields.person(_l("Vor- und Nachname"), _l("Bitte geben Sie Ihren Namen an."))
    email = fields.email(_l("E-Mail-Adresse"))
    homepage = StringField(_l("Bitte leer lassen"))


class Address(fields.Form):
    email = fields.email(
        _l("Richtige E-Mail-Adresse"),
        about=_l("Ihr Platz bleibt reserviert. Der alte Link gilt dann nicht mehr."),
    )
