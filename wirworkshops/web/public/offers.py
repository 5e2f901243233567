"""What the filters offer, and what is chosen of it, in words of the reader's language."""

from wirworkshops import i18n
from wirworkshops.domain import labels
from wirworkshops.domain.catalogue import Filters
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import KINDS, SPOKEN
from wirworkshops.web import words

LEGENDS = {  # what a filter is called, and its choice of everything where it is a menu
    "series": (_l("Reihe"), ""),
    "access": (_l("Zugang"), ""),
    "kind": (_l("Art"), _l("Alle Arten")),
    "topic": (_l("Thema"), _l("Alle Themen")),
    "audience": (_l("Zielgruppe"), _l("Alle Zielgruppen")),
    "spoken": (_l("Gesprochene Sprache"), _l("Alle Sprachen")),
    "venue": (_l("Ort"), _l("Alle Orte")),
    "host": (_l("Veranstalter"), _l("Alle Veranstalter")),
}

Offers = dict[str, list[tuple[str, str]]]  # for each filter its values and their words


def offers() -> Offers:
    """Return what each filter offers, in words of the reader's language."""
    code, held_in = i18n.language(), labels.spoken()
    offered = {
        name: [(slug, _worded(named, code)) for slug, named in rows]
        for name, rows in labels.offered().items()
    }
    return offered | {
        "access": [(feature, capital(str(text))) for feature, text in words.FEATURES.items()],
        "kind": [(kind, str(words.KINDS[kind])) for kind in KINDS],
        "spoken": [(one, str(words.SPOKEN[one])) for one in SPOKEN if one in held_in],
    }


def _worded(named: str | dict[str, str], code: str) -> str:
    """Return a name; that of a host or venue is the same in every language."""
    return named if isinstance(named, str) else text_in(named, code)


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def chosen(wanted: Filters, offered: Offers) -> list[tuple[str, Filters]]:
    """Return each filter that is set in words, with the filters that stay without it."""
    found = [(_("Suche: %(text)s", text=wanted.q), wanted.without("q"))] if wanted.q else []
    for name in LEGENDS:
        for value in getattr(wanted, name):
            found.append((_named(name, value, offered), wanted.without(name, value)))
    if wanted.from_on:
        day = i18n.plain_date(wanted.from_on)
        found.append((_("ab %(date)s", date=day), wanted.without("from_on")))
    if wanted.to_on:
        day = i18n.plain_date(wanted.to_on)
        found.append((_("bis %(date)s", date=day), wanted.without("to_on")))
    if wanted.free:
        found.append((_("Plätze noch frei"), wanted.without("free")))
    return found


def _named(name: str, value: str, offered: Offers) -> str:
    """Return a value in words; a series' name speaks for itself."""
    text = dict(offered[name]).get(value, value)
    legend, _everything = LEGENDS[name]
    return text if name == "series" else f"{legend}: {text}"
