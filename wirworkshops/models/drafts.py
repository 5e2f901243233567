"""Drafts: what somebody of the office had typed when her login was over; gone after an hour."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Draft(Base):
    """One form of one account in one browser. fields are its names with their values, in order."""

    __tablename__ = "drafts"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    browser: Mapped[str] = mapped_column(String(32), primary_key=True)
    path: Mapped[str] = mapped_column(String(2000))
    fields: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
