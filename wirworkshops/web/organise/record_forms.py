"""The forms of master data: series, hosts, funders, venues, rooms, trainers, topics, audiences."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from wirworkshops.domain import series
from wirworkshops.domain.funders import FunderPlan
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.rooms import RoomPlan
from wirworkshops.domain.series import SeriesPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.venues import FEATURES
from wirworkshops.models.workshops import PALETTES
from wirworkshops.web import fields, words
from wirworkshops.web.organise import inputs, seating

MOST_NAME = 120
_DEGREES = r"(-?\d{1,3}(?:[.,]\d{1,15})?)"
_SPOT = re.compile(rf"{_DEGREES}\s*[,;\s]\s*{_DEGREES}", re.ASCII)


class RecordForm(fields.Form):
    """What all of them have: a print of what was seen, so that nothing is overwritten unseen."""

    seen = HiddenField()
    is_stale = False  # somebody else has changed the row since it was shown
    differences: Sequence[Any] = ()

    def plan(self) -> Any:
        """Return what was typed, once the form has been found valid."""
        raise NotImplementedError

    @staticmethod
    def shown(plan: Any) -> dict[str, Any]:
        """Return what the fields hold for a row as a plan."""
        return {**vars(plan), **_both("name", plan)}

    def texts(self, name: str) -> dict[str, str]:
        """Return a text in each language that has one."""
        typed = {"de": self.value(name), "en": self.value(f"{name}_en")}
        return {language: text for language, text in typed.items() if text}


def _both(name: str, plan: Any) -> dict[str, str]:
    """Return a text of a plan as the fields for German and English."""
    texts = getattr(plan, name)
    if isinstance(texts, str):
        return {name: texts}
    return {name: texts.get("de", ""), f"{name}_en": texts.get("en", "")}


def _name(about: str = "", most: int = MOST_NAME) -> StringField:
    needed = fields.Required(_l("Bitte geben Sie einen Namen an."))
    return fields.line(_l("Name"), needed, most=most, about=about)


class TrainerForm(RecordForm):
    name = _name(_l("Vorname und Nachname, wie sie auf der Seite stehen."), 200)

    email = fields.email(
        _l("E-Mail-Adresse"),
        required=False,
        about=_l(
            "Dorthin geht vor jedem Termin ein Briefing: wann, wo, wie viele kommen. Sie steht auf "
            "keiner Seite."
        ),
    )

    def plan(self) -> TrainerPlan:
        return TrainerPlan(self.value("name"), self.value("email"))


class NameForm(RecordForm):
    """A topic or an audience."""

    name = _name()
    name_en = fields.line(_l("Name auf Englisch"), most=MOST_NAME)

    def plan(self) -> NamePlan:
        return NamePlan(self.texts("name"))


class SeriesForm(RecordForm):
    name = _name()
    name_en = fields.line(_l("Name auf Englisch"), most=MOST_NAME)
    summary = fields.lines(
        _l("In ein, zwei Sätzen"), most=500, about=_l("Steht auf der Startseite.")
    )
    summary_en = fields.lines(_l("In ein, zwei Sätzen auf Englisch"), most=500)
    palette = inputs.one_of_few(
        _l("Farbe"), {palette: words.PALETTES[palette] for palette in PALETTES}
    )
    position = inputs.number(
        _l("Stelle in der Liste"),
        Optional(),
        NumberRange(0, 999, _l("Bitte geben Sie eine Zahl von 0 bis 999 an.")),
        description=_l("Kleine Zahlen stehen vorn."),
    )
    most_per_person = inputs.number(
        _l("Höchstens so viele je Person"),
        Optional(),
        NumberRange(
            1,
            series.MOST,
            _l("Bitte geben Sie eine Zahl von 1 bis 100 an, oder lassen Sie das Feld leer."),
        ),
        description=_l(
            "An so vielen kommenden Veranstaltungen der Reihe kann eine Person angemeldet sein. "
            "Wer mehr möchte, erfährt das per Nachricht. Leer lassen: keine Grenze."
        ),
    )

    def plan(self) -> SeriesPlan:
        return SeriesPlan(
            name=self.texts("name"),
            summary=self.texts("summary"),
            palette=self.palette.data,
            position=self.position.data or 0,
            most_per_person=self.most_per_person.data,
        )

    @staticmethod
    def shown(plan: SeriesPlan) -> dict[str, Any]:
        return vars(plan) | _both("name", plan) | _both("summary", plan)


class HostForm(RecordForm):
    name = _name(most=200)
    email = fields.email(
        _l("E-Mail-Adresse"), required=False, about=_l("Steht in Nachrichten und Kalendern.")
    )
    phone = fields.line(_l("Telefon"), most=40)
    website = fields.line(_l("Website"), inputs.web_address, most=300)

    def plan(self) -> HostPlan:
        names = ("name", "email", "phone", "website")
        return HostPlan(**{name: self.value(name) for name in names})


class FunderForm(RecordForm):
    name = _name(most=200)
    line = fields.line(
        _l("So steht es da"),
        fields.Required(_l("Bitte geben Sie an, wie die Förderung genannt wird.")),
        most=300,
        about=_l(
            "Geht nach „Gefördert“ weiter. Zum Beispiel: vom Land Hessen im Programm „WIR“. Steht "
            "auf der Seite, auf Plakaten und unter Nachrichten."
        ),
    )
    line_en = fields.line(
        _l("So steht es da, auf Englisch"),
        most=300,
        about=_l("Geht nach „Funded“ weiter. Zum Beispiel: by the State of Hesse."),
    )
    website = fields.line(_l("Website"), inputs.web_address, most=300)

    def plan(self) -> FunderPlan:
        return FunderPlan(self.value("name"), self.texts("line"), self.value("website"))

    @staticmethod
    def shown(plan: FunderPlan) -> dict[str, Any]:
        return vars(plan) | _both("line", plan)


def _quietly() -> BooleanField:
    return BooleanField(
        _l("Nur ein Schreibfehler: niemandem schreiben"),
        description=_l("Kalender-Abos und die Seite zeigen es trotzdem."),
    )


def _is_spot(_form: Any, field: Field) -> None:
    if field.data and _spot(field.data) is None:
        raise ValidationError(
            _("Bitte geben Sie zwei Zahlen an, Breite und Länge. Zum Beispiel: 50.10560, 8.76115")
        )


def _spot(text: str) -> tuple[float, float] | None:
    found = _SPOT.fullmatch(text)
    if not found:
        return None
    north, east = (float(number.replace(",", ".")) for number in found.groups())
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else None


class VenueForm(RecordForm):
    name = _name(_l("Zum Beispiel: Haus der Vereine"), 200)
    street = fields.line(_l("Straße und Hausnummer"))
    postal_code = fields.line(_l("Postleitzahl"), most=10)
    city = fields.line(_l("Stadt"), most=100)
    spot = fields.line(
        _l("Koordinaten"),
        _is_spot,
        most=60,
        about=_l("Breite und Länge, wie eine Karte im Netz sie zeigt: 50.10560, 8.76115"),
    )
    directions = fields.lines(_l("So kommt man hin"), most=1000)
    directions_en = fields.lines(_l("So kommt man hin, auf Englisch"), most=1000)
    quietly = _quietly()

    def plan(self) -> VenuePlan:
        north, east = _spot(self.value("spot")) or (None, None)
        names = ("name", "street", "postal_code", "city")
        return VenuePlan(
            **{name: self.value(name) for name in names},
            latitude=north,
            longitude=east,
            directions=self.texts("directions"),
        )

    @staticmethod
    def shown(plan: VenuePlan) -> dict[str, Any]:
        spot = (plan.latitude, plan.longitude)
        text = "" if None in spot else f"{plan.latitude:.15g}, {plan.longitude:.15g}"
        return vars(plan) | {"spot": text} | _both("directions", plan)


class RoomForm(RecordForm):
    """A room. For each feature a tick box and a note in two languages are added below."""

    name = fields.line(
        _l("Name"),
        most=MOST_NAME,
        about=_l("Leer lassen, wenn der Ort nur einen Raum hat oder der ganze Ort gemeint ist."),
    )
    floor = fields.line(_l("Stockwerk und Weg im Haus"), about=_l("Zum Beispiel: 2. Stock, links."))
    floor_en = fields.line(_l("Stockwerk und Weg im Haus, auf Englisch"))
    capacity = inputs.number(_l("Plätze im Raum"), Optional(), seating.A_NUMBER)
    quietly = _quietly()

    @property
    def features(self) -> list[tuple[Field, Field, Field]]:
        """Return the tick box of each feature with its notes in German and English."""
        return [
            (self[f"has_{key}"], self[f"note_{key}"], self[f"note_{key}_en"])
            for key in map(_key, FEATURES)
        ]

    def plan(self) -> RoomPlan:
        features = {
            feature: self.texts(f"note_{_key(feature)}")
            for feature in FEATURES
            if self[f"has_{_key(feature)}"].data
        }
        return RoomPlan(self.value("name"), self.texts("floor"), self.capacity.data, features)

    @staticmethod
    def shown(plan: RoomPlan) -> dict[str, Any]:
        values = vars(plan) | _both("floor", plan)
        for feature, note in plan.features.items():
            key = _key(feature)
            values[f"has_{key}"] = True
            values[f"note_{key}"] = note.get("de", "")
            values[f"note_{key}_en"] = note.get("en", "")
        return values


def _key(feature: str) -> str:
    return feature.replace("-", "_")


for _feature in FEATURES:
    _label = words.FEATURES[_feature]
    setattr(RoomForm, f"has_{_key(_feature)}", BooleanField(_label))
    setattr(RoomForm, f"note_{_key(_feature)}", fields.line(_l("Hinweis auf Deutsch")))
    setattr(RoomForm, f"note_{_key(_feature)}_en", fields.line(_l("Hinweis auf Englisch")))
