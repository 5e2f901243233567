"""Briefings: what a trainer has been told of a session she leads."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session


class Briefing(Base):
    """The newest letter to one trainer about one session.

    told is a print of date and place as they were then, starts_at the start. is_off says that
    the letter took the session back; is_full, that it held all there is to know: of a session
    that moved far away she hears once more when it comes near.
    """

    __tablename__ = "briefings"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True
    )
    trainer_id: Mapped[int] = mapped_column(
        ForeignKey("trainers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    told: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[datetime]
    told_at: Mapped[datetime]
    is_off: Mapped[bool] = mapped_column(default=False)
    is_full: Mapped[bool] = mapped_column(default=True)

    session: Mapped[Session] = relationship()
    trainer: Mapped[Trainer] = relationship()
