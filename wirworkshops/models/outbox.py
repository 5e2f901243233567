"""The outbox: one row for each letter to one person, with its delivery state."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.accounts import Account
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, one_of


class Letter(Base):
    """What a letter is about; its words are made when the worker sends it.

    kind names a function of wirworkshops.letters. facts holds what cannot be read from
    the rows any more (the old time of a moved session), never anything personal.
    body and message_id are stored before the first try, so that a retry sends the same.
    """

    __tablename__ = "letters"
    __table_args__ = (
        one_of("status", ("queued", "sent", "failed", "dropped")),
        Index("ix_letters_due", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("trainers.id"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(12), default="queued")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(String(200), default="")
    recipient: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[bytes | None] = mapped_column(LargeBinary)

    registration: Mapped[Registration | None] = relationship()
    session: Mapped[Session | None] = relationship()
    participant: Mapped[Participant | None] = relationship()
    account: Mapped[Account | None] = relationship()
    trainer: Mapped[Trainer | None] = relationship()
