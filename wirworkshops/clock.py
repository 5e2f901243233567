"""What time is it? The only reader of the system clock; tests put another source in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _source()


def today() -> date:
    """Return the date on the office's wall calendar (Europe/Berlin)."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """Return the same instant as the office's wall clock shows it."""
    return instant.astimezone(BERLIN)


def at(day: date, hour: time) -> datetime:
    """Return the UTC instant of a local day and hour; of two equal ones in October the first."""
    return datetime.combine(day, hour, tzinfo=BERLIN).astimezone(UTC)


def wall(day: date) -> datetime:
    """Return a day as a naive instant, for counting on the wall calendar only."""
    return datetime.combine(day, time())


def midnight(day: date) -> datetime:
    """Return the UTC instant at which a local day begins."""
    return at(day, time())


def year(number: int) -> tuple[datetime, datetime]:
    """Return the UTC instants at which a local year begins and ends."""
    return midnight(date(number, 1, 1)), midnight(date(number + 1, 1, 1))


def after(days: int) -> date:
    """Return the local date so many days from today."""
    return today() + timedelta(days=days)


def same_weekday(day: date, since: date) -> date:
    """Return the first day from since on, and after the day, that is on its weekday."""
    begin = max(since, day + timedelta(days=1))
    return begin + timedelta(days=(day.weekday() - begin.weekday()) % 7)


def next_midnight() -> datetime:
    """Return the UTC instant at which the next local day begins."""
    return midnight(today() + timedelta(days=1))


def use(source: Callable[[], datetime]) -> Callable[[], datetime]:
    """Let now() ask another source; return the one before."""
    global _source
    before, _source = _source, source
    return before


@contextmanager
def frozen(instant: datetime) -> Iterator[None]:
    """Let now() answer one instant, for demo content and tests."""
    before = use(lambda: instant)
    try:
        yield
    finally:
        use(before)
