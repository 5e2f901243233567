"""Mail scanners open every link of every letter, in every way: nothing is changed by it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops import i18n
from wirworkshops.config import Settings
from wirworkshops.database import Base, db
from wirworkshops.domain import groups, interests, invitations, mailings, registrations, trainers
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.trainers import TrainerPlan
from wirworkshops.letters import rendering
from wirworkshops.letters.briefings import lead_of
from wirworkshops.letters.compose import KINDS, TO_OFFICE, TO_PEOPLE, TO_TRAINERS
from wirworkshops.letters.content import Content, case_of
from wirworkshops.letters.relevance import reader_of
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web.account.creation import make_account

ADA = "ada@buero.example"
ADDRESS = re.compile(r"""https?://[^\s"'<>]+""")


def dump() -> dict[str, list[str]]:
    """Return every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        for table in Base.metadata.sorted_tables
    }


@pytest.fixture
def workshop(app: Flask) -> Workshop:
    """A full workshop: a seat, a group with a name, a hold, one who waits, one who left."""
    found = cast.make_workshop(capacity=5, sessions=cast.dates(14, 21), most_seats=5)
    cast.confirmed(found)
    contact = cast.confirmed(found, cast.somebody(1, seats=3, attends=False))
    groups.name(contact, Named("Person 2", "person2@ort.example"))
    cast.sign_up(found, cast.EVE)
    cast.sign_up(found, cast.DUA)
    registrations.withdraw(cast.confirmed(cast.make_workshop("Andere"), cast.DUA))
    interests.note(found, name="Ida", email="ida@ort.example", language="de")
    return found


@pytest.fixture
def facts(workshop: Workshop) -> list[dict[str, Any]]:
    """What letters may be told beside their rows: that she was moved elsewhere, or was not."""
    interest = db.session.scalars(select(Interest.id)).one()
    mailing = mailings.write(workshop, MailingPlan({"de": "Hallo"}, {"de": "{Link}"}), by=WORKER)
    some = {"mailing": mailing.id, "language": "de"}
    task = {"title": "Ohne Raum", "about": "", "due": "bald", "href": "/organise/", "things": 1}
    some |= {"day": cast.NOW.date().isoformat(), "lines": [task]}
    some |= {"hours": 24, "interest": interest, "workshop": workshop.id, "seats": 2, "wanted": 4}
    return [some, some | {"moved_to": workshop.id}]


def _letter(kind: str, facts: dict[str, Any], **about: Any) -> Letter:
    return Letter(
        id=1, kind=kind, facts=facts, created_at=cast.NOW, due_at=cast.NOW, recipient="", **about
    )


def _all(
    client: FlaskClient, facts: list[dict[str, Any]], settings: Settings
) -> Iterator[tuple[Letter, Content]]:
    """Yield a letter of each kind about everybody, whatever state her registration is in."""
    for registration in db.session.scalars(select(Registration)):
        about = {"registration": registration, "session": registration.workshop.sessions[0]}
        person = {"participant": registration.participant}
        for said in facts:
            for kind, write in KINDS.items():
                letter = _letter(kind, said, **about)
                yield letter, write(case_of(letter, settings))
            for kind, write_to in TO_PEOPLE.items():
                letter = _letter(kind, said, **person)
                assert letter.participant
                yield letter, write_to(letter, letter.participant, settings)
    ana = trainers.add(TrainerPlan("Ana", "ana@leitet.example"))
    for kind, brief in TO_TRAINERS.items():
        session = db.session.scalars(select(Session)).first()
        letter = _letter(kind, facts[0], trainer=ana, session=session)
        yield letter, brief(lead_of(letter, settings))
    account = make_account(email=ADA, name="Ada", role="administrator", password="ein langer Satz")[
        0
    ]
    invited = invitations.invite("neu@x.example", AccountPlan("Neu", "reader"), by=WORKER)
    client.send("/account/reset", {"email": ADA})
    reset = db.session.scalars(select(Letter.facts).where(Letter.kind == "account")).one()
    for kind, tell in TO_OFFICE.items():
        asked = invited if kind == "invited" else account
        letter = _letter(kind, facts[0] | reset, account=asked)
        yield letter, tell(letter, settings)


def _addresses(letter: Letter, content: Content, settings: Settings) -> set[str]:
    reader = reader_of(letter)
    assert reader
    parts = [*rendering.render(content, reader, settings)]
    if content.calendar:
        unfolded = content.calendar.data.replace(b"\r\n ", b"").decode()
        parts.append(unfolded.replace("\\n", "\n"))
    found = {address for part in parts for address in ADDRESS.findall(unescape(part))}
    return {address for address in found if address.startswith(settings.base_url)}


@pytest.fixture
def links(
    client: FlaskClient, facts: list[dict[str, Any]], settings: Settings
) -> dict[str, set[str]]:
    """Every address of ours in letters, by kind of letter."""
    found: dict[str, set[str]] = {}
    with db.session.no_autoflush, i18n.speaking("de"):
        for letter, content in _all(client, facts, settings):
            found.setdefault(letter.kind, set()).update(_addresses(letter, content, settings))
    db.session.rollback()
    return found


def crawl(client: FlaskClient, address: str) -> list[int]:
    """Open an address as scanners do; return what was answered."""
    path = address.removeprefix("http://localhost")
    answers = [client.open(path, method=method) for method in ("GET", "HEAD", "OPTIONS")]
    return [answer.status_code for answer in answers]


def test_every_kind_of_letter_leads_somewhere(links: dict[str, set[str]]) -> None:
    assert links.keys() == {*KINDS, *TO_PEOPLE, *TO_OFFICE, *TO_TRAINERS}
    assert all(links.values())


def test_opening_every_link_in_every_way_changes_nothing(
    client: FlaskClient, links: dict[str, set[str]]
) -> None:
    before = dump()
    for kind, addresses in links.items():
        for address in addresses:
            seen = (
                302 if re.search("/organise/|/account/digest", address) else 200
            )  # the office asks to log in
            assert crawl(client, address) == [seen, seen, 200], (kind, address)
    assert dump() == before
