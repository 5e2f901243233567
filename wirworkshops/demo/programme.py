"""Putting the demo's workshops up: plans from the files, created and published in the past."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from wirworkshops import clock
from wirworkshops.demo import arrangements, dates
from wirworkshops.demo.basics import Numbers
from wirworkshops.demo.content import Dates, Entry
from wirworkshops.domain import questions, workshops
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.models.workshops import Workshop

LEAD_DAYS = 45  # a workshop is published at least so long before it begins
NOON = time(12)


@dataclass(frozen=True)
class Calendar:
    """The days of one workshop: when it is held, published, and open for sign-up."""

    days: list[date]
    published_on: date
    opens_at: datetime | None
    closes_at: datetime | None


def days_of(given: Dates, today: date) -> list[date]:
    days = dates.before_clock_change(today) if given.across_clock_change else given.days
    first = dates.near(today, days=days, weekday=given.weekday)
    return dates.every(first, weeks=given.weeks, times=given.times)


def calendar_of(entry: Entry, *, number: int, today: date) -> Calendar:
    """Return the days of a workshop; number spreads the dates of publishing."""
    days = days_of(entry.dates, today)
    lately = today - timedelta(days=6 + number % 20)
    published_on = min(lately, days[0] - timedelta(days=LEAD_DAYS + number % 9))
    if entry.signup != "form":
        return Calendar(days, published_on, None, None)
    closes_on = days[0] - timedelta(days=entry.closes_before)
    if entry.closes is not None:
        closes_on = today + timedelta(days=entry.closes)
    opens_at = None
    if entry.opens is not None:
        opens_at = clock.at(today + timedelta(days=entry.opens), time(9))
    return Calendar(days, published_on, opens_at, clock.at(closes_on, NOON))


def plan_of(
    entry: Entry, calendar: Calendar, numbers: Numbers, *, original_id: int | None
) -> WorkshopPlan:
    return WorkshopPlan(
        texts={language: TextPlan(**text) for language, text in entry.texts.items()},
        sessions=_sessions(entry, calendar, numbers),
        host_id=numbers.hosts[entry.host],
        capacity=entry.capacity,
        series_id=numbers.series[entry.series] if entry.series else None,
        original_id=original_id,
        kind=entry.kind,
        signup_mode=entry.signup,
        signup_url=entry.signup_url,
        waiting_list=entry.waiting_list,
        **arrangements.rules_of(entry, calendar.days, clock.today()),
        opens_at=calendar.opens_at,
        closes_at=calendar.closes_at,
        link_hours=24 if entry.online_url and entry.kind == "information" else None,
        spoken=tuple(entry.spoken),
        features=tuple(entry.features),
        feature_notes=entry.features,
        topic_ids=tuple(numbers.topics[slug] for slug in entry.topics),
        audience_ids=tuple(numbers.audiences[slug] for slug in entry.audiences),
        partner_ids=tuple(numbers.hosts[slug] for slug in entry.partners),
    )


def _sessions(entry: Entry, calendar: Calendar, numbers: Numbers) -> tuple[SessionPlan, ...]:
    """Return those that everybody attends, and those of the first day that people choose."""
    day = calendar.days[0]
    chosen = [
        SessionPlan(
            starts_at=clock.at(day, time.fromisoformat(row["start"])),
            ends_at=clock.at(day, time.fromisoformat(row["end"])),
            room_id=numbers.rooms[row["place"]],
            capacity=row["capacity"],
            title=row["title"],
        )
        for row in entry.choose
    ]
    return (*(_session(entry, day, numbers) for day in calendar.days), *chosen)


def _session(entry: Entry, day: date, numbers: Numbers) -> SessionPlan:
    return SessionPlan(
        starts_at=clock.at(day, time.fromisoformat(entry.dates.start)),
        ends_at=clock.at(day, time.fromisoformat(entry.dates.end)),
        room_id=numbers.rooms[entry.place] if entry.place else None,
        is_online=bool(entry.online_url),
        online_url=entry.online_url,
        trainer_ids=tuple(numbers.trainers[name] for name in entry.trainers),
    )


def question_plan(row: dict[str, Any]) -> QuestionPlan:
    choices = [{"value": each["value"], "label": _label(each)} for each in row.get("choices", ())]
    values = {name: value for name, value in row.items() if name not in ("de", "en", "choices")}
    return QuestionPlan(label=_label(row), choices=tuple(choices), **values)


def _label(row: dict[str, Any]) -> dict[str, str]:
    return {"de": row["de"], "en": row["en"]}


def put_up(entry: Entry, calendar: Calendar, plan: WorkshopPlan, *, by: Actor) -> Workshop:
    """Create a workshop, and publish it a day later unless it is to stay a draft."""
    published_at = clock.at(calendar.published_on, time(10))
    with clock.frozen(published_at - timedelta(days=1)):
        workshop = workshops.create(plan, by=by)
        if entry.questions:
            questions.plan_questions(workshop, list(map(question_plan, entry.questions)), by=by)
    if not entry.draft:
        with clock.frozen(published_at):
            workshops.publish(workshop, by=by)
    return workshop


def call_off(entry: Entry, workshop: Workshop, *, by: Actor) -> None:
    """Cancel what the files say is cancelled: a session yesterday, a workshop before."""
    now = clock.now()
    if entry.cancelled_session:
        session = workshop.sessions[entry.cancelled_session["number"] - 1]
        with clock.frozen(now - timedelta(hours=20)):
            because = entry.cancelled_session["because"]
            workshops.cancel_session(session, because=because, by=by)
    if entry.cancelled:
        with clock.frozen(now - timedelta(hours=44)):
            workshops.cancel(workshop, because=entry.cancelled, by=by)
