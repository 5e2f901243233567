"""Accounts of the office: adding and listing them. Login and passwords are web.account's."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import permissions
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.accounts import Account, Role
from wirworkshops.models.hosts import Host

ROLES = (permissions.ADMINISTRATOR, permissions.COORDINATOR)


@verb
def add(*, email: str, name: str, role: str, host_slug: str, password_hash: str) -> Account:
    """Add an account; a coordinator needs the host she works for."""
    address = email.strip().lower()
    if by_email(address):
        raise Conflict("account-exists", f"There is an account for {address} already.")
    host = _host(host_slug) if host_slug else None
    if role == permissions.COORDINATOR and host is None:
        raise Invalid("host-missing", "A coordinator needs a host: --host SLUG.")
    account = Account(
        email=address,
        name=name.strip(),
        password=password_hash,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        host=host,
        language="de",
        created_at=clock.now(),
        roles=[_role(role)],
    )
    db.session.add(account)
    return account


def _host(slug: str) -> Host:
    host = db.session.scalars(select(Host).where(Host.slug == slug)).one_or_none()
    if host is None:
        known = ", ".join(db.session.scalars(select(Host.slug).order_by(Host.slug)))
        raise Invalid("host-unknown", f"There is no host {slug!r}; there are: {known or 'none'}.")
    return host


def _role(name: str) -> Role:
    if name not in ROLES:
        raise Invalid("role-unknown", f"There is no role {name!r}; there are: {', '.join(ROLES)}.")
    return db.session.scalars(select(Role).where(Role.name == name)).one_or_none() or Role(
        name=name
    )


# Queries


def by_email(email: str) -> Account | None:
    query = select(Account).where(func.lower(Account.email) == email.strip().lower())
    return db.session.scalars(query).one_or_none()


def all_accounts() -> list[Account]:
    query = select(Account).options(selectinload(Account.roles), joinedload(Account.host))
    return list(db.session.scalars(query.order_by(Account.email)))
