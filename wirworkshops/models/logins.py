"""Logins: where an account is logged in; and the codes that stand in for a lost second factor."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wirworkshops.database import Base


class Login(Base):
    """One browser that is logged in; without the row its cookie is worth nothing.

    is_strong says that it came by a second factor, a passkey or single sign-on. No network
    address is kept; the device in words, such as "Firefox, Windows".
    """

    __tablename__ = "logins"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(40))
    is_strong: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]


class RecoveryCode(Base):
    """A code that may be used once; what is stored tells nobody the code."""

    __tablename__ = "recovery_codes"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
