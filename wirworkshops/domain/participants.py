"""Participants: who is the same person, and finding or making her."""

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.dml import ReturningInsert

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import attending, history, outbox
from wirworkshops.domain.history import PARTICIPANT
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Workshop

WAYS = {"mail": "invitation", "feed": "removal"}  # by way, the letter on switching to it


def identity(name: str, email: str) -> str:
    """Return what makes a person the same: mailbox and name, both without case.

    Two people may share an office's mailbox; so the name belongs to it.
    """
    return f"{email.strip().casefold()} {fold(name)}"[:460]


def find_or_add(*, name: str, email: str, language: str) -> Participant:
    """Return the person of this name and mailbox; two requests at once get the same one."""
    added = add(name=name, email=email, language=language)
    return added or db.session.scalars(_of_identity(name, email)).one()


def add(*, name: str, email: str, language: str) -> Participant | None:
    """Add a person; None where she is known already."""
    return db.session.scalars(_insert(name.strip(), email.strip(), language)).one_or_none()


def _insert(name: str, email: str, language: str) -> ReturningInsert[Participant]:
    """Return the statement that adds a person; it returns no row where she is known."""
    dialect = db.session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    values = {
        "name": name,
        "email": email,
        "identity": identity(name, email),
        "language": language,
        "created_at": clock.now(),
    }
    return insert(Participant).values(values).on_conflict_do_nothing().returning(Participant)


def _of_identity(name: str, email: str) -> Select[Participant]:
    return select(Participant).where(Participant.identity == identity(name, email))


def add_without_mailbox(*, name: str, other_contact: str, language: str) -> Participant:
    """Add a person who can be reached by phone or letter only; each one is her own row."""
    person = Participant(
        name=name.strip(),
        other_contact=other_contact.strip(),
        language=language,
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person


def rename(person: Participant, name: str) -> None:
    """Correct a name; raises Conflict where another person of this mailbox has it already."""
    person.name = name
    if person.email:
        person.identity = identity(name, person.email)
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict("name-taken") from None


def forget_unused(person: Participant) -> None:
    """Delete somebody nothing is kept of, such as a mistyped address."""
    used = exists().where(Registration.participant_id == person.id)
    written = exists().where(Letter.participant_id == person.id)
    asks = exists().where(Interest.participant_id == person.id)
    unused = delete(Participant).where(Participant.id == person.id, ~used, ~written, ~asks)
    db.session.execute(unused)


@verb
def send_links(email: str) -> None:
    """Queue a letter with a fresh link to each person of this mailbox; nobody is told how many."""
    for person in with_mailbox(email):
        outbox.queue_for_person("my_link", person)


@verb
def choose_calendar(person: Participant, how: str) -> None:
    """Choose between invitations by mail and an own feed, so that no date stands twice.

    What her calendar got by mail is taken back or sent again, one letter for each coming
    session, with a SEQUENCE above the last one (RFC 5546 §2.1.4).
    """
    if how not in WAYS:
        raise Invalid("calendar")
    if how == person.calendar:
        return
    person.calendar = how
    for registration in _firm_registrations(person):
        sessions = attending.upcoming(registration) if registration.attends else []
        if sessions:
            registration.sequence += 1
        for session in sessions:
            outbox.queue(WAYS[how], registration, session=session)
        history.record(
            f"calendar-{how}",
            by=PARTICIPANT,
            workshop_id=registration.workshop_id,
            registration_id=registration.id,
        )


@verb
def renew_feed(person: Participant) -> None:
    """Give her feed a new address; the old one answers no more."""
    person.feed_number += 1


# Queries


def find(*, name: str, email: str) -> Participant | None:
    return db.session.scalars(_of_identity(name, email)).one_or_none()


def with_mailbox(email: str) -> list[Participant]:
    """Return everybody who signed up with this address."""
    start = email.strip().casefold() + " "
    query = select(Participant).where(Participant.identity.startswith(start, autoescape=True))
    return list(db.session.scalars(query))


def by_id(participant_id: int) -> Participant | None:
    return db.session.get(Participant, participant_id)


def _firm_registrations(person: Participant) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.participant_id == person.id, Registration.status == "confirmed")
        .options(joinedload(Registration.workshop).selectinload(Workshop.sessions))
    )
    return list(db.session.scalars(query))
