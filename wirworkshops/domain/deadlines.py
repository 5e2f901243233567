"""Deadlines: until when a hold or an offer lasts, and when there is no time left for one. Pure.

An offer's hours run by day only, on working days and Saturdays: who is asleep, at prayer or
on holiday loses no seat. All instants are UTC; day and night are those of Europe/Berlin.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from wirworkshops import clock

CONFIRM_BEFORE_START = timedelta(hours=1)
DAY_BEGINS, DAY_ENDS = time(8), time(20)
LAST_CALL = timedelta(hours=24)  # before the start: from here on the first to accept gets a seat
SHORTEST_OFFER_HOURS = 3
LATE = timedelta(hours=24)  # who withdraws within this of the start is marked
IsRestDay = Callable[[date], bool]


def hold_until(now: datetime, starts_at: datetime, hold_hours: int) -> datetime:
    """Return until when a seat is held: hold_hours, or less when the start is near.

    An hour before the start the seat should be firm or free again; who signs up later
    than that has until the start.
    """
    latest = starts_at - CONFIRM_BEFORE_START
    return min(now + timedelta(hours=hold_hours), latest if latest > now else starts_at)


@lru_cache(maxsize=1)
def _holidays() -> Any:
    import holidays  # 4 MB that only a process which makes offers needs

    return holidays.country_holidays("DE", subdiv="HE")


def is_rest_day(day: date) -> bool:
    """Whether it is a Sunday or a public holiday in Hesse."""
    return day.weekday() == 6 or day in _holidays()


def after_waking_hours(
    begins_at: datetime, hours: float, is_rest: IsRestDay = is_rest_day
) -> datetime:
    """Return when so many hours have run; they pause at night, on Sundays and holidays."""
    left, day = timedelta(hours=hours), clock.local(begins_at).date()
    while True:
        since = max(clock.at(day, DAY_BEGINS), begins_at)
        today = clock.at(day, DAY_ENDS) - since
        if today > timedelta(0) and not is_rest(day):
            if left <= today:
                return since + left
            left -= today
        day += timedelta(days=1)


def last_waking(instant: datetime, is_rest: IsRestDay = is_rest_day) -> datetime:
    """Return the instant itself, or else the last one before it that is neither night nor rest."""
    day = clock.local(instant).date()
    while is_rest(day) or instant <= clock.at(day, DAY_BEGINS):
        day -= timedelta(days=1)
        instant = clock.at(day, DAY_ENDS)
    return min(instant, clock.at(day, DAY_ENDS))


def last_call_at(starts_at: datetime, is_rest: IsRestDay = is_rest_day) -> datetime:
    """Return when offers end: a day before the start, earlier where that is night or rest."""
    return last_waking(starts_at - LAST_CALL, is_rest)


def offer_until(
    now: datetime, starts_at: datetime, offer_hours: int, is_rest: IsRestDay = is_rest_day
) -> datetime | None:
    """Return until when an offer made now lasts; None where too little time is left for one.

    Then several are called at once, and the first to accept gets the seat.
    """
    latest = last_call_at(starts_at, is_rest)
    if after_waking_hours(now, SHORTEST_OFFER_HOURS, is_rest) > latest:
        return None
    return min(after_waking_hours(now, offer_hours, is_rest), latest)


def is_late(now: datetime, starts_at: datetime) -> bool:
    """Whether somebody who withdraws now does so late."""
    return now > starts_at - LATE
