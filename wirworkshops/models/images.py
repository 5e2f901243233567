"""Images of workshops, series, hosts and funders, as they were made anew from what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base
from wirworkshops.models.texts import Texts

FORMATS = ("webp", "jpeg", "png")
OWNERS = ("workshop_id", "series_id", "host_id", "funder_id")
WIDTHS = (480, 960, 1600)  # of the files for pages; never wider than what was sent
_ONE = " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in OWNERS)


def _owner(table: str) -> Mapped[int | None]:
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), unique=True)


class Image(Base):
    """One image of one thing, with its alternative text. It goes with its thing.

    digest is a print of its files and stands in their address; width and height are those of
    the largest one. plain is the format for link previews and paper, beside WebP for pages.
    """

    __tablename__ = "images"
    __table_args__ = (
        CheckConstraint(f"{_ONE} = 1", name="one_owner"),
        CheckConstraint("plain IN ('jpeg', 'png')", name="plain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int | None] = _owner("workshops")
    series_id: Mapped[int | None] = _owner("series")
    host_id: Mapped[int | None] = _owner("hosts")
    funder_id: Mapped[int | None] = _owner("funders")
    alt: Mapped[Texts] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(32), index=True)
    width: Mapped[int]
    height: Mapped[int]
    plain: Mapped[str] = mapped_column(String(4))
    created_at: Mapped[datetime]

    @property
    def widths(self) -> list[int]:
        """The widths of its files, the narrowest first."""
        return widths_of(self.width)


class ImageFile(Base):
    """One file of an image, finished."""

    __tablename__ = "image_files"

    image_id: Mapped[int] = mapped_column(
        ForeignKey("images.id", ondelete="CASCADE"), primary_key=True
    )
    format: Mapped[str] = mapped_column(String(4), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


def widths_of(width: int) -> list[int]:
    """Return how wide the files of an image are, whose largest one is this wide."""
    return [*(each for each in WIDTHS if each < width), min(width, WIDTHS[-1])]
