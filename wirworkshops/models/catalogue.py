"""The catalogue revision: raised in each transaction that changes what strangers see."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Catalogue(Base):
    __tablename__ = "catalogue"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
