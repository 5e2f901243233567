"""Languages: which one a request or a letter speaks, and how dates and times read in it.

The texts in the code are German; translations/ holds the other languages. A text in
code is marked with _(); one that is made before its language is known with _l().
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from babel.dates import format_date, format_timedelta
from babel.support import LazyProxy, NullTranslations, Translations
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wirworkshops import clock, resources
from wirworkshops.config import LANGUAGES

_spoken: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


@lru_cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(resources.translations_folder(), [code])


def gettext(text: str, /, **values: Any) -> str:
    """Return a text in the language spoken now, with its %(name)s filled in.

    Flask-Babel's own finds out the language at each call; a page has hundreds of calls.
    """
    said: str = _catalogue(_spoken.get()).gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """Return the right plural; %(num)s stands for the number."""
    said: str = _catalogue(_spoken.get()).ngettext(one, many, num)
    return said % ({"num": num} | values)


def lazy_gettext(text: str) -> str:
    """Return a text that takes its language when it is shown; it passes for a str."""
    return cast(str, LazyProxy(gettext, text, enable_cache=False))


RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_DAY = {"de": "ccc, d. MMMM y", "en": "ccc, d MMMM y"}
_DAY_IN_YEAR = {"de": "ccc, d. MMMM", "en": "ccc, d MMMM"}
_DATE = {"de": "d. MMMM y", "en": "d MMMM y"}
_DATE_IN_YEAR = {"de": "d. MMMM", "en": "d MMMM"}


@lru_cache(maxsize=1024)
def negotiate(asked: str, accepted: str) -> str:
    """Return the language for ?lang= and Accept-Language (RFC 9110 §12.5.4); German else."""
    if asked in LANGUAGES:
        return asked
    return parse_accept_header(accepted, LanguageAccept).best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """Return the language of this request or letter."""
    return _spoken.get()


def speak(code: str) -> None:
    """Speak a language from now on: for the request that begins in this context."""
    _spoken.set(code if code in LANGUAGES else LANGUAGES[0])


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak one language inside: for letters and calendars."""
    before = _spoken.set(code if code in LANGUAGES else LANGUAGES[0])
    try:
        yield
    finally:
        _spoken.reset(before)


def direction(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=8192)
def _written(day: date, pattern: str, code: str) -> str:
    return str(format_date(day, pattern, locale=code))


def _format(day: date | datetime, patterns: dict[str, str]) -> str:
    local = clock.local(day).date() if isinstance(day, datetime) else day
    code = language()
    return _written(local, patterns.get(code, patterns["en"]), code)


def day(value: date | datetime) -> str:
    """Mi, 17. März 2027"""
    return _format(value, _DAY)


def day_in_year(value: date | datetime) -> str:
    """Mi, 17. März"""
    return _format(value, _DAY_IN_YEAR)


def plain_date(value: date | datetime) -> str:
    """17. März 2027"""
    return _format(value, _DATE)


def date_in_year(value: date | datetime) -> str:
    """17. März"""
    return _format(value, _DATE_IN_YEAR)


def weekday(value: date | datetime) -> str:
    """Mi"""
    return _format(value, {"de": "ccc", "en": "ccc"})


def weekday_name(value: date | datetime) -> str:
    """Mittwoch"""
    return _format(value, {"de": "cccc", "en": "cccc"})


def month(value: date | datetime) -> str:
    """März 2027"""
    return _format(value, {"de": "LLLL y", "en": "LLLL y"})


def month_name(value: date | datetime) -> str:
    """März"""
    return _format(value, {"de": "LLLL", "en": "LLLL"})


def month_short(value: date | datetime) -> str:
    """Sept. (as it stands after a day), but März and April in full"""
    return _format(value, {"de": "MMM", "en": "MMM"})


def hour(value: datetime) -> str:
    """9:00, on the office's wall clock"""
    local = clock.local(value)
    return f"{local.hour}:{local.minute:02d}"


def time_of_day(value: datetime) -> str:
    """9:00 Uhr"""
    return gettext("%(time)s Uhr", time=hour(value))


def times(start: datetime, end: datetime) -> str:
    """9:00–12:30 Uhr"""
    return gettext("%(start)s–%(end)s Uhr", start=hour(start), end=hour(end))


def when(start: datetime, end: datetime) -> str:
    """Mi, 17. März 2027, 9:00–12:30 Uhr; over midnight or days with both days"""
    if clock.local(start).date() == clock.local(end).date():
        return f"{day(start)}, {times(start, end)}"
    return gettext("%(start)s bis %(end)s", start=moment(start), end=moment(end))


def moment(value: datetime) -> str:
    """Mi, 17. März 2027, 12:00 Uhr"""
    return f"{day(value)}, {time_of_day(value)}"


def listing(items: Sequence[str]) -> str:
    """a, b und c"""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(some)s und %(last)s", some=", ".join(items[:-1]), last=items[-1])


def decimal(value: float) -> str:
    """Return a number with one place after the comma, or the point."""
    return f"{value:.1f}".replace(".", "," if language() == "de" else ".")


def from_today(value: datetime) -> str:
    """heute, morgen, gestern, vor 3 Tagen, in 6 Wochen: counted in days of the wall calendar"""
    days = (clock.local(value).date() - clock.today()).days
    near = {0: gettext("heute"), 1: gettext("morgen"), -1: gettext("gestern")}
    if days in near:
        return near[days]
    return str(format_timedelta(timedelta(days=days), add_direction=True, locale=language()))
