"""The cast: Ada organises, Ben helps, Cem takes part, Dua waits, Eve is a stranger.

And the makers of what they meet. Today is Wed, 3 March 2027, 9:00 in Offenbach.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import contingents, registrations, workshops
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan, WorkshopPlan
from wirworkshops.models.hosts import Host
from wirworkshops.models.pools import Contingent
from wirworkshops.models.registrations import Registration
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import Series, Workshop

NOW = datetime(2027, 3, 3, 8, 0, tzinfo=UTC)

CEM = Application(name="Cem Aksoy", email="cem@kita.example", organisation="Kita Sonne")
DUA = Application(name="Dua Farouk", email="dua@verein.example", language="en")
EVE = Application(name="Eve Stranger", email="eve@fremd.example")


class Time:
    """The clock of a test: stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **lengths: float) -> None:
        self.now += timedelta(**lengths)

    def jump(self, instant: datetime) -> None:
        self.now = instant


def somebody(number: int, **values: Any) -> Application:
    """Return an applicant; another number is another person."""
    return Application(name=f"Person {number}", email=f"person{number}@ort.example", **values)


def host(slug: str = "vielfaltszentrum") -> Host:
    with transaction() as session:
        found = session.query(Host).filter_by(slug=slug).one_or_none()
        found = found or Host(slug=slug, name=slug.title(), email="", phone="", website="")
        session.add(found)
    return found


def series(slug: str = "diversity-to-go", palette: str = "raspberry") -> Series:
    with transaction() as session:
        found = session.query(Series).filter_by(slug=slug).one_or_none()
        found = found or Series(slug=slug, palette=palette, name={"de": slug}, summary={})
        session.add(found)
    return found


def room(name: str = "Saal 3") -> Room:
    with transaction() as session:
        venue = session.query(Venue).filter_by(slug="rathaus").one_or_none()
        venue = venue or Venue(
            slug="rathaus", name="Rathaus", street="Berliner Straße 100",
            postal_code="63065", city="Offenbach am Main", directions={"de": "S-Bahn Marktplatz"},
        )  # fmt: skip
        found = session.query(Room).filter_by(name=name).one_or_none()
        found = found or Room(name=name, venue=venue, floor={}, capacity=60)
        found.features = found.features or [RoomFeature(feature="step-free", note={})]
        session.add_all([venue, found])
    return found


def dates(*days: int, hours: float = 3.5) -> tuple[SessionPlan, ...]:
    """Return sessions so many days from now, each from 9:00 local."""
    plans = []
    for number in days:
        day = clock.local(clock.now() + timedelta(days=number)).replace(hour=9, minute=0)
        start = day.replace(second=0, microsecond=0).astimezone(UTC)
        plans.append(SessionPlan(starts_at=start, ends_at=start + timedelta(hours=hours)))
    return tuple(plans)


def parallel(day: int, number: int) -> tuple[SessionPlan, ...]:
    """Return so many sessions at the same time, to choose from, with one seat each."""
    (first,) = dates(day)
    return tuple(
        replace(first, capacity=1, online_url=f"https://a.example/{n}") for n in range(number)
    )


def plan(title: str = "Beratung, die ankommt", **values: Any) -> WorkshopPlan:
    values.setdefault(
        "texts", {"de": TextPlan(title, "Kurz gesagt.", "## Darum geht es\n\nUm viel.")}
    )
    values.setdefault("sessions", dates(14))
    values.setdefault("capacity", 20)
    values.setdefault("moves_up", "direct")
    values.setdefault("reminders", ())
    values.setdefault("host_id", host().id)
    values.setdefault("series_id", series().id)
    return WorkshopPlan(**values)


def make_draft(title: str = "Beratung, die ankommt", **values: Any) -> Workshop:
    return workshops.create(plan(title, **values), by=WORKER)


def make_workshop(title: str = "Beratung, die ankommt", **values: Any) -> Workshop:
    """Return a published workshop, by default one session in two weeks and 20 seats."""
    workshop = make_draft(title, **values)
    workshops.publish(workshop, by=WORKER)
    return workshop


def contingent(workshop: Workshop, number: int = 3, **values: Any) -> Contingent:
    """Return seats kept for a partner, by default for a week."""
    values.setdefault("until_at", clock.now() + timedelta(days=7))
    values.setdefault("name", "Kita-Fachberatung")
    return contingents.reserve(workshop.pool, workshop, seats=number, by=WORKER, **values)


def sign_up(workshop: Workshop, who: Application = CEM) -> Registration:
    outcome = registrations.sign_up(workshop, who)
    assert outcome.registration is not None
    return outcome.registration


def confirmed(workshop: Workshop, who: Application = CEM) -> Registration:
    registration = sign_up(workshop, who)
    registrations.confirm(registration, knows_overlap=True)
    return registration


def fill(workshop: Workshop, number: int, first: int = 0) -> list[Registration]:
    """Let so many people sign up, in order."""
    return [sign_up(workshop, somebody(first + n)) for n in range(number)]


def fresh(row: Any) -> Any:
    """Return the row as the database has it now."""
    db.session.rollback()
    db.session.refresh(row)
    return row
