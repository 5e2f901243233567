"""Pools: numbers of seats under one limit. The CHECK is the last defence of rule 1."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Pool(Base):
    """taken and waiting count seats; only domain.seats writes them, under the row's lock."""

    __tablename__ = "pools"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="never_oversold"),
        CheckConstraint("waiting >= 0", name="waiting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshops.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    turn: Mapped[int] = mapped_column(default=0)

    @property
    def free(self) -> int:
        return self.capacity - self.taken
