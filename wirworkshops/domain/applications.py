"""Applications: what somebody fills in, whose it is, and writing it to a registration.

Parts of the verbs of registrations, desk and groups: nothing here commits or moves anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import needs, participants, states
from wirworkshops.errors import Invalid
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Need, Registration
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Application:
    """What somebody fills in. email may be empty only at the desk (other_contact then).

    seats counts a whole group's; attends says whether the contact takes one herself. An empty
    pool_id means the first pool. need_text says what the need "other" is, need_language into
    which one to interpret, need_diet what matters to her in food; with shares_needs trainers and
    caterers may know whose needs these are. answers are those to the organiser's questions, by
    their id. received_at is for the desk: when a call or a letter came in.
    """

    name: str
    email: str
    language: str = "de"
    organisation: str = ""
    field: str = ""
    phone: str = ""
    question: str = ""
    other_contact: str = ""
    needs: tuple[str, ...] = ()
    need_text: str = ""
    need_language: str = ""
    need_diet: str = ""
    shares_needs: bool = False
    seats: int = 1
    attends: bool = True
    takes_fewer: bool = False
    pool_id: int | None = None
    answers: Mapping[int, Any] = filled(default_factory=dict)
    received_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of signing up.

    registration is None where the person stood on the list already. status is what
    somebody new would have got (held, waiting or requested), so that it tells a stranger
    nothing.
    """

    registration: Registration | None
    status: str


def pool_of(workshop: Workshop, pool_id: int | None) -> Pool:
    """Return the pool to sign up in; raises Invalid where the workshop has no such one."""
    if pool_id is None:
        return workshop.pool
    found = [pool for pool in workshop.entries if pool.id == pool_id]
    if not found:
        raise Invalid("pool-unknown")
    return found[0]


def fresh(workshop: Workshop, pool: Pool, person: Participant) -> Registration:
    return Registration(
        workshop=workshop,
        pool=pool,
        participant=person,
        seats=1,
        attends=True,
        sequence=0,
        link_number=0,
        is_late=False,
    )


def fill_in(
    registration: Registration, application: Application, pool: Pool, source: str = "web"
) -> None:
    """Write what was filled in; whoever returns has to show anew that it is her mailbox."""
    now = clock.now()
    registration.pool, registration.contingent, registration.group = pool, None, None
    registration.seats, registration.attends = application.seats, application.attends
    registration.takes_fewer, registration.knows_overlap = application.takes_fewer, False
    registration.source, registration.declined_because = source, ""
    registration.received_at = application.received_at or now
    registration.verified_at = None
    registration.language = application.language
    registration.organisation = application.organisation
    registration.field = application.field
    registration.phone = application.phone
    registration.question = application.question
    needs.replace(registration, _needs(application, source))


def _needs(application: Application, source: str) -> list[Need]:
    """Return the needs that she agreed we note, on the way on which she signed up."""
    wanted = needs.Wanted(
        needs=application.needs,
        need_text=application.need_text,
        need_language=application.need_language,
        need_diet=application.need_diet,
        shares_needs=application.shares_needs,
        consent=source if source in ("web", "paper") else "oral",
    )
    return wanted.rows()


def who(workshop: Workshop, application: Application) -> tuple[Participant, Registration | None]:
    """Return the person, added where she is new, and what she has here already."""
    named = {"name": application.name, "email": application.email}
    added = participants.add(**named, language=application.language)
    if added:
        return added, None
    person = participants.find_or_add(**named, language=application.language)
    return person, registration_of(workshop, person)


def registration_of(workshop: Workshop, person: Participant) -> Registration | None:
    query = select(Registration).where(
        Registration.workshop_id == workshop.id, Registration.participant_id == person.id
    )
    return db.session.scalars(query).one_or_none()


def workshops_of(person_id: int | None) -> set[int]:
    """Return the workshops on whose list somebody stands."""
    query = select(Registration.workshop_id).where(
        Registration.participant_id == person_id, Registration.status.in_(states.ACTIVE)
    )
    return set(db.session.scalars(query))


def has_too_many(person: Participant, workshop: Workshop) -> bool:
    """Whether she has as many coming workshops of the series as one person may."""
    most = workshop.series.most_per_person if workshop.series else None
    if most is None:
        return False
    comes = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > clock.now())
    query = (
        select(func.count())
        .select_from(Registration)
        .join(Registration.workshop)
        .where(
            Registration.participant_id == person.id,
            Registration.attends,
            Registration.status.in_(states.ACTIVE),
            Workshop.series_id == workshop.series_id,
            Workshop.id != workshop.id,
            comes,
        )
    )
    return (db.session.scalar(query) or 0) >= most
