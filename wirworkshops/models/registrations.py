"""Registrations: one participant's seats in one workshop, and what she needs there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Pool
from wirworkshops.models.workshops import Workshop, one_of

STATUSES = (
    "held",
    "requested",
    "waiting",
    "offered",
    "confirmed",
    "withdrawn",
    "declined",
    "expired",
    "cancelled",
)
FIELDS = ("school", "counselling", "administration", "association", "health", "other")
NEEDS = (
    "sign-language",
    "live-captions",
    "hearing-loop",
    "step-free",
    "assistance",
    "childcare",
    "other",
)


class Registration(Base):
    """A person has one row in a workshop, for ever: coming back takes up the same one.

    sequence is her own count, raised by each withdrawal and return, so that a later
    invitation outranks the CANCEL before it (RFC 5546 §2.1.4). link_number revokes links.
    After the retention period participant_id and the texts are empty; the row stays.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("workshop_id", "participant_id"),
        one_of("status", STATUSES),
        one_of("source", ("web", "phone")),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("status <> 'held' OR held_until IS NOT NULL", name="held_until"),
        Index("ix_registrations_queue", "pool_id", "status", "received_at", "id"),
        Index("ix_registrations_held", "status", "held_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    pool_id: Mapped[int] = mapped_column(ForeignKey("pools.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    seats: Mapped[int] = mapped_column(default=1)
    source: Mapped[str] = mapped_column(String(8), default="web")
    received_at: Mapped[datetime]
    status_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    link_number: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(12), default="de")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    field: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    question: Mapped[str] = mapped_column(Text, default="")

    workshop: Mapped[Workshop] = relationship()
    pool: Mapped[Pool] = relationship()
    participant: Mapped[Participant | None] = relationship()
    needs: Mapped[list["Need"]] = relationship(cascade="all, delete-orphan")

    @property
    def is_firm(self) -> bool:
        """Whether the seat is confirmed; only then do invitations go out."""
        return self.status == "confirmed"


class Need(Base):
    """What somebody needs in order to take part. May reveal health: kept apart, deleted first."""

    __tablename__ = "needs"
    __table_args__ = (one_of("kind", NEEDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    consented_at: Mapped[datetime]
