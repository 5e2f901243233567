"""Venues and their rooms, with what is accessible there."""

from sqlalchemy import CheckConstraint, Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.texts import Texts

FEATURES = (
    "step-free",
    "accessible-toilet",
    "hearing-loop",
    "sign-language",
    "captions",
    "easy-language",
    "childcare",
)


class Venue(Base):
    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200), default="")
    postal_code: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    directions: Mapped[Texts] = mapped_column(default=dict)

    rooms: Mapped[list["Room"]] = relationship(back_populates="venue", order_by="Room.name")

    @property
    def address(self) -> str:
        """The postal address in one line."""
        place = f"{self.postal_code} {self.city}".strip()
        return ", ".join(part for part in (self.street, place) if part)


class Room(Base):
    """A room; one with an empty name stands for the whole venue."""

    __tablename__ = "rooms"
    __table_args__ = (CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venues.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    floor: Mapped[Texts] = mapped_column(default=dict)
    capacity: Mapped[int | None]

    venue: Mapped[Venue] = relationship(back_populates="rooms")
    features: Mapped[list["RoomFeature"]] = relationship(order_by="RoomFeature.feature")

    @property
    def label(self) -> str:
        return f"{self.venue.name}, {self.name}" if self.name else self.venue.name


class RoomFeature(Base):
    """Something that makes a room accessible, with a note on how."""

    __tablename__ = "room_features"

    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    feature: Mapped[str] = mapped_column(String(40), primary_key=True)
    note: Mapped[Texts] = mapped_column(default=dict)
