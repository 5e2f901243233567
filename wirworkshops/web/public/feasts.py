"""Days to know in a month: Hesse's holidays, feasts that residents keep, summer time.

Where the sight of the moon decides, the day is marked as expected.
"""

import warnings
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from wirworkshops import clock, i18n
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l

HESSE = {"de": "de", "en": "en_US"}  # the languages that the source knows its holidays in


@dataclass(frozen=True)
class Feast:
    """A feast as a country's calendar of holidays names it; it begins days_after that day."""

    name: str
    country: str
    called: str
    days_after: int = 0
    by_moon: bool = False


FEASTS = (
    Feast(_l("Ramadanfest"), "TR", "Eid al-Fitr", by_moon=True),
    Feast(_l("Opferfest"), "TR", "Eid al-Adha", by_moon=True),
    Feast(_l("Aschura"), "IR", "Ashura", by_moon=True),
    Feast(_l("Nouruz"), "IR", "Nowruz"),
    Feast(_l("Ostersonntag"), "DE", "Good Friday", days_after=2),
    Feast(_l("Pfingstsonntag"), "DE", "Whit Monday", days_after=-1),
    Feast(_l("Orthodoxes Osterfest"), "GR", "Good Friday", days_after=2),
    Feast(_l("Pessach"), "IL", "Pesach"),
    Feast(_l("Rosch ha-Schana"), "IL", "Rosh Hashanah"),
    Feast(_l("Jom Kippur"), "IL", "Yom Kippur"),
    Feast(_l("Diwali"), "IN", "Diwali (Deepavali)"),
)
FIXED = {  # month and day
    (1, 7): _l("Orthodoxes Weihnachtsfest"),
    (3, 8): _l("Internationaler Frauentag"),
    (3, 21): _l("Tag gegen Rassismus"),
    (4, 8): _l("Internationaler Tag der Roma"),
    (6, 20): _l("Weltflüchtlingstag"),
    (12, 10): _l("Tag der Menschenrechte"),
}


def of_year(year: int) -> dict[date, list[str]]:
    """Return what to know of the days of a year, in the reader's language."""
    return _of_year(year, i18n.language())


@lru_cache(maxsize=64)
def _of_year(year: int, code: str) -> dict[date, list[str]]:
    """code is the language spoken now; it is given for the sake of the cache."""
    notes: defaultdict[date, list[str]] = defaultdict(list)
    for day, name in _holidays("DE", year, HESSE.get(code, "de"), subdivision="HE").items():
        notes[day].append(name)
    for feast in FEASTS:
        for day in _days_of(feast, year):
            expected = _("%(feast)s (voraussichtlich)", feast=feast.name)
            notes[day].append(expected if feast.by_moon else str(feast.name))
    for (month, number), name in FIXED.items():
        notes[date(year, month, number)].append(str(name))
    for month, name in ((3, _("Beginn der Sommerzeit")), (10, _("Ende der Sommerzeit"))):
        sunday = _last_sunday(year, month)
        if _changes_clocks(sunday):
            notes[sunday].append(name)
    return dict(notes)


def _days_of(feast: Feast, year: int) -> list[date]:
    """Return the first day of each time that a feast is kept in a year (rarely twice)."""
    named = [
        day
        for day, name in sorted(_holidays(feast.country, year, "en_US").items())
        if feast.called in (part.removesuffix(" (estimated)") for part in name.split("; "))
    ]
    eves = {day + timedelta(days=1) for day in named}
    return [day + timedelta(days=feast.days_after) for day in named if day not in eves]


@lru_cache(maxsize=64)
def _holidays(
    country: str, year: int, language: str, *, subdivision: str | None = None
) -> dict[date, str]:
    # heavy, and needed by the month alone: worker and command line do without
    import holidays

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a year the source does not know has none of its feasts
        found = holidays.country_holidays(country, subdivision, years=year, language=language)
    return dict(found.items())


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _changes_clocks(day: date) -> bool:
    before = datetime(day.year, day.month, day.day, tzinfo=clock.BERLIN)
    return before.utcoffset() != (before + timedelta(days=1)).utcoffset()
