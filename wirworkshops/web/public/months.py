"""A month as a grid of days: its sessions, its feast days, the months beside it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue, seats
from wirworkshops.domain.catalogue import Filters
from wirworkshops.i18n import gettext as _
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session
from wirworkshops.web import items
from wirworkshops.web.items import Badge
from wirworkshops.web.public import feasts
from wirworkshops.web.public.filters import FIRST_DAY, LAST_DAY

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
QUIET = ("free", "over")  # states that a small cell need not name


@dataclass(frozen=True)
class Event:
    """A session in its cell."""

    href: str
    palette: str
    time: str
    title: str
    text_language: str
    part: str  # which of several sessions
    state: Badge | None
    is_off: bool


@dataclass(frozen=True)
class Day:
    """before and after stand around the number where the days are a list."""

    iso: str
    before: str
    number: int
    after: str
    notes: str
    events: list[Event]
    is_today: bool
    is_weekend: bool
    is_sunday: bool


@dataclass(frozen=True)
class Neighbour:
    month: str  # YYYY-MM
    name: str


@dataclass(frozen=True)
class Month:
    heading: str
    iso: str
    weekdays: list[str]
    first_column: int  # 1 is Monday
    days: list[Day]
    previous: Neighbour | None
    following: Neighbour | None

    @property
    def is_empty(self) -> bool:
        return not any(day.events for day in self.days)


def read(text: str) -> date | None:
    """Return the first day of YYYY-MM, of this month for nothing; None where it is no month."""
    if not text:
        return clock.today().replace(day=1)
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    year, number = map(int, found.groups())
    return date(year, number, 1) if FIRST_DAY.year <= year <= LAST_DAY.year else None


def month(first: date, wanted: Filters) -> Month:
    """Return the month that begins on this day, with the sessions that match."""
    following = (first + timedelta(days=31)).replace(day=1)
    week = [_any_monday() + timedelta(days=number) for number in range(7)]
    return Month(
        heading=i18n.month(first),
        iso=f"{first:%Y-%m}",
        weekdays=[i18n.weekday_name(day) for day in week],
        first_column=first.isoweekday(),
        days=_days(first, following, wanted, [i18n.weekday(day) for day in week]),
        previous=_neighbour((first - timedelta(days=1)).replace(day=1), first),
        following=_neighbour(following, first),
    )


def legend() -> list[tuple[str, str]]:
    """Return palette and name of each series."""
    code = i18n.language()
    return [(row.palette, text_in(row.name, code)) for row in catalogue.all_series()]


def _any_monday() -> date:
    return date(2024, 1, 1)


def _neighbour(first: date, beside: date) -> Neighbour | None:
    """Return a month's name, with its year where that is another one."""
    if not FIRST_DAY <= first <= LAST_DAY:
        return None
    name = i18n.month_name(first) if first.year == beside.year else i18n.month(first)
    return Neighbour(f"{first:%Y-%m}", name)


def _days(first: date, end: date, wanted: Filters, weekdays: list[str]) -> list[Day]:
    today, notes, by_day = clock.today(), feasts.of_year(first.year), _by_day(first, end, wanted)
    month_name = i18n.month_name(first)
    days = []
    for day in (first + timedelta(days=number) for number in range((end - first).days)):
        names = {"weekday": weekdays[day.weekday()], "month": month_name}
        before, after = _("%(weekday)s, %(day)s. %(month)s", day="|", **names).split("|", 1)
        days.append(
            Day(
                iso=day.isoformat(),
                before=before,
                number=day.day,
                after=after,
                notes=", ".join(notes.get(day, ())),
                events=by_day.get(day, []),
                is_today=day == today,
                is_weekend=day.isoweekday() > 5,
                is_sunday=day.isoweekday() == 7,
            )
        )
    return days


def _by_day(first: date, end: date, wanted: Filters) -> dict[date, list[Event]]:
    """Return the sessions of a month by their first day in it."""
    since, until = clock.midnight(first), clock.midnight(end)
    by_day: dict[date, list[Event]] = {}
    for session in catalogue.in_month(wanted, since=since, until=until):
        day = max(first, clock.local(session.starts_at).date())
        by_day.setdefault(day, []).append(_event(session))
    return by_day


def _event(session: Session) -> Event:
    workshop = session.workshop
    text, number = workshop.text(i18n.language()), len(workshop.sessions)
    place = workshop.sessions.index(session) + 1
    return Event(
        href=url_for("workshops.show", slug=workshop.slug),
        palette=workshop.palette,
        time=i18n.hour(session.starts_at),
        title=text.title,
        text_language=text.language,
        part=_("%(number)s von %(total)s", number=place, total=number) if number > 1 else "",
        state=_state(session),
        is_off=session.is_cancelled,
    )


def _state(session: Session) -> Badge | None:
    state = seats.availability(session.workshop, clock.now())
    if session.is_cancelled:
        return items.seat_badge(seats.Availability("cancelled"))
    if session.ends_at <= clock.now() or state.label in QUIET:
        return None
    return items.seat_badge(state)
