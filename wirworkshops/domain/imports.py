"""Imports: a file is kept, looked at, and taken in once; every workshop in it becomes a draft."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import catalogue, dryruns, history, names, workshops
from wirworkshops.domain.dryruns import DryRun, Known, Office
from wirworkshops.domain.history import Actor
from wirworkshops.domain.names import Names
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.domain.programme import TEXTS, Row
from wirworkshops.errors import Conflict, Gone, Invalid
from wirworkshops.models.hosts import Host
from wirworkshops.models.imports import Import
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Session, Workshop, WorkshopText

MOST_BYTES = 2 * 1024 * 1024
MOST_KEPT = 5  # files of one account
_SLUG = re.compile(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of spreadsheet programs, new and old


# Pure


def text_of(body: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, or what Windows has had for long."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def format_of(body: bytes) -> str:
    """Say by its content what a file is. Raises Invalid where it can be none of ours."""
    if len(body) > MOST_BYTES:
        raise Invalid("import-large")
    if body.startswith(_BOOKS):
        raise Invalid("import-book")
    text = text_of(body).strip()
    if not text:
        raise Invalid("import-empty")
    return "ics" if text[:15].upper() == "BEGIN:VCALENDAR" else "csv"


def _plan(group: Sequence[Row], found: Names, office: Office) -> WorkshopPlan:
    head = group[0]
    host_id = found.host(head.host) if office.may_name(head.host) else office.host_id
    partners = (number for number in found.hosts(head.partners) if number != host_id)
    return WorkshopPlan(
        texts=_texts(head),
        sessions=tuple(_session(row, found) for row in group),
        host_id=host_id,
        capacity=head.capacity or dryruns.CAPACITY,
        slug=head.key if _SLUG.fullmatch(head.key) else "",
        series_id=found.series(head.series),
        kind=head.kind,
        signup_mode=head.signup_mode,
        signup_url=head.signup_url,
        waiting_list=head.waiting_list,
        online_capacity=head.online_capacity,
        spoken=head.spoken,
        features=head.features,
        topic_ids=found.topics(head.topics),
        audience_ids=found.audiences(head.audiences),
        partner_ids=tuple(dict.fromkeys(partners)),
    )


def _texts(row: Row) -> dict[str, TextPlan]:
    texts = {"de": TextPlan(*(getattr(row, name) for name in TEXTS))}
    if row.title_en:
        texts["en"] = TextPlan(*(getattr(row, f"{name}_en") for name in TEXTS))
    return texts


def _session(row: Row, found: Names) -> SessionPlan:
    if row.starts_at is None or row.ends_at is None:
        raise ValueError("a row without its times was to be made")
    titles = {"de": row.session_title, "en": row.session_title_en}
    return SessionPlan(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room_id=found.room(row),
        is_online=row.is_online,
        online_url=row.online_url,
        trainer_ids=found.trainers(row.trainers),
        capacity=row.session_capacity,
        title={language: title for language, title in titles.items() if title},
        uid=row.uid,
    )


# Verbs


@verb
def keep(body: bytes, *, file_name: str, account_id: int) -> Import:
    """Keep a file for its dry run; of one account's the newest few stay."""
    kept = Import(
        account_id=account_id,
        format=format_of(body),
        file_name=file_name[:200],
        body=body,
        created_at=clock.now(),
    )
    db.session.add(kept)
    db.session.flush()
    newest = select(Import.id).where(Import.account_id == account_id)
    ids = db.session.scalars(newest.order_by(Import.id.desc()).offset(MOST_KEPT)).all()
    db.session.execute(delete(Import).where(Import.id.in_(ids)))
    history.record("sent-file", by=history.office(account_id), thing=("import", kept.id))
    return kept


@verb
def take_in(import_id: int, rows: Sequence[Row], office: Office, *, by: Actor) -> list[Workshop]:
    """Make a draft of every workshop that can be made, and forget the file: nobody does it twice.

    Raises Gone where it has been taken in, Conflict where nothing is left to be made.
    """
    gone = db.session.execute(delete(Import).where(Import.id == import_id))
    if gone.rowcount == 0:  # type: ignore[attr-defined]
        raise Gone("import-gone")
    catalogue.touch()  # places and topics stand in filters; and two imports go one by one
    run = dry_run(rows, office)
    if not run.workshops:
        raise Conflict("import-nothing")
    number = len(run.workshops)
    history.record("took-in", by=by, thing=("import", import_id), workshops=number)
    found = Names(by)
    with db.session.no_autoflush:  # a flush before each query takes longer than all the rest
        return [workshops.add(_plan(group, found, office), by=by) for group in run.workshops]


# Queries


def by_id(import_id: int) -> Import:
    """Return a file that is kept. Raises Gone where it has been taken in or deleted."""
    found = db.session.get(Import, import_id)
    if found is None:
        raise Gone("import-gone")
    return found


def office_of(
    host_id: int | None, *, names_hosts: bool, own: frozenset[str] = frozenset()
) -> Office:
    """Return an account's office; without a host of its own it is the first there is."""
    query = select(Host).order_by(Host.id).limit(1)
    if host_id or not names_hosts:
        query = query.where(Host.id == host_id)
    host = db.session.scalar(query)
    if host is None:
        return Office(0, "", names_hosts)
    return Office(host.id, host.name, names_hosts, own)


def dry_run(rows: Sequence[Row], office: Office) -> DryRun:
    """Say what taking in would make of the rows now."""
    return dryruns.judge(rows, _known(rows, office), office, now=clock.now())


def _known(rows: Sequence[Row], office: Office) -> Known:
    venues = {number: name for name, number in names.known("venue").items()}
    return Known(
        names={kind: set(names.known(kind)) for kind in names.MODELS},
        rooms={(venues[venue], room) for venue, room in names.known_rooms() if venue in venues},
        uids=_uids(row.uid for row in rows if row.uid),
        dates=_dates(rows, office),
    )


def _uids(uids: Iterable[str]) -> set[str]:
    return set(db.session.scalars(select(Session.uid).where(Session.uid.in_(set(uids)))))


def _dates(rows: Sequence[Row], office: Office) -> set[tuple[str, datetime]]:
    """Return title and start of the sessions that begin when one of the rows does."""
    starts = {row.starts_at for row in rows if row.starts_at}
    query = (
        select(WorkshopText.title, Session.starts_at)
        .join(Session, Session.workshop_id == WorkshopText.workshop_id)
        .where(Session.starts_at.in_(starts))
    )
    if not office.names_hosts:
        own = select(Workshop.id).where(Workshop.host_id == office.host_id)
        query = query.where(Session.workshop_id.in_(own))
    return {(fold(title), starts_at) for title, starts_at in db.session.execute(query)}
