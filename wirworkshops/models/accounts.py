"""Accounts: who logs in to the office, and with which role."""

from datetime import datetime

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import Base
from wirworkshops.models.hosts import Host
from wirworkshops.models.trainers import Trainer

account_roles = Table(
    "account_roles",
    Base.metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("role_id", ForeignKey("roles.id"), primary_key=True),
)
account_hosts = Table(
    "account_hosts",
    Base.metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("host_id", ForeignKey("hosts.id"), primary_key=True, index=True),
)


class Role(Base, RoleMixin):
    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))


class Account(Base, UserMixin):
    """Somebody of the office, with the bodies she works for; a trainer is a row of her own.

    Whoever has been invited and has not come yet is not active, and has no password.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("trainers.id"), index=True)
    language: Mapped[str] = mapped_column(String(12), default="de")
    feed_number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    hosts: Mapped[list[Host]] = relationship(secondary=account_hosts, order_by=Host.name)
    trainer: Mapped[Trainer | None] = relationship()
    invitation: Mapped["Invitation | None"] = relationship(back_populates="account")
    roles: Mapped[list[Role]] = relationship(secondary=account_roles)  # type: ignore[assignment]

    @property
    def host_ids(self) -> frozenset[int]:
        return frozenset(host.id for host in self.hosts)

    @property
    def host_id(self) -> int | None:
        """The host that new forms begin with: the first of hers."""
        return self.hosts[0].id if self.hosts else None


class Invitation(Base):
    """How somebody was asked to set up her account; link_number outdates links sent before."""

    __tablename__ = "invitations"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    link_number: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(back_populates="invitation")

    @property
    def id(self) -> int:
        """The row that links name."""
        return self.account_id
