"""Put-offs: lines of Today that somebody does not want to see before a day."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class PutOff(Base):
    """A line is its kind and the number of the row it is about; it comes back on until_on."""

    __tablename__ = "put_offs"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until_on: Mapped[date]
