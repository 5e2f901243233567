"""Material: files and links for those who have a seat, or who came. Put there by the office."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, outbox
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.materials import Material, MaterialFile
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

MOST = 50  # of one workshop


@dataclass(frozen=True)
class Sent:
    """A file that has been looked at; its name and type are ours, not those it came with."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class MaterialPlan:
    """What the form gives; without a visible_at it can be seen at once."""

    title: str
    phase: str = "before"
    readers: str = "seats"
    url: str = ""
    visible_at: datetime | None = None


# Verbs


@verb
def add(workshop: Workshop, plan: MaterialPlan, sent: Sent | None, *, by: Actor) -> Material:
    if (sent is None) == (not plan.url):
        raise Invalid("material-one")
    if len(of_workshop(workshop.id)) >= MOST:
        raise Conflict("material-most")
    material = Material(workshop_id=workshop.id, created_at=clock.now())
    _write(material, plan, sent)
    db.session.add(material)
    db.session.flush()
    _store(material, sent)
    history.record("material-added", by=by, workshop_id=workshop.id)
    return material


@verb
def change(
    material: Material, plan: MaterialPlan, sent: Sent | None, *, seen: str = "", by: Actor
) -> None:
    """Change it; without a new file or link, the file that is there stays.

    seen is the print of what the form was made from. Raises Conflict where somebody else has
    changed it meanwhile.
    """
    db.session.refresh(material, with_for_update=True)
    if seen and seen != print_of(material):
        raise Conflict("material-meanwhile")
    if sent and plan.url:
        raise Invalid("material-one")
    if not sent and not plan.url and not material.file_name:
        raise Invalid("material-one")
    if sent or plan.url:
        _forget_file(material)
    _write(material, plan, sent)
    _store(material, sent)
    history.record("material-changed", by=by, workshop_id=material.workshop_id)


def _write(material: Material, plan: MaterialPlan, sent: Sent | None) -> None:
    material.title, material.phase, material.readers = plan.title, plan.phase, plan.readers
    material.visible_at = plan.visible_at or clock.now()
    material.url = plan.url
    if sent:
        material.file_name, material.media_type = sent.name, sent.media_type
        material.size = len(sent.body)


def _forget_file(material: Material) -> None:
    kept = db.session.get(MaterialFile, material.id)
    if kept:
        db.session.delete(kept)
        db.session.flush()
    material.file_name, material.media_type, material.size = "", "", 0


def _store(material: Material, sent: Sent | None) -> None:
    if sent:
        db.session.add(MaterialFile(material_id=material.id, body=sent.body))


@verb
def remove(material: Material, *, by: Actor) -> None:
    _forget_file(material)
    db.session.delete(material)
    history.record("material-removed", by=by, workshop_id=material.workshop_id)


@verb
def tell(workshop: Workshop, *, by: Actor) -> int:
    """Write to those with a seat about what nobody has been told of, when it can be seen.

    Whether it is for her is asked again when the letter goes out. Returns how many letters.
    """
    fresh = list(db.session.scalars(_untold(workshop.id).with_for_update()))
    if not fresh:
        return 0
    now, people = clock.now(), _with_a_seat(workshop)
    for due_at in sorted({max(now, row.visible_at) for row in fresh}):
        numbers = [row.id for row in fresh if max(now, row.visible_at) == due_at]
        for person in people:
            outbox.queue("material", person, due_at=due_at, materials=numbers)
    for row in fresh:
        row.told_at = now
    history.record("material-told", by=by, workshop_id=workshop.id, told=len(people))
    return len(people)


# Queries


def by_id(material_id: int) -> Material | None:
    return db.session.get(Material, material_id)


def of_workshop(workshop_id: int) -> list[Material]:
    query = select(Material).where(Material.workshop_id == workshop_id)
    return list(db.session.scalars(query.order_by(Material.phase.desc(), Material.id)))


def _untold(workshop_id: int) -> Select[Material]:
    query = select(Material).where(Material.workshop_id == workshop_id)
    return query.where(Material.told_at.is_(None)).order_by(Material.id)


def print_of(material: Material) -> str:
    """Return a print of what somebody sees of it: another one, and somebody has changed it."""
    names = ("title", "phase", "readers", "url", "file_name", "size", "visible_at")
    said = [getattr(material, name) for name in names]
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()


def body_of(material: Material) -> bytes:
    """Return a file's bytes; empty for a link."""
    kept = db.session.get(MaterialFile, material.id)
    return kept.body if kept else b""


def seen_by(registration: Registration) -> list[Material]:
    """Return what a person may have now: with a firm seat, some of it only if she came."""
    if not registration.is_firm:
        return []
    now = clock.now()
    shown = [row for row in of_workshop(registration.workshop_id) if row.visible_at <= now]
    if any(row.readers == "came" for row in shown) and not _came(registration):
        return [row for row in shown if row.readers != "came"]
    return shown


def _came(registration: Registration) -> bool:
    there = exists().where(Attendance.registration_id == registration.id, Attendance.present)
    return bool(db.session.scalar(select(there)))


def _with_a_seat(workshop: Workshop) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id, Registration.status == "confirmed")
        .options(joinedload(Registration.participant))
        .order_by(Registration.id)
    )
    rows = db.session.scalars(query)
    return [row for row in rows if row.participant and row.participant.email]


def readers(workshop: Workshop) -> int:
    """Return how many people a letter would go to."""
    return len(_with_a_seat(workshop))
