"""Memos: what the office writes down about a person or a registration, for itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.accounts import Account


class Memo(Base):
    """A short text, who wrote it and when; about one of the two. Deleted with the person."""

    __tablename__ = "memos"
    __table_args__ = (
        CheckConstraint("(participant_id IS NULL) <> (registration_id IS NULL)", name="about"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    written_at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)

    account: Mapped[Account | None] = relationship()
