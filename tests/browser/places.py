"""The slugs, secret links and numbers that stand in the addresses of the demo's pages."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from wirworkshops import clock, links
from wirworkshops.app import create_app
from wirworkshops.cli import DEMO_ACCOUNTS
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import accounts, calendars, imports
from wirworkshops.models.accounts import Account
from wirworkshops.models.hosts import Host
from wirworkshops.models.images import Image
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.questions import Question
from wirworkshops.models.registrations import Choice, Need, Registration
from wirworkshops.models.templates import Template
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Series, Session, Topic, Workshop

FAR = datetime(2999, 1, 1, tzinfo=UTC)


def find(address: str, settings: Settings) -> dict[str, Any]:
    """Return what stands in the addresses, by the names that pages uses."""
    app = create_app(settings)
    with app.app_context():
        found = _workshops() | _registrations(address) | _seats() | _ways_in(address)
        person = db.session.scalars(select(Participant).join(Registration)).first()
        assert person
        letter = db.session.scalars(select(Letter.id).where(Letter.body.is_not(None))).first()
        others = db.session.scalars(select(Participant.id).order_by(Participant.id).limit(2)).all()
        found |= dict(zip(("person_id", "other_id"), others, strict=True))
        found |= {"letter_id": letter, "my": links.my_url(address, person, expires_at=FAR)}
        found |= _calendars(address) | _upload() | _masterdata() | _accounts(address)
        found |= _mailings() | _of_roles()
        db.engine.dispose()
    return found


def _workshops() -> dict[str, Any]:
    everything = db.session.scalars(select(Workshop).order_by(Workshop.id)).all()
    public = [w for w in everything if w.status == "published"]
    full = next(w for w in public if w.pool.waiting and w.starts_at > w.changed_at)
    free = next(w for w in public if w.pool.free > 5 and len(w.sessions) == 2)
    course = max(public, key=lambda w: len(w.sessions))
    cancelled = next(w for w in everything if w.status == "cancelled")
    session = db.session.scalars(select(Session.id).where(Session.workshop_id == full.id)).one()
    asks = select(Question.workshop_id).where(Question.workshop_id == Workshop.id).exists()
    asking = next(iter(db.session.scalars(select(Workshop).where(asks).order_by(Workshop.id))))
    return {
        "full": full.slug, "full_id": full.id, "free": free.slug, "course": course.slug,
        "cancelled": cancelled.slug, "session_id": session,
        "asking": asking.slug, "asking_id": asking.id,
        "template_id": db.session.scalar(select(Template.id)),
        "planned_id": next(w.id for w in everything if w.publish_at),
    }  # fmt: skip


def _seats() -> dict[str, Any]:
    """Return the numbers of what the office does about seats."""
    member = db.session.scalars(select(Registration).where(Registration.group_id > 0)).first()
    waits = select(Registration.id).where(Registration.status == "waiting")
    assert member
    return {
        "request_id": db.session.scalar(select(Workshop.id).where(Workshop.admission != "order")),
        "few_id": db.session.scalar(select(Workshop.id).where(Workshop.minimum > 0)),
        "conference_id": db.session.scalar(select(Pool.workshop_id).where(Pool.kind == "session")),
        "contingent_id": db.session.scalar(select(Contingent.id)),
        "contact_id": member.group_id,
        "member_id": member.id,
        "waiting_id": db.session.scalar(waits),
        "need_id": db.session.scalar(select(Need.id)),
    }


def _registrations(address: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status in ("offered", "requested", "confirmed", "held", "waiting", "withdrawn"):
        query = select(Registration).where(Registration.status == status)
        row = db.session.scalars(query.order_by(Registration.id.desc())).first()
        assert row, status
        found[status] = links.registration_url(address, row)
        found["registration_id"] = row.id
    return found


def _ways_in(address: str) -> dict[str, Any]:
    """Return the addresses of workshops with seats of several kinds, and of people there."""
    member = db.session.scalars(select(Registration).where(Registration.group_id > 0)).first()
    contingent = db.session.scalars(select(Contingent)).first()
    chose = select(Registration).join(Choice).order_by(Registration.id)
    choosing = db.session.scalars(chose).first()
    firm = db.session.scalars(chose.where(Registration.status == "confirmed")).first()
    assert member
    assert member.group
    assert contingent
    assert choosing
    assert firm
    conference = choosing.workshop
    return {
        "contact": links.registration_url(address, member.group),
        "member": links.registration_url(address, member),
        "firm_id": firm.id,
        "firm_in": firm.workshop_id,
        "choosing": links.registration_url(address, choosing),
        "partner": links.contingent_url(address, conference.slug, contingent),
        "conference": conference.slug,
        "hybrid": _slug(Workshop.pools.any(Pool.kind == "online")),
        "request": _slug(Workshop.admission == "approval"),
    }


def _masterdata() -> dict[str, Any]:
    """Return the first of each kind, and a room where somebody will be."""
    coming = select(Session.room_id).where(Session.starts_at > clock.now())
    room = db.session.scalars(select(Room).where(Room.id.in_(coming))).first()
    assert room
    first = {"series_id": Series, "host_id": Host, "topic_id": Topic}
    numbers = {name: db.session.scalar(select(model.id)) for name, model in first.items()}
    pictured = db.session.scalar(select(Image.workshop_id).where(Image.workshop_id.is_not(None)))
    numbers["pictured_id"] = pictured
    return numbers | {"room_id": room.id, "venue_id": room.venue_id}


def _mailings() -> dict[str, int]:
    """Return a mailing that is sent, one that is planned, and the workshop of the first."""
    by_status = {row.status: row for row in db.session.scalars(select(Mailing))}
    sent, planned = by_status["sent"], by_status["planned"]
    return {"mailing_id": sent.id, "planned_mailing_id": planned.id, "mailed_id": sent.workshop_id}


def _upload() -> dict[str, int]:
    """Keep a file of the administrator's, with rows of every kind."""
    account = accounts.by_email(DEMO_ACCOUNTS[0].split()[0])
    assert account
    rows = [
        "Nr;Titel;Datum;Beginn;Ende;Ort;Themen;Farbe",
        "K;Nähcafé;12.04.2027;10;12;Haus der Vereine;Nähen, Reden;rot",
        "K;Nähcafé;19.04.2027;10;12;Haus der Vereine;Nähen, Reden;rot",
        ";Lesung;demnächst;;;;;",
        ";Fest;12.04.2027;10;12;;;",
        ";Fest;12.04.2027;10;12;;;",
    ]
    kept = imports.keep("\n".join(rows).encode(), file_name="a.csv", account_id=account.id)
    return {"upload_id": kept.id}


def _accounts(address: str) -> dict[str, Any]:
    """Return who looks, who is invited, and a year in which something is over."""
    invited = db.session.scalars(
        select(Account).join(Account.invitation).order_by(Account.id)
    ).first()
    assert invited
    own = accounts.by_email(DEMO_ACCOUNTS[0].split()[0])
    assert invited.invitation
    assert own
    return {
        "invitation": links.invitation_url(address, invited.invitation, expires_at=FAR),
        "invited_id": invited.id,
        "own_id": own.id,
        "year": (clock.today() - timedelta(days=60)).year,
    }


def _calendars(address: str) -> dict[str, Any]:
    """Let one person read her own feed, and another take files; return their pages."""
    query = select(Registration).where(Registration.status == "confirmed", Registration.attends)
    firm = db.session.scalars(query.where(Registration.group_id.is_(None))).all()
    coming = [row for row in firm if row.workshop.ends_at > clock.now()]
    reader = coming[0]
    taker = next(row for row in coming if row.participant_id != reader.participant_id)
    assert reader.participant
    assert taker.participant
    calendars.choose(reader.participant, "feed")
    calendars.choose(taker.participant, "file")
    return {
        "reader": links.my_url(address, reader.participant, expires_at=FAR),
        "file": links.registration_url(address, taker),
        "trainer_id": db.session.scalar(select(Trainer.id).limit(1)),
    }


def _of_roles() -> dict[str, int]:
    """Return what Leyla leads today, and a workshop of the host that Jonas is there for."""
    is_leylas = Session.trainers.any(Trainer.name == "Leyla Tunç")
    begin = clock.at(clock.today(), time())
    query = select(Session).where(is_leylas, Session.starts_at >= begin)
    session = db.session.scalars(query.order_by(Session.starts_at)).first()
    host = select(Host.id).where(Host.slug == "freiwilligenzentrum").scalar_subquery()
    own = db.session.scalars(select(Workshop.id).where(Workshop.host_id == host)).first()
    assert session
    assert own
    return {
        "today_id": session.id, "todays_id": session.workshop_id, "own_workshop_id": own,
    }  # fmt: skip


def _slug(which: ColumnElement[bool]) -> str | None:
    return db.session.scalar(select(Workshop.slug).where(which).limit(1))
