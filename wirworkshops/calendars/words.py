"""The words of a calendar entry: title, place and description, in the reader's language.

Call them while speaking that language. Letters use the same words, so that both agree.
"""

from wirworkshops import links
from wirworkshops.i18n import gettext as _
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop


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
    """Return the online link, where it is for this half; who comes into a room needs none."""
    return "" if half == "onsite" and session.room else session.online_url


def place(session: Session, half: str = "all") -> str:
    """Return room, venue and postal address in one line, or that it is online.

    half is the kind of the reader's pool: those of an online half are never sent to a room.
    """
    if session.room and half != "online":
        return ", ".join(part for part in (session.room.label, session.room.venue.address) if part)
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
    return text if text.endswith((".", "!", "?")) else f"{text}."


def contact(workshop: Workshop) -> str:
    """Return name, phone and address of the body that answers for the workshop."""
    host = workshop.host
    return ", ".join(part for part in (host.name, host.phone, host.email) if part)


def description(
    session: Session, language: str, *, base_url: str, half: str = "all", online_url: str = ""
) -> str:
    """Return the plain text of an entry; online_url only for those who take part."""
    workshop = session.workshop
    text = workshop.text(language)
    page, my_page = links.workshop_url(base_url, workshop.slug), links.my_page_url(base_url)
    parts = [_why_off(session), text.summary]
    if online_url:
        parts.append(_("Online-Zugang: %(url)s", url=online_url))
    if way := way_in(session.room if half != "online" else None, language):
        parts.append(_("So kommen Sie hinein: %(way)s", way=way))
    if text.bring:
        parts.append(_("Bitte mitbringen: %(things)s", things=text.bring))
    parts.append(_("Mehr dazu: %(url)s", url=page))
    if workshop.signup_mode == "form":
        parts.append(_("Ihre Anmeldungen: %(url)s", url=my_page))
    parts.append(_("Fragen? %(contact)s", contact=contact(workshop)))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _why_off(session: Session) -> str:
    if not session.is_cancelled:
        return ""
    return " ".join((_("Dieser Termin ist abgesagt."), session.cancelled_because)).strip()
