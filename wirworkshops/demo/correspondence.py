"""What the demo's office has written itself: to those who come, to those who wait, and planned."""

from datetime import timedelta

from sqlalchemy import func, select

from wirworkshops import clock
from wirworkshops.database import db, transaction
from wirworkshops.domain import briefings, mailings
from wirworkshops.domain.history import Actor
from wirworkshops.domain.mailings import MailingPlan
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop

NO_MAILBOX_AT_ALL = "Tariq Bensaïd"
ROOM = MailingPlan(
    subject={"de": "Gut zu wissen: {Titel}", "en": "Good to know: {Titel}"},
    text={
        "de": "wir freuen uns auf Sie am {Termin}.\n\nBitte nehmen Sie den Eingang am Hof: Vorne "
        "wird gebaut. Kaffee und Tee stehen ab einer halben Stunde vorher bereit.",
        "en": "we look forward to seeing you on {Termin}.\n\nPlease use the entrance at the "
        "courtyard: there are works at the front. Coffee and tea will be ready half an hour "
        "before we start.",
    },
)
PATIENCE = MailingPlan(
    subject={"de": "Noch auf der Warteliste: {Titel}"},
    text={
        "de": "Sie warten auf einen Platz, und wir haben Sie nicht vergessen. Wird einer frei, "
        "schreiben wir Ihnen sofort.\n\nAuf Ihrer Seite sehen Sie, wo Sie stehen: {Link}"
    },
    audience="waiting",
)
MATERIAL = MailingPlan(
    subject={"de": "Bitte mitbringen: {Titel}"},
    text={
        "de": "bald ist es so weit. Haben Sie ein Beispiel aus Ihrem Alltag? Bringen Sie es "
        "bitte mit."
    },
)


def write(*, by: Actor) -> None:
    """Write to people of the coming workshops that have the most of them."""
    full, second = _busiest("confirmed")[:2]
    with clock.frozen(clock.now() - timedelta(days=1, hours=3)):
        mailings.send(mailings.write(full, ROOM, by=by), by=by)
    _brief_trainers(by=by)
    _call_a_trainer()
    planned = mailings.write(second, MATERIAL, by=by)
    mailings.schedule(planned, clock.now() + timedelta(days=2), by=by)
    for workshop in _busiest("waiting")[:1]:
        mailings.write(workshop, PATIENCE, by=by)


def _brief_trainers(*, by: Actor) -> None:
    """Brief those who lead the next workshop whose trainers have a mailbox."""
    coming = Session.starts_at > clock.now() + timedelta(days=3)
    led = Session.trainers.any(Trainer.email != "")
    query = (
        select(Workshop)
        .join(Workshop.sessions)
        .where(Workshop.status == "published", coming, led, Session.status == "planned")
        .order_by(Session.starts_at, Session.id)
    )
    workshop = db.session.scalars(query.limit(1)).first()
    if workshop:
        with clock.frozen(clock.now() - timedelta(hours=5)):
            briefings.send(workshop, by=by)


def _call_a_trainer() -> None:
    """Leave one to be called: she has no mailbox, and was told of another room last week."""
    session = db.session.scalars(
        select(Session)
        .join(Session.workshop)
        .join(Session.trainers)
        .where(
            Workshop.status == "published",
            Session.status == "planned",
            Session.starts_at > clock.now(),
            Trainer.name == NO_MAILBOX_AT_ALL,
        )
        .order_by(Session.starts_at, Session.id)
    ).first()
    if session is None:
        return
    (trainer,) = [one for one in session.trainers if one.name == NO_MAILBOX_AT_ALL]
    with transaction() as store:
        row = Briefing(session_id=session.id, trainer_id=trainer.id, told="another room")
        row.starts_at, row.told_at = session.starts_at, clock.now() - timedelta(days=6)
        store.add(row)


def _busiest(status: str) -> list[Workshop]:
    """Return coming workshops by how many people stand in a state there."""
    coming = select(Session.workshop_id).where(
        Session.starts_at > clock.now() + timedelta(days=3), Session.status == "planned"
    )
    query = (
        select(Workshop)
        .join(Registration, Registration.workshop_id == Workshop.id)
        .where(
            Workshop.status == "published",
            Workshop.id.in_(coming),
            Registration.status == status,
        )
        .group_by(Workshop.id)
        .order_by(func.count().desc(), Workshop.id)
        .limit(2)
    )
    return list(db.session.scalars(query))
