"""The form of a workshop: what is asked, and what cannot be meant. Its rows: plans."""

from datetime import date, datetime, time
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import NumberRange

from wirworkshops import clock
from wirworkshops.domain import plans
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.workshops import KINDS, SPOKEN
from wirworkshops.web import fields, words
from wirworkshops.web.organise import inputs

MOST_SESSIONS = 60
MOST_SEATS = 10_000


def _at(day: date | None, hour: time | None) -> datetime:
    if day is None or hour is None:
        raise ValueError("asked for an instant before the form was found valid")
    return clock.at(day, hour)


def _exists(day: date, hour: time) -> bool:
    """Whether the wall clock shows this hour: one night in March leaves an hour out."""
    shown = clock.local(clock.at(day, hour))
    return (shown.date(), shown.time()) == (day, hour)


class SessionForm(fields.Form):
    """One date. last_day is asked only where it already goes on to another day."""

    id = HiddenField(filters=[inputs.number_or_none])
    day = inputs.day(_l("Datum"), inputs.needed(_l("Bitte geben Sie das Datum an.")))
    begin = inputs.hour(_l("Beginn"), inputs.needed(_l("Bitte geben Sie den Beginn an.")))
    end = inputs.hour(_l("Ende"), inputs.needed(_l("Bitte geben Sie das Ende an.")))
    last_day = inputs.day(_l("Ende am"))
    room_id = inputs.one(_l("Raum"))
    is_online = BooleanField(_l("Man kann online dabei sein"))
    online_url = fields.line(
        _l("Link zum Dabeisein"),
        inputs.web_address,
        most=500,
        about=_l("Bekommen nur die, deren Platz bestätigt ist."),
    )
    trainers = fields.line(_l("Referent:innen"), most=500, about=_l("Namen, mit Komma getrennt."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return super().validate(*args, **kwargs) and self._has_sensible_times()

    def _has_sensible_times(self) -> bool:
        last_day = self.last_day.data or self.day.data
        for field, day in ((self.begin, self.day.data), (self.end, last_day)):
            if day and field.data and not _exists(day, field.data):
                sentence = _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt.")
                return _blame(field, sentence)
        if self.ends_at <= self.starts_at:
            return _blame(self.end, _("Das Ende muss nach dem Beginn liegen."))
        return True

    @property
    def starts_at(self) -> datetime:
        """Once the form has been found valid, when the date begins."""
        return _at(self.day.data, self.begin.data)

    @property
    def ends_at(self) -> datetime:
        """Once the form has been found valid, when the date ends."""
        return _at(self.last_day.data or self.day.data, self.end.data)


class WorkshopForm(fields.Form):
    """Everything about a workshop. The lists to choose from are set by choices.fill()."""

    title = fields.line(
        _l("Titel"),
        fields.Required(_l("Bitte geben Sie einen Titel an.")),
        most=300,
        about=_l("Kurz und konkret. Was haben die Leute davon?"),
    )
    summary = fields.lines(
        _l("In zwei Sätzen"),
        most=1000,
        about=_l("Steht in der Liste und im Kalender."),
    )
    body = fields.lines(
        _l("Ausführlich"),
        most=20_000,
        about=_l("Absätze durch eine leere Zeile, Überschriften mit ##, Listen mit -."),
    )
    bring = fields.lines(_l("Das bringen Sie mit"), most=2000)
    title_en = fields.line(_l("Titel auf Englisch"), most=300)
    summary_en = fields.lines(_l("In zwei Sätzen auf Englisch"), most=1000)
    body_en = fields.lines(_l("Ausführlich auf Englisch"), most=20_000)
    bring_en = fields.lines(_l("Das bringen Sie mit, auf Englisch"), most=2000)

    series_id = inputs.one(_l("Reihe"), description=_l("Gibt Farbe und Bild."))
    kind = SelectField(
        _l("Art"),
        choices=inputs.choices({kind: words.KINDS[kind] for kind in KINDS}),
        description=_l("Steht neben der Reihe."),
        default="workshop",
        **inputs.offered(),
    )
    host_id = inputs.one(_l("Veranstalter"), validators=[inputs.needed(_l("Wer veranstaltet es?"))])
    original_id = inputs.one(
        _l("Gleicher Inhalt wie"), description=_l("Dann stehen die Termine auf beiden Seiten.")
    )
    slug = fields.line(
        _l("Adresse der Seite"),
        most=100,
        about=_l("Leer lassen, dann bleibt sie oder wird aus dem Titel gemacht."),
    )

    sessions = FieldList(FormField(SessionForm), min_entries=1, max_entries=MOST_SESSIONS)

    signup_mode = RadioField(
        _l("Wie melden sich Leute an?"),
        choices=inputs.choices(
            {
                "form": _l("Mit unserem Formular"),
                "none": _l("Ohne Anmeldung, einfach kommen"),
                "external": _l("Auf einer anderen Seite"),
            }
        ),
        default="form",
        **inputs.offered(),
    )
    signup_url = fields.line(_l("Adresse der anderen Seite"), inputs.web_address, most=500)
    capacity = inputs.number(
        _l("Plätze"),
        inputs.needed(_l("Bitte geben Sie an, wie viele Plätze es gibt.")),
        NumberRange(1, MOST_SEATS, _l("Bitte geben Sie eine Zahl von 1 bis 10.000 an.")),
    )
    opens_on = inputs.day(_l("Anmelden ab"))
    opens_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 0:00."))
    closes_on = inputs.day(_l("Anmelden bis"))
    closes_hour = inputs.hour(_l("Uhrzeit"), description=_l("Ohne Uhrzeit: 23:59."))
    waiting_list = BooleanField(_l("Warteliste, die von selbst aufrückt"), default=True)

    spoken = SelectMultipleField(
        _l("Diese Sprachen werden gesprochen"),
        choices=inputs.choices({code: words.SPOKEN[code] for code in SPOKEN}),
        default=["de"],
        **inputs.several_offered(),
    )
    features = SelectMultipleField(
        _l("Das gibt es außerdem"),
        choices=inputs.choices(words.FEATURES),
        description=_l("Was der Raum mitbringt, kommt von selbst dazu."),
        **inputs.several_offered(),
    )
    topics = inputs.some(_l("Themen"))
    audiences = inputs.some(_l("Zielgruppen"))
    partners = inputs.some(_l("Kooperationspartner"))
    seen_at = HiddenField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        checks = (self._english(), self._dates(), self._window(), self._address())
        return all(checks)

    def _english(self) -> bool:
        more = (self.summary_en.data, self.body_en.data, self.bring_en.data)
        if any(more) and not self.title_en.data:
            return _blame(self.title_en, _("Der englische Text braucht auch einen Titel."))
        return True

    def _dates(self) -> bool:
        """Refuse dates of one workshop that run at the same time."""
        seen: list[tuple[datetime, datetime]] = []
        for number, row in enumerate(self.sessions):
            times = (row.form.starts_at, row.form.ends_at)
            for other, (begin, end) in enumerate(seen):
                if times[0] < end and begin < times[1]:
                    sentence = _("Überschneidet sich mit dem %(n)s. Termin.", n=other + 1)
                    return _blame(self.sessions[number].form.begin, sentence)
            seen.append(times)
        return True

    def _window(self) -> bool:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            return _blame(self.closes_on, _("Das liegt vor dem Beginn der Anmeldung."))
        return True

    def _address(self) -> bool:
        if self.signup_mode.data == "external" and not self.signup_url.data:
            sentence = _("Bitte geben Sie die Adresse an, unter der man sich anmeldet.")
            return _blame(self.signup_url, sentence)
        self.slug.data = plans.slugify(self.slug.data) if self.slug.data else ""
        return True

    @property
    def opens_at(self) -> datetime | None:
        return _instant(self.opens_on.data, self.opens_hour.data or time(0, 0))

    @property
    def closes_at(self) -> datetime | None:
        return _instant(self.closes_on.data, self.closes_hour.data or time(23, 59))


def _instant(day: date | None, hour: time) -> datetime | None:
    return clock.at(day, hour) if day else None


def _blame(field: Any, sentence: str) -> bool:
    """Put a sentence at a field; the form does not hold then."""
    field.errors = [*field.errors, sentence]
    return False
