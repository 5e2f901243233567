"""What strangers see: the catalogue's revision, its filters, lists, months and next change."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import Select, Table, and_, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only, selectinload

from wirworkshops import clock
from wirworkshops.database import db
from wirworkshops.domain import search
from wirworkshops.domain.logos import with_logos
from wirworkshops.models.catalogue import Catalogue
from wirworkshops.models.hosts import Host
from wirworkshops.models.labels import OldLabel
from wirworkshops.models.pools import Pool
from wirworkshops.models.venues import Room, RoomFeature, Venue
from wirworkshops.models.workshops import (
    Audience,
    OldSlug,
    Series,
    Session,
    Topic,
    Workshop,
    WorkshopFeature,
    WorkshopLanguage,
    WorkshopText,
)

PAGE_SIZE = 12
LAST_PAGE = 10_000
LISTED = Workshop.archived_at.is_(None)


@dataclass(frozen=True)
class Filters:
    """What narrows the list, the month and the feed. Empty means: all from today on.

    from_on and to_on are local dates, both inclusive.
    """

    q: str = ""
    series: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    venue: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    free: bool = False

    def without(self, name: str, value: str = "") -> "Filters":
        """Return the same filters less one value, or less one filter as a whole."""
        now = getattr(self, name)
        less: Any = getattr(Filters(), name)
        if isinstance(now, tuple):
            less = tuple(item for item in now if item != value)
        return replace(self, **{name: less})


def touch() -> None:
    """Raise the catalogue's revision: what strangers see has changed."""
    # the table, not the class: each sign-up may pass here, and the ORM takes its time
    table = cast(Table, Catalogue.__table__)
    raised = update(table).values(revision=table.c.revision + 1)
    if db.session.execute(raised).rowcount == 0:  # type: ignore[attr-defined]
        db.session.execute(insert(Catalogue).values(id=1, revision=1))


def revision() -> int:
    return db.session.scalar(select(Catalogue.revision)) or 0


def next_change(now: datetime) -> datetime:
    """Return the next instant at which public content changes by itself.

    A session ends, a sign-up opens or closes, a first session begins, or a day is over.
    """
    instants = (Session.ends_at, Session.starts_at, Workshop.opens_at, Workshop.closes_at)
    next_ones = [select(func.min(at)).where(at > now).scalar_subquery() for at in instants]
    found = db.session.execute(select(*next_ones)).one()
    instants_found: list[datetime] = [at for at in found if at]
    return min([clock.next_midnight(), *instants_found])


def _is_public() -> Any:
    return Workshop.status.in_(("published", "cancelled"))


def _in_period(filters: Filters, now: datetime) -> Any:
    """Return the condition on sessions: not over yet, or within the period asked for."""
    since = clock.midnight(filters.from_on) if filters.from_on else now
    until = clock.midnight(filters.to_on + timedelta(days=1)) if filters.to_on else None
    inside = Session.ends_at > since
    return and_(inside, Session.starts_at < until) if until else inside


def _narrow(filters: Filters) -> list[Any]:
    """Return the conditions on workshops, one for each filter that is set."""
    return [_is_public(), *_labelled(filters)]


def _labelled(filters: Filters) -> list[Any]:
    """Return the conditions on what a workshop says and is, public or not."""
    conditions: list[Any] = list(search.conditions(filters.q))
    if filters.series:
        conditions.append(Workshop.series.has(_called(Series, filters, "series")))
    if filters.kind:
        conditions.append(Workshop.kind.in_(filters.kind))
    if filters.topic:
        conditions.append(Workshop.topics.any(_called(Topic, filters, "topic")))
    if filters.audience:
        conditions.append(Workshop.audiences.any(_called(Audience, filters, "audience")))
    if filters.spoken:
        conditions.append(Workshop.languages.any(WorkshopLanguage.language.in_(filters.spoken)))
    if filters.host:
        named = _called(Host, filters, "host")
        conditions.append(or_(Workshop.host.has(named), Workshop.partners.any(named)))
    conditions += [_offers(feature) for feature in filters.access]
    return conditions


def _called(model: Any, filters: Filters, name: str) -> Any:
    """Return the condition on a label's address, now or before it was merged with its double."""
    values = getattr(filters, name)
    merged = select(OldLabel.instead).where(OldLabel.kind == name, OldLabel.slug.in_(values))
    return or_(model.slug.in_(values), model.slug.in_(merged))


def _offers(feature: str) -> Any:
    """Return the condition that a workshop has a feature: by itself, or in every room it uses."""
    used = aliased(Session)  # the list's query reads sessions too
    in_a_room = and_(
        used.workshop_id == Workshop.id, used.status == "planned", used.room_id.is_not(None)
    )
    there = exists().where(RoomFeature.room_id == used.room_id, RoomFeature.feature == feature)
    in_every_room = and_(exists().where(in_a_room), ~exists().where(in_a_room, ~there))
    return or_(Workshop.features.any(WorkshopFeature.feature == feature), in_every_room)


def _has_free_seats(now: datetime) -> Any:
    """Return the condition that a stranger could get a seat now (or needs none)."""
    free = and_(Pool.taken + Pool.reserved < Pool.capacity, Pool.waiting == 0)
    seat = exists().where(
        Pool.workshop_id == Workshop.id,
        Pool.kind != "session",
        or_(free, Workshop.admission == "approval"),
    )
    first = aliased(Session)
    begun = exists().where(first.workshop_id == Workshop.id, first.starts_at <= now)
    by_form = and_(
        Workshop.signup_mode == "form",
        seat,
        ~begun,
        or_(Workshop.opens_at.is_(None), Workshop.opens_at <= now),
        or_(Workshop.closes_at.is_(None), Workshop.closes_at > now),
    )
    dated = Workshop.sessions.any(Session.status == "planned")
    return and_(Workshop.status == "published", dated, or_(by_form, Workshop.signup_mode == "none"))


def _at_venue(filters: Filters) -> list[Any]:
    if not filters.venue:
        return []
    return [Session.room.has(Room.venue.has(_called(Venue, filters, "venue")))]


@cache  # options are values; building them anew costs as much as a query
def with_everything() -> list[Any]:
    """Return the loads a list item, a page and a feed need: one query each, not one a row."""
    sessions = selectinload(Workshop.sessions)
    return [
        *(joinedload(each) for each in (Workshop.series, Workshop.host, Workshop.image)),
        sessions.joinedload(Session.room).joinedload(Room.venue),
        sessions.joinedload(Session.room).selectinload(Room.features),
        sessions.selectinload(Session.trainers),
        selectinload(Workshop.texts),
        selectinload(Workshop.languages),
        selectinload(Workshop.features),
        selectinload(Workshop.pools),
    ]


@cache
def _for_lists() -> list[Any]:
    """Return the loads a list item needs: less than a page, since lists are asked for most."""
    sessions = selectinload(Workshop.sessions)
    return [
        joinedload(Workshop.series),
        joinedload(Workshop.image),
        sessions.joinedload(Session.room).joinedload(Room.venue),
        sessions.joinedload(Session.room).selectinload(Room.features),
        selectinload(Workshop.texts).load_only(WorkshopText.title),
        selectinload(Workshop.languages),
        selectinload(Workshop.features),
        selectinload(Workshop.pools),
    ]


@dataclass(frozen=True)
class Page:
    workshops: list[tuple[Workshop, datetime]]  # each with the start of its next session
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def _matching(filters: Filters, now: datetime) -> Any:
    """Return a subquery: workshop_id and the start of its first session in the period.

    A session called off does not stand for a workshop that goes on without it.
    """
    is_off = and_(Session.status == "cancelled", Session.undated_since.is_(None))
    stands = or_(~is_off, Workshop.status == "cancelled")
    query = (
        select(Session.workshop_id, func.min(Session.starts_at).label("next_at"))
        .join(Workshop, Workshop.id == Session.workshop_id)
        .where(_in_period(filters, now), stands, LISTED, *_narrow(filters), *_at_venue(filters))
        .group_by(Session.workshop_id)
    )
    if filters.free:
        query = query.where(_has_free_seats(now))
    return query.subquery()


def find(filters: Filters, *, page: int = 1, size: int = PAGE_SIZE) -> Page:
    """Return a page of workshops in order of their next session."""
    matching = _matching(filters, clock.now())
    # the page is cut from narrow rows: whole workshops would be sorted for twelve of them
    few = (
        select(matching, func.count().over().label("total"))
        .order_by(matching.c.next_at, matching.c.workshop_id)
        .limit(size)
        .offset((page - 1) * size)
        .subquery()
    )
    query = (
        select(Workshop, few.c.next_at, few.c.total)
        .join(few, few.c.workshop_id == Workshop.id)
        .order_by(few.c.next_at, Workshop.id)
        .options(*_for_lists())
    )
    rows = db.session.execute(query).all()
    total = rows[0][2] if rows else _size(matching)
    return Page([(workshop, next_at) for workshop, next_at, _total in rows], page, total)


def _size(matching: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(matching)) or 0


def count(filters: Filters) -> int:
    """Return how many workshops match."""
    return _size(_matching(filters, clock.now()))


def in_order(
    filters: Filters, *, since: datetime, until: datetime | None = None
) -> Select[Session]:
    """Return the query of the public sessions that match, from one instant to another."""
    query: Select[Session] = (
        select(Session)
        .join(Session.workshop)
        .where(Session.ends_at > since, *_narrow(filters), *_at_venue(filters))
        .order_by(Session.starts_at, Session.id)
    )
    if until:
        query = query.where(Session.starts_at < until)
    return query.where(_has_free_seats(clock.now())) if filters.free else query


def in_month(filters: Filters, *, since: datetime, until: datetime) -> list[Session]:
    """Return the same with as much as a calendar's cell shows."""
    cell = contains_eager(Session.workshop).options(
        joinedload(Workshop.series),
        selectinload(Workshop.sessions),
        selectinload(Workshop.texts).load_only(WorkshopText.title),
        selectinload(Workshop.pools),
    )
    query = in_order(filters, since=since, until=until).where(LISTED).options(cell)
    return list(db.session.scalars(query))


def among(ids: set[int], filters: Filters) -> set[int]:
    """Return which of these sessions match, drafts included: for feeds of one reader."""
    query = select(Session.id).join(Session.workshop).where(Session.id.in_(ids))
    if filters.from_on or filters.to_on:
        query = query.where(_in_period(filters, clock.now()))
    return set(db.session.scalars(query.where(*_labelled(filters), *_at_venue(filters))))


def by_slug(slug: str) -> Workshop | None:
    """Return the workshop of this slug, drafts included; its guard is the caller's."""
    loads = [*with_everything(), *with_logos()]
    return db.session.scalar(select(Workshop).where(Workshop.slug == slug).options(*loads))


def palette_of(slug: str) -> str | None:
    """Return the palette of the workshop of this slug, drafts included."""
    query = select(Workshop).where(Workshop.slug == slug)
    workshop = db.session.scalar(query.options(joinedload(Workshop.series)))
    return workshop.palette if workshop else None


def slug_now(slug: str) -> str | None:
    """Return the present slug of a workshop that once had this one."""
    query = (select(Workshop.slug).join(OldSlug, OldSlug.workshop_id == Workshop.id)).where(
        OldSlug.slug == slug, _is_public()
    )
    return db.session.scalar(query)


def others_like(workshop: Workshop, now: datetime) -> list[Workshop]:
    """Return the coming workshops with the same content, soonest first."""
    root = workshop.original_id or workshop.id
    query = (
        select(Workshop)
        .where(
            or_(Workshop.id == root, Workshop.original_id == root),
            Workshop.id != workshop.id,
            Workshop.status == "published",
            exists().where(Session.workshop_id == Workshop.id, Session.ends_at > now),
        )
        .options(*_for_lists())
    )
    return sorted(db.session.scalars(query), key=lambda other: other.starts_at)


def all_series() -> list[Series]:
    query = select(Series).options(joinedload(Series.image))
    return list(db.session.scalars(query.order_by(Series.position, Series.id)))


def series_counts(now: datetime) -> dict[int, int]:
    """Return how many coming workshops each series has, by the series' id."""
    coming = exists().where(Session.workshop_id == Workshop.id, Session.ends_at > now)
    query = (
        select(Workshop.series_id, func.count())
        .where(_is_public(), coming, Workshop.series_id.is_not(None), LISTED)
        .group_by(Workshop.series_id)
    )
    return {series_id or 0: number for series_id, number in db.session.execute(query)}


def labels() -> dict[str, list[Any]]:
    """Return the rows a workshop is labelled with: topics, audiences, hosts and venues."""
    return {
        "topics": list(db.session.scalars(select(Topic).order_by(Topic.slug))),
        "audiences": list(db.session.scalars(select(Audience).order_by(Audience.slug))),
        "hosts": list(db.session.scalars(select(Host).order_by(Host.name))),
        "venues": list(db.session.scalars(select(Venue).order_by(Venue.name))),
    }


def at_a_glance() -> list[Any]:
    """Return the loads of what pages beside a form show: few rows, so one query for all."""
    return [
        joinedload(Workshop.series),
        joinedload(Workshop.image),
        joinedload(Workshop.texts),
        joinedload(Workshop.pools),
        joinedload(Workshop.sessions).joinedload(Session.room).joinedload(Room.venue),
    ]


@lru_cache
def _for_form() -> Select[Any]:
    """Return the query of a form's workshop; made once, as each sign-up asks it."""
    return select(Workshop).where(Workshop.slug == bindparam("slug")).options(*at_a_glance())


def for_form(slug: str) -> Workshop | None:
    """Return the workshop with what its sign-up form shows, drafts included."""
    return db.session.scalars(_for_form(), {"slug": slug}).unique().one_or_none()


@lru_cache
def _bare() -> Select[Any]:
    only = load_only(Workshop.id, Workshop.slug)
    return select(Workshop).where(Workshop.slug == bindparam("slug")).options(only)


def bare(slug: str) -> Workshop | None:
    """Return hardly more than the workshop's key, for a verb that reads it under its lock."""
    return db.session.scalars(_bare(), {"slug": slug}).one_or_none()
