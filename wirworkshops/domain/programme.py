"""The programme as files carry it: one row for each session, and what is said about a row.

Reading and writing files is done by documents and calendars; what is made of rows they have
read is decided in domain.dryruns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from wirworkshops.database import db
from wirworkshops.domain import catalogue
from wirworkshops.domain.reach import Reach
from wirworkshops.models.texts import text_in
from wirworkshops.models.venues import FEATURES, Room
from wirworkshops.models.workshops import SPOKEN, Session, Workshop, series_name

MOST_ROWS = 500  # one transaction makes them all
TEXTS = ("title", "summary", "body", "bring")


@dataclass(frozen=True)
class Note:
    """Something to say about a row or a file; its code has a sentence in the office."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """One session with all about its workshop. Rows with the same key are one workshop.

    line is its place in the file. problems prevent it, hints do not; is_off says that the
    file itself calls it cancelled. Without a time it has a problem.
    """

    line: int = 0
    key: str = ""
    kind: str = "workshop"
    title: str = ""
    summary: str = ""
    body: str = ""
    bring: str = ""
    title_en: str = ""
    summary_en: str = ""
    body_en: str = ""
    bring_en: str = ""
    series: str = ""
    categories: tuple[str, ...] = ()
    host: str = ""
    partners: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    session_title: str = ""
    session_title_en: str = ""
    venue: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    room: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_online: bool = False
    online_url: str = ""
    trainers: tuple[str, ...] = ()
    capacity: int | None = None
    online_capacity: int | None = None
    session_capacity: int | None = None
    waiting_list: bool = True
    signup_mode: str = "form"
    signup_url: str = ""
    spoken: tuple[str, ...] = ("de",)
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    status: str = ""
    uid: str = ""
    is_off: bool = False
    hints: tuple[Note, ...] = ()
    problems: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A file as read: its rows in order, and what is to say of the file as a whole."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()


def rows_of(workshops: Iterable[Workshop]) -> list[Row]:
    """Return all sessions of workshops as rows, in the order of the workshops."""
    return [
        row_of(session, line)
        for workshop in workshops
        for line, session in enumerate(_in_order(workshop), 1)
    ]


def _in_order(workshop: Workshop) -> list[Session]:
    return sorted(workshop.sessions, key=lambda session: (session.starts_at, session.uid))


def row_of(session: Session, line: int = 0) -> Row:
    workshop = session.workshop
    chosen = {pool.session_id: pool.capacity for pool in workshop.pools if pool.session_id}
    is_off = session.is_cancelled or workshop.status == "cancelled"
    return Row(
        line=line,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        session_title=session.title.get("de", ""),
        session_title_en=session.title.get("en", ""),
        is_online=session.is_online,
        online_url=session.online_url,
        trainers=tuple(trainer.name for trainer in session.trainers),
        session_capacity=chosen.get(session.id),
        status="cancelled" if is_off else workshop.status,
        uid=session.uid,
        **_about(workshop),
        **_text(workshop, "de", ""),
        **_text(workshop, "en", "_en"),
        **_place(session.room),
    )


def _about(workshop: Workshop) -> dict[str, Any]:
    pools = {pool.kind: pool.capacity for pool in workshop.pools if pool.kind != "session"}
    return {
        "key": workshop.slug,
        "kind": workshop.kind,
        "series": series_name(workshop.series, "de"),
        "host": workshop.host.name,
        "partners": tuple(host.name for host in workshop.partners),
        "capacity": workshop.pool.capacity,
        "online_capacity": pools.get("online"),
        "waiting_list": workshop.waiting_list,
        "signup_mode": workshop.signup_mode,
        "signup_url": workshop.signup_url,
        "spoken": _sorted((row.language for row in workshop.languages), SPOKEN),
        "topics": _names(workshop.topics),
        "audiences": _names(workshop.audiences),
        "features": _sorted((row.feature for row in workshop.features), FEATURES),
    }


def _text(workshop: Workshop, language: str, suffix: str) -> dict[str, Any]:
    text = next((text for text in workshop.texts if text.language == language), None)
    return {f"{name}{suffix}": getattr(text, name) if text else "" for name in TEXTS}


def _place(room: Room | None) -> dict[str, Any]:
    if room is None:
        return {}
    values = {name: getattr(room.venue, name) for name in ("street", "postal_code", "city")}
    return values | {"venue": room.venue.name, "room": room.name}


def _sorted(codes: Iterable[str], order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=order.index))


def _names(labels: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted(text_in(label.name, "de") for label in labels))  # type: ignore[attr-defined]


# Queries


def everything(reach: Reach) -> list[Workshop]:
    """Return all workshops of a host (None: of all), drafts included, by their first date."""
    query = select(Workshop).options(
        *catalogue.with_everything(),
        selectinload(Workshop.topics),
        selectinload(Workshop.audiences),
        selectinload(Workshop.partners),
    )
    query = query.where(reach.workshops())
    found = [workshop for workshop in db.session.scalars(query) if workshop.sessions]
    return sorted(found, key=lambda workshop: (workshop.starts_at, workshop.slug))
