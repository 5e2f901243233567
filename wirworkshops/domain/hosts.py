"""Hosts: the bodies that answer for workshops. A new installation begins with its centre."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, select, union_all, update

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata, plans
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.accounts import Account, account_hosts
from wirworkshops.models.hosts import Host
from wirworkshops.models.questions import QuestionSet
from wirworkshops.models.templates import Template
from wirworkshops.models.workshops import Workshop, workshop_partners

_LINK = workshop_partners.c
NOUN = masterdata.Noun(
    Host,
    union_all(
        masterdata.pairs(Workshop.host_id, Workshop.id),
        masterdata.pairs(_LINK.host_id, _LINK.workshop_id),
    ).subquery(),
    filter="host",
    shown=frozenset({"name", "email", "phone"}),
)


@dataclass(frozen=True)
class HostPlan:
    """A host or partner as the form gives it, with how strangers reach it."""

    name: str
    email: str = ""
    phone: str = ""
    website: str = ""


@verb
def ensure_first(name: str) -> None:
    """Add the centre as host where there is none yet: each workshop needs one."""
    if db.session.scalar(select(Host.id).limit(1)) is None:
        db.session.add(Host(slug=plans.slugify(name), name=name))


@verb
def add(plan: HostPlan, *, by: Actor = WORKER) -> Host:
    host: Host = masterdata.add(NOUN, plan, by=by)
    return host


@verb
def change(host: Host, plan: HostPlan, *, seen: str = "", by: Actor = WORKER) -> None:
    masterdata.change(NOUN, host, plan, seen, by=by)


@verb
def remove(host: Host, *, by: Actor = WORKER) -> None:
    """Delete a host without workshops, accounts, templates and sets of questions."""
    masterdata.again(NOUN, host)
    kept = (db.session.scalar(_kept_by(host, model)) for model in (QuestionSet, Template))
    if accounts_of(host) or any(kept):
        raise Conflict("record-in-use")
    masterdata.remove(NOUN, host, by=by)


@verb
def merge(host: Host, into: Host, *, by: Actor = WORKER) -> None:
    """Let another host have all workshops, accounts, templates and questions; the host goes."""
    masterdata.begin_merge(NOUN, host, into, by=by)
    for model in (Workshop, QuestionSet, Template):
        theirs = update(model).where(model.host_id == host.id)
        db.session.execute(theirs.values(host_id=into.id))
    masterdata.relink(_LINK.host_id, host.id, into.id)
    masterdata.relink(account_hosts.c.host_id, host.id, into.id)
    own = select(Workshop.id).where(Workshop.host_id == into.id)  # nobody is one's own partner
    doubled = delete(workshop_partners).where(_LINK.host_id == into.id, _LINK.workshop_id.in_(own))
    db.session.execute(doubled)
    masterdata.leave(NOUN, host, into)


def _kept_by(host: Host, model: type[QuestionSet | Template]) -> Select[Any]:
    return select(model.id).where(model.host_id == host.id).limit(1)


# Queries


def by_id(host_id: int) -> Host | None:
    return db.session.get(Host, host_id)


def by_slug(slug: str) -> Host | None:
    return db.session.scalars(select(Host).where(Host.slug == slug)).one_or_none()


def slugs() -> list[str]:
    return list(db.session.scalars(select(Host.slug).order_by(Host.slug)))


def accounts_of(host: Host) -> list[Account]:
    """Return the accounts that belong to a host, by name."""
    hers = Account.hosts.any(Host.id == host.id)
    query = select(Account).where(hers).order_by(Account.name, Account.id)
    return list(db.session.scalars(query))
