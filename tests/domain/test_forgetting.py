"""Nothing of a person stays anywhere: every column of every table is looked through."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from tests import cast
from wirworkshops import worker
from wirworkshops.database import Base, db, transaction
from wirworkshops.domain import (
    accounts,
    calls,
    desk,
    drafts,
    imports,
    interests,
    invitations,
    mailings,
    memos,
)
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import CallOff, Registration

NAME, MAILBOX, PHONE = "Zoraya Quellhaus", "zoraya@selten.example", "069 424242"
SAID = f"{NAME} ({MAILBOX}, {PHONE})"
WORDS = ("zoraya", "quellhaus", "selten", "424242")
ZORAYA = Application(
    name=NAME, email=MAILBOX, organisation=f"Praxis {NAME}", phone=PHONE, question=SAID,
    needs=("other",), need_text=SAID,
)  # fmt: skip


def traces() -> set[str]:
    """Return the columns in which something of her stands."""
    return set(_traces())


def _traces() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for column, value in row.items():
                said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                if any(word in said.casefold() for word in WORDS):
                    yield f"{table.name}.{column}"


def in_every_corner() -> None:
    """Let her name and addresses stand wherever somebody can write them."""
    workshop = cast.make_workshop()
    row = cast.confirmed(workshop, ZORAYA)
    by_phone = desk.sign_up(workshop, replace(ZORAYA, name=f"{NAME} Alt", email=""), by=WORKER)
    assert calls.of_registration(by_phone.id)
    interests.note(cast.make_workshop("Später"), name=NAME, email=MAILBOX, language="de")
    assert row.participant
    memos.on_person(row.participant, SAID, by=WORKER)
    memos.on_registration(row, SAID, by=WORKER)
    mailings.write(workshop, MailingPlan({"de": NAME}, {"de": SAID}), by=WORKER)
    account = accounts.add(
        email="ada@buero.example", name="Ada", role="coordinator", host_slugs=[], password_hash=""
    )
    drafts.keep(account.id, "browser", path="/organise/people", fields=[("q", SAID)])
    imports.keep(SAID.encode(), file_name=f"{NAME}.csv", account_id=account.id)
    invitations.invite(MAILBOX, AccountPlan(NAME, "administrator"), by=WORKER)
    _written_past_the_rules(row)


def _written_past_the_rules(row: Registration) -> None:
    with transaction() as session:
        session.add(
            CallOff(workshop_id=row.workshop_id, kind="interpreting", language="tr")
        )  # names a kind alone
        session.get_one(Registration, row.id).declined_because = SAID
        for need in session.get_one(Registration, row.id).needs:
            need.note = SAID
        for event in session.scalars(select(Event).where(Event.registration_id == row.id)):
            event.reason = SAID
        for letter in session.scalars(select(Letter).where(Letter.registration_id == row.id)):
            letter.recipient, letter.subject, letter.error = MAILBOX, SAID, SAID
            letter.body = SAID.encode()


def test_of_a_person_nothing_stays_in_any_table(app: Flask, time: cast.Time) -> None:
    in_every_corner()
    assert {"participants.email", "drafts.fields", "memos.text", "needs.note"} <= traces()
    time.move(days=14 + 91)
    worker.tidy(app.config["SETTINGS"])
    assert {name.partition(".")[0] for name in traces()} == {"participants"}  # asked for a date
    time.move(days=366)
    worker.tidy(app.config["SETTINGS"])
    assert traces() == set()
