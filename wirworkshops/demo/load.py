"""Filling an empty database with the demo. Through the verbs, each at its own past instant.

A load that was broken off is not taken up again: delete the data folder and start anew.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice

from sqlalchemy import exists, func, select, update

from wirworkshops import clock
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.demo import (
    ahead,
    arrangements,
    basics,
    content,
    correspondence,
    crowds,
    media,
    programme,
)
from wirworkshops.domain import calls, doubles, history, invitations, memos
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import ALL
from wirworkshops.models.accounts import Account
from wirworkshops.models.dues import Due
from wirworkshops.models.hosts import Host
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration

MEMOS = ("Am besten vormittags anrufen.", "Möchte das Programm per Post.")
MakeAccount = Callable[[str, str, str, tuple[str, ...]], object]

SELIN = ("selin.arslan@vielfaltszentrum.example", "Selin Arslan")
JONAS = ("jonas.lindner@freiwilligenzentrum.example", "Jonas Lindner")
LEYLA = ("leyla.tunc@sprachwerk.example", "Leyla Tunç")  # leads under this name
LUKAS = ("lukas.baum@vielfaltszentrum.example", "Lukas Baum")
MARTINA = ("martina.hahn@stadt-offenbach.example", "Martina Hahn")
NADIA = ("nadia.weiss@kulturkueche.example", "Nadia Weiß")
TWO = ("vielfaltszentrum", "freiwilligenzentrum")

# A letter is still news while its registration stands like this; one of each kind is kept.
NEWS = {
    "please_confirm": "held",
    "confirmed": "confirmed",
    "waiting": "waiting",
    "requested": "requested",
    "offered": "offered",
    "named": "confirmed",
    "moved_up": "confirmed",
    "session_cancelled": "confirmed",
    "cancelled": "cancelled",
}


def is_loaded() -> bool:
    """Say whether there is anything in the database that the demo would get mixed up with."""
    return bool(db.session.scalar(select(exists().where(Host.id.is_not(None)))))


def load(settings: Settings, *, make_account: MakeAccount) -> None:
    """Load the demo into an empty database; does nothing to one that holds something."""
    if is_loaded():
        return
    basics.insert(settings)
    make_account(*SELIN, "administrator", ("vielfaltszentrum",))
    make_account(*JONAS, "coordinator", ("freiwilligenzentrum",))
    make_account(*LEYLA, "trainer", ())
    make_account(*LUKAS, "helper", TWO)
    make_account(*MARTINA, "reader", ())
    _put_up_all()
    ahead.prepare(by=_actors()["vielfaltszentrum"])
    media.insert(by=_actors()["vielfaltszentrum"])
    _look_after_people()
    arrangements.see_to_needs(by=_actors()["vielfaltszentrum"], at=clock.now() - timedelta(hours=2))
    correspondence.write(by=_actors()["vielfaltszentrum"])
    _set_old_letters_aside()
    _invite()


def _invite() -> None:
    """Invite somebody who has not come yet; her letter goes out at the start."""
    actors, numbers = _actors(), basics.numbers().hosts
    house = "kulturkueche-mainufer"
    plan = AccountPlan(NADIA[1], "coordinator", frozenset({numbers[house]}))
    with clock.frozen(clock.now() - timedelta(hours=3)):
        invitations.invite(NADIA[0], plan, by=actors[house])


def _actors() -> dict[str, Actor]:
    """Return who acts for each host; Selin does it for those without an account."""
    numbers = {
        email: db.session.scalars(select(Account.id).where(Account.email == email)).one()
        for email, _ in (SELIN, JONAS)
    }
    selin, jonas = (history.office(numbers[email]) for email, _ in (SELIN, JONAS))
    return dict.fromkeys(basics.numbers().hosts, selin) | {"freiwilligenzentrum": jonas}


def _put_up_all() -> None:
    numbers, actors, today = basics.numbers(), _actors(), clock.today()
    groups = {name: cycle(people) for name, people in content.people().items()}
    known: dict[str, int | None] = {"": None}
    for number, entry in enumerate(content.workshops()):
        by = actors[entry.host]
        calendar = programme.calendar_of(entry, number=number, today=today)
        plan = programme.plan_of(entry, calendar, numbers, original_id=known[entry.original])
        workshop = programme.put_up(entry, calendar, plan, by=by)
        known[entry.key] = workshop.id
        people = list(islice(groups[entry.crowd.group], entry.crowd.size))
        published_at = clock.at(calendar.published_on, programme.NOON)
        contingent = arrangements.reserve(entry, workshop, at=published_at, by=by)
        visits = crowds.visits(entry, calendar, people)
        crowds.sign_up(workshop, visits, by=by, contingent=contingent)
        if entry.crowd.requested:
            with clock.frozen(clock.now() - timedelta(hours=20)):
                arrangements.accept(workshop, entry.crowd.confirmed, by=by)
        if entry.cancelled_session:
            with clock.frozen(clock.now() - timedelta(days=3)):
                arrangements.book_interpreter(workshop, by=by)
        programme.call_off(entry, workshop, by=by)
        if entry.attendance and entry.signup == "form":
            crowds.tick_off(workshop, by=by)


def _look_after_people() -> None:
    """Let Selin have called those without a mailbox until lately, and noted what they said."""
    by, now = _actors()["vielfaltszentrum"], clock.now()
    found = calls.everything(ALL)
    for call in found:
        if call.created_at < now - timedelta(days=10):
            with clock.frozen(call.created_at + timedelta(hours=3)):
                calls.mark_done(call, by=by)
    for call, text in zip(found, MEMOS, strict=False):
        memos.on_registration(call.registration, text, by=by)
    _put_callers_together(by=by)


def _put_callers_together(*, by: Actor) -> None:
    """Make one of those who called again and again, all but one for the office to find."""
    query = select(Participant).where(Participant.email.is_(None)).order_by(Participant.id)
    callers: dict[str, Participant] = {}
    for person in db.session.scalars(query).all()[:-1]:
        kept = callers.setdefault(person.name, person)
        if kept is not person:
            doubles.merge(person, kept, by=by)


def _set_old_letters_aside() -> None:
    """Keep the newest letter of each kind that is still news; the others count as sent, and
    what was due before now as done."""
    with transaction() as session:
        kept = [_newest(kind, status) for kind, status in NEWS.items()]
        session.execute(
            update(Letter)
            .where(
                Letter.status == "queued",
                Letter.id.not_in([letter for letter in (*kept, _newest_briefing()) if letter]),
            )
            .values(status="sent", sent_at=Letter.created_at)
            .execution_options(synchronize_session=False)
        )
        past = update(Due).where(Due.due_at <= clock.now(), Due.done_at.is_(None))
        session.execute(
            past.values(done_at=Due.due_at).execution_options(synchronize_session=False)
        )


def _newest_briefing() -> int | None:
    return db.session.scalar(select(func.max(Letter.id)).where(Letter.kind == "briefing"))


def _newest(kind: str, status: str) -> int | None:
    query = (
        select(Letter.id)
        .join(Letter.registration)
        .where(Letter.kind == kind, Letter.status == "queued", Registration.status == status)
        .order_by(Letter.created_at.desc(), Letter.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)
