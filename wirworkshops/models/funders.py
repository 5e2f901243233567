"""Funders: who pays for a workshop, and the line and the logo that must be shown for it."""

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.images import Image
from wirworkshops.models.texts import Texts

workshop_funders = Table(
    "workshop_funders",
    Base.metadata,
    Column("workshop_id", ForeignKey("workshops.id"), primary_key=True),
    Column("funder_id", ForeignKey("funders.id"), primary_key=True, index=True),
)


class Funder(Base):
    """line goes on after "Gefördert", such as "vom Land Hessen"."""

    __tablename__ = "funders"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    line: Mapped[Texts] = mapped_column(default=dict)
    website: Mapped[str] = mapped_column(String(300), default="")

    image: Mapped[Image | None] = relationship(viewonly=True)
