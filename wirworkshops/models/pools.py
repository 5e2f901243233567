"""Pools: numbers of seats under one limit. The CHECK is the last defence of rule 1."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import NEVER_AGAIN, Base

POOL_KINDS = ("all", "onsite", "online", "session")


class Pool(Base):
    """taken, waiting and reserved count seats; only domain.moves and domain.contingents write them.

    kind says whom it is for: all who come, the on-site or the online half, or (session) those
    who choose one session of a conference. reserved is what contingents have not used yet.
    """

    __tablename__ = "pools"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint(
            "taken >= 0 AND reserved >= 0 AND taken + reserved <= capacity", name="never_oversold"
        ),
        CheckConstraint("waiting >= 0", name="waiting"),
        CheckConstraint(f"kind IN {POOL_KINDS}", name="kind"),
        CheckConstraint("(kind = 'session') = (session_id IS NOT NULL)", name="session"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(12), default="all")
    name: Mapped[str] = mapped_column(String(120), default="")
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)

    @property
    def free(self) -> int:
        return self.capacity - self.taken - self.reserved


class Contingent(Base):
    """Seats of a pool kept for a partner until a date, or an earlier opening; both by a link.

    While it is open (released_at is empty) what is left of it counts in the pool's reserved.
    With no seats it only opens sign-up earlier for those who have the link. used may exceed
    seats: a group on a contingent that grows takes from the pool's free seats as well.
    """

    __tablename__ = "contingents"
    __table_args__ = (CheckConstraint("seats >= 0 AND used >= 0", name="counts"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("pools.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    seats: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None]
    until_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    link_number: Mapped[int] = mapped_column(default=0)

    @property
    def left(self) -> int:
        """How many of its seats nobody has taken yet."""
        return 0 if self.released_at else max(0, self.seats - self.used)
