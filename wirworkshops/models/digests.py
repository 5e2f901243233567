"""Digests: how often an account wants Today by mail, and the days on which that is done."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.workshops import one_of

RHYTHMS = ("daily", "weekly", "never")


class DigestChoice(Base):
    """What an account has chosen; without a row its role decides. hour is on the wall clock."""

    __tablename__ = "digest_choices"
    __table_args__ = (one_of("rhythm", RHYTHMS),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    rhythm: Mapped[str] = mapped_column(String(8))
    hour: Mapped[int]


class DigestDay(Base):
    """A day that is done for an account, whether there was something to say or not."""

    __tablename__ = "digest_days"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
