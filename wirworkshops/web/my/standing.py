"""How one registration stands: what its page says, and what its person can do now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import attending, catalogue, history, registrations, seats, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import glance, items, slots, words
from wirworkshops.web.glance import Glance
from wirworkshops.web.items import Item
from wirworkshops.web.my import groups, leaving, waiting, ways
from wirworkshops.web.my.forms import Naming
from wirworkshops.web.my.groups import Group
from wirworkshops.web.my.waiting import Line
from wirworkshops.web.my.ways import Way
from wirworkshops.web.slots import Slot


@dataclass(frozen=True)
class Standing:
    """contact is who signed a named person up; clashes are what runs at the same time."""

    status: str
    name: str
    email: str
    heading: str
    glance: Glance
    rows: list[items.Row]
    is_over: bool
    is_verified: bool
    was_offer: bool
    can_withdraw: bool
    can_return: bool
    held_until: str
    time_left: str
    because: str  # why it was called off, or declined
    half: str
    contact: str
    seats: int
    line: Line | None
    group: Group | None
    slots: list[Slot]
    clashes: list[tuple[str, str]]  # title, and when
    consequences: list[str]
    calendar: str  # how the dates reach her own one: "mail", "feed" or "file"; "" not at all
    ways: list[Way]
    others: list[Item]
    next_date: str  # where to ask to hear of another date

    @property
    def is_active(self) -> bool:
        return self.status in states.ACTIVE

    @property
    def part(self) -> str:
        """Return which part of the page says how it stands."""
        if self.is_over:
            return "over"
        return "member" if self.contact and self.status != "confirmed" else self.status


def of(
    registration: Registration,
    *,
    naming: Naming | None = None,
    chosen: Collection[int] | None = None,
) -> Standing:
    """Return all that the page shows; naming and chosen are what was typed and refused."""
    now, workshop = clock.now(), registration.workshop
    status, person = registrations.status_now(registration), registration.participant
    is_over = workshop.ends_at <= now
    active = status in states.ACTIVE and not is_over
    line = waiting.of(registration) if status == "waiting" and _is_own(registration) else None
    was_offer = status == "expired" and _was_offer(registration)
    return Standing(
        status=status,
        name=person.name if person else "",
        email=(person.email or "") if person else "",
        heading=_heading(registration, status, line, is_over=is_over, was_offer=was_offer),
        glance=glance.glance(workshop, now),
        rows=_rows(registration, status),
        is_over=is_over,
        is_verified=registration.verified_at is not None,
        was_offer=was_offer,
        can_withdraw=active and seats.begins_at(workshop) > now,
        can_return=not active
        and status != "declined"
        and seats.availability(workshop, now).can_sign_up,
        held_until=i18n.moment(registration.held_until) if registration.held_until else "",
        time_left=_time_left(registration.held_until, now) if registration.held_until else "",
        because=registration.declined_because or workshop.cancelled_because,
        half=str(words.TAKING_PART.get(registration.pool.kind, "")),
        contact=_contact(registration),
        seats=registration.seats,
        line=line,
        group=groups.of(registration, now, naming) if active else None,
        slots=_slots(registration, status, now, chosen) if active else [],
        clashes=_clashes(registration, status),
        consequences=leaving.consequences(registration, status, now),
        calendar=_calendar(registration),
        ways=ways.of(registration, now) if status == "confirmed" else [],
        others=_others(workshop, now) if status not in ("held", "offered", "confirmed") else [],
        next_date=url_for("interests.ask", slug=workshop.slug),
    )


def _is_own(registration: Registration) -> bool:
    """Whether she has, or wants, seats herself: who was named follows her contact."""
    return registration.group_id is None


def _contact(registration: Registration) -> str:
    group = registration.group
    return group.participant.name if group and group.participant else ""


def _was_offer(registration: Registration) -> bool:
    """Whether it was an offer, not a hold, that came to its end."""
    if registration.status == "offered":
        return True
    acts = [event.act for event in history.of_registration(registration.id)]
    return next((act for act in acts if act in ("held", "offered")), "held") == "offered"


def _heading(
    registration: Registration, status: str, line: Line | None, *, is_over: bool, was_offer: bool
) -> str:
    if is_over and status not in states.ENDED:
        return _("Diese Veranstaltung ist vorbei")
    if registration.group and status in states.ACTIVE and status != "confirmed":
        return _("%(name)s hat Sie mit angemeldet", name=_contact(registration))
    if was_offer:
        return _("Die Zeit für das Angebot ist vorbei")
    name = registration.participant.name if registration.participant else ""
    number = registration.seats
    headings = {
        "held": _("Nur noch bestätigen, %(name)s", name=name),
        "confirmed": _("Sie sind dabei, %(name)s", name=name)
        if number < 2 and registration.attends
        else _("Ihre Gruppe ist dabei, %(name)s", name=name),
        "waiting": _in_line(line) if line else "",
        "requested": _("Ihre Anfrage ist bei uns"),
        "offered": _("Ein Platz ist frei für Sie")
        if number < 2
        else _("%(num)s Plätze sind frei für Sie", num=number),
        "withdrawn": _("Sie sind abgemeldet"),
        "expired": _("Ihr Platz ist nicht mehr reserviert"),
        "declined": _("Diesmal hat es nicht geklappt"),
        "cancelled": _("Diese Veranstaltung ist abgesagt"),
    }
    return headings[status]


def _in_line(line: Line) -> str:
    if line.can_accept:
        return _("Ein Platz ist frei: Wer zuerst zusagt, bekommt ihn")
    return _("Sie stehen auf Platz %(place)s der Warteliste", place=line.position)


def _rows(registration: Registration, status: str) -> list[items.Row]:
    """Return the sessions: at a conference, once she has a seat, those she attends."""
    if status in states.TAKING:
        return [items.row(session) for session in attending.sessions_of(registration)]
    return glance.rows(registration.workshop)


def _time_left(until: datetime, now: datetime) -> str:
    left = max(until - now, timedelta())
    hours = int(left.total_seconds() // 3600)
    if hours:
        return ngettext("noch %(num)s Stunde", "noch %(num)s Stunden", hours)
    minutes = int(left.total_seconds() // 60)
    return ngettext("noch %(num)s Minute", "noch %(num)s Minuten", minutes)


def _slots(
    registration: Registration, status: str, now: datetime, chosen: Collection[int] | None
) -> list[Slot]:
    if status not in states.TAKING or not registration.attends:
        return []
    if not attending.has_choices(registration.workshop):
        return []
    own = attending.chosen_by(registration) if chosen is None else chosen
    return slots.of(registration.workshop, now, own)


def _calendar(registration: Registration) -> str:
    """Return how her dates reach her calendar; not at all where she has none herself."""
    person, attends = registration.participant, registration.attends
    if person is None or not attends or not attending.sessions_of(registration):
        return ""
    return "file" if person.calendar == "mail" and not person.email else person.calendar


def _clashes(registration: Registration, status: str) -> list[tuple[str, str]]:
    """Return what she has at the same time, where she is about to take a seat."""
    is_called = status == "waiting" and registration.called_at is not None
    if registration.group_id or registration.knows_overlap:
        return []
    if status not in ("held", "offered") and not is_called:
        return []
    return [_named(session) for session in attending.clashes(registration)]


def _named(session: Session) -> tuple[str, str]:
    title = session.workshop.text(i18n.language()).title
    return title, i18n.when(session.starts_at, session.ends_at)


def _others(workshop: Workshop, now: datetime) -> list[Item]:
    found = catalogue.others_like(workshop, now)
    return [items.item(other, now) for other in found if seats.availability(other, now).can_sign_up]
