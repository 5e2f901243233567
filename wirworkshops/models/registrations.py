"""Registrations: one participant's seats in one workshop, and what she needs there."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from wirworkshops.database import NEVER_AGAIN, Base
from wirworkshops.models.accounts import Account
from wirworkshops.models.participants import Participant
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.texts import fold
from wirworkshops.models.workshops import Session, Workshop, one_of

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
SOURCES = ("web", "phone", "paper", "door")
FIELDS = ("school", "counselling", "administration", "association", "health", "other")
NEEDS = (
    "sign-language",
    "live-captions",
    "hearing-loop",
    "interpreting",
    "step-free",
    "assistance",
    "diet",
    "childcare",
    "other",
)
NEED_STATES = ("open", "requested", "arranged", "impossible", "unneeded")


class Registration(Base):
    """A person has one row in a workshop, for ever: coming back takes up the same one.

    sequence is her own count, raised by each withdrawal and return, so that a later
    invitation outranks the CANCEL before it (RFC 5546 §2.1.4); sequence_at is when it last rose.
    link_number revokes links.
    After the retention period participant_id and the texts are empty; the row stays.

    A group is one row of its contact with all its seats (attends: she takes one herself), and
    a row without seats for each person named, whose group_id is the contact's. held_until is
    the deadline of a hold or an offer; called_at says when she was told, as one of several,
    that the first to accept gets a seat. folded is her organisation as searches read it.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("workshop_id", "participant_id"),
        one_of("status", STATUSES),
        one_of("source", SOURCES),
        CheckConstraint(
            "(group_id IS NULL AND seats > 0) OR (group_id IS NOT NULL AND seats = 0)",
            name="seats",
        ),
        CheckConstraint(
            "status NOT IN ('held', 'offered') OR held_until IS NOT NULL", name="held_until"
        ),
        Index("ix_registrations_queue", "pool_id", "status", "received_at", "id"),
        Index("ix_registrations_held", "status", "held_until"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    pool_id: Mapped[int] = mapped_column(ForeignKey("pools.id"))
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    contingent_id: Mapped[int | None] = mapped_column(ForeignKey("contingents.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    seats: Mapped[int] = mapped_column(default=1)
    attends: Mapped[bool] = mapped_column(default=True)
    takes_fewer: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(8), default="web")
    received_at: Mapped[datetime]
    status_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    knows_overlap: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int] = mapped_column(default=0)
    sequence_at: Mapped[datetime | None]
    link_number: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(12), default="de")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    field: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    question: Mapped[str] = mapped_column(Text, default="")
    declined_because: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(String(220), default="", server_default="")

    workshop: Mapped[Workshop] = relationship()
    pool: Mapped[Pool] = relationship()
    participant: Mapped[Participant | None] = relationship()
    contingent: Mapped[Contingent | None] = relationship()
    group: Mapped["Registration | None"] = relationship(remote_side=[id])
    needs: Mapped[list["Need"]] = relationship(
        back_populates="registration", cascade="all, delete-orphan", order_by="Need.id"
    )

    @validates("organisation")
    def _fold(self, _field: str, value: Any) -> Any:
        self.folded = fold(value or "")[:220]
        return value

    def raise_sequence(self, at: datetime) -> None:
        """Raise her own count; needs the lock of the workshop's seats, as a move does."""
        self.sequence, self.sequence_at = self.sequence + 1, at

    @property
    def is_firm(self) -> bool:
        """Whether the seat is confirmed; only then do invitations go out."""
        return self.status == "confirmed"


class Need(Base):
    """What somebody needs in order to take part. May reveal health: kept apart, deleted first.

    The office's task to make it possible: state is how far that is, owner who does it, note
    what the office wrote about it. language is of interpreting only. consented_at is when she
    said it and agreed, consent how: web, oral or paper. shared_at is since when trainers and
    caterers may know whose need it is; empty while they may not. due_on is a deadline that the
    office set for this one.
    """

    __tablename__ = "needs"
    __table_args__ = (one_of("kind", NEEDS), one_of("state", NEED_STATES))

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(12), default="", server_default="")
    consented_at: Mapped[datetime]
    consent: Mapped[str] = mapped_column(String(8), default="web", server_default="web")
    shared_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default="open", server_default="open")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")

    registration: Mapped[Registration] = relationship(back_populates="needs")
    owner: Mapped[Account | None] = relationship()

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop


class CallOff(Base):
    """Something that was booked for a need which is deleted: to be called off.

    Knows the workshop, and neither whose it was nor since when, so that nobody can tell.
    """

    __tablename__ = "call_offs"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)

    workshop: Mapped[Workshop] = relationship()
    owner: Mapped[Account | None] = relationship()


class Rebooking(Base):
    """What was booked and has to be called off, moved or added, since one date has changed.

    was_at is when that date was, as it was booked; empty where it is a new one. number is how
    many need it. Knows the workshop and its date, never whose needs these are.
    """

    __tablename__ = "rebookings"
    __table_args__ = (UniqueConstraint("session_id", "kind", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12), default="")
    number: Mapped[int] = mapped_column(default=1)
    was_at: Mapped[datetime | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)

    workshop: Mapped[Workshop] = relationship()
    session: Mapped[Session] = relationship()
    owner: Mapped[Account | None] = relationship()


class Choice(Base):
    """One person's seat in one session of a conference: a seat of that session's pool.

    With left_at she has given it up and it counts no more; her calendar shows it as cancelled.
    """

    __tablename__ = "choices"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("pools.id"), primary_key=True, index=True)
    left_at: Mapped[datetime | None]


class Interest(Base):
    """Somebody who does not wait, and wants to hear of the next date of the same content."""

    __tablename__ = "interests"
    __table_args__ = (UniqueConstraint("workshop_id", "participant_id"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    link_number: Mapped[int] = mapped_column(default=0)

    workshop: Mapped[Workshop] = relationship()
    participant: Mapped[Participant] = relationship()
