"""How one registration stands: what its page says, and what its person can do now."""

from dataclasses import dataclass
from datetime import datetime

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue, registrations, seats, states
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import RoomFeature
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import glance, items, words
from wirworkshops.web.glance import Glance
from wirworkshops.web.items import Item

QUEUE_SHOWN = 8  # how many drops of the queue are drawn


@dataclass(frozen=True)
class Way:
    """How to get into one room, or on screen."""

    name: str
    address: str
    notes: list[tuple[str, str]]  # what it is about, and what there is to know
    online_url: str = ""


@dataclass(frozen=True)
class Standing:
    status: str
    name: str
    email: str
    heading: str
    glance: Glance
    rows: list[items.Row]
    is_over: bool
    is_verified: bool
    can_withdraw: bool
    can_return: bool
    held_until: str
    because: str  # why it was called off
    position: int
    queue: list[int]
    consequences: list[str]
    needs: list[tuple[str, str]]
    has_feed: bool
    ways: list[Way]
    others: list[Item]

    @property
    def is_active(self) -> bool:
        return self.status in states.ACTIVE


def of(registration: Registration) -> Standing:
    now, workshop = clock.now(), registration.workshop
    status, person = registrations.status_now(registration), registration.participant
    is_over = workshop.ends_at <= now
    position = registrations.position(registration) if status == "waiting" else 0
    active = status in states.ACTIVE and not is_over
    name = person.name if person else ""
    return Standing(
        status=status,
        name=name,
        email=(person.email or "") if person else "",
        heading=_heading(status, name, position, is_over=is_over),
        glance=glance.glance(workshop, now),
        rows=glance.rows(workshop),
        is_over=is_over,
        is_verified=registration.verified_at is not None,
        can_withdraw=active and seats.begins_at(workshop) > now,
        can_return=not active and seats.availability(workshop, now).can_sign_up,
        held_until=i18n.moment(registration.held_until) if registration.held_until else "",
        because=workshop.cancelled_because,
        position=position,
        queue=_queue(position, workshop.pool.waiting),
        consequences=_consequences(status, workshop),
        needs=[(str(words.NEEDS[need.kind]), need.text) for need in registration.needs],
        has_feed=person is not None and person.calendar == "feed",
        ways=_ways(workshop, now) if status == "confirmed" else [],
        others=_others(workshop, now) if status not in ("held", "confirmed") else [],
    )


def _heading(status: str, name: str, position: int, *, is_over: bool) -> str:
    if is_over and status not in states.ENDED:
        return _("Diese Veranstaltung ist vorbei")
    headings = {
        "held": _("Nur noch bestätigen, %(name)s", name=name),
        "confirmed": _("Sie sind dabei, %(name)s", name=name),
        "waiting": _("Sie stehen auf Platz %(place)s der Warteliste", place=position),
        "requested": _("Ihre Anfrage ist bei uns"),
        "offered": _("Ein Platz ist frei für Sie"),
        "withdrawn": _("Sie sind abgemeldet"),
        "expired": _("Ihr Platz ist nicht mehr reserviert"),
        "declined": _("Diesmal hat es nicht geklappt"),
        "cancelled": _("Diese Veranstaltung ist abgesagt"),
    }
    return headings[status]


def _queue(position: int, total: int) -> list[int]:
    """Return the places to draw: her own, those around it, not a hundred."""
    if not position:
        return []
    first = max(1, min(position - QUEUE_SHOWN // 2, total - QUEUE_SHOWN + 1))
    return list(range(first, min(total, first + QUEUE_SHOWN - 1) + 1))


def _consequences(status: str, workshop: Workshop) -> list[str]:
    """Say what follows from withdrawing, before it is done."""
    if status == "waiting":
        return [_("Wir streichen Sie von der Liste. Alle hinter Ihnen rücken auf.")]
    follows = [_("Ihr Platz wird sofort frei für jemand anderen.")]
    if workshop.pool.waiting:
        follows = [_("Ihr Platz geht sofort an die nächste Person auf der Warteliste.")]
    if status == "confirmed":
        number = sum(not session.is_cancelled for session in workshop.sessions)
        follows.append(
            ngettext(
                "Der Termin verschwindet aus Ihrem Kalender.",
                "Alle %(num)s Termine verschwinden aus Ihrem Kalender.",
                number,
            )
        )
    return [*follows, _("Sie können sich neu anmelden, solange Plätze frei sind.")]


def _ways(workshop: Workshop, now: datetime) -> list[Way]:
    """Return how to get to the dates still to come: each room once, each link once."""
    coming = [s for s in workshop.sessions if not s.is_cancelled and s.ends_at > now]
    access = catalogue.access_of(workshop)
    in_rooms = {s.room_id: _into(s, access.get(s.room_id or 0, [])) for s in coming if s.room}
    urls = dict.fromkeys(s.online_url for s in coming if s.is_online)
    return [*in_rooms.values(), *(_on_screen(url) for url in urls)]


def _into(session: Session, access: list[RoomFeature]) -> Way:
    code, room = i18n.language(), session.room
    assert room is not None  # for mypy: only sessions with a room get here
    notes = [
        (_("Stockwerk"), text_in(room.floor, code)),
        *((_feature(row.feature), text_in(row.note, code)) for row in access),
        (_("Anfahrt"), text_in(room.venue.directions, code)),
    ]
    return Way(room.label, room.venue.address, [pair for pair in notes if pair[1]])


def _feature(name: str) -> str:
    known = str(words.FEATURES.get(name, name))
    return known[:1].upper() + known[1:]


def _on_screen(url: str) -> Way:
    if url:
        return Way(_("Online"), "", [(_("Zugang"), _("Der Link ist nur für Angemeldete."))], url)
    return Way(_("Online"), "", [(_("Zugang"), _("Den Link schicken wir Ihnen vorher."))])


def _others(workshop: Workshop, now: datetime) -> list[Item]:
    found = catalogue.others_like(workshop, now)
    return [items.item(other, now) for other in found if seats.availability(other, now).can_sign_up]
