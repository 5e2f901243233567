"""Every page, as people see it: no violation by axe-core, nothing wider than the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import places as demo_places
from tests.browser.conftest import (
    DESKTOP,
    PHONE,
    TABLET,
    log_in,
    log_in_as,
    pictures,
    violations,
    wide,
)
from tests.browser.pages import LANDING, OF_ROLES, OFFICE, PUBLIC
from wirworkshops.config import Settings

Demo = tuple[str, Settings]
LOOKS = [
    ("phone", PHONE, "light"),
    ("tablet", TABLET, "light"),
    ("desktop", DESKTOP, "light"),
    ("desktop-dark", DESKTOP, "dark"),
]
<<<<<<< HEAD
=======
PUBLIC = {
    "start": "/",
    "start-en": "/?lang=en",
    "list": "/workshops",
    "list-none": "/workshops?q=nichts+dergleichen",
    "list-chosen": "/workshops?series=diversity-to-go&free=1&spoken=de",
    "month": "/workshops/calendar",
    "workshop": "/workshops/{free}",
    "workshop-en": "/workshops/{free}?lang=en",
    "workshop-full": "/workshops/{full}",
    "workshop-cancelled": "/workshops/{cancelled}",
    "workshop-course": "/workshops/{course}",
    "signup": "/workshops/{free}/signup",
    "signup-asking": "/workshops/{asking}/signup",
    "signup-waiting": "/workshops/{full}/signup",
    "signup-closed": "/workshops/{cancelled}/signup",
    "subscribe": "/subscribe",
    "my": "/my",
    "my-list": "{my}",
    "my-feed": "{reader}",
    "registration-file": "{file}",
    "imprint": "/imprint",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "contact": "/contact",
    "not-found": "/workshops/gibt-es-nicht",
    "letters": "/demo/letters",
    "registration-confirmed": "{confirmed}",
    "registration-held": "{held}",
    "registration-waiting": "{waiting}",
    "registration-withdrawn": "{withdrawn}",
    "registration-offered": "{offered}",
    "registration-requested": "{requested}",
    "registration-contact": "{contact}",
    "registration-member": "{member}",
    "registration-choosing": "{choosing}",
    "workshop-request": "/workshops/{request}",
    "workshop-conference": "/workshops/{conference}",
    "signup-request": "/workshops/{request}/signup",
    "signup-halves": "/workshops/{hybrid}/signup",
    "signup-partner": "{partner}",
    "next-date": "/workshops/{full}/interest",
}
OFFICE = {
    "today": "/organise/",
    "workshops": "/organise/workshops",
    "workshops-none": "/organise/workshops?view=archived",
    "workshops-past": "/organise/workshops?view=past",
    "new": "/organise/workshops/new",
    "templates": "/organise/templates",
    "template-use": "/organise/templates/{template_id}/use",
    "template-new": "/organise/workshops/{full_id}/template",
    "copy": "/organise/workshops/{full_id}/copy",
    "repeat": "/organise/workshops/{full_id}/repeat",
    "publishing": "/organise/workshops/{planned_id}/publishing",
    "postpone": "/organise/workshops/{full_id}/postpone",
    "registrations": "/organise/workshops/{full_id}",
    "needs": "/organise/workshops/{full_id}/needs",
    "needs-all": "/organise/needs?state=all",
    "needs-none": "/organise/needs?kind=assistance&state=impossible",
    "need": "/organise/needs/{need_id}",
    "needs-summary": "/organise/workshops/{full_id}/needs/summary",
    "needs-summary-session": "/organise/sessions/{session_id}/needs/summary",
    "edit": "/organise/workshops/{full_id}/edit",
    "questions": "/organise/workshops/{asking_id}/questions",
    "questions-none": "/organise/workshops/{full_id}/questions",
    "cancel": "/organise/workshops/{full_id}/cancel",
    "requests": "/organise/workshops/{request_id}/requests?choose=all",
    "contingents": "/organise/workshops/{conference_id}/contingents",
    "contingent": "/organise/contingents/{contingent_id}/edit",
    "decision": "/organise/workshops/{few_id}/decision",
    "registrations-conference": "/organise/workshops/{conference_id}/",
    "edit-conference": "/organise/workshops/{conference_id}/edit",
    "group": "/organise/registrations/{contact_id}/group",
    "swap": "/organise/registrations/{member_id}/group/swap",
    "admit": "/organise/registrations/{waiting_id}/admit",
    "move": "/organise/registrations/{waiting_id}/move",
    "change-places": "/organise/registrations/{firm_id}/swap?with={firm_in}",
    "new-person": "/organise/workshops/{asking_id}/registrations/new",
    "registration": "/organise/registrations/{registration_id}",
    "attendance": "/organise/sessions/{session_id}/attendance",
    "letters": "/organise/letters",
    "people": "/organise/people",
    "person": "/organise/people/{person_id}",
    "doubles": "/organise/people/doubles",
    "double": "/organise/people/{person_id}/doubles",
    "person-merge": "/organise/people/{person_id}/merge/{other_id}",
    "calls": "/organise/calls",
    "calls-done": "/organise/calls?view=done",
    "letters-workshop": "/organise/workshops/{mailed_id}/letters",
    "mailings": "/organise/mailings",
    "mailing": "/organise/mailings/{mailing_id}",
    "mailing-planned": "/organise/mailings/{planned_id}",
    "mailing-new": "/organise/workshops/{mailed_id}/mailings/new",
    "wordings": "/organise/wordings/",
    "wording": "/organise/wordings/edit?kind=please_confirm&language=de",
    "masterdata": "/organise/masterdata",
    "series": "/organise/series",
    "series-new": "/organise/series/new",
    "series-delete": "/organise/series/{series_id}/delete",
    "hosts": "/organise/hosts",
    "host": "/organise/hosts/{host_id}/edit",
    "venues": "/organise/venues",
    "venue": "/organise/venues/{venue_id}/edit",
    "venue-merge": "/organise/venues/{venue_id}/merge",
    "room": "/organise/rooms/{room_id}/edit",
    "trainers": "/organise/trainers",
    "topics-none": "/organise/topics?q=nichts+dergleichen",
    "topic-merge": "/organise/topics/{topic_id}/merge",
    "audience-new": "/organise/audiences/new",
    "material": "/organise/workshops/{pictured_id}/material",
    "material-new": "/organise/workshops/{pictured_id}/material/new",
    "material-none": "/organise/workshops/{full_id}/material",
    "image": "/organise/workshops/{pictured_id}/image",
    "image-none": "/organise/hosts/{host_id}/image",
    "funders": "/organise/funders",
    "records-doubles": "/organise/venues/doubles",
    "records-doubles-none": "/organise/topics/doubles",
    "funder-new": "/organise/funders/new",
    "calendars": "/organise/calendars",
    "calendars-new": "/organise/calendars?renewed={trainer_id}",
    "programme": "/organise/programme",
    "programme-import": "/organise/programme/imports/{upload_id}",
    "account": "/account/",
    "account-password": "/account/password",
    "account-app": "/account/app",
    "account-passkeys": "/account/passkeys",
    "account-recovery-codes": "/account/recovery-codes",
    "account-sessions": "/account/sessions",
    "account-verify": "/account/verify",
    "digest": "/account/digest",
    "history": "/organise/history",
    "history-none": "/organise/history?act=merged",
    "todo": "/organise/todo?kind=room",
    "todo-later": "/organise/todo/later",
    "figures": "/organise/figures?year={year}",
    "figures-series": "/organise/figures?year={year}&by=series",
    "figures-none": "/organise/figures?year=2000",
    "accounts": "/organise/accounts",
    "accounts-none": "/organise/accounts?state=off",
    "account-new": "/organise/accounts/new",
    "account-invited": "/organise/accounts/{invited_id}",
    "account-own": "/organise/accounts/{own_id}",
    "account-invitation": "{invitation}",
    "account-invitation-dead": "/account/invitations/gibt-es-nicht",
}
LANDING = {  # where each role comes in, and what its heading says
    "coordinator": ("/organise/", "Jonas"),
    "trainer": ("/organise/dates", "Meine Termine"),
    "helper": ("/organise/dates", "Heute vor Ort"),
    "reader": ("/organise/figures", "Zahlen"),
}
>>>>>>> jobs


@pytest.fixture(scope="module")
def places(demo: Demo) -> dict[str, Any]:
<<<<<<< HEAD
    return demo_places.find(*demo)
=======
    """Return what stands in the addresses: slugs, secret links and numbers of the demo."""
    address, settings = demo
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
        found |= _mailings()
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
    return {"mailing_id": sent.id, "planned_id": planned.id, "mailed_id": sent.workshop_id}


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
    invited = db.session.scalars(select(Account).join(Account.invitation)).one()
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


def _slug(which: ColumnElement[bool]) -> str | None:
    return db.session.scalar(select(Workshop.slug).where(which).limit(1))
>>>>>>> jobs


@pytest.fixture(scope="module", params=LOOKS, ids=[name for name, *_ in LOOKS])
def look(
    request: pytest.FixtureRequest, browser: Browser, demo: Demo
) -> Iterator[tuple[str, Page]]:
    name, size, scheme = request.param
    context = browser.new_context(
        viewport=size, color_scheme=scheme, locale="de-DE", base_url=demo[0]
    )
    page = context.new_page()
    log_in(page)
    yield name, page
    context.close()


def _examine(page: Page, look: str, name: str, path: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(path)
    assert wide(page) <= 0
    if look != "tablet":  # the same marks and colours as on the desktop, only narrower
        assert violations(page) == []
    own = page.url.split("/")[2]
    assert {url.split("/")[2] for url in requested if url.startswith("http")} == {own}
    folder = pictures()
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{look}.png", full_page=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(look: tuple[str, Page], places: dict[str, Any], name: str) -> None:
    _examine(look[1], look[0], name, PUBLIC[name].format(**places))


@pytest.mark.parametrize("name", OFFICE)
def test_office_pages(look: tuple[str, Page], places: dict[str, Any], name: str) -> None:
    _examine(look[1], look[0], f"office-{name}", OFFICE[name].format(**places))


@pytest.mark.parametrize("role", OF_ROLES)
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[2]], ids=["phone", "desktop"])
def test_each_role_comes_in_at_its_own_page_and_sees_its_own_pages(
    browser: Browser, demo: Demo, places: dict[str, Any], role: str, look: Any
) -> None:
    name, size, _ = look
    context = browser.new_context(viewport=size, locale="de-DE", base_url=demo[0])
    page = context.new_page()
    log_in_as(page, role)
    path, heading = LANDING[role]
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert page.url.removeprefix(demo[0]) == path
    for number, href in enumerate(_menu(page)):
        _examine(page, name, f"{role}-menu-{number}", href)
    for thing, path in OF_ROLES[role].items():
        _examine(page, name, f"{role}-{thing}", path.format(**places))
    expect(page.get_by_role("heading", level=1)).to_have_text("Das ist nicht für Sie")
    context.close()


def _menu(page: Page) -> list[str]:
    """Return where the main menu leads, the account included."""
    links = page.locator("nav[aria-label=Hauptmenü] a").all()
    return [link.get_attribute("href") or "" for link in links]
