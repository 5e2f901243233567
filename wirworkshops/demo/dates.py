"""When demo workshops happen: so many days from today, on sensible days, never on a feast."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

TODAY = "today"  # what is held on the very day of loading, feast or not
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK_CHANGES = (3, 10)  # the last Sundays of March and October
WEEKS_BEFORE_CHANGE = 4


@lru_cache
def _feasts(year: int) -> frozenset[date]:
    eves = {date(year, 12, 24), date(year, 12, 31)}
    return frozenset(holidays.country_holidays("DE", subdiv="HE", years=year)) | eves


def is_feast(day: date) -> bool:
    return day in _feasts(day.year)


def near(today: date, *, days: int, weekday: str) -> date:
    """Return the first such weekday from so many days ahead on; what is past stays past."""
    if weekday == TODAY:
        return today
    step = timedelta(days=1 if days > 0 else -1)
    day = today + timedelta(days=days)
    while DAYS[day.weekday()] != weekday or is_feast(day):
        day += step
    return day


def every(first: date, *, weeks: int, times: int) -> list[date]:
    """Return so many days on the same weekday; a feast day is passed over by a week."""
    days = [first]
    while len(days) < times:
        day = days[-1] + timedelta(weeks=weeks)
        while is_feast(day):
            day += timedelta(weeks=1)
        days.append(day)
    return days


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def next_clock_change(today: date) -> date:
    """Return the next day on which summer time begins or ends."""
    years = (today.year, today.year + 1)
    changes = [_last_sunday(year, month) for year in years for month in CLOCK_CHANGES]
    return min(day for day in changes if day > today)


def before_clock_change(today: date) -> int:
    """Return how many days from today a course begins that runs across the next change."""
    begin = next_clock_change(today) - timedelta(weeks=WEEKS_BEFORE_CHANGE)
    return (begin - today).days
