"""The forms of one's own pages."""

from wtforms import RadioField

from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields
from wirworkshops.web.public.forms import MOST_PHONE


class Contact(fields.Form):
    name = fields.line(
        _l("Vor- und Nachname"), fields.Required(_l("Bitte geben Sie Ihren Namen an."))
    )
    phone = fields.line(
        _l("Telefon"),
        most=MOST_PHONE,
        about=_l("Nur für Änderungen am Tag selbst. Danach löschen wir die Nummer."),
    )
    organisation = fields.line(_l("Einrichtung oder Verein"))


class Mailbox(fields.Form):
    email = fields.email(
        _l("E-Mail-Adresse"), about=_l("Die Adresse, mit der Sie sich angemeldet haben.")
    )


class Calendar(fields.Form):
    calendar = RadioField(
        _l("So möchte ich meine Termine bekommen"),
        choices=[
            ("mail", _l("Einladung per Nachricht: jeder Termin einzeln zum Annehmen")),
            ("feed", _l("Eigenes Kalender-Abo: einmal einrichten, alles kommt von selbst")),
        ],
        validate_choice=False,
    )
