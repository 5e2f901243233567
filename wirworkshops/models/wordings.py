"""Wordings: the office's own words for a kind of letter, where it does not want the standard."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Wording(Base):
    """Own words for one kind of letter in one language; what is empty stays the standard."""

    __tablename__ = "wordings"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), default="")
    headline: Mapped[str] = mapped_column(String(200), default="")
    intro: Mapped[str] = mapped_column(Text, default="")
    closing: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime]
