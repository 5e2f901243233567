"""The demo's people sign up, confirm, withdraw, wait, and are ticked off at the door."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from wirworkshops import clock
from wirworkshops.demo.content import Crowd, Entry, Person
from wirworkshops.demo.programme import Calendar
from wirworkshops.domain import attendance, moves, registrations
from wirworkshops.domain.history import Actor
from wirworkshops.domain.registrations import Application
from wirworkshops.models.registrations import NEEDS, Registration
from wirworkshops.models.workshops import Workshop

HOURS = ("7:58", "8:41", "9:02", "9:17", "10:42", "11:03", "13:20", "16:12", "18:44", "21:05")
CONFIRMS_AFTER = timedelta(minutes=6)
WITHDRAWN_FROM, EXPIRED_FROM, APART = 3, 5, 4  # places in the order of sign-ups

Act = tuple[datetime, Callable[[], object]]


@dataclass
class Visit:
    """One person's way through one workshop."""

    person: Person
    application: Application
    at: datetime
    confirms: bool = True
    withdraws_at: datetime | None = None
    registration: Registration | None = None


def applications(people: list[Person], crowd: Crowd) -> Iterator[Application]:
    """Yield what each person fills in, with the needs and questions of this crowd."""
    for place, person in enumerate(people, 1):
        needs = crowd.needs.get(str(place), [])
        yield Application(
            name=person.name,
            email=person.email,
            language=person.language,
            organisation=person.organisation,
            field=person.field,
            phone=person.phone,
            other_contact="" if person.email else f"Telefon {person.phone}",
            question=crowd.questions.get(str(place), ""),
            needs=tuple(need if need in NEEDS else "other" for need in needs),
            need_text=next((need for need in needs if need not in NEEDS), ""),
        )


def instants(first: date, last: date, number: int) -> list[datetime]:
    """Return so many instants in order, at least ten minutes apart, between two days."""
    length, found = (last - first).days, []
    for place in range(number):
        day = first + timedelta(days=place * length // max(1, number))
        hour, minute = HOURS[place * 7 % len(HOURS)].split(":")
        found.append(clock.at(day, time(int(hour), int(minute))))
    found.sort()
    for place in range(1, number):
        found[place] = max(found[place], found[place - 1] + timedelta(minutes=10))
    return found


def visits(entry: Entry, calendar: Calendar, people: list[Person]) -> list[Visit]:
    """Return who comes when. Those who hold a seat unconfirmed signed up an hour ago."""
    now, crowd = clock.now(), entry.crowd
    closes_on = clock.local(calendar.closes_at).date() if calendar.closes_at else clock.today()
    last = min(clock.today(), closes_on) - timedelta(days=2)
    settled = len(people) - crowd.held
    at = instants(calendar.published_on + timedelta(days=1), last, settled)
    at += [now - timedelta(minutes=20 * place) for place in range(crowd.held, 0, -1)]
    found = [
        Visit(person, application, instant)
        for person, application, instant in zip(
            people, applications(people, crowd), at, strict=True
        )
    ]
    _unsettle(found, crowd, last + timedelta(days=1))
    return found


def _unsettle(found: list[Visit], crowd: Crowd, day: date) -> None:
    """Choose who withdraws, on the day after the last sign-up, and who never confirms."""
    for place in range(crowd.withdrawn):
        found[WITHDRAWN_FROM + APART * place].withdraws_at = clock.at(day, time(10 + place, 15))
    for place in range(crowd.expired):
        found[EXPIRED_FROM + APART * place].confirms = False
    for visit in found[len(found) - crowd.held :]:
        visit.confirms = False


def sign_up(workshop: Workshop, found: list[Visit], *, by: Actor) -> None:
    """Let everything happen in the order of time, up to now."""
    now = clock.now()
    acts = [act for visit in found for act in _acts(workshop, visit, by)]
    for at, act in sorted(acts, key=lambda item: item[0]):
        if at <= now:
            with clock.frozen(at):
                act()


def _acts(workshop: Workshop, visit: Visit, by: Actor) -> Iterator[Act]:
    """Yield what one person does; who calls has her seat at once."""
    if visit.person.email:
        yield visit.at, partial(_fill_in, workshop, visit)
        yield _settling(visit)
    else:
        yield visit.at, partial(_call, workshop, visit, by)
    if visit.withdraws_at:
        yield visit.withdraws_at, partial(_then, registrations.withdraw, visit)


def _settling(visit: Visit) -> Act:
    if visit.confirms:
        return visit.at + CONFIRMS_AFTER, partial(_then, registrations.confirm, visit)
    over = timedelta(hours=moves.hold_hours(), minutes=1)
    return visit.at + over, partial(_then, registrations.expire, visit)


def _fill_in(workshop: Workshop, visit: Visit) -> None:
    visit.registration = registrations.sign_up(workshop, visit.application).registration


def _call(workshop: Workshop, visit: Visit, by: Actor) -> None:
    visit.registration = registrations.add_by_phone(workshop, visit.application, by=by)


def _then(verb: Callable[[Registration], object], visit: Visit) -> None:
    if visit.registration:
        verb(visit.registration)


def tick_off(workshop: Workshop, *, by: Actor) -> None:
    """Mark who came to each session that is over: most, but never quite all."""
    now = clock.now()
    for number, session in enumerate(workshop.sessions):
        if session.ends_at > now or session.is_cancelled:
            continue
        rows = attendance.expected(session)
        here = [row.id for place, row in enumerate(rows) if (place + number) % 6 != 4]
        with clock.frozen(session.ends_at + timedelta(minutes=4)):
            attendance.mark(session, here, by=by)
