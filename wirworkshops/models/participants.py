"""Participants: people, with only what is needed to reach them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Participant(Base):
    """A person. Same mailbox and other name is another person; no mailbox is allowed.

    calendar says how she gets her dates: "mail" (invitations), "feed" (her own feed) or "file"
    (all dates of a workshop as one file in a letter). Her feed shows what she waits for, and
    reminds her feed_alarm minutes before, if she asks for it.
    """

    __tablename__ = "participants"
    __table_args__ = (
        CheckConstraint("calendar IN ('mail', 'feed', 'file')", name="calendar"),
        CheckConstraint("feed_alarm >= 0", name="feed_alarm"),
        CheckConstraint("name <> ''", name="name"),
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
