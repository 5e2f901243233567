"""Trainers: who leads a session."""

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import NEVER_AGAIN, Base

session_trainers = Table(
    "session_trainers",
    Base.metadata,
    Column("session_id", ForeignKey("sessions.id"), primary_key=True),
    Column("trainer_id", ForeignKey("trainers.id"), primary_key=True),
)


class Trainer(Base):
    """Somebody who leads sessions; feed_number makes the address of her calendar.

    email is where she is told what she needs to know; the public never sees it.
    """

    __tablename__ = "trainers"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    feed_number: Mapped[int] = mapped_column(default=0)
