"""When and where, in letters: tiles of dates, how to come in, online links, what to bring."""

from wirworkshops import clock, i18n
from wirworkshops.calendars import words
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Case, Note, Tile
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session


def tile(session: Session, half: str = "all") -> Tile:
    """Return a date as the people of one half have it: in a room, or online."""
    start = clock.local(session.starts_at)
    same_day = start.date() == clock.local(session.ends_at).date()
    when = i18n.when(session.starts_at, session.ends_at)
    in_room = session.room.label if session.room and half != "online" else ""
    own = text_in(session.title or {}, i18n.language())
    return Tile(
        weekday=i18n.weekday(start),
        day=start.day,
        month=i18n.month_short(start),
        hours=i18n.times(session.starts_at, session.ends_at) if same_day else when,
        when=when,
        place=", ".join(part for part in (own, in_room or words.place(session, half)) if part),
    )


def tiles(sessions: list[Session], half: str = "all") -> tuple[Tile, ...]:
    return tuple(tile(session, half) for session in sessions)


def practical(case: Case, sessions: list[Session]) -> tuple[Note, ...]:
    """Return how to come in, the online links and what to bring, each said once."""
    ways = [] if case.half == "online" else ways_in(sessions, case.language)
    notes = [*ways, *_online(case, sessions)]
    if bring := case.workshop.text(case.language).bring:
        notes.append(Note(_("Bitte mitbringen"), bring))
    return tuple(notes)


def ways_in(sessions: list[Session], language: str) -> list[Note]:
    """Return how to come into each room once."""
    rooms = {session.room.id: session.room for session in sessions if session.room}
    heading = _("So kommen Sie hinein")
    notes = []
    for room in rooms.values():
        address = f"{room.venue.address}." if room.venue.address else ""
        if text := f"{address} {words.way_in(room, language)}".strip():
            label = heading if len(rooms) == 1 else f"{heading}: {room.label}"
            notes.append(Note(label, text))
    return notes


def _online(case: Case, sessions: list[Session]) -> list[Note]:
    addresses = dict.fromkeys(words.link_for(session, case.half) for session in sessions)
    return [
        Note(_("Online-Zugang"), _("Der Zugang ist nur für Angemeldete."), url)
        for url in addresses
        if url
    ] + _later(case, sessions)


def _later(case: Case, sessions: list[Session]) -> list[Note]:
    """Say when a link comes that is not out yet."""
    theirs = [one for one in sessions if not (case.half == "onsite" and one.room)]
    said = dict.fromkeys(words.link_later(session) for session in theirs)
    return [Note(_("Online-Zugang"), text) for text in said if text][:1]
