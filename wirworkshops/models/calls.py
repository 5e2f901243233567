"""Calls: what the office tells by phone or post, where a letter would have gone to a mailbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.accounts import Account
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Session


class Call(Base):
    """One piece of news for somebody without a mailbox; kind is that of the letter.

    With done_at somebody has told her, or (without done_by_id) later news took its place.
    facts are those of the letter: nothing personal.
    """

    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_open", "done_at", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    registration: Mapped[Registration] = relationship()
    session: Mapped[Session | None] = relationship()
    done_by: Mapped[Account | None] = relationship()
