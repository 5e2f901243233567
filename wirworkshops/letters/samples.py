"""An invented case, for looking at a kind of letter before anybody gets it. Never stored."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from wirworkshops import clock, i18n
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import briefings
from wirworkshops.letters.compose import KINDS, TO_PEOPLE, TO_TRAINERS
from wirworkshops.letters.content import Case, Content
from wirworkshops.letters.mailings import values_of
from wirworkshops.models.hosts import Host
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.venues import Room, Venue
from wirworkshops.models.workshops import Session, Workshop, WorkshopText

STATES = {  # in which a registration stands when such a letter goes out; else it is confirmed
    "please_confirm": "held",
    "requested": "requested",
    "declined": "declined",
    "waiting": "waiting",
    "offered": "offered",
    "called": "waiting",
    "offer_expired": "expired",
    "withdrawn": "withdrawn",
    "removal": "withdrawn",
    "cancelled": "cancelled",
}
AHEAD = timedelta(days=14)


def content(kind: str, language: str, settings: Settings) -> Content | None:
    """Return the standard letter of a kind about an invented seat; None where none can be made.

    Speaks the language given; call it while speaking that language.
    """
    with db.session.no_autoflush:
        if kind in KINDS:
            return KINDS[kind](case(kind, language, settings))
        if kind in TO_TRAINERS:
            return TO_TRAINERS[kind](_lead(kind, settings))
        person, about = _person(language), _newest()
        facts = {"workshop": about.id if about else 0, "interest": 0}
        letter = Letter(id=0, kind=kind, participant=person, facts=facts, created_at=clock.now())
        try:
            return TO_PEOPLE[kind](letter, person, settings)
        except (ValueError, KeyError):
            return None  # nothing public yet that it could be about


def values(kind: str, language: str, settings: Settings) -> dict[str, str]:
    """Return what blanks stand for in such a letter."""
    if kind in TO_TRAINERS:
        with db.session.no_autoflush:
            return briefings.values_of(_lead(kind, settings))
    if kind not in KINDS:
        return {"Name": _person(language).name}
    with db.session.no_autoflush:
        return values_of(case(kind, language, settings))


def case(kind: str, language: str, settings: Settings) -> Case:
    now = clock.now()
    workshop = _workshop(settings, is_off=kind == "cancelled")
    registration = Registration(
        id=0, workshop=workshop, pool=workshop.pools[0], participant=_person(language), seats=1,
        status=STATES.get(kind, "confirmed"), attends=True, language=language, received_at=now,
        status_at=now, held_until=now + timedelta(days=1), sequence=0, link_number=0,
        takes_fewer=False, declined_because=_("Diesmal gehen die Plätze an andere."),
        organisation="", source="web",
    )  # fmt: skip
    session = workshop.sessions[0]
    if kind == "session_cancelled":
        session.status, session.cancelled_because = "cancelled", _("Der Raum ist gesperrt.")
    facts = {"hours": 24, "seats": 1, "was": (session.starts_at - timedelta(days=1)).isoformat()}
    return Case(registration, registration.participant or _person(language), session, facts,
                settings)  # fmt: skip


def _lead(kind: str, settings: Settings) -> briefings.Lead:
    session = _workshop(settings, is_off=False).sessions[0]
    if kind == "briefing_off":
        session.status, session.cancelled_because = "cancelled", _("Der Raum ist gesperrt.")
    was = (session.starts_at - timedelta(days=1)).isoformat()
    return briefings.Lead(Trainer(id=0, name=_("Maria Muster"), email=""), session, {"was": was},
                          settings)  # fmt: skip


def _newest() -> Workshop | None:
    query = select(Workshop).where(Workshop.status == "published")
    return db.session.scalars(query.order_by(Workshop.published_at.desc()).limit(1)).first()


def _person(language: str) -> Participant:
    return Participant(
        id=0, name=_("Maria Muster"), email="maria@beispiel.example", language=language,
        calendar="mail", my_number=0, feed_number=0,
    )  # fmt: skip


def _workshop(settings: Settings, *, is_off: bool) -> Workshop:
    text = WorkshopText(
        language=i18n.language(), title=_("Beispiel: Reden, damit es alle verstehen"),
        summary="", body="", bring="", folded="",
    )  # fmt: skip
    host = Host(name=settings.centre, email=settings.email, phone=settings.phone, website="")
    workshop = Workshop(
        id=0, slug="beispiel", kind="workshop", status="cancelled" if is_off else "published",
        signup_mode="form", admission="order", moves_up="offer", queue="strict", waiting_list=True,
        most_seats=1, reminders=[24], texts=[text], host=host, changed_at=clock.now(),
        cancelled_because=_("Die Referentin ist krank.") if is_off else "",
        pools=[
            Pool(
                id=0, kind="all", name="", capacity=20, taken=1, waiting=0, reserved=0, turn=0
            )
        ],
    )  # fmt: skip
    starts_at = clock.at((clock.local(clock.now()) + AHEAD).date(), time(9))
    _session(workshop, starts_at)
    return workshop


def _session(workshop: Workshop, starts_at: datetime) -> Session:
    venue = Venue(
        slug="beispiel", name=_("Haus der Vereine"), street="", postal_code="", city="",
        directions={},
    )  # fmt: skip
    return Session(
        id=0, uid="beispiel", workshop=workshop, starts_at=starts_at.astimezone(UTC),
        ends_at=starts_at.astimezone(UTC) + timedelta(hours=3), title={}, is_online=False,
        online_url="", status="planned", sequence=0, changed_at=clock.now(), cancelled_because="",
        room=Room(id=0, name=_("Saal"), floor={}, venue=venue), trainers=[],
    )  # fmt: skip
