"""Addresses that labels had before they were merged: filters know them for ever."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class OldLabel(Base):
    """kind is the filter's name, such as topic; instead is the address of the row that stayed."""

    __tablename__ = "old_labels"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    instead: Mapped[str] = mapped_column(String(80))
