"""The words of a calendar entry: title, place and description, in the reader's language.

Call them while speaking that language. Letters use the same words, so that both agree.
"""

from wirworkshops import i18n, links
from wirworkshops.i18n import gettext as _
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop

MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=18/{0}/{1}"


def number_of(session: Session) -> tuple[int, int]:
    """Return which date of how many it is; cancelled ones count, so that numbers stay."""
    dates = sorted(session.workshop.sessions, key=lambda one: (one.starts_at, one.id or 0))
    return dates.index(session) + 1, len(dates)


def title(session: Session, language: str) -> str:
    """Return the workshop's title, with the session's own, or for a course with "(2 von 4)"."""
    name = session.workshop.text(language).title
    if own := text_in(session.title or {}, language):
        return f"{name}: {own}"
    number, total = number_of(session)
    if total == 1:
        return name
    return _("%(title)s (%(number)s von %(total)s)", title=name, number=number, total=total)


def link_for(session: Session, half: str) -> str:
    """Return the online link once it is out, where it is for this half.

    Who comes into a room needs none.
    """
    return "" if half == "onsite" and session.room else session.link


def link_later(session: Session) -> str:
    """Say when the link comes; nothing where it is out, or none is held back."""
    at = session.link_at
    if at is None or session.is_cancelled or not session.is_online:
        return ""
    return _("Den Link schicken wir Ihnen am %(when)s.", when=i18n.moment(at))


def place(session: Session, half: str = "all") -> str:
    """Return room, venue and postal address in one line, or that it is online.

    half is the kind of the reader's pool: those of an online half are never sent to a room.
    """
    if session.room and half != "online":
        venue = session.room.venue
        address = venue.address.removeprefix(f"{venue.name}, ")  # a square is its own street
        return ", ".join(part for part in (session.room.label, address) if part)
    return _("Online") if session.is_online or half == "online" else _("Ort noch offen")


def way_in(room: Room | None, language: str) -> str:
    """Return how to get there and in: directions, floor, notes on what is accessible."""
    if room is None:
        return ""
    notes = [text_in(feature.note, language) for feature in room.features]
    parts = [text_in(room.venue.directions, language), text_in(room.floor, language), *notes]
    return " ".join(_sentence(part) for part in parts if part.strip())


def _sentence(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def contact(workshop: Workshop) -> str:
    """Return name, phone and address of the body that answers for the workshop."""
    host = workshop.host
    return ", ".join(part for part in (host.name, host.phone, host.email) if part)


def description(
    session: Session,
    language: str,
    *,
    base_url: str,
    half: str = "all",
    lead: str = "",
    online_url: str = "",
    is_hers: bool = False,
    is_inside: bool = False,
) -> str:
    """Return the plain text of an entry; online_url only for those who take part.

    lead says first what its reader has to know; is_hers, that she can give the date up;
    is_inside, that she is one of those who hold it.
    """
    workshop = session.workshop
    text = workshop.text(language)
    parts = [lead, _why_off(session), text.summary]
    if online_url:
        parts.append(_("Online-Zugang: %(url)s", url=online_url))
    parts += _there(session if half != "online" else None, language)
    if text.bring:
        parts.append(_("Bitte mitbringen: %(things)s", things=text.bring))
    parts.append(_("Mehr dazu: %(url)s", url=links.workshop_url(base_url, workshop.slug)))
    if workshop.signup_mode == "form" and not is_inside:
        parts.append(_my_page(links.my_page_url(base_url), is_hers=is_hers))
    parts.append(_("Fragen? %(contact)s", contact=contact(workshop)))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _there(session: Session | None, language: str) -> list[str]:
    """Say how to come in, and where a map shows it."""
    parts = []
    if session and (way := way_in(session.room, language)):
        parts.append(_("So kommen Sie hinein: %(way)s", way=way))
    if session and (url := map_of(session.room)):
        parts.append(_("Karte: %(url)s", url=url))
    return parts


def map_of(room: Room | None) -> str:
    """Return the address of a map with a room's venue marked."""
    venue = room.venue if room else None
    if venue is None or venue.latitude is None or venue.longitude is None:
        return ""
    place = f"{venue.latitude:.5f}", f"{venue.longitude:.5f}"
    return MAP.format(*place)


def _my_page(url: str, *, is_hers: bool) -> str:
    if is_hers:
        return _("Sie können doch nicht? Hier melden Sie sich ab: %(url)s", url=url)
    return _("Ihre Anmeldungen: %(url)s", url=url)


def _why_off(session: Session) -> str:
    if not session.is_cancelled:
        return ""
    return " ".join((_("Dieser Termin ist abgesagt."), session.cancelled_because)).strip()
