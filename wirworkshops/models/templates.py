"""Templates: what a host plans again and again, kept without its dates."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.hosts import Host


class Template(Base):
    """content is a whole plan; its instants are days from the first date and an hour."""

    __tablename__ = "templates"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("hosts.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]

    host: Mapped[Host] = relationship()
