"""How somebody with a firm seat gets in: each room still to come once, each link once."""

from dataclasses import dataclass
from datetime import datetime

from wirworkshops import i18n
from wirworkshops.calendars import words as links
from wirworkshops.domain import attending, rooms
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import RoomFeature
from wirworkshops.models.workshops import Session
from wirworkshops.web import words


@dataclass(frozen=True)
class Way:
    """How to get into one room, or on screen."""

    name: str
    address: str
    notes: list[tuple[str, str]]  # what it is about, and what there is to know
    online_url: str = ""


def of(registration: Registration, now: datetime) -> list[Way]:
    """Return the ways to the dates still to come: of a hybrid workshop those of her half."""
    half = registration.pool.kind
    planned = attending.sessions_of(registration)
    coming = [s for s in planned if not s.is_cancelled and s.ends_at > now]
    access = rooms.access_of(registration.workshop) if half != "online" else {}
    in_rooms = {s.room_id: _into(s, access.get(s.room_id or 0, [])) for s in coming if s.room}
    entrances = [] if half == "online" else list(in_rooms.values())
    return entrances + ([] if half == "onsite" and entrances else _on_screens(coming))


def _on_screens(coming: list[Session]) -> list[Way]:
    """Return each link that is out, and when the next one comes."""
    online = [session for session in coming if session.is_online]
    out = dict.fromkeys(session.link for session in online if not session.holds_link_back)
    held = [links.link_later(session) for session in online if session.holds_link_back]
    return [_on_screen(url) for url in out] + [_on_screen("", later) for later in held[:1]]


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


def _on_screen(url: str, later: str = "") -> Way:
    if url:
        return Way(_("Online"), "", [(_("Zugang"), _("Der Link ist nur für Angemeldete."))], url)
    return Way(_("Online"), "", [(_("Zugang"), later or _("Den Link schicken wir Ihnen vorher."))])
