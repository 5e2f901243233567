"""The form of a workshop: what is asked, and what cannot be meant. Its seats: seating."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import Optional

from wirworkshops import clock
from wirworkshops.domain import plans
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.workshops import KINDS, SPOKEN
from wirworkshops.web import fields, words
from wirworkshops.web.organise import inputs, seating
from wirworkshops.web.organise.seating import SeatsForm, blame

MOST_SESSIONS = 60


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
    title = fields.line(_l("Eigener Titel dieses Termins"))
    title_en = fields.line(_l("Eigener Titel auf Englisch"))
    room_id = inputs.one(
        _l("Raum"), description=_l("Fehlt einer? Neue Orte und Räume stehen unter Stammdaten.")
    )
    is_online = BooleanField(_l("Man kann online dabei sein"))
    online_url = fields.line(
        _l("Link zum Dabeisein"),
        inputs.web_address,
        most=500,
        about=_l("Bekommen nur die, deren Platz bestätigt ist."),
    )
    trainers = fields.line(_l("Referent:innen"), most=500, about=_l("Namen, mit Komma getrennt."))
    capacity = inputs.number(
        _l("Plätze nur für diesen Termin (Teilnehmende wählen)"),
        Optional(),
        seating.A_NUMBER,
        description=_l("Etwa bei einer Fachtagung mit mehreren Workshops. Sonst leer lassen."),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        return super().validate(*args, **kwargs) and self._has_sensible_times()

    def _has_sensible_times(self) -> bool:
        last_day = self.last_day.data or self.day.data
        for field, day in ((self.begin, self.day.data), (self.end, last_day)):
            if day and field.data and not _exists(day, field.data):
                sentence = _("Diese Uhrzeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt.")
                return blame(field, sentence)
        if self.ends_at <= self.starts_at:
            return blame(self.end, _("Das Ende muss nach dem Beginn liegen."))
        return True

    @property
    def starts_at(self) -> datetime:
        """Once the form has been found valid, when the date begins."""
        return seating.at(self.day.data, self.begin.data)

    @property
    def ends_at(self) -> datetime:
        """Once the form has been found valid, when the date ends."""
        return seating.at(self.last_day.data or self.day.data, self.end.data)


class WorkshopForm(SeatsForm):
    """Everything about a workshop. The lists to choose from are set by choices.fill().

    differences is what somebody else has stored meanwhile: web.organise.difference.
    """

    differences: Sequence[Any] = ()

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
        choices=fields.choices({kind: words.KINDS[kind] for kind in KINDS}),
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

    spoken = SelectMultipleField(
        _l("Diese Sprachen werden gesprochen"),
        choices=fields.choices({code: words.SPOKEN[code] for code in SPOKEN}),
        default=["de"],
        **inputs.several_offered(),
    )
    features = SelectMultipleField(
        _l("Das gibt es außerdem"),
        choices=fields.choices(words.FEATURES),
        description=_l("Was der Raum mitbringt, kommt von selbst dazu."),
        **inputs.several_offered(),
    )
    topics = inputs.some(_l("Themen"))
    audiences = inputs.some(_l("Zielgruppen"))
    partners = inputs.some(_l("Kooperationspartner"))
    funders = inputs.some(_l("Förderer"))
    still_fits = BooleanField(
        _l("Die Übersetzung bleibt gültig"),
        description=_l(
            "Für kleine Änderungen am deutschen Text. Ohne Haken gilt der englische als älter, "
            "bis ihn jemand ändert."
        ),
    )
    tell_all = BooleanField(
        _l("Auch Änderungen am Text als Nachricht schicken"),
        description=_l(
            "Wer einen Platz hat, bekommt dann eine Nachricht und die neuen Angaben in den "
            "Kalender. Ohne Haken stehen sie auf der Seite und in den Kalender-Abos."
        ),
    )
    seen_at = HiddenField()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        if not super().validate(*args, **kwargs):
            return False
        self.slug.data = plans.slugify(self.slug.data) if self.slug.data else ""
        checks = (self._english(), self._dates(), self.has_sensible_seats())
        return all(checks)

    def _english(self) -> bool:
        more = (self.summary_en.data, self.body_en.data, self.bring_en.data)
        if any(more) and not self.title_en.data:
            return blame(self.title_en, _("Der englische Text braucht auch einen Titel."))
        return True

    def _dates(self) -> bool:
        """Refuse dates of one workshop that run at the same time."""
        seen: list[tuple[datetime, datetime]] = []
        for number, row in enumerate(self.sessions):
            times = (row.form.starts_at, row.form.ends_at)
            for other, (begin, end) in enumerate(seen):
                if times[0] < end and begin < times[1] and not self._is_choice(number, other):
                    sentence = _("Überschneidet sich mit dem %(n)s. Termin.", n=other + 1)
                    return blame(self.sessions[number].form.begin, sentence)
            seen.append(times)
        return True

    def _is_choice(self, *numbers: int) -> bool:
        """Whether people choose between these dates, so that they may run at the same time."""
        return all(self.sessions[number].form.capacity.data for number in numbers)
