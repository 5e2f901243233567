"""How a search finds workshops: by their texts, and by the names of series, topic and kind."""

from typing import Any

from sqlalchemy import exists, or_, select

from wirworkshops.database import db
from wirworkshops.models.texts import fold, one_line
from wirworkshops.models.workshops import Series, Topic, Workshop, WorkshopText

MOST_WORDS = 8  # more narrow nothing further
CALLED = {  # the words a kind is searched by, folded
    "workshop": "workshop schulung training",
    "story-cafe": "erzahlcafe story cafe",
    "circle": "gesprachsrunde discussion circle",
    "dialogue": "dialog dialogue",
    "information": "infoveranstaltung information event",
    "course": "kurs course",
    "conference": "fachtagung tagung konferenz conference",
    "action": "aktion infostand action stand",
}
Name = tuple[type[Series] | type[Topic], int, str]  # model, row, folded name


def conditions(text: str) -> list[Any]:
    """Return one condition on workshops for each word of the text."""
    words = fold(one_line(text)).split()[:MOST_WORDS]
    names = _names() if words else []
    return [or_(*(_mentions(word, names) for word in _spellings(word))) for word in words]


def _spellings(word: str) -> list[str]:
    """Return the word, and with ae, oe and ue for ä, ö and ü as folded texts have them."""
    bare = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return [word] if bare == word else [word, bare]


def _mentions(word: str, names: list[Name]) -> Any:
    written = WorkshopText.folded.contains(word, autoescape=True)
    kinds = [kind for kind, called in CALLED.items() if word in called]
    conditions: list[Any] = [exists().where(WorkshopText.workshop_id == Workshop.id, written)]
    conditions += [Workshop.series_id.in_(_rows(Series, word, names))]
    conditions += [Workshop.topics.any(Topic.id.in_(_rows(Topic, word, names)))]
    return or_(*conditions, Workshop.kind.in_(kinds))


def _rows(model: type[Series] | type[Topic], word: str, names: list[Name]) -> list[int]:
    return [row for kind, row, name in names if kind is model and word in name]


def _names() -> list[Name]:
    """Return the folded names of series and topics: few rows, and databases fold ASCII only."""
    return [
        (model, row, fold(" ".join(name.values())))
        for model in (Series, Topic)
        for row, name in db.session.execute(select(model.id, model.name))
    ]
