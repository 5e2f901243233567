"""Recurrence: the days that a rule gives, and which of them are left out. Pure.

A rule counts days on the wall calendar; hours are put to each day by itself, so that a series
keeps its hour across both changes of summer time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays

from wirworkshops import clock
from wirworkshops.errors import Invalid

MOST = 60  # dates of one series
LOOK_AHEAD = timedelta(days=3 * 366)
NameOf = Callable[[date], str]


@dataclass(frozen=True)
class Span:
    """Some days on which nothing is held, such as school holidays; both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Rule:
    """From first on, every so many weeks on its weekday; or (weeks 0) each month on the same.

    Ends after `times` dates that are held, or with the day `until`; one of the two is given.
    """

    first: date
    weeks: int
    times: int | None = None
    until: date | None = None
    skips_feasts: bool = True
    free: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Day:
    """One day of a rule; why says what prevents it, empty where it is held."""

    on: date
    why: str = ""  # feast free
    feast: str = ""


def check(rule: Rule) -> None:
    """Refuse what gives no series; each code has its sentence at the form."""
    if rule.times is None and rule.until is None:
        raise Invalid("rule-end")
    if rule.times is not None and not 1 <= rule.times <= MOST:
        raise Invalid("rule-times")
    if rule.until and rule.until < rule.first:
        raise Invalid("rule-until")


def expand(rule: Rule, feast_of: NameOf | None = None) -> list[Day]:
    """Return the days of a rule in order, those left out among them with the reason.

    Days left out do not count among `times`; the list ends with a day that is held. Raises
    Invalid where the rule has no end or too many dates.
    """
    check(rule)
    days, held = [], 0
    for day in _judged(rule, feast_of or feast):
        days.append(day)
        held += not day.why
        if held > MOST:
            raise Invalid("rule-times")
        if rule.times is not None and held == rule.times:
            break
    while days and days[-1].why:
        days.pop()
    return days


def _judged(rule: Rule, feast_of: NameOf) -> Iterator[Day]:
    for on in _days(rule):
        name = feast_of(on)
        if name and rule.skips_feasts:
            yield Day(on, "feast", name)
        elif any(on in span for span in rule.free):
            yield Day(on, "free", name)
        else:
            yield Day(on, "", name)


def _days(rule: Rule) -> Iterator[date]:
    """Return the days as the calendar has them (RFC 5545 §3.3.10), three years at most."""
    first = clock.wall(rule.first)
    last = clock.wall(rule.until or rule.first + LOOK_AHEAD)
    make: Any = rrule
    if rule.weeks:
        found = make(WEEKLY, interval=rule.weeks, dtstart=first, until=last)
    else:
        on = weekdays[rule.first.weekday()](_week_of_month(rule.first))
        found = make(MONTHLY, byweekday=on, dtstart=first, until=last)
    return (instant.date() for instant in islice(found, 4 * MOST))


def _week_of_month(day: date) -> int:
    """Return which one of its weekday it is in its month: 1 to 4; a fifth counts as the last."""
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else -1


@lru_cache(maxsize=1)
def _holidays() -> Any:
    import holidays  # heavy, and needed by those who plan a series alone

    return holidays.country_holidays("DE", subdiv="HE", language="de")


def feast(day: date) -> str:
    """Return the name of the public holiday in Hesse on a day; empty on others."""
    return str(_holidays().get(day) or "")
