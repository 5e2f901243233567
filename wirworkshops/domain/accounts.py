"""Accounts of the office: adding and listing them. Login and passwords are web.account's."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, hosts, permissions
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.accounts import Account, Role
from wirworkshops.models.hosts import Host

ROLES = (permissions.ADMINISTRATOR, permissions.COORDINATOR)


@verb
def add(
    *,
    email: str,
    name: str,
    role: str,
    host_slug: str,
    password_hash: str,
    by: Actor = WORKER,
) -> Account:
    """Add an account; a coordinator needs the host she works for."""
    address = email.strip().lower()
    if by_email(address):
        raise Conflict("account-exists", f"There is an account for {address} already.")
    host = _host(host_slug, role)
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
    db.session.flush()
    history.record("added", by=by, thing=("account", account.id))
    return account


def _host(slug: str, role: str) -> Host | None:
    """Return the host of an account; where there is just one, a coordinator works for that."""
    known = hosts.slugs()
    if not slug and role == permissions.COORDINATOR:
        if len(known) != 1:
            raise Invalid("host-missing", f"A coordinator needs a host: {', '.join(known)}.")
        slug = known[0]
    if slug and slug not in known:
        raise Invalid("host-unknown", f"There is no host {slug!r}; there are: {', '.join(known)}.")
    return hosts.by_slug(slug) if slug else None


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


def active_by_id(account_id: int) -> Account | None:
    account = db.session.get(Account, account_id)
    return account if account and account.active else None


@verb
def renew_feed(account: Account, *, by: Actor = WORKER) -> None:
    """Give somebody's feed a new address; the old one answers no more."""
    account.feed_number += 1
    history.record("feed-renewed", by=by, thing=("account", account.id))


def all_accounts() -> list[Account]:
    query = select(Account).options(selectinload(Account.roles), joinedload(Account.host))
    return list(db.session.scalars(query.order_by(Account.email)))


def of_host(host_id: int) -> list[Account]:
    """Return who answers for a host's workshops; the administrators where it has nobody."""
    own = select(Account).where(Account.host_id == host_id, Account.active)
    found = list(db.session.scalars(own.order_by(Account.id)))
    if found:
        return found
    everybody = Account.roles.any(Role.name == permissions.ADMINISTRATOR)
    return list(db.session.scalars(select(Account).where(everybody, Account.active)))
