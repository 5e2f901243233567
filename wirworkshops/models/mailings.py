"""Mailings: what the office writes to people of one workshop, and the letters it became."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.accounts import Account
from wirworkshops.models.texts import Texts
from wirworkshops.models.workshops import Workshop, one_of

AUDIENCES = (
    "confirmed",
    "waiting",
    "requested",
    "held",
    "active",
    "withdrawn",
    "cancelled",
    "chosen",
)
mailing_letters = Table(
    "mailing_letters",
    Base.metadata,
    Column("mailing_id", ForeignKey("mailings.id"), primary_key=True),
    Column("letter_id", ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Mailing(Base):
    """A text in one or more languages for those of a workshop who stand in a certain state.

    chosen holds the numbers of registrations where they were ticked one by one. Planned, it
    is sent at due_at; once sent it stays as it is, and told is how many it went to.
    """

    __tablename__ = "mailings"
    __table_args__ = (
        one_of("audience", AUDIENCES),
        one_of("status", ("draft", "planned", "sent")),
        CheckConstraint("status <> 'planned' OR due_at IS NOT NULL", name="due_at"),
        Index("ix_mailings_due", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    audience: Mapped[str] = mapped_column(String(12), default="confirmed")
    chosen: Mapped[list[int]] = mapped_column(JSON, default=list)
    subject: Mapped[Texts] = mapped_column(default=dict)
    text: Mapped[Texts] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(8), default="draft")
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    told: Mapped[int] = mapped_column(default=0)

    workshop: Mapped[Workshop] = relationship()
    account: Mapped[Account | None] = relationship()
