"""The demo's people sign up, confirm, withdraw, wait, and are ticked off at the door."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from wirworkshops import clock
from wirworkshops.demo.arrangements import choose, name_all
from wirworkshops.demo.content import Crowd, Entry, Person
from wirworkshops.demo.programme import Calendar
from wirworkshops.domain import attendance, desk, moves, questions, registrations
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import Actor
from wirworkshops.models.pools import Contingent
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
    answers: list[Any] = field(default_factory=list)
    registration: Registration | None = None
    group: dict[str, Any] = field(default_factory=dict)
    is_online: bool = False


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
            **_needs(needs),
        )


def _needs(needs: list[str]) -> dict[str, Any]:
    """Return needs as applications take them; what is no kind is in somebody's own words."""
    pairs = [need.partition("=") for need in needs]
    said = {kind if kind in NEEDS else "other": text or kind for kind, _sign, text in pairs}
    return {
        "needs": tuple(said),
        "need_language": said.get("interpreting", ""),
        "need_diet": said.get("diet", ""),
        "need_text": said.get("other", ""),
        "shares_needs": "diet" in said,
    }


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
    for place, answers in crowd.answers.items():
        found[int(place) - 1].answers = answers
    for place, group in crowd.groups.items():
        found[int(place) - 1].group = group
    for number, visit in enumerate(found):
        visit.is_online = crowd.online > 0 and number % crowd.online == crowd.online - 1
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


def sign_up(
    workshop: Workshop, found: list[Visit], *, by: Actor, contingent: Contingent | None = None
) -> None:
    """Let everything happen in the order of time, up to now."""
    now = clock.now()
    acts = [act for visit in found for act in _acts(workshop, visit, by, contingent)]
    acts += [act for place, visit in enumerate(found) for act in _arranging(place, visit)]
    for at, act in sorted(acts, key=lambda item: item[0]):
        if at <= now:
            with clock.frozen(at):
                act()


def _acts(
    workshop: Workshop, visit: Visit, by: Actor, contingent: Contingent | None
) -> Iterator[Act]:
    """Yield what one person does; who calls has her seat at once."""
    if visit.person.email:
        yield visit.at, partial(_fill_in, workshop, visit, contingent)
        yield _settling(visit)
    else:
        yield visit.at, partial(_call, workshop, visit, by)
    if visit.withdraws_at:
        yield visit.withdraws_at, partial(_then, registrations.withdraw, visit)


def _arranging(place: int, visit: Visit) -> Iterator[Act]:
    """Yield what comes a little later: names for a group, sessions chosen."""
    later = visit.at + 2 * CONFIRMS_AFTER
    if visit.group:
        yield later, partial(_then, partial(name_all, people=visit.group["names"]), visit)
    if visit.confirms and not visit.withdraws_at:
        yield later, partial(_then, partial(choose, place=place), visit)


def _settling(visit: Visit) -> Act:
    if visit.confirms:
        return visit.at + CONFIRMS_AFTER, partial(_then, _confirm, visit)
    over = timedelta(hours=moves.hold_hours(), minutes=1)
    return visit.at + over, partial(_then, registrations.expire, visit)


def _fill_in(workshop: Workshop, visit: Visit, contingent: Contingent | None) -> None:
    application = _grouped(workshop, visit, _answered(workshop, visit))
    outcome = registrations.sign_up(workshop, application, contingent=contingent)
    visit.registration = outcome.registration


def _grouped(workshop: Workshop, visit: Visit, application: Application) -> Application:
    """Return what somebody fills in, with the seats of her group and the half she takes."""
    return replace(
        application,
        seats=visit.group.get("seats", 1),
        attends=visit.group.get("attends", True),
        pool_id=workshop.entries[-1].id if visit.is_online else None,
    )


def _answered(workshop: Workshop, visit: Visit) -> Application:
    """Return what somebody fills in, with her answers to the workshop's own questions."""
    if not visit.answers:
        return visit.application
    pairs = zip(questions.of_workshop(workshop.id), visit.answers, strict=True)
    answers = {question.id: answer for question, answer in pairs if answer != ""}
    return replace(visit.application, answers=answers)


def _call(workshop: Workshop, visit: Visit, by: Actor) -> None:
    visit.registration = desk.sign_up(workshop, visit.application, by=by)


def _confirm(registration: Registration) -> None:
    registrations.confirm(registration, knows_overlap=True)


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
