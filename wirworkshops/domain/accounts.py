"""Accounts of the office: who they are, what they may, on and off. Passwords are web.account's."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, hosts, logins, permissions
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.reach import Reach
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.accounts import Account, Invitation, Role
from wirworkshops.models.hosts import Host
from wirworkshops.models.trainers import Trainer

ROLES = permissions.ROLES
PAGE_SIZE = 50


@dataclass(frozen=True)
class AccountPlan:
    """What somebody is to be; the trainer is asked of trainers only, hosts of all but them."""

    name: str
    role: str
    host_ids: frozenset[int] = frozenset()
    trainer_id: int | None = None


# Pure


def state_of(account: Account) -> str:
    """Return active, off, or how far the invitation is: invited, lapsed, withdrawn."""
    asked = account.invitation
    if account.active or asked is None or asked.accepted_at:
        return "active" if account.active else "off"
    if asked.withdrawn_at:
        return "withdrawn"
    return "invited" if asked.expires_at > clock.now() else "lapsed"


# Verbs


@verb
def add(
    *,
    email: str,
    name: str,
    role: str,
    password_hash: str,
    host_slugs: Sequence[str] = (),
    trainer: str = "",
    by: Actor = WORKER,
) -> Account:
    """Add an account that can log in at once. A trainer leads under her own name, or another."""
    account = begin(email, name)
    account.active, account.password = True, password_hash
    account.roles = [_role(role)]
    account.hosts = _hosts(host_slugs, role)
    if role == permissions.TRAINER:
        account.trainer = _trainer(trainer.strip() or account.name)
    history.record("added", by=by, thing=("account", account.id))
    return account


def begin(email: str, name: str) -> Account:
    """Add an account that nobody can log in with yet, as a part of another verb."""
    address = email.strip().lower()
    if by_email(address):
        raise Conflict("account-exists", f"There is an account for {address} already.")
    account = Account(
        email=address,
        name=name.strip(),
        active=False,
        fs_uniquifier=uuid.uuid4().hex,
        language="de",
        created_at=clock.now(),
    )
    db.session.add(account)
    try:
        db.session.flush()
    except IntegrityError:  # somebody else was quicker
        raise Conflict("account-exists") from None
    return account


@verb
def change(account: Account, plan: AccountPlan, *, by: Actor) -> None:
    """Give somebody another name, role or other hosts; nobody takes away her own rights."""
    if permissions.role_of(account) == permissions.ADMINISTRATOR != plan.role:
        _refuse_loss(account, by)
    shape(account, plan)
    history.record("account-changed", by=by, thing=("account", account.id), role=plan.role)


def shape(account: Account, plan: AccountPlan) -> None:
    """Make an account what the plan says, as a part of another verb."""
    if plan.role in permissions.OF_HOSTS and not plan.host_ids:
        raise Invalid("account-without-host")
    is_trainer = plan.role == permissions.TRAINER
    trainer = db.session.get(Trainer, plan.trainer_id) if plan.trainer_id else None
    if is_trainer and trainer is None:
        raise Invalid("account-without-trainer")
    account.name = plan.name
    account.roles = [_role(plan.role)]
    account.hosts = [] if is_trainer else _by_number(plan.host_ids)
    account.trainer = trainer if is_trainer else None


@verb
def switch_off(account: Account, *, by: Actor) -> None:
    """Let somebody in no more, and end all her logins."""
    if not account.active:
        raise Conflict("account-not-active")
    _refuse_loss(account, by)
    account.active, account.fs_uniquifier = False, uuid.uuid4().hex
    logins.drop_all(account)
    history.record("account-off", by=by, thing=("account", account.id))


@verb
def switch_on(account: Account, *, by: Actor) -> None:
    """Let somebody in again who has been before; who never came is invited again."""
    if state_of(account) != "off":
        raise Conflict("account-not-off")
    account.active = True
    history.record("account-on", by=by, thing=("account", account.id))


@verb
def renew_feed(account: Account, *, by: Actor = WORKER) -> None:
    """Give somebody's feed a new address; the old one answers no more."""
    account.feed_number += 1
    history.record("feed-renewed", by=by, thing=("account", account.id))


def _refuse_loss(account: Account, by: Actor) -> None:
    """Refuse to shut oneself out, or the last one who may manage accounts.

    All of them are locked first: of two who remove each other at once, one stays.
    """
    if account.id == by.account_id:
        raise Conflict("account-own")
    everybody = select(Account.id).where(_has(permissions.ADMINISTRATOR))
    db.session.execute(everybody.order_by(Account.id).with_for_update())
    others = everybody.where(Account.active, Account.id != account.id).limit(1)
    is_one = permissions.role_of(account) == permissions.ADMINISTRATOR
    if is_one and db.session.scalar(others) is None:
        raise Conflict("account-last")


def _hosts(slugs: Sequence[str], role: str) -> list[Host]:
    """Return the hosts of an account; where there is just one, whoever needs one has that."""
    known, given = hosts.slugs(), [slug for slug in slugs if slug]
    if not given and role in permissions.OF_HOSTS:
        if len(known) != 1:
            raise Invalid("host-missing", f"A {role} needs a host: {', '.join(known)}.")
        given = known
    for slug in given:
        if slug not in known:
            there = ", ".join(known)
            raise Invalid("host-unknown", f"There is no host {slug!r}; there are: {there}.")
    return list(db.session.scalars(select(Host).where(Host.slug.in_(given)).order_by(Host.name)))


def _by_number(numbers: frozenset[int]) -> list[Host]:
    return list(db.session.scalars(select(Host).where(Host.id.in_(numbers)).order_by(Host.name)))


def _trainer(name: str) -> Trainer:
    """Return who leads under this name; a name nobody has yet becomes a new one."""
    query = select(Trainer).where(Trainer.name == name).order_by(Trainer.id)
    return db.session.scalars(query).first() or Trainer(name=name)


def _role(name: str) -> Role:
    if name not in ROLES:
        raise Invalid("role-unknown", f"There is no role {name!r}; there are: {', '.join(ROLES)}.")
    return db.session.scalars(select(Role).where(Role.name == name)).one_or_none() or Role(
        name=name
    )


# Queries


def by_id(account_id: int) -> Account | None:
    return db.session.get(Account, account_id)


def by_email(email: str) -> Account | None:
    query = select(Account).where(func.lower(Account.email) == email.strip().lower())
    return db.session.scalars(query).one_or_none()


def active_by_id(account_id: int) -> Account | None:
    account = db.session.get(Account, account_id)
    return account if account and account.active else None


def all_accounts() -> list[Account]:
    return list(db.session.scalars(_whole().order_by(Account.email)))


def listing(
    *, q: str = "", state: str = "", role: str = "", page: int = 1
) -> tuple[list[Account], int]:
    """Return a page of those that fit, by name, and how many there are."""
    query = _fitting(q, state, role)
    ids = query.with_only_columns(Account.id).order_by(None).subquery()
    total = db.session.scalar(select(func.count()).select_from(ids)) or 0
    found = db.session.scalars(query.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return list(found), total


def everybody(*, q: str = "", state: str = "", role: str = "") -> list[Account]:
    """Return all that fit, by name."""
    return list(db.session.scalars(_fitting(q, state, role)))


def _fitting(q: str, state: str, role: str) -> Any:
    query = _whole().join(Account.invitation, isouter=True)
    for word in q.lower().split()[:8]:
        columns = (func.lower(Account.name), func.lower(Account.email))
        query = query.where(or_(*(text.contains(word, autoescape=True) for text in columns)))
    if role:
        query = query.where(_has(role))
    if state:
        query = query.where(_STATES[state])
    return query.order_by(func.lower(Account.name), Account.email)


_NOT_COME = Invitation.account_id.is_not(None) & Invitation.accepted_at.is_(None)
_STATES: dict[str, ColumnElement[bool]] = {
    "active": Account.active.is_(True),
    "waiting": ~Account.active & _NOT_COME,
    "off": ~Account.active & ~_NOT_COME,
}


def _whole() -> Any:
    return select(Account).options(
        selectinload(Account.roles),
        selectinload(Account.hosts),
        joinedload(Account.trainer),
        joinedload(Account.invitation),
    )


def _has(role: str) -> ColumnElement[bool]:
    return Account.roles.any(Role.name == role)


def who_may(act: str, reach: Reach) -> list[Account]:
    """Return who may do an act somewhere in reach, by name."""
    loads = (joinedload(Account.roles), joinedload(Account.hosts))
    query = select(Account).where(Account.active).options(*loads)
    return [
        account
        for account in db.session.scalars(query.order_by(Account.name, Account.id)).unique()
        if permissions.may(account, act) and (reach.is_all or _reaches(account, reach))
    ]


def _reaches(account: Account, reach: Reach) -> bool:
    own = permissions.reach(account)
    return own.is_all or not own.host_ids.isdisjoint(reach.host_ids)


def of_host(host_id: int) -> list[Account]:
    """Return who answers for a host's workshops; the administrators where it has nobody."""
    roles = (permissions.ADMINISTRATOR, permissions.COORDINATOR)
    hers = Account.hosts.any(Host.id == host_id), Account.roles.any(Role.name.in_(roles))
    own = select(Account).where(*hers, Account.active)
    found = list(db.session.scalars(own.order_by(Account.id)))
    if found:
        return found
    everybody = _has(permissions.ADMINISTRATOR)
    return list(db.session.scalars(select(Account).where(everybody, Account.active)))
