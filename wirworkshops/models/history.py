"""History: who did what to which thing and when. Holds no personal data of participants."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.accounts import Account


class Event(Base):
    """account_id is empty where the participant herself or the worker acted (see actor).

    thing and thing_id name what was changed where it is neither a workshop nor a registration,
    such as "venue" and its number. reason is what the office wrote about an exception; it goes
    with the person.
    """

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_thing", "thing", "thing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    act: Mapped[str] = mapped_column(String(40))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshops.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    thing: Mapped[str] = mapped_column(String(20), default="", server_default="")
    thing_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")

    account: Mapped[Account | None] = relationship()
