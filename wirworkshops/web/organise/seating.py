"""The part of a workshop's form about seats: who gets one, who waits, groups, a minimum."""

from datetime import date, datetime, time
from typing import Any

from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import NumberRange, Optional

from wirworkshops import clock
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields
from wirworkshops.web.organise import inputs

MOST_SEATS = 10_000
MOST_IN_A_GROUP = 50
A_NUMBER = NumberRange(1, MOST_SEATS, _l("Bitte geben Sie eine Zahl von 1 bis 10.000 an."))
REMINDERS = {  # hours before a session
    168: _l("7 Tage vorher"),
    48: _l("2 Tage vorher"),
    24: _l("1 Tag vorher"),
    2: _l("2 Stunden vorher"),
}
LINKS = {  # hours before a session
    "": _l("Mit der Bestätigung"),
    168: _l("7 Tage vorher"),
    48: _l("2 Tage vorher"),
    24: _l("1 Tag vorher"),
    2: _l("2 Stunden vorher"),
    1: _l("1 Stunde vorher"),
}


def blame(field: Any, sentence: str) -> bool:
    """Put a sentence at a field; the form does not hold then."""
    field.errors = [*field.errors, sentence]
    return False


def at(day: date | None, hour: time | None) -> datetime:
    if day is None or hour is None:
        raise ValueError("asked for an instant before the form was found valid")
    return clock.at(day, hour)


def instant(day: date | None, hour: time) -> datetime | None:
    return clock.at(day, hour) if day else None


class SeatsForm(fields.Form):
    """How one signs up, and what happens when more want to come than there are seats."""

    signup_mode = inputs.one_of_few(
        _l("Wie melden sich Leute an?"),
        {
            "form": _l("Mit unserem Formular"),
            "none": _l("Ohne Anmeldung, einfach kommen"),
            "external": _l("Auf einer anderen Seite"),
        },
    )
    signup_url = fields.line(_l("Adresse der anderen Seite"), inputs.web_address, most=500)
    capacity = inputs.number(
        _l("Plätze"),
        inputs.needed(_l("Bitte geben Sie an, wie viele Plätze es gibt.")),
        A_NUMBER,
    )
    online_capacity = inputs.number(
        _l("Plätze online"),
        Optional(),
        A_NUMBER,
        description=_l("Nur wenn man vor Ort oder online dabei sein kann. Oben: die vor Ort."),
    )
    opens_on = inputs.day(_l("Anmelden ab"))
    opens_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 0:00."))
    closes_on = inputs.day(_l("Anmelden bis"))
    closes_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 23:59."))
    waiting_list = BooleanField(_l("Warteliste, die von selbst aufrückt"), default=True)

    admission = inputs.one_of_few(
        _l("Wer bekommt einen Platz?"),
        {
            "order": _l("Wer zuerst kommt: Die Plätze gehen der Reihe nach weg."),
            "approval": _l("Auf Anfrage: Sie lesen die Anfragen und entscheiden."),
        },
    )
    moves_up = inputs.one_of_few(
        _l("Wenn ein Platz frei wird"),
        {
            "offer": _l("Anbieten: Die nächste Person hat Zeit, ja oder nein zu sagen."),
            "direct": _l("Gleich vergeben: Die nächste Person ist sofort dabei."),
        },
    )
    queue = inputs.one_of_few(
        _l("Wenn eine wartende Gruppe mehr Plätze braucht, als frei sind"),
        {
            "strict": _l("Niemand überholt: Alle dahinter warten mit."),
            "fitting": _l("Kein Platz bleibt leer: Wer mit weniger auskommt, darf vor."),
        },
    )
    most_seats = inputs.number(
        _l("Höchstens so viele Plätze in einer Anmeldung"),
        Optional(),
        NumberRange(1, MOST_IN_A_GROUP, _l("Bitte geben Sie eine Zahl von 1 bis 50 an.")),
        description=_l("1: Alle melden sich einzeln an."),
    )
    names_on = inputs.day(
        _l("Namen nennen bis"),
        description=_l("Plätze ohne Namen gehen dann an die Warteliste."),
    )
    names_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 12:00."))
    minimum = inputs.number(
        _l("So viele müssen es mindestens sein"),
        Optional(),
        A_NUMBER,
        description=_l("Leer lassen, wenn es in jedem Fall stattfindet."),
    )
    decide_on = inputs.day(
        _l("Entscheiden bis"),
        description=_l(
            "Sind es zu wenige, schreiben wir Ihnen zwei Tage vorher und noch einmal an dem Tag."
        ),
    )
    decide_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 12:00."))
    reminders = SelectMultipleField(
        _l("An jeden Termin erinnern"),
        coerce=int,
        choices=fields.choices(REMINDERS),
        default=[24],
        **inputs.several_offered(),
    )

    link_hours = inputs.one(
        _l("Der Online-Link geht hinaus"),
        choices=fields.choices(LINKS),
        description=_l(
            "Bis dahin steht er in keiner Nachricht, in keinem Kalender und auf keiner Seite. Dann "
            "bekommen ihn alle, die online dabei sind."
        ),
    )

    def has_sensible_seats(self) -> bool:
        """Whether what was typed here fits together; each mistake stands at its field."""
        checks = (self._window(), self._address(), self._minimum())
        return all(checks)

    def _window(self) -> bool:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            return blame(self.closes_on, _("Das liegt vor dem Beginn der Anmeldung."))
        return True

    def _address(self) -> bool:
        if self.signup_mode.data == "external" and not self.signup_url.data:
            sentence = _("Bitte geben Sie die Adresse an, unter der man sich anmeldet.")
            return blame(self.signup_url, sentence)
        return True

    def _minimum(self) -> bool:
        if self.minimum.data and not self.decide_on.data:
            return blame(self.decide_on, _("Bitte geben Sie an, bis wann es sich entscheidet."))
        return True

    @property
    def opens_at(self) -> datetime | None:
        return instant(self.opens_on.data, self.opens_hour.data or time(0, 0))

    @property
    def closes_at(self) -> datetime | None:
        return instant(self.closes_on.data, self.closes_hour.data or time(23, 59))

    @property
    def names_until(self) -> datetime | None:
        return instant(self.names_on.data, self.names_hour.data or time(12, 0))

    @property
    def decide_at(self) -> datetime | None:
        return instant(self.decide_on.data, self.decide_hour.data or time(12, 0))

    def is_unusual(self, *names: str) -> bool:
        """Whether one of these fields says something else than usual, so that it must be seen."""
        return any(self[name].errors or self[name].data != USUAL[name] for name in names)


USUAL: dict[str, Any] = {
    "admission": "order",
    "moves_up": "offer",
    "queue": "strict",
    "online_capacity": None,
    "most_seats": 1,
    "names_on": None,
    "names_hour": None,
    "minimum": None,
    "decide_on": None,
    "decide_hour": None,
    "reminders": [24],
    "link_hours": None,
}
