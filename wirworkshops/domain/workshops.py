"""Workshops and their sessions: plan, edit, publish, cancel; with what others are told of it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import (
    attending,
    catalogue,
    chosen,
    dues,
    history,
    interests,
    locks,
    moves,
    news,
    online,
    outbox,
    pools,
    questions,
    rebookings,
    seats,
    sessions,
    slugs,
    texts,
    transfers,
)
from wirworkshops.domain.asking import QuestionPlan
from wirworkshops.domain.history import Actor
from wirworkshops.domain.logos import with_logos
from wirworkshops.domain.plans import WorkshopPlan, check_plan, slugify
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.funders import Funder
from wirworkshops.models.history import Event
from wirworkshops.models.hosts import Host
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.pools import Contingent
from wirworkshops.models.questions import Question
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import (
    Audience,
    Session,
    Topic,
    Workshop,
    WorkshopFeature,
    WorkshopLanguage,
)

SEAT_RULES = (
    "admission",
    "moves_up",
    "queue",
    "most_seats",
    "names_until",
    "minimum",
    "decide_at",
)


# Verbs


@verb
def create(plan: WorkshopPlan, *, by: Actor, asks: Sequence[QuestionPlan] = ()) -> Workshop:
    """Store a new workshop with its questions as a draft; nobody outside the office sees it."""
    return add(plan, by=by, asks=asks)


def add(plan: WorkshopPlan, *, by: Actor, asks: Sequence[QuestionPlan] = ()) -> Workshop:
    """Do what create does, as a part of another verb, or of a rehearsal."""
    check_plan(plan)
    chosen.hold(plan)
    workshop = Workshop(
        host_id=plan.host_id, status="draft", changed_at=clock.now(), cancelled_because=""
    )
    slugs.take(workshop, slugify(plan.slug or plan.texts["de"].title))
    _apply(workshop, plan)
    for session_plan in plan.sessions:
        sessions.add(workshop, session_plan)
    db.session.flush()
    db.session.expire(workshop, ["sessions"])  # in order of their dates
    pools.apply(workshop, plan)
    history.record("created", by=by, workshop_id=workshop.id)
    if asks:
        questions.ask(workshop, asks, by=by)
    return workshop


def _apply(workshop: Workshop, plan: WorkshopPlan) -> None:
    """Write everything but the sessions and the capacity."""
    workshop.series_id, workshop.host_id = plan.series_id, plan.host_id
    workshop.original_id, workshop.kind = plan.original_id, plan.kind
    workshop.signup_mode, workshop.signup_url = plan.signup_mode, plan.signup_url
    workshop.waiting_list = plan.waiting_list
    for name in SEAT_RULES:
        setattr(workshop, name, getattr(plan, name))
    workshop.reminders, workshop.link_hours = list(plan.reminders), plan.link_hours
    workshop.opens_at, workshop.closes_at = plan.opens_at, plan.closes_at
    workshop.topics = _rows(Topic, plan.topic_ids)
    workshop.audiences = _rows(Audience, plan.audience_ids)
    workshop.partners = _rows(Host, plan.partner_ids)
    workshop.funders = _rows(Funder, plan.funder_ids)
    texts.apply(workshop, plan)
    _apply_labels(workshop, plan)


def _rows(model: Any, ids: tuple[int, ...]) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.id.in_(ids)))) if ids else []


def _apply_labels(workshop: Workshop, plan: WorkshopPlan) -> None:
    spoken = {row.language: row for row in workshop.languages}
    workshop.languages = [
        spoken.get(language) or WorkshopLanguage(language=language) for language in plan.spoken
    ]
    offered = {row.feature: row for row in workshop.features}
    notes = plan.feature_notes or {}
    workshop.features = [
        offered.get(feature) or WorkshopFeature(feature=feature, note=notes.get(feature, {}))
        for feature in plan.features
    ]


@verb
def edit(
    workshop: Workshop,
    plan: WorkshopPlan,
    *,
    by: Actor,
    seen_at: datetime | None = None,
    tell_all: bool = False,
) -> int:
    """Change a workshop. Published sessions that move raise SEQUENCE and are mailed.

    seen_at is the changed_at its form was made from; tell_all, that those who come are also
    written to about what does not move a session. Returns how many people are written
    to. Raises Conflict where somebody else saved meanwhile, the new capacity is below the
    seats taken, or a published session is missing from the plan (cancel it instead).
    """
    return change(workshop, plan, by=by, seen_at=seen_at, tell_all=tell_all)


def change(
    workshop: Workshop,
    plan: WorkshopPlan,
    *,
    by: Actor,
    seen_at: datetime | None = None,
    tell_all: bool = False,
) -> int:
    """Do what edit does, as a part of another verb, or of a rehearsal."""
    check_plan(plan)
    with changing(workshop):
        chosen.hold(plan)
        if workshop.status == "cancelled":
            raise Conflict("workshop-cancelled")
        if seen_at and seen_at != workshop.changed_at:
            raise Conflict("changed-meanwhile")
        slugs.change(workshop, plan.slug or slugs.following(workshop, plan.texts["de"].title))
        online.keep_given(workshop, plan.link_hours)
        was = workshop.link_hours
        _apply(workshop, plan)
        moved, added = sessions.apply(workshop, plan)
        db.session.flush()
        if workshop.publish_at and workshop.publish_at >= plan.begins_at:
            raise Invalid("publish-at-late")
        pools.apply(workshop, plan)
        told = news.tell(workshop, moved, added, tell_all=tell_all)
        told += online.follow(workshop, was=was, but=[*(one for one, _ in moved), *added])
        dues.plan(workshop)
        history.record("edited", by=by, workshop_id=workshop.id, moved=len(moved), told=told)
    return told


@contextmanager
def changing(workshop: Workshop) -> Iterator[None]:
    """Lock the workshop's seats; afterwards stamp the change and raise the revision."""
    with locks.seats_of(workshop):
        was = rebookings.dates_of(workshop)
        yield
        workshop.changed_at = clock.now()
        db.session.flush()
        db.session.expire(workshop, ["sessions"])
        rebookings.follow(workshop, was)
        if workshop.status != "draft":
            moves.end_with_start(workshop)
            catalogue.touch()


@verb
def publish(workshop: Workshop, *, by: Actor) -> None:
    """Let everybody see it. Publishing twice is the same as once."""
    with locks.seats_of(workshop):
        if workshop.status != "published":
            release(workshop, by=by)


def release(workshop: Workshop, *, by: Actor) -> None:
    """Do what publish does, as a part of another verb that has locked its seats."""
    if workshop.status == "cancelled":
        raise Conflict("workshop-cancelled")
    workshop.status, workshop.publish_at = "published", None
    workshop.published_at = workshop.changed_at = clock.now()
    dues.plan(workshop)
    told = interests.tell(workshop)
    history.record("published", by=by, workshop_id=workshop.id, told=told)
    catalogue.touch()


@verb
def rename(workshop: Workshop, slug: str, *, by: Actor) -> None:
    """Give a workshop a new address; the old one answers with a redirect."""
    if slug == workshop.slug:
        return
    slugs.change(workshop, slug)
    workshop.changed_at = clock.now()
    catalogue.touch()
    history.record("renamed", by=by, workshop_id=workshop.id)


@verb
def cancel(workshop: Workshop, *, because: str, by: Actor, instead: Workshop | None = None) -> int:
    """Call a workshop off: sessions, registrations and calendars with it.

    Free seats of the workshop `instead` are offered to those concerned, in order of receipt,
    before anybody else hears of it. Returns how many people are written to. Cancelling
    twice is the same as once.
    """
    if workshop.status == "draft":
        raise Conflict("workshop-draft")
    with ExitStack() as stack:
        if instead:
            stack.enter_context(locks.seats_of_both(workshop, instead))
        stack.enter_context(changing(workshop))
        if workshop.status == "cancelled":
            return 0
        if workshop.ends_at <= clock.now() and not seats.has_open_date(workshop):
            raise Conflict("workshop-over")
        workshop.status, workshop.cancelled_because = "cancelled", because
        people = news.concerned(workshop)
        coming = outbox.upcoming(workshop)
        for registration in people:
            _say_goodbye(registration)
        for registration in people:
            if registration.group_id is None:  # a group's people come along
                moves.move(registration, "cancelled", by=by)
                if instead:
                    transfers.offer_instead(registration, instead)
        for session in coming:
            sessions.call_off(session, because)
        for session in workshop.sessions:
            session.undated_since = None  # no new date follows any more
        dues.plan(workshop)
        told = sum(map(news.has_mailbox, people))
        history.record("cancelled-workshop", by=by, workshop_id=workshop.id, told=told)
    return told


def _say_goodbye(registration: Registration) -> None:
    """Write to her; only a calendar that has the dates needs each of them removed."""
    if registration.is_firm:
        outbox.queue_course("cancelled", "removal", registration)
    else:
        outbox.queue("cancelled", registration)


@verb
def cancel_session(session: Session, *, because: str, by: Actor) -> int:
    """Call one date off; the rest goes on. Returns how many people are written to."""
    workshop = session.workshop
    with changing(workshop):
        db.session.refresh(session)
        if session.is_cancelled:
            return 0
        if workshop.status != "published" or session.ends_at <= clock.now():
            raise Conflict("session-over")
        if len(outbox.upcoming(workshop)) < 2:
            raise Conflict("last-session")
        attends = attending.sessions_of_each(workshop, news.concerned(workshop))
        people = [registration for registration, own in attends if session in own]
        sessions.call_off(session, because)
        dues.plan(workshop)
        for registration in people:
            outbox.queue("session_cancelled", registration, session=session)
        told = sum(map(news.has_mailbox, people))
        history.record(
            "cancelled-session", by=by, workshop_id=workshop.id, session=session.id, told=told
        )
    return told


@verb
def delete_draft(workshop: Workshop) -> None:
    """Throw a draft away; what has been public can only be cancelled."""
    with locks.seats_of(workshop):  # nobody publishes it meanwhile
        if workshop.status != "draft":
            raise Conflict("workshop-published")
    copies = update(Workshop).where(Workshop.original_id == workshop.id)
    db.session.execute(copies.values(original_id=None))
    db.session.execute(delete(Event).where(Event.workshop_id == workshop.id))
    own = [pool.id for pool in workshop.pools]
    db.session.execute(delete(Contingent).where(Contingent.pool_id.in_(own)))
    db.session.execute(delete(Question).where(Question.workshop_id == workshop.id))
    db.session.execute(delete(Mailing).where(Mailing.workshop_id == workshop.id))
    for row in (*workshop.pools, *workshop.sessions):
        db.session.delete(row)
    db.session.flush()
    db.session.expire(workshop, ["sessions", "pools"])
    db.session.delete(workshop)


# Queries


def all_registrations(workshop: Workshop) -> list[Registration]:
    """Return every registration with its person, in order of receipt."""
    query = (
        select(Registration)
        .where(Registration.workshop_id == workshop.id)
        .options(joinedload(Registration.participant), joinedload(Registration.contingent))
        .order_by(Registration.received_at, Registration.id)
    )
    return list(db.session.scalars(query))


def by_id(workshop_id: int) -> Workshop | None:
    query = (
        select(Workshop)
        .where(Workshop.id == workshop_id)
        .options(
            *catalogue.with_everything(),
            selectinload(Workshop.topics),
            selectinload(Workshop.audiences),
            *with_logos(),
        )
    )
    return db.session.scalars(query).one_or_none()


def public_slug_of(workshop_id: int) -> str | None:
    """Return the address of a workshop that strangers may see."""
    public = select(Workshop.slug).where(Workshop.id == workshop_id, Workshop.status != "draft")
    return db.session.scalar(public)


def session_by_id(session_id: int) -> Session | None:
    query = (
        select(Session)
        .where(Session.id == session_id)
        .options(joinedload(Session.workshop).options(*catalogue.with_everything()))
    )
    return db.session.scalars(query).one_or_none()
