"""Participants: who is the same person, and finding or making her."""

from collections.abc import Collection

from sqlalchemy import Select, delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import outbox
from wirworkshops.errors import Conflict
from wirworkshops.models.memos import Memo
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Merged, Participant, folded
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.texts import fold


def identity(name: str, email: str) -> str:
    """Return what makes a person the same: mailbox and name, both without case.

    Two people may share an office's mailbox; so the name belongs to it.
    """
    return f"{email.strip().casefold()} {fold(name)}"[:460]


def find_or_add(*, name: str, email: str, language: str) -> Participant:
    """Return the person of this name and mailbox; two requests at once get the same one.

    Her row is locked for the rest of the transaction: she signs up once at a time, and is not
    deleted meanwhile. Seats are locked before people, never after.
    """
    same = {"feed_number": Participant.feed_number}  # an UPDATE that changes nothing
    mine = _insert(name.strip(), email.strip(), language).on_conflict_do_update(
        index_elements=[Participant.identity], set_=same
    )
    one = mine.returning(Participant).execution_options(populate_existing=True)
    return db.session.scalars(one).one()


def add(*, name: str, email: str, language: str) -> Participant | None:
    """Add a person; None where she is known already."""
    new = _insert(name.strip(), email.strip(), language).on_conflict_do_nothing()
    return db.session.scalars(new.returning(Participant)).one_or_none()


def _insert(name: str, email: str, language: str) -> postgresql.Insert | sqlite.Insert:
    """Return the statement that adds a person; what is done where she is known comes to it."""
    dialect = db.session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    values = {
        "name": name,
        "email": email,
        "identity": identity(name, email),
        "folded": folded(name, email, ""),
        "language": language,
        "created_at": clock.now(),
    }
    return insert(Participant).values(values)


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
    noted = exists().where(Memo.participant_id == person.id)
    merged = exists().where(or_(Merged.into_id == person.id, Merged.participant_id == person.id))
    alone = Participant.id.in_(locked([person.id]))
    known = or_(used, written, asks, noted, merged)
    db.session.execute(delete(Participant).where(alone, ~known))


def locked(ids: Collection[int]) -> list[int]:
    """Lock people who are to be deleted; without those somebody else is writing of just now.

    Whether nothing is kept of them is asked after it: nobody signs up as them any more.
    """
    query = select(Participant.id).where(Participant.id.in_(ids))
    return list(db.session.scalars(query.with_for_update(skip_locked=True)))


@verb
def send_links(email: str) -> None:
    """Queue a letter with a fresh link to each person of this mailbox; nobody is told how many."""
    for person in with_mailbox(email):
        outbox.queue_for_person("my_link", person)


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


def followed(person: Participant) -> Participant:
    """Return the person whom an old row stands for, where two have been merged."""
    merged = db.session.get(Merged, person.id)
    return db.session.get_one(Participant, merged.into_id) if merged else person
