"""Participants: people, with only what is needed to reach them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from wirworkshops.database import NEVER_AGAIN, Base
from wirworkshops.models.texts import fold


class Participant(Base):
    """A person. Same mailbox and other name is another person; no mailbox is allowed.

    calendar says how she gets her dates: "mail" (invitations), "feed" (her own feed) or "file"
    (all dates of a workshop as one file in a letter). Her feed shows what she waits for, and
    reminds her feed_alarm minutes before, if she asks for it.
    folded is what the office's search reads: name and ways to reach her.
    """

    __tablename__ = "participants"
    __table_args__ = (
        CheckConstraint("calendar IN ('mail', 'feed', 'file')", name="calendar"),
        CheckConstraint("feed_alarm >= 0", name="feed_alarm"),
        CheckConstraint("name <> ''", name="name"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    identity: Mapped[str | None] = mapped_column(String(460), unique=True)
    other_contact: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(12), default="de")
    calendar: Mapped[str] = mapped_column(String(4), default="mail")
    feed_number: Mapped[int] = mapped_column(default=0)
    feed_waiting: Mapped[bool] = mapped_column(default=False)
    feed_alarm: Mapped[int] = mapped_column(default=0)
    my_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    folded: Mapped[str] = mapped_column(Text, default="", server_default="")

    @validates("name", "email", "other_contact")
    def _fold(self, field: str, value: Any) -> Any:
        """Keep what searches read true, whichever of the three is written."""
        now = {"name": self.name, "email": self.email, "other_contact": self.other_contact}
        self.folded = folded(**(now | {field: value}))
        return value


def folded(name: str | None, email: str | None, other_contact: str | None) -> str:
    """Return a person as the office's search compares her: the name first, as lists sort her."""
    return fold(" ".join(text for text in (name, email, other_contact) if text))


class Merged(Base):
    """Two rows that were one person: the empty one stays, for its links, and points to the other.

    Its number is never given to somebody else meanwhile, whom an old link would open.
    """

    __tablename__ = "merged_participants"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
