"""Hosts and partners: the bodies that answer for a workshop, or are named on it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.images import Image


class Host(Base):
    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    website: Mapped[str] = mapped_column(String(300), default="")

    image: Mapped[Image | None] = relationship(viewonly=True)
