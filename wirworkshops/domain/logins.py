"""Logins: where an account is logged in, each to be ended on its own.

The functions that say so leave the commit to their caller: they run inside a request in which
Flask-Security has other changes pending, and commits them together.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history
from wirworkshops.models.accounts import Account
from wirworkshops.models.logins import Login

LASTS = timedelta(days=14)
SEEN_EVERY = timedelta(hours=1)
# what a browser calls itself by, the first that is found
BROWSERS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox/": "Firefox",
    "FxiOS": "Firefox", "Chrome/": "Chrome", "CriOS": "Chrome", "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows",
    "Mac OS X": "macOS", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def device_of(user_agent: str) -> str:
    """Return browser and system in two words; empty where neither is known."""
    named = (
        next((word for mark, word in known.items() if mark in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, named))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(account: Account, *, user_agent: str, is_strong: bool) -> str:
    """Add a login; return the token that its cookie holds. The caller commits."""
    token, now = secrets.token_urlsafe(24), clock.now()
    db.session.add(
        Login(
            account_id=account.id,
            token_hash=_hash(token),
            device=device_of(user_agent),
            is_strong=is_strong,
            created_at=now,
            seen_at=now,
        )
    )
    return token


def end_by_token(token: str) -> None:
    """End the login of a cookie. The caller commits."""
    db.session.execute(delete(Login).where(Login.token_hash == _hash(token)))


def drop_others(account: Account, *, kept: str) -> int:
    """End all logins of an account but that of a cookie; return how many. The caller commits."""
    others = delete(Login).where(Login.account_id == account.id, Login.token_hash != _hash(kept))
    return int(db.session.execute(others).rowcount)  # type: ignore[attr-defined]


def drop_all(account: Account) -> None:
    """End all logins of an account. The caller commits."""
    db.session.execute(delete(Login).where(Login.account_id == account.id))


def strengthen(account: Account, *, kept: str) -> None:
    """End all logins but that of a cookie, which is as good as with a second factor. Uncommitted.

    Somebody who got in elsewhere before there was a second factor is out with it.
    """
    drop_others(account, kept=kept)
    own = update(Login).where(Login.token_hash == _hash(kept))
    db.session.execute(own.values(is_strong=True))


def weaken(account: Account) -> None:
    """Note that the account has lost its last second factor. The caller commits."""
    db.session.execute(update(Login).where(Login.account_id == account.id).values(is_strong=False))


@verb
def end(login_id: int, account: Account) -> bool:
    """End one of the account's own logins; False where it has no such login."""
    own = delete(Login).where(Login.id == login_id, Login.account_id == account.id)
    return bool(db.session.execute(own).rowcount)  # type: ignore[attr-defined]


@verb
def end_others(account: Account, *, kept: str) -> int:
    """End all logins of an account but that of a cookie; return how many."""
    ended = drop_others(account, kept=kept)
    if ended:
        by = history.office(account.id)
        history.record("logins-ended", by=by, thing=("account", account.id), logins=ended)
    return ended


@verb
def see(login: Login) -> None:
    """Note that somebody is here, to the hour."""
    login.seen_at = clock.now()


@verb
def forget(now: datetime) -> int:
    """Delete logins that are over. Returns how many."""
    old = delete(Login).where(Login.created_at < now - LASTS)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


# Queries


def by_id(login_id: int) -> Login | None:
    return db.session.get(Login, login_id)


def find(uniquifier: str, token: str) -> tuple[Account, Login] | None:
    """Return the account of a cookie and its login, in one query; None where it has ended."""
    query = (
        select(Account, Login)
        .join(Login, Login.account_id == Account.id)
        .options(joinedload(Account.roles))
        .where(
            Account.fs_uniquifier == uniquifier,
            Account.active,
            Login.token_hash == _hash(token),
            Login.created_at > clock.now() - LASTS,
        )
    )
    row = db.session.execute(query).unique().one_or_none()
    return (row[0], row[1]) if row else None


def of_account(account: Account) -> list[Login]:
    """Return where an account is logged in, the last seen first."""
    query = select(Login).where(
        Login.account_id == account.id, Login.created_at > clock.now() - LASTS
    )
    return list(db.session.scalars(query.order_by(Login.seen_at.desc(), Login.id.desc())))


def last_seen(account_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when each of these accounts was last here, to the hour, as far as logins last."""
    query = (
        select(Login.account_id, func.max(Login.seen_at))
        .where(Login.account_id.in_(list(account_ids)))
        .group_by(Login.account_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
