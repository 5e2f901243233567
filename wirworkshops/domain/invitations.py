"""Invitations to the office: a letter with a link, good for seven days, until it is used."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import accounts, history, outbox
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict, Gone
from wirworkshops.models.accounts import (
    Account,
    Invitation,
    account_hosts,
    account_roles,
)
from wirworkshops.models.outbox import Letter

LASTS = timedelta(days=7)
FORGOTTEN_AFTER = timedelta(days=30)  # from its end, where nobody came


@verb
def invite(email: str, plan: AccountPlan, *, by: Actor) -> Account:
    """Add an account that its owner sets up herself, and write to her."""
    account = accounts.begin(email, plan.name)
    with db.session.no_autoflush:
        accounts.shape(account, plan)
    now = clock.now()
    account.invitation = Invitation(link_number=0, sent_at=now, expires_at=now + LASTS)
    db.session.flush()
    outbox.queue_for_office("invited", account, link_number=0)
    history.record("invited", by=by, thing=("account", account.id), role=plan.role)
    return account


@verb
def again(account: Account, *, by: Actor) -> None:
    """Send a new link to somebody who has not come yet; the old one is good no more."""
    invitation = _open(account)
    invitation.link_number += 1
    invitation.sent_at = clock.now()
    invitation.expires_at = clock.now() + LASTS
    invitation.withdrawn_at = None
    outbox.queue_for_office("invited", account, link_number=invitation.link_number)
    history.record("invited-again", by=by, thing=("account", account.id))


@verb
def withdraw(account: Account, *, by: Actor) -> None:
    """Take an invitation back: its link says so from now on."""
    invitation = _open(account)
    if invitation.withdrawn_at:
        raise Conflict("invitation-withdrawn")
    invitation.withdrawn_at = clock.now()
    history.record("invitation-withdrawn", by=by, thing=("account", account.id))


@verb
def accept(invitation: Invitation, *, name: str, password_hash: str, link_number: int) -> None:
    """Let somebody in who came by her link, under the name she gives. Raises Gone."""
    _lock(invitation)
    refuse_ended(invitation)
    if invitation.link_number != link_number:  # renewed while she was typing
        raise Gone("invitation-renewed")
    account = invitation.account
    account.name, account.password, account.active = name, password_hash, True
    invitation.accepted_at = clock.now()
    history.record("joined", by=history.office(account.id), thing=("account", account.id))


@verb
def forget(now: datetime) -> int:
    """Delete accounts whose invitation ended a month ago and that nobody has come to.

    Returns how many.
    """
    limit = now - FORGOTTEN_AFTER
    ended = or_(Invitation.expires_at < limit, Invitation.withdrawn_at < limit)
    query = (
        select(Invitation.account_id)
        .join(Invitation.account)
        .where(Invitation.accepted_at.is_(None), ended, ~Account.active)
    )
    ids = list(db.session.scalars(query))
    for table, column in (
        (Letter, Letter.account_id),
        (account_hosts, account_hosts.c.account_id),
        (account_roles, account_roles.c.account_id),
        (Invitation, Invitation.account_id),
        (Account, Account.id),
    ):
        gone = delete(table).where(column.in_(ids))
        db.session.execute(gone, execution_options={"synchronize_session": False})
    return len(ids)


def _open(account: Account) -> Invitation:
    """Return the invitation of somebody who has not come yet, and keep others from it."""
    if account.invitation:
        _lock(account.invitation)
    if account.invitation is None or account.invitation.accepted_at:
        raise Conflict("invitation-accepted")
    return account.invitation


def _lock(invitation: Invitation) -> None:
    """Read it anew: of two who use it, or use it and take it back, the second is told."""
    db.session.refresh(invitation, with_for_update=True)


def refuse_ended(invitation: Invitation) -> None:
    """Raise Gone where an invitation is used, taken back, or too old."""
    if invitation.accepted_at:
        raise Gone("invitation-used")
    if invitation.withdrawn_at:
        raise Gone("invitation-taken-back")
    if invitation.expires_at <= clock.now():
        raise Gone("invitation-expired")


# Queries


def by_account(account_id: int) -> Invitation | None:
    return db.session.get(Invitation, account_id)
