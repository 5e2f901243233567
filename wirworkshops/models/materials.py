"""Material of a workshop: files and links, for those who have a seat or who came."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.workshops import one_of

PHASES = ("before", "after")
READERS = ("seats", "came")


class Material(Base):
    """A file, or a link. Nobody sees it before visible_at; told_at is when people were written to.

    phase says what it is for: to prepare, or to read up on. readers are all who have a seat, or
    those who came.
    """

    __tablename__ = "materials"
    __table_args__ = (
        one_of("phase", PHASES),
        one_of("readers", READERS),
        CheckConstraint("(url <> '' AND file_name = '') OR (url = '' AND file_name <> '')",
                        name="file_or_link"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    phase: Mapped[str] = mapped_column(String(6))
    readers: Mapped[str] = mapped_column(String(5))
    url: Mapped[str] = mapped_column(String(500), default="")
    file_name: Mapped[str] = mapped_column(String(120), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    visible_at: Mapped[datetime]
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class MaterialFile(Base):
    """The bytes of a file, apart from what lists show of it."""

    __tablename__ = "material_files"

    material_id: Mapped[int] = mapped_column(
        ForeignKey("materials.id", ondelete="CASCADE"), primary_key=True
    )
    body: Mapped[bytes]
