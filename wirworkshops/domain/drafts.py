"""Drafts: a form of the office that was sent after the login had ended, kept for an hour.

Only for the same account in the same browser, and handed out once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from wirworkshops import clock
from wirworkshops.database import db, put, verb
from wirworkshops.models.accounts import Account
from wirworkshops.models.drafts import Draft

LASTS = timedelta(hours=1)
Fields = Sequence[tuple[str, str]]


@verb
def keep(account_id: int, browser: str, *, path: str, fields: Fields) -> bool:
    """Keep what was typed instead of what was kept before; False where there is no account."""
    if db.session.get(Account, account_id) is None:
        return False
    row = {"account_id": account_id, "browser": browser, "created_at": clock.now()}
    put(Draft, row | {"path": path, "fields": [list(pair) for pair in fields]})
    return True


@verb
def forget(account_id: int, browser: str) -> None:
    """Delete what was kept; twice is the same as once."""
    hers = delete(Draft).where(Draft.account_id == account_id, Draft.browser == browser)
    db.session.execute(hers)


@verb
def forget_old(now: datetime) -> int:
    """Delete what nobody came back for within the hour. Returns how many."""
    old = delete(Draft).where(Draft.created_at < now - LASTS)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


# Queries


def of(account_id: int, browser: str) -> Draft | None:
    draft = db.session.get(Draft, (account_id, browser))
    return draft if draft and draft.created_at > clock.now() - LASTS else None
