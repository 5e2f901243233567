"""The kinds of master data: which rules, form and words belong to each, and who may change it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from wirworkshops import i18n
from wirworkshops.domain import (
    audiences,
    funders,
    hosts,
    masterdata,
    rooms,
    series,
    topics,
    trainers,
    venues,
)
from wirworkshops.domain.funders import FunderPlan
from wirworkshops.domain.hosts import HostPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.series import SeriesPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.domain.venues import VenuePlan
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Series
from wirworkshops.web.organise import guard
from wirworkshops.web.organise.record_forms import (
    FunderForm,
    HostForm,
    NameForm,
    RecordForm,
    RoomForm,
    SeriesForm,
    TrainerForm,
    VenueForm,
)

MASTER_DATA, BODIES = "edit master data", "edit hosts and series"


@dataclass(frozen=True)
class Kind:
    """One kind; thing is what the guard calls a row, fields the template of its form.

    plan makes a plan of a row, about says more of a row in the list, and there are the rooms
    whose dates are told when a row's name changes.
    """

    name: str
    thing: str
    act: str
    rules: Any
    form: type[RecordForm]
    fields: str
    palette: str
    title: str
    lead: str
    empty: str
    new: str
    plan: Callable[[Any], Any]
    about: Callable[[Any], str] = lambda _row: ""
    there: Callable[[Any], list[int]] | None = None

    @property
    def noun(self) -> masterdata.Noun:
        noun: masterdata.Noun = self.rules.NOUN
        return noun

    def among(self, row: Any = None) -> Any:
        """Return the condition on the rows that whoever is logged in may change, or merge."""
        if self.rules is trainers:
            return trainers.in_reach(guard.reach())
        return Room.venue_id == row.venue_id if self.rules is rooms and row else True

    def image_href(self, row: Any) -> str:
        """Return where its image is changed; empty where the kind has none."""
        if self not in (SERIES, HOSTS, FUNDERS):
            return ""
        return url_for(f"office_images.{self.thing}_edit", **{f"{self.thing}_id": row.id})

    def href(self, act: str, row: Any = None, **more: Any) -> str:
        """Return the address of one of its pages."""
        return self.address(act, row.id if row else None, **more)

    def address(self, act: str, number: int | None = None, **more: Any) -> str:
        """Return the same for a row's number."""
        numbers: dict[str, Any] = {f"{self.thing}_id": number} if number else {}
        return url_for(f"office_masterdata.{self.name}_{act}", **numbers, **more)


def name_of(row: Any) -> str:
    """Return what a row is called, in the language spoken now."""
    if isinstance(row, Room):
        return row.label
    return name_in(row.name)


def name_in(name: Any) -> str:
    return text_in(name, i18n.language()) if isinstance(name, dict) else str(name)


def _venue(venue: Venue) -> str:
    number = ngettext("%(num)s Raum", "%(num)s Räume", len(venue.rooms))
    return " · ".join(text for text in (venue.address, number) if text)


def _series(row: Series) -> str:
    if row.most_per_person is None:
        return ""
    return _("höchstens %(number)s je Person", number=row.most_per_person)


def _by(plan: type[Any]) -> Callable[[Any], Any]:
    return lambda row: masterdata.plan_of(row, plan)


SERIES = Kind(
    "series", "series", BODIES, series, SeriesForm, "series", "raspberry",
    _l("Reihen"),
    _l("Programmlinien mit eigener Farbe."),
    _l("Noch gibt es keine Reihe. Eine Reihe gibt ihren Veranstaltungen Farbe und Bild."),
    _l("Neue Reihe"),
    _by(SeriesPlan),
    _series,
)  # fmt: skip
HOSTS = Kind(
    "hosts", "host", BODIES, hosts, HostForm, "hosts", "brick",
    _l("Veranstalter und Partner"),
    _l("Wer eine Veranstaltung verantwortet oder mitträgt."),
    _l("Noch gibt es keinen Veranstalter."),
    _l("Neuer Veranstalter oder Partner"),
    _by(HostPlan),
    lambda row: " · ".join(text for text in (row.email, row.phone) if text),
)  # fmt: skip
FUNDERS = Kind(
    "funders", "funder", BODIES, funders, FunderForm, "funders", "petrol",
    _l("Förderer"),
    _l("Wer etwas bezahlt: mit der Zeile und dem Logo, die dann gezeigt werden."),
    _l("Noch gibt es keinen Förderer. Solange eine Veranstaltung keinen nennt, gilt die Zeile aus "
       "den Einstellungen."),
    _l("Neuer Förderer"),
    _by(FunderPlan),
    lambda row: text_in(row.line, i18n.language()),
)  # fmt: skip
VENUES = Kind(
    "venues", "venue", MASTER_DATA, venues, VenueForm, "venues", "ochre",
    _l("Orte und Räume"),
    _l("Wo es stattfindet, wie man hinkommt und was barrierefrei ist."),
    _l("Noch gibt es keinen Ort. Legen Sie den ersten an, dann können Sie ihn bei Terminen "
       "auswählen."),
    _l("Neuer Ort"),
    _by(VenuePlan),
    _venue,
    rooms.numbers_in,
)  # fmt: skip
ROOMS = Kind(
    "rooms", "room", MASTER_DATA, rooms, RoomForm, "rooms", "ochre",
    _l("Räume"), "", "", _l("Neuer Raum"),
    rooms.plan_of,
    there=lambda room: [room.id],
)  # fmt: skip
TRAINERS = Kind(
    "trainers", "trainer", MASTER_DATA, trainers, TrainerForm, "trainers", "leaf",
    _l("Referent:innen"),
    _l("Wer Termine leitet."),
    _l("Noch gibt es niemanden. Referent:innen entstehen auch von selbst, wenn Sie sie bei einem "
       "Termin eintragen."),
    _l("Neue Referent:in"),
    _by(TrainerPlan),
    lambda row: row.email,
)  # fmt: skip
TOPICS = Kind(
    "topics", "topic", MASTER_DATA, topics, NameForm, "name", "petrol",
    _l("Themen"),
    _l("Worum es geht. Danach kann man das Programm filtern."),
    _l("Noch gibt es kein Thema. Themen helfen, im Programm das Passende zu finden."),
    _l("Neues Thema"),
    _by(NamePlan),
)  # fmt: skip
AUDIENCES = Kind(
    "audiences", "audience", MASTER_DATA, audiences, NameForm, "name", "violet",
    _l("Zielgruppen"),
    _l("Für wen es gedacht ist. Danach kann man das Programm filtern."),
    _l("Noch gibt es keine Zielgruppe. Zielgruppen helfen, im Programm das Passende zu finden."),
    _l("Neue Zielgruppe"),
    _by(NamePlan),
)  # fmt: skip
LISTED = (SERIES, HOSTS, FUNDERS, VENUES, TRAINERS, TOPICS, AUDIENCES)
