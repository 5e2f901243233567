"""Lead times: how long before a session each kind of need has to be arranged, so until when."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from wirworkshops import clock

END_OF_DAY = time(23, 59)

_days: dict[str, int] = {}


def set_days(days: Mapping[str, int]) -> None:
    """Set how many days before a session each kind has to be arranged (from the settings)."""
    _days.clear()
    _days.update(days)


def due_at(kind: str, starts_at: datetime, own: date | None = None) -> datetime:
    """Return until when a need has to be met, for a session that starts then.

    own is the last day the office has set for this one need.
    """
    return clock.at(own, END_OF_DAY) if own else starts_at - timedelta(days=_days.get(kind, 7))
