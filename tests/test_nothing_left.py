"""When a person's time is over, nothing in any table says her name, her ways or her words."""

from flask import Flask
from sqlalchemy import select, text

from tests import cast
from wirworkshops.database import Base, db
from wirworkshops.domain import (
    arranging,
    calls,
    corrections,
    desk,
    doubles,
    drafts,
    erasing,
    groups,
    imports,
    inquiries,
    interests,
    invitations,
    mailings,
    memos,
    outbox,
    registrations,
    requests,
)
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.applications import Application
from wirworkshops.domain.arranging import Answer
from wirworkshops.domain.groups import Named
from wirworkshops.domain.history import office
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.domain.reach import ALL
from wirworkshops.models.accounts import Account
from wirworkshops.models.history import Event
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.web.account.creation import make_account
from wirworkshops.worker import Worker

ZORA = Application(
    name="Zora Quendel", email="zora@kraut.example", organisation="Haus Bilsenkraut", seats=2,
    phone="0151 777123", question="Darf mein Papagei mit?", needs=("other",),
    need_text="eine Hängematte", field="school",
)  # fmt: skip
XAVER = Application(name="Xaver Ybling", email="", other_contact="Brief an Holzweg 9")
WORDS = (
    "Zora", "Quendel", "Quendlein", "kraut", "777123", "Papagei", "ngematte", "Xaver", "Ybling",
    "Holzweg", "Umbra", "Wessely", "Ferber",
)  # fmt: skip


def account() -> Account:
    return db.session.scalars(select(Account).order_by(Account.id)).first()  # type: ignore[return-value]


def whole_life() -> Registration:
    """Let people do, and let be done with them, whatever leaves a text somewhere."""
    make_account(email="ada@x.example", name="Ada", role="administrator")
    by = office(account().id)
    workshop = cast.make_workshop(capacity=3, most_seats=4, reminders=(24,))
    zora = cast.confirmed(workshop, ZORA)
    groups.name(cast.fresh(zora), Named("Wendel Umbra", "umbra@kraut.example"))
    desk.sign_up(workshop, XAVER, by=by)
    for call in calls.find(ALL).calls:
        calls.mark_done(call, by=by)
    last = cast.sign_up(workshop, Application(name="Vera Wessely", email="vera@kraut.example"))
    desk.admit(last, because="Frau Wessely ruft seit Wochen an", by=by)
    memos.on_registration(zora, "Zora ruft an: 0151 777123", by=by)
    memos.on_person(zora.participant, "Quendel mag Tee", by=by)  # type: ignore[arg-type]
    inquiries.mark_answered(zora, by=by)
    need = db.session.scalars(select(Need)).one()
    said = Answer("arranged", 0, "Für Zora: Hängematte aus dem Lager", None)
    arranging.save(need.id, said, by=by, reach=ALL)
    corrections.correct(
        cast.fresh(zora), name="Zora Quendlein", phone="0151 777123", organisation="Bilsenkraut"
    )
    plan = MailingPlan({"de": "Neues"}, {"de": "Zora bringt Tee mit."})
    mailing = mailings.write(workshop, plan, by=by)
    mailings.try_out(mailing, account())
    mailings.send(mailing, by=by)
    asked = cast.make_workshop("Anfragen", admission="approval")
    ferber = cast.sign_up(asked, Application(name="Ute Ferber", email="ute@kraut.example"))
    requests.decline(asked, [ferber.id], because="Frau Ferber war schon da", by=by)
    other = cast.confirmed(
        cast.make_workshop("Anderes"), Application(name="Zora Quendel", email="z@kraut.example")
    )
    doubles.merge(other.participant, cast.fresh(zora).participant, by=by)  # type: ignore[arg-type]
    interests.note(workshop, name="Zora Interest", email="i@kraut.example", language="de")
    imports.keep(b"Titel;Zora", file_name="Quendel.csv", account_id=account().id)
    invitations.invite("zora@kraut.example", AccountPlan("Zora", "administrator"), by=by)
    typed = [("name", "Zora Quendel"), ("email", "zora@kraut.example")]
    drafts.keep(account().id, "b", path="/organise/x", fields=typed)
    return cast.fresh(zora)  # type: ignore[no-any-return]


def found() -> dict[str, set[str]]:
    """Return which of the words stand in which table."""
    db.session.rollback()
    left: dict[str, set[str]] = {}
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            said = " ".join(
                value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                for value in row
            )
            for word in WORDS:
                if word.casefold() in said.casefold():
                    left.setdefault(table.name, set()).add(word)
    return left


def test_nothing_is_left_of_a_person(app: Flask, time: cast.Time) -> None:
    zora, worker = whole_life(), Worker(app)
    assert found().keys() == {
        "accounts", "drafts", "history", "imports", "mailings", "memos", "needs", "participants",
        "registrations",
    }  # fmt: skip
    worker.round()
    letter = db.session.scalars(select(Letter).where(Letter.registration_id == zora.id)).first()
    assert letter
    outbox.fail(letter, error="550 5.1.1 <zora@kraut.example>: unknown")
    assert "letters" in found()
    time.move(days=14 + 366)  # who wants to hear of a next date is kept longest: a year
    for _hour in range(2):
        worker.round()
        time.move(hours=2)
    assert found() == {}
    assert db.session.scalars(select(Event.id)).first()


def test_nothing_is_left_of_whom_the_office_deletes_at_her_wish(
    app: Flask, time: cast.Time
) -> None:
    make_account(email="ada@x.example", name="Ada", role="administrator")
    by = office(account().id)
    zora = cast.confirmed(cast.make_workshop(most_seats=4), ZORA)
    memos.on_registration(zora, "Zora ruft an: 0151 777123", by=by)
    memos.on_person(zora.participant, "Quendel mag Tee", by=by)  # type: ignore[arg-type]
    interests.note(cast.make_workshop("Anderes"), name=ZORA.name, email=ZORA.email, language="de")
    Worker(app).round()
    registrations.withdraw(cast.fresh(zora))
    assert found().keys() == {
        "letters", "memos", "needs", "participants", "registrations",
    }  # fmt: skip
    erasing.erase(cast.fresh(zora).participant, by=by)
    assert found() == {}
    kept = cast.fresh(zora)
    assert (kept.status, kept.field, kept.participant_id) == ("withdrawn", "school", None)


def test_what_is_deleted_is_overwritten_in_the_file(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA secure_delete")) == 1
