"""Entries for those who make the programme: a trainer's own dates, and an office's with numbers.

They tell how many come, never who. stamp follows the numbers: the last act on the workshop.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from wirworkshops import i18n, links
from wirworkshops.calendars import events, words
from wirworkshops.calendars.events import Entry
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Session, Workshop


class Numbers(NamedTuple):
    """How full a session is."""

    taken: int
    capacity: int
    waiting: int


def numbers_of(session: Session) -> Numbers:
    """Return the numbers of a session's own pool, or of all one signs up in."""
    own = [pool for pool in session.workshop.pools if pool.session_id == session.id]
    pools = own if has_own_seats(session) else session.workshop.entries
    return Numbers(*(sum(values) for values in zip(*map(_counts, pools), strict=True)))


def has_own_seats(session: Session) -> bool:
    """Whether it is one that people choose."""
    pools = session.workshop.pools
    return bool(session.id) and any(pool.session_id == session.id for pool in pools)


def _counts(pool: Pool) -> Numbers:
    return Numbers(pool.taken, pool.capacity, pool.waiting)


def trainers_entry(session: Session, at: datetime, *, language: str, base_url: str) -> Entry:
    """Return a session as somebody who leads it has it: with its link, and how many come."""
    with i18n.speaking(language):
        entry = _inside(session, at, language, base_url, online_url=session.online_url)
    return replace(entry, blocks=True)


def offices_entry(session: Session, at: datetime, *, language: str, base_url: str) -> Entry:
    """Return a session as the office has it: the numbers in its title, drafts as TENTATIVE."""
    is_draft = session.workshop.status == "draft"
    with i18n.speaking(language):
        entry = _inside(session, at, language, base_url, online_url=session.online_url)
        title = _("Entwurf: %(title)s", title=entry.title) if is_draft else entry.title
    if _counts_seats(session.workshop) and not session.is_cancelled and not is_draft:
        numbers = numbers_of(session)
        title = f"{numbers.taken}/{numbers.capacity} {title}"
    page = links.workshop_office_url(base_url, session.workshop.id)
    status = "TENTATIVE" if is_draft and not session.is_cancelled else entry.status
    return replace(entry, title=title, url=page, status=status)


def _inside(
    session: Session, at: datetime, language: str, base_url: str, *, online_url: str
) -> Entry:
    off = session.is_cancelled
    link = "" if off else online_url
    description = words.description(
        session,
        language,
        base_url=base_url,
        lead="" if off else said(session),
        online_url=link,
        is_inside=True,
    )
    entry = events.entry(session, language, base_url, description=description)
    return replace(entry, stamp=max(entry.stamp, at), online_url=link, is_public=False)


def _counts_seats(workshop: Workshop) -> bool:
    return workshop.signup_mode == "form"


def said(session: Session) -> str:
    """Say how many come and wait; nothing where nobody signs up."""
    if not _counts_seats(session.workshop):
        return ""
    numbers = numbers_of(session)
    taken = _("%(taken)s von %(capacity)s Plätzen sind vergeben.", **numbers._asdict())
    if not numbers.waiting:
        return taken
    waiting = ngettext(
        "Eine Person steht auf der Warteliste.",
        "%(num)s Personen stehen auf der Warteliste.",
        numbers.waiting,
    )
    return f"{taken} {waiting}"


def trainers_entries(
    sessions: Iterable[Session], acts: dict[int, datetime], *, language: str, base_url: str
) -> list[Entry]:
    """Return what stands in a trainer's feed; acts are the last acts by workshop."""
    return [
        trainers_entry(one, _at(one, acts), language=language, base_url=base_url)
        for one in sessions
    ]


def offices_entries(
    sessions: Iterable[Session], acts: dict[int, datetime], *, language: str, base_url: str
) -> list[Entry]:
    """Return what stands in an account's feed; acts are the last acts by workshop."""
    return [
        offices_entry(one, _at(one, acts), language=language, base_url=base_url) for one in sessions
    ]


def _at(session: Session, acts: dict[int, datetime]) -> datetime:
    return acts.get(session.workshop_id, session.changed_at)
