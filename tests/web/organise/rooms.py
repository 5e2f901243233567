"""The office's addresses, and one of everything that they can be about."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from tests import cast
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    audiences,
    calls,
    desk,
    funders,
    mailings,
    materials,
    memos,
    templates,
    topics,
)
from wirworkshops.domain.applications import Application
from wirworkshops.domain.funders import FunderPlan
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.domain.materials import MaterialPlan
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import CallOff, Rebooking, Registration
from wirworkshops.models.workshops import Workshop

OPEN = ("security.", "account_invitations.")  # the library's own, and what a link opens
IDS = (
    "workshop_id", "session_id", "registration_id", "letter_id", "contingent_id", "trainer_id",
    "material_id", "template_id", "person_id", "other_id", "memo_id", "call_id",
    "need_id", "call_off_id", "rebooking_id", "mailing_id",
)  # fmt: skip


def rules(app: Flask) -> list[Rule]:
    """Return every address of the office and of one's own account."""
    found = [r for r in app.url_map.iter_rules() if r.rule.startswith(("/organise", "/account/"))]
    return [rule for rule in found if not rule.endpoint.startswith(OPEN)]


def about_rows(app: Flask) -> list[Rule]:
    return [rule for rule in rules(app) if rule.arguments & set(IDS)]


def path(rule: Rule, ids: dict[str, int]) -> str:
    filled = rule.rule
    for name, number in ids.items():
        filled = filled.replace(f"<int:{name}>", str(number))
    return filled


def one_of_everything(
    workshop: Workshop, *, until_at: datetime, who: Application = cast.CEM
) -> dict[str, int]:
    """Return the numbers of one row of each kind about a workshop, by their names in addresses."""
    registration = cast.confirmed(workshop, replace(who, needs=("childcare",)))
    letter = db.session.query(Letter).filter_by(registration_id=registration.id).first()
    assert letter is not None
    contingent = cast.contingent(workshop, until_at=until_at)
    session, person = workshop.sessions[0], registration.participant
    assert person is not None
    plan = MaterialPlan("Folien", url="https://folien.example/")
    material = materials.add(workshop, plan, None, by=WORKER)
    template = templates.keep(workshop, "Wie immer", by=WORKER)
    off = CallOff(workshop_id=workshop.id, kind="childcare")
    date = Rebooking(workshop_id=workshop.id, session_id=session.id, kind="childcare")
    with transaction() as open_one:
        open_one.add_all((off, date))
    need = cast.fresh(registration).needs[0]
    mailing = mailings.write(workshop, MailingPlan({"de": "x"}, {"de": "y"}), by=WORKER)
    rows = (workshop, session, registration, letter, contingent, session.trainers[0], material,
            template, person, *_about_people(workshop, registration), need, off,
            date, mailing)  # fmt: skip
    return dict(zip(IDS, (row.id for row in rows), strict=True))


def _about_people(workshop: Workshop, registration: Registration) -> tuple[Any, ...]:
    """Return another person, a memo and a call."""
    rosa = Application(name="Rosa Alt", email="", phone="069 90009-1")
    called = desk.sign_up(workshop, rosa, by=WORKER)
    memos.on_registration(registration, "Ruft an.", by=WORKER)
    memo, call = memos.of_registration(registration.id)[0], calls.of_registration(called.id)[0]
    return called.participant, memo, call


def of_nobody() -> dict[str, int]:
    """Return the numbers of what belongs to no workshop."""
    room, topic = cast.room(), topics.add(NamePlan({"de": "Reden"}))
    audience = audiences.add(NamePlan({"de": "Alle"}))
    return {
        "series_id": cast.series().id,
        "host_id": cast.host().id,
        "funder_id": funders.add(FunderPlan("Land Hessen", {})).id,
        "venue_id": room.venue_id,
        "room_id": room.id,
        "topic_id": topic.id,
        "audience_id": audience.id,
        "upload_id": 1,
        "account_id": 1,
        "login_id": 1,
    }
