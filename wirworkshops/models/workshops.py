"""Series, workshops with their texts and labels, and sessions."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import NEVER_AGAIN, Base
from wirworkshops.models.funders import Funder, workshop_funders
from wirworkshops.models.hosts import Host
from wirworkshops.models.images import Image
from wirworkshops.models.pools import Pool
from wirworkshops.models.texts import Texts, text_in
from wirworkshops.models.trainers import Trainer, session_trainers
from wirworkshops.models.venues import Room

PALETTES = ("raspberry", "brick", "ochre", "leaf", "petrol", "violet")
KINDS = (
    "workshop",
    "story-cafe",
    "circle",
    "dialogue",
    "information",
    "course",
    "conference",
    "action",
)
SIGNUP_MODES = ("form", "none", "external")
ADMISSIONS = ("order", "approval")
MOVING_UP = ("offer", "direct")
QUEUES = ("strict", "fitting")
SPOKEN = ("de", "en", "ar", "tr", "uk", "fa", "fr", "ru", "pl", "ro", "it", "es")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """Return a CHECK that a text column holds one of the given values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


workshop_topics = Table(
    "workshop_topics",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("topic_id", ForeignKey("topics.id"), primary_key=True, index=True),
)
workshop_audiences = Table(
    "workshop_audiences",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("audience_id", ForeignKey("audiences.id"), primary_key=True, index=True),
)
workshop_partners = Table(
    "workshop_partners",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("host_id", ForeignKey("hosts.id"), primary_key=True, index=True),
)


class Series(Base):
    __tablename__ = "series"
    __table_args__ = (one_of("palette", PALETTES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    palette: Mapped[str] = mapped_column(String(20))
    name: Mapped[Texts] = mapped_column(default=dict)
    summary: Mapped[Texts] = mapped_column(default=dict)
    most_per_person: Mapped[int | None]

    image: Mapped[Image | None] = relationship(viewonly=True)


class Topic(Base):
    __tablename__ = "topics"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Texts] = mapped_column(default=dict)


class Audience(Base):
    __tablename__ = "audiences"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Texts] = mapped_column(default=dict)


class WorkshopText(Base):
    """A workshop's texts in one language; body is Markdown, folded is what searches read.

    changed_at is when it was last written, or found to say what the German text says; empty
    for texts older than this column.
    """

    __tablename__ = "workshop_texts"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    bring: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime | None]


class WorkshopLanguage(Base):
    """A language spoken at a workshop."""

    __tablename__ = "workshop_languages"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True, index=True)


class WorkshopFeature(Base):
    """Something a workshop itself offers beside what its rooms have."""

    __tablename__ = "workshop_features"

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), primary_key=True)
    feature: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    note: Mapped[Texts] = mapped_column(default=dict)


class OldSlug(Base):
    """An address a workshop had before; answers with a redirect for ever."""

    __tablename__ = "old_slugs"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)


class Workshop(Base):
    """What people sign up for: one text, one or more sessions, at least one pool.

    admission says who gets a seat: whoever comes first, or whom the organiser accepts.
    moves_up says how a freed seat goes on: as an offer with a deadline, or at once. queue says
    what a group does that needs more than is free: it stops those behind it, or lets the
    smaller ones pass. reminders are hours before each session. publish_at is when a draft
    publishes itself; archived_at, since when it is out of the lists. link_hours is how long
    before a session its online link goes out; none: with the confirmation.
    """

    __tablename__ = "workshops"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("status", ("draft", "published", "cancelled")),
        one_of("signup_mode", SIGNUP_MODES),
        one_of("admission", ADMISSIONS),
        one_of("moves_up", MOVING_UP),
        one_of("queue", QUEUES),
        CheckConstraint("most_seats > 0", name="most_seats"),
        CheckConstraint("minimum IS NULL OR minimum > 0", name="minimum"),
        CheckConstraint("signup_mode <> 'external' OR signup_url <> ''", name="external"),
        CheckConstraint("status = 'draft' OR published_at IS NOT NULL", name="published"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"), index=True)
    original_id: Mapped[int | None] = mapped_column(ForeignKey("workshops.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="workshop")
    status: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    signup_mode: Mapped[str] = mapped_column(String(12), default="form")
    signup_url: Mapped[str] = mapped_column(String(500), default="")
    waiting_list: Mapped[bool] = mapped_column(default=True)
    admission: Mapped[str] = mapped_column(String(12), default="order")
    moves_up: Mapped[str] = mapped_column(String(12), default="offer")
    queue: Mapped[str] = mapped_column(String(12), default="strict")
    most_seats: Mapped[int] = mapped_column(default=1)
    names_until: Mapped[datetime | None]
    minimum: Mapped[int | None]
    decide_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    reminders: Mapped[list[int]] = mapped_column(JSON, default=lambda: [24])
    link_hours: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    cancelled_because: Mapped[str] = mapped_column(Text, default="")

    series: Mapped[Series | None] = relationship()
    host: Mapped[Host] = relationship()
    partners: Mapped[list[Host]] = relationship(secondary=workshop_partners, order_by=Host.name)
    funders: Mapped[list[Funder]] = relationship(secondary=workshop_funders, order_by=Funder.name)
    image: Mapped[Image | None] = relationship(viewonly=True)
    texts: Mapped[list[WorkshopText]] = relationship(cascade="all, delete-orphan")
    languages: Mapped[list[WorkshopLanguage]] = relationship(cascade="all, delete-orphan")
    features: Mapped[list[WorkshopFeature]] = relationship(cascade="all, delete-orphan")
    topics: Mapped[list[Topic]] = relationship(secondary=workshop_topics, order_by=Topic.slug)
    audiences: Mapped[list[Audience]] = relationship(
        secondary=workshop_audiences, order_by=Audience.slug
    )
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="workshop", order_by="Session.starts_at"
    )
    pools: Mapped[list[Pool]] = relationship(order_by=Pool.id)

    def text(self, language: str) -> WorkshopText:
        """Return the text in this language, or else the German one, or else the first."""
        by_language = {text.language: text for text in self.texts}
        return by_language.get(language) or by_language.get("de") or self.texts[0]

    @property
    def palette(self) -> str:
        return self.series.palette if self.series else "petrol"

    @property
    def pool(self) -> Pool:
        """The first pool: the only one, or the on-site half. Its row is the lock of all."""
        return self.pools[0]

    @property
    def entries(self) -> list[Pool]:
        """The pools one signs up in: one, or the halves of a hybrid workshop."""
        return [pool for pool in self.pools if pool.kind != "session"]

    @property
    def is_undated(self) -> bool:
        """Whether all its dates are called off, and a new one follows."""
        waits = any(session.undated_since for session in self.sessions)
        return waits and all(session.is_cancelled for session in self.sessions)

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(session.ends_at for session in self.sessions)


class Session(Base):
    """One date of a workshop. Its UID never changes; its SEQUENCE never falls.

    title is its own where it has one: of a conference's session, or a course's part.
    undated_since says that it is called off on this date only: a new one follows. link_given_at
    is since when those with a seat have the online link, where it goes out later than they
    hear of their seat.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("sequence >= 0", name="sequence"),
        one_of("status", ("planned", "cancelled")),
        Index("ix_sessions_workshop_start", "workshop_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    title: Mapped[Texts] = mapped_column(default=dict)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    is_online: Mapped[bool] = mapped_column(default=False)
    online_url: Mapped[str] = mapped_column(String(500), default="")
    link_given_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(12), default="planned")
    undated_since: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    cancelled_because: Mapped[str] = mapped_column(Text, default="")

    workshop: Mapped[Workshop] = relationship(back_populates="sessions")
    room: Mapped[Room | None] = relationship()
    trainers: Mapped[list[Trainer]] = relationship(
        secondary=session_trainers, order_by=Trainer.name
    )

    @property
    def is_cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def holds_link_back(self) -> bool:
        """Whether those with a seat do not have the online link yet."""
        return self.workshop.link_hours is not None and self.link_given_at is None

    @property
    def link(self) -> str:
        """The online link, once those with a seat may have it."""
        return "" if self.holds_link_back else self.online_url

    @property
    def link_at(self) -> datetime | None:
        """When the link goes out; none where nothing holds it back."""
        hours = self.workshop.link_hours
        if hours is None or not self.holds_link_back:
            return None
        return self.starts_at - timedelta(hours=hours)


def series_name(series: Series | None, language: str) -> str:
    return text_in(series.name, language) if series else ""
