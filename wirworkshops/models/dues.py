"""Dues: what the worker does at an instant: reminders, decisions, and what lapses on a date."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.workshops import one_of

DUE_KINDS = ("reminder", "names-soon", "names", "contingent", "decision-soon", "decision", "rush")


class Due(Base):
    """Done once: whoever sets done_at does it, in the same transaction.

    hours says how long before the session a reminder is; it belongs to the row's identity, so
    that a moved session is not reminded of twice. Of the kind "rush" there are several for one
    workshop: there it only numbers them.
    """

    __tablename__ = "dues"
    __table_args__ = (
        one_of("kind", DUE_KINDS),
        Index("ix_dues_due", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    contingent_id: Mapped[int | None] = mapped_column(ForeignKey("contingents.id"), index=True)
    hours: Mapped[int] = mapped_column(default=0)
