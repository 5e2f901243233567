"""The office's door: every address of it, none forgotten."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests import cast
from wirworkshops.database import db, transaction
from wirworkshops.domain import (
    accounts,
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
from wirworkshops.models.registrations import CallOff, Registration
from wirworkshops.models.workshops import Workshop

OPEN = ("security.", "account_invitations.")  # the library's own, and what a link opens
IDS = (
    "workshop_id", "session_id", "registration_id", "letter_id", "contingent_id", "trainer_id",
    "material_id", "template_id", "person_id", "other_id", "memo_id", "call_id",
    "need_id", "call_off_id", "mailing_id",
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


def ask(client: FlaskClient, rule: Rule, ids: dict[str, int]) -> int:
    if "GET" in (rule.methods or ()):
        return client.get(path(rule, ids)).status_code
    return client.send("/account/", {}, to=path(rule, ids)).status_code


@pytest.fixture
def ids(app: Flask) -> dict[str, int]:
    """One of everything, at the centre; master data belongs to nobody."""
    led = (replace(session, trainer_names=("Ana Arends",)) for session in cast.dates(14, 21))
    workshop = cast.make_workshop(sessions=tuple(led))
    registration = cast.confirmed(workshop, cast.somebody(1, needs=("childcare",)))
    letter = db.session.query(Letter).filter_by(registration_id=registration.id).first()
    assert letter is not None
    contingent = cast.contingent(workshop)
    session, person = workshop.sessions[0], registration.participant
    assert person is not None
    plan = MaterialPlan("Folien", url="https://folien.example/")
    material = materials.add(workshop, plan, None, by=WORKER)
    template = templates.keep(workshop, "Wie immer", by=WORKER)
    off = CallOff(workshop_id=workshop.id, kind="childcare")
    with transaction() as open_one:
        open_one.add(off)
    need = cast.fresh(registration).needs[0]
    mailing = mailings.write(workshop, MailingPlan({"de": "x"}, {"de": "y"}), by=WORKER)
    rows = (workshop, session, registration, letter, contingent, session.trainers[0], material,
            template, person, *_about_people(workshop, registration), need, off,
            mailing)  # fmt: skip
    numbers = dict(zip(IDS, (row.id for row in rows), strict=True))
    return numbers | _of_nobody()


def _about_people(workshop: Workshop, registration: Registration) -> tuple[Any, ...]:
    """Return another person, a memo and a call."""
    rosa = Application(name="Rosa Alt", email="", phone="069 90009-1")
    called = desk.sign_up(workshop, rosa, by=WORKER)
    memos.on_registration(registration, "Ruft an.", by=WORKER)
    memo, call = memos.of_registration(registration.id)[0], calls.of_registration(called.id)[0]
    return called.participant, memo, call


def _of_nobody() -> dict[str, int]:
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


def test_the_office_has_all_its_rooms(app: Flask) -> None:
    assert len(rules(app)) == 208


def test_a_stranger_is_sent_to_the_login(
    client: FlaskClient, app: Flask, ids: dict[str, int]
) -> None:
    for rule in rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = client.get(path(rule, ids))
        assert answer.status_code == 302, rule
        assert answer.location.startswith("/login?next="), rule


def test_a_stranger_posts_in_vain(client: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in rules(app):
        if "POST" not in (rule.methods or ()):
            continue
        token = client.token("/login")
        answer = client.post(path(rule, ids), data={"csrf_token": token})
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login"), rule


def test_the_own_host_is_let_in(ben: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in about_rows(app):
        if not {"delete", "discard"} & set(rule.rule.split("/")):
            assert ask(ben, rule, ids) in (200, 303, 422), (
                rule
            )  # 422: what is needed is not filled in


def test_another_hosts_coordinator_is_refused(
    mia: FlaskClient, app: Flask, ids: dict[str, int]
) -> None:
    for rule in about_rows(app):
        assert ask(mia, rule, ids) == 403, rule


def test_a_wrong_number_is_not_found(ada: FlaskClient, app: Flask) -> None:
    for number in (9_999, 2**31, 10**30):
        for rule in about_rows(app):
            assert ask(ada, rule, dict.fromkeys(IDS, number)) == 404, rule


def test_a_wrong_method_is_refused(ada: FlaskClient, app: Flask, ids: dict[str, int]) -> None:
    for rule in rules(app):
        if "POST" not in (rule.methods or ()):
            answer = ada.send("/account/", {}, to=path(rule, ids))
        elif "GET" not in (rule.methods or ()):
            answer = ada.get(path(rule, ids))
        else:
            answer = ada.delete(path(rule, ids), data={"csrf_token": ada.token("/account/")})
        assert answer.status_code == 405, rule


def test_a_post_without_its_token_changes_nothing(ada: FlaskClient, ids: dict[str, int]) -> None:
    answer = ada.post(f"/organise/workshops/{ids['workshop_id']}/cancel", data={"because": "x"})
    assert answer.status_code == 400
    assert "neu" in answer.text
    assert cast.fresh(db.session.get(Letter, ids["letter_id"])).status == "queued"


def test_a_switched_off_account_is_out(ben: FlaskClient) -> None:
    account = accounts.by_email("ben@buero.example")
    assert account is not None
    with transaction():
        account.active = False
    assert ben.get("/organise/").status_code == 302
