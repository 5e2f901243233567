"""The programme as a table: its columns, and writing it. Reading is documents.tabular's.

Headings and words are German in every language: they are the file's format, not its interface.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from wirworkshops import clock
from wirworkshops.documents import cells, tables
from wirworkshops.domain.programme import Row

KINDS = {
    "workshop": "Workshop",
    "story-cafe": "Erzählcafé",
    "circle": "Gesprächsrunde",
    "dialogue": "Dialog",
    "information": "Infoveranstaltung",
    "course": "Kurs",
    "conference": "Fachtagung",
    "action": "Aktion",
}
SIGNUPS = {"form": "Formular", "none": "ohne", "external": "anderswo"}
SPOKEN = {
    "de": "Deutsch",
    "en": "Englisch",
    "ar": "Arabisch",
    "tr": "Türkisch",
    "uk": "Ukrainisch",
    "fa": "Persisch",
    "fr": "Französisch",
    "ru": "Russisch",
    "pl": "Polnisch",
    "ro": "Rumänisch",
    "it": "Italienisch",
    "es": "Spanisch",
}
FEATURES = {
    "step-free": "stufenlos",
    "accessible-toilet": "WC für alle",
    "hearing-loop": "Induktive Höranlage",
    "sign-language": "Gebärdensprache",
    "captions": "Untertitel",
    "easy-language": "Einfache Sprache",
    "childcare": "Kinderbetreuung",
}
STATES = {"draft": "Entwurf", "published": "veröffentlicht", "cancelled": "abgesagt"}


@dataclass(frozen=True)
class Column:
    """One column: the field of a row it holds, its heading, and what others call it."""

    name: str
    heading: str
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("key", "Nr", ("Nummer", "Kennung", "ID", "Veranstaltungsnummer", "Kursnummer")),
    Column("kind", "Art", ("Typ", "Veranstaltungsart", "Format")),
    Column("title", "Titel", ("Title", "Veranstaltung", "Name", "Thema des Termins", "Betreff",
                              "Subject", "Summary", "Bezeichnung", "Veranstaltungstitel")),
    Column("summary", "Kurztext", ("Kurzbeschreibung", "Untertitel", "Teaser")),
    Column("body", "Beschreibung", ("Description", "Text", "Inhalt", "Langtext")),
    Column("bring", "Mitbringen", ("Bitte mitbringen",)),
    Column("series", "Reihe", ("Series", "Veranstaltungsreihe", "Programm")),
    Column("host", "Veranstalter", ("Host", "Träger", "Veranstalterin")),
    Column("partners", "Partner", ("Kooperationspartner", "Kooperation", "Partners")),
    Column("date", "Datum", ("Date", "Tag", "Startdatum", "Start Date", "Beginnt am", "Am")),
    Column("begin", "Beginn", ("Start", "Von", "Anfang", "Uhrzeit", "Zeit", "Startzeit", "Time",
                               "Start Time", "Beginnt um", "Begin", "Uhrzeit von")),
    Column("end", "Ende", ("End", "Bis", "Endzeit", "End Time", "Endet um", "Uhrzeit bis")),
    Column("end_date", "Enddatum", ("End Date", "Endet am", "Datum bis")),
    Column("session_title", "Termin-Titel", ("Titel des Termins",)),
    Column("venue", "Ort", ("Location", "Veranstaltungsort", "Venue", "Wo", "Place")),
    Column("street", "Straße", ("Adresse", "Anschrift", "Street", "Address", "Straße und Nr")),
    Column("postal_code", "PLZ", ("Postleitzahl", "Zip", "Postal Code")),
    Column("city", "Stadt", ("City", "Gemeinde")),
    Column("room", "Raum", ("Room", "Saal")),
    Column("is_online", "Online", ()),
    Column("online_url", "Online-Link", ("Link", "Zugangslink", "Meeting-Link")),
    Column("trainers", "Referent:innen", ("Referenten", "Referentin", "Referent", "Referierende",
                                          "Leitung", "Dozent", "Dozentin", "Trainer", "Speaker",
                                          "Referent*innen", "Referent/in", "Kursleitung")),
    Column("capacity", "Plätze", ("Seats", "Capacity", "Kapazität", "Teilnehmerzahl", "Max TN",
                                  "Anzahl Plätze", "Max Teilnehmende", "Platzzahl")),
    Column("online_capacity", "Plätze online", ()),
    Column("session_capacity", "Plätze im Termin", ()),
    Column("waiting_list", "Warteliste", ("Waiting List",)),
    Column("signup_mode", "Anmeldung", ("Anmeldeart", "Sign-up")),
    Column("signup_url", "Anmelde-Link", ("Anmeldelink", "Anmeldeadresse")),
    Column("spoken", "Sprachen", ("Sprache", "Language", "Languages")),
    Column("topics", "Themen", ("Thema", "Topics", "Schlagworte", "Tags")),
    Column("audiences", "Zielgruppen", ("Zielgruppe", "Audience", "Für wen")),
    Column("features", "Merkmale", ("Barrierefreiheit",)),
    Column("title_en", "Titel englisch", ()),
    Column("summary_en", "Kurztext englisch", ()),
    Column("body_en", "Beschreibung englisch", ()),
    Column("bring_en", "Mitbringen englisch", ()),
    Column("session_title_en", "Termin-Titel englisch", ()),
    Column("status", "Stand", ("Status",)),
    Column("uid", "UID", ()),
)  # fmt: skip
HEADINGS = {column.name: column.heading for column in COLUMNS}


def table(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV file that German spreadsheets open and tabular.read() reads."""
    header = [column.heading for column in COLUMNS]
    return tables.csv_bytes(header, (cells_of(row) for row in rows))


def cells_of(row: Row) -> list[str]:
    """Return the cells of a row, in the order of the columns."""
    found = _times(row)
    texts = (found.get(column.name) or _cell(row, column.name) for column in COLUMNS)
    return [cells.guarded(text) for text in texts]


def _times(row: Row) -> dict[str, str]:
    if row.starts_at is None or row.ends_at is None:
        return {}
    begin, end = clock.local(row.starts_at), clock.local(row.ends_at)
    return {
        "date": f"{begin:%d.%m.%Y}",
        "begin": f"{begin:%H:%M}",
        "end": f"{end:%H:%M}",
        "end_date": f"{end:%d.%m.%Y}" if end.date() != begin.date() else "",
    }


_SHOWN: dict[str, Callable[[Any], str]] = {
    "kind": KINDS.__getitem__,
    "signup_mode": SIGNUPS.__getitem__,
    "status": lambda code: STATES.get(code, ""),
    "spoken": lambda codes: cells.listed(SPOKEN[code] for code in codes),
    "features": lambda codes: cells.listed(FEATURES[code] for code in codes),
}


def _cell(row: Row, name: str) -> str:
    value = getattr(row, name, "")
    if name in _SHOWN:
        return _SHOWN[name](value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, tuple):
        return cells.listed(value)
    return "" if value is None else str(value)


def sample(first: date) -> bytes:
    """Return a table to fill in: a workshop of one session, and a course of two, from a day on."""
    course = Row(
        key="K1", kind="course", title="Deutsch für den Alltag", venue="Haus der Vereine",
        street="Beispielstraße 1", postal_code="63065", city="Offenbach am Main", room="Raum 2",
        trainers=("Ayla Beispiel",), capacity=12, spoken=("de", "en"), audiences=("Alle",),
    )  # fmt: skip
    evening = Row(
        key="V1", title="Gut beraten in vielen Sprachen", summary="Worauf es ankommt.",
        series="Reihe A", is_online=True, trainers=("Kim Muster", "Robin Muster"),
        capacity=20, topics=("Beratung",),
    )  # fmt: skip
    days = [(evening, 0, 17), (course, 7, 10), (course, 14, 10)]
    return table(_at(row, first + timedelta(days=after), hour) for row, after, hour in days)


def _at(row: Row, day: date, hour: int) -> Row:
    begin = clock.at(day, time(hour))
    return replace(row, starts_at=begin, ends_at=begin + timedelta(hours=2))
