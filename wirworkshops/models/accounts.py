"""Accounts: who logs in to the office, with which role and by which factors."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirworkshops.database import NEVER_AGAIN, Base
from wirworkshops.lean import RoleMixin, UserMixin, WebAuthnMixin
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
    __table_args__ = NEVER_AGAIN

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

    # the app with its codes: the names are Flask-Security's, the secret is encrypted
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_last_counter: Mapped[int | None]  # of the newest code used: none is good twice
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True, index=True
    )

    hosts: Mapped[list[Host]] = relationship(secondary=account_hosts, order_by=Host.name)
    trainer: Mapped[Trainer | None] = relationship()
    invitation: Mapped["Invitation | None"] = relationship(back_populates="account")
    roles: Mapped[list[Role]] = relationship(secondary=account_roles)  # type: ignore[assignment]
    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        back_populates="user", passive_deletes=True, order_by="Passkey.id"
    )

    @property
    def host_ids(self) -> frozenset[int]:
        return frozenset(host.id for host in self.hosts)

    @property
    def host_id(self) -> int | None:
        """The host that new forms begin with: the first of hers."""
        return self.hosts[0].id if self.hosts else None

    @property
    def has_second_factor(self) -> bool:
        return bool(self.tf_primary_method or self.webauthn)


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


class Passkey(Base, WebAuthnMixin):
    """A key of somebody's device (WebAuthn); the names are Flask-Security's."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str]] = mapped_column(JSON, default=list)
    extensions: Mapped[str | None] = mapped_column(String(255))
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(12))
    lastuse_datetime: Mapped[datetime]

    user: Mapped[Account] = relationship(back_populates="webauthn")

    def get_user_mapping(self) -> dict[str, Any]:
        return {"id": self.user_id}
