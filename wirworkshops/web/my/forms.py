"""The forms of one's own pages."""

from typing import Self

from wtforms import BooleanField, Field, RadioField
from wtforms.validators import ValidationError

from wirworkshops.domain import calendars
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import asking, fields, needing
from wirworkshops.web.public.forms import MOST_PHONE


class Contact(fields.Form):
    name = fields.person(_l("Vor- und Nachname"), _l("Bitte geben Sie Ihren Namen an."))
    phone = fields.line(
        _l("Telefon"),
        most=MOST_PHONE,
        about=_l("Nur für Änderungen am Tag selbst. Danach löschen wir die Nummer."),
    )
    organisation = fields.line(_l("Einrichtung oder Verein"))


class Answers(asking.Asking):
    """The organiser's questions alone."""


class Wanted(needing.Needs):
    """What she needs, said after signing up; the consent is given anew each time."""

    needs = needing.ticks(_l("Ich brauche"))
    need_language = needing.into(_l("Dolmetschen in diese Sprache"))
    need_diet = needing.diet(_l("Das ist mir beim Essen wichtig"))
    need_text = fields.lines(_l("Anderes"), most=needing.MOST_NEED)
    consent = BooleanField(needing.CONSENT)
    shares_needs = BooleanField(needing.SHARES)

    def validate_needs(self, _field: Field) -> None:
        if not self.names_needs:
            raise ValidationError(_("Bitte wählen Sie aus, was Sie brauchen."))


class Naming(fields.Form):
    """Somebody a group's contact names, new or in another's place; one page has several."""

    name = fields.person(_l("Vor- und Nachname"), _l("Bitte geben Sie den Namen an."))
    email = fields.email(
        _l("E-Mail-Adresse"),
        required=False,
        about=_l("Dorthin schicken wir Termin und eigenen Link. Ohne Adresse geben Sie es weiter."),
    )
    member_id: int | None = None  # in whose place she comes

    @classmethod
    def of(cls, member_id: int | None, *, is_filled: bool = False) -> Self:
        """Return the form for a new name, or for whoever comes in a member's place."""
        prefix = "neu-" if member_id is None else f"statt{member_id}-"
        form = cls(prefix=prefix) if is_filled else cls(formdata=None, prefix=prefix)
        form.member_id = member_id
        return form


class Mailbox(fields.Form):
    email = fields.email(
        _l("E-Mail-Adresse"), about=_l("Die Adresse, mit der Sie sich angemeldet haben.")
    )


class Calendar(fields.Form):
    calendar = RadioField(
        _l("So möchte ich meine Termine bekommen"),
        choices=fields.choices(
            {
                "mail": _l("Einladung per Nachricht"),
                "feed": _l("Eigenes Kalender-Abo"),
                "file": _l("Datei per Nachricht"),
            }
        ),
        validate_choice=False,
    )

    def validate_calendar(self, field: Field) -> None:
        if field.data not in calendars.WAYS:
            raise ValidationError(_("Bitte wählen Sie eine der drei Möglichkeiten."))


class FeedOptions(fields.Form):
    waiting = BooleanField(_l("Auch zeigen, worauf ich warte, als unverbindlich"))
    alarm = RadioField(
        _l("Erinnern"),
        choices=fields.choices(
            {
                "0": _l("Gar nicht"),
                "60": _l("Eine Stunde vorher"),
                "1440": _l("Einen Tag vorher"),
            }
        ),
        description=_l("Manche Programme erinnern bei einem Abo nicht, etwa Google."),
        validate_choice=False,
    )

    def validate_alarm(self, field: Field) -> None:
        if field.data not in {str(minutes) for minutes in calendars.ALARMS}:
            raise ValidationError(_("Bitte wählen Sie, ob und wann Ihr Kalender erinnern soll."))
