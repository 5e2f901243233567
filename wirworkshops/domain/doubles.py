"""Doubles: two rows that are one person: who may be one, and merging them.

The row that goes stays empty behind, so that its feed's address leads on; its registrations
keep their numbers, and so their UIDs, links and places in the queue.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from difflib import SequenceMatcher

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import calendars, directory, history, locks, needs, participants, states
from wirworkshops.domain.history import Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict
from wirworkshops.models.attendance import Attendance
from wirworkshops.models.calls import Call
from wirworkshops.models.history import Event
from wirworkshops.models.memos import Memo
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Merged, Participant
from wirworkshops.models.questions import Answer
from wirworkshops.models.registrations import Interest, Registration
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Workshop

ALIKE = 0.75  # how alike two names of one mailbox are that may be one person's
MOST_PAIRS = 100
NOBODY = "–"  # the name of the row that stays empty behind
Pair = tuple[Participant, Participant]


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one: a slip of the pen, or the words in another order."""
    if _words(one) == _words(other):
        return True
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= ALIKE


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).replace(",", " ").split()))


@verb
def merge(gone: Participant, kept: Participant, *, by: Actor) -> None:
    """Make one person of two: all that belongs to the one belongs to the other afterwards.

    Name and mailbox of the one kept stay; what she has no mailbox or other way for is taken
    over. Raises Conflict where both are on the list of one workshop (its number is the
    detail), or a registration has come in meanwhile.
    """
    ids = [gone.id, kept.id]
    with ExitStack() as stack:
        workshops = _workshops_of(ids)
        for workshop in workshops:  # in the order of their numbers, as all locks
            stack.enter_context(locks.seats_of(workshop))
        _lock_people(ids)
        if gone.id == kept.id or _is_merged(ids):
            raise Conflict("doubles-again")
        rows = _registrations_of(ids)
        if {row.workshop_id for row in rows} - {workshop.id for workshop in workshops}:
            raise Conflict("doubles-again")
        hers = _resolved(rows, gone, kept)
        _take_over(gone, kept)
        _bring_over(hers, gone, kept, by=by)
        history.record("merged", by=by, thing=("participant", kept.id), gone=gone.id)


def _workshops_of(ids: list[int]) -> list[Workshop]:
    own = select(Registration.workshop_id).where(Registration.participant_id.in_(ids))
    query = select(Workshop).where(Workshop.id.in_(own)).order_by(Workshop.id)
    return list(db.session.scalars(query))


def _lock_people(ids: list[int]) -> None:
    """Lock both after the seats, in the order of their numbers, and read them anew."""
    query = select(Participant).where(Participant.id.in_(ids)).order_by(Participant.id)
    anew = query.with_for_update().execution_options(populate_existing=True)
    db.session.scalars(anew).all()


def _is_merged(ids: list[int]) -> bool:
    query = select(Merged.participant_id).where(Merged.participant_id.in_(ids))
    return db.session.scalar(query.limit(1)) is not None


def _registrations_of(ids: list[int]) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.participant_id.in_(ids))
        .options(joinedload(Registration.workshop), joinedload(Registration.pool))
        .order_by(Registration.workshop_id, Registration.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def _resolved(rows: list[Registration], gone: Participant, kept: Participant) -> list[Registration]:
    """Return the registrations to bring over; of two in a workshop only one goes on."""
    own = {row.workshop_id: row for row in rows if row.participant_id == kept.id}
    hers = []
    for row in rows:
        if row.participant_id != gone.id:
            continue
        other = own.get(row.workshop_id)
        if other is None:
            hers.append(row)
            continue
        stays, parted = _which_stays(row, other)
        _part(parted, stays)
        if stays is row:
            hers.append(row)
    db.session.flush()  # before another row of the workshop becomes hers
    return hers


def _which_stays(row: Registration, other: Registration) -> tuple[Registration, Registration]:
    """Return which of two goes on: the one that counts, or else the one that ended last."""
    counts, others = row.status in states.ACTIVE, other.status in states.ACTIVE
    if counts and others:
        raise Conflict("doubles-both", str(row.workshop_id))
    if counts != others:
        return (row, other) if counts else (other, row)
    return (row, other) if row.status_at > other.status_at else (other, row)


def _part(parted: Registration, stays: Registration) -> None:
    """Leave one that has ended without a person, as deleting does; what was said stays with
    the other, and her calendar goes on above the higher SEQUENCE (RFC 5546 §2.1.4)."""
    if parted.sequence and parted.sequence >= stays.sequence:
        stays.sequence = parted.sequence
        stays.raise_sequence(clock.now())
    for model in (Event, Memo, Call, Letter):
        about = update(model).where(model.registration_id == parted.id)
        if model is Letter:
            waits = update(Letter).where(
                Letter.registration_id == parted.id, Letter.status == "queued"
            )
            _run(waits.values(status="dropped"))
        _run(about.values(registration_id=stays.id))
    _move_attendance(parted, stays)
    _run(delete(Answer).where(Answer.registration_id == parted.id))
    needs.replace(parted, [])
    parted.participant, parted.organisation, parted.phone = None, "", ""
    parted.question = parted.declined_because = ""


def _move_attendance(parted: Registration, stays: Registration) -> None:
    known = select(Attendance.session_id).where(Attendance.registration_id == stays.id)
    numbers = db.session.scalars(known).all()
    own = update(Attendance).where(
        Attendance.registration_id == parted.id, Attendance.session_id.not_in(numbers)
    )
    _run(own.values(registration_id=stays.id))


def _bring_over(
    hers: list[Registration], gone: Participant, kept: Participant, *, by: Actor
) -> None:
    """Make registrations hers; her dates come the way that she has chosen.

    Letters that were finished for the other mailbox, and wait for another try, are made anew.
    """
    for row in hers:
        row.participant = kept
        db.session.flush()
        waits = update(Letter).where(Letter.registration_id == row.id, Letter.status == "queued")
        _run(waits.where(Letter.recipient != (kept.email or "")).values(body=None, recipient=""))
        if row.status == "confirmed" and gone.calendar != kept.calendar and kept.email:
            calendars.bring_over(row, gone.calendar, kept.calendar)
        history.record("merged", by=by, workshop_id=row.workshop_id, registration_id=row.id)


def _take_over(gone: Participant, kept: Participant) -> None:
    """Move what is about the person as a whole, and empty the row that goes."""
    email, other_contact = gone.email, gone.other_contact
    gone.name, gone.email, gone.identity, gone.other_contact = NOBODY, None, None, ""
    gone.my_number += 1  # her lists of registrations are no more; the feed's address leads on
    db.session.flush()
    if email and not kept.email:
        kept.email, kept.identity = email, participants.identity(kept.name, email)
        _take_over_calendar(gone, kept)
    kept.other_contact = kept.other_contact or other_contact
    known = select(Interest.workshop_id).where(Interest.participant_id == kept.id)
    both = Interest.workshop_id.in_(db.session.scalars(known).all())
    _run(delete(Interest).where(Interest.participant_id == gone.id, both))
    for model in (Interest, Memo, Letter):
        about = update(model).where(model.participant_id == gone.id)
        _run(about.values(participant_id=kept.id))
    _run(update(Merged).where(Merged.into_id == gone.id).values(into_id=kept.id))
    db.session.add(Merged(participant_id=gone.id, into_id=kept.id))


def _take_over_calendar(gone: Participant, kept: Participant) -> None:
    """Let dates go on coming as at the mailbox that stays; who had none has chosen nothing."""
    if kept.calendar == "mail":
        kept.calendar = gone.calendar
        kept.feed_waiting, kept.feed_alarm = gone.feed_waiting, gone.feed_alarm


def _run(statement: object) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]


# Queries


def both_in(one: Participant, other: Participant) -> list[tuple[Registration, Registration]]:
    """Return the pairs of registrations in one workshop, as they stand in the way of a merge."""
    found: dict[int, list[Registration]] = defaultdict(list)
    for row in _registrations_of([one.id, other.id]):
        found[row.workshop_id].append(row)
    return [(pair[0], pair[1]) for pair in found.values() if len(pair) == 2]


def of_person(person: Participant, reach: Reach) -> list[Participant]:
    """Return who may be the same person: the same name, or one like it at the same mailbox."""
    name = fold(person.name)
    same = select(Participant).where(
        directory.is_in_reach(reach), Participant.folded.startswith(name, autoescape=True)
    )
    found = [row for row in db.session.scalars(same) if fold(row.name) == name]
    if person.email:
        shared = participants.with_mailbox(person.email)
        found += [row for row in shared if are_alike(row.name, person.name)]
    others = {row.id: row for row in found if row.id != person.id}
    return [row for row in others.values() if directory.reaches(row, reach)]


def likely(reach: Reach) -> list[Pair]:
    """Return pairs that may be one person, by name; not more than one looks through at once."""
    query = select(Participant).where(directory.is_in_reach(reach))
    people = list(db.session.scalars(query.order_by(Participant.folded, Participant.id)))
    by_name: dict[object, list[Participant]] = defaultdict(list)
    by_mailbox: dict[object, list[Participant]] = defaultdict(list)
    for person in people:
        by_name[_words(person.name)].append(person)
        if person.email:
            by_mailbox[person.email.casefold()].append(person)
    pairs = dict.fromkeys(_pairs(by_name.values()))
    alike = (pair for pair in _pairs(by_mailbox.values()) if are_alike(pair[0].name, pair[1].name))
    return list(pairs | dict.fromkeys(alike))[:MOST_PAIRS]


def _pairs(groups: Iterable[list[Participant]]) -> Iterable[Pair]:
    """Return the first of each group with each of the others: merged one by one."""
    for people in groups:
        yield from ((people[0], other) for other in people[1:])
