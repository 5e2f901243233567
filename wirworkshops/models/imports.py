"""Imports: files of workshops from elsewhere, kept from the dry run until they are taken in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.workshops import one_of

FORMATS = ("ics", "csv")


class Import(Base):
    """A file that somebody of the office has sent; gone after a day, or once it is taken in."""

    __tablename__ = "imports"
    __table_args__ = (one_of("format", FORMATS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    format: Mapped[str] = mapped_column(String(4))
    file_name: Mapped[str] = mapped_column(String(200))
    body: Mapped[bytes]
    created_at: Mapped[datetime]
