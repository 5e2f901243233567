"""Second factors: codes that work once, and taking somebody's factors back.

The functions that say so leave the commit to their caller, as in logins.
"""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import history, logins, permissions
from wirworkshops.models.accounts import Account, Passkey, Role
from wirworkshops.models.logins import Login, RecoveryCode

# Crockford's alphabet: no letter looks like a digit; 16 of them are 80 random bits, which
# nobody finds by trying even where the hashes are stolen
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODES, GROUPS, GROUP = 10, 4, 4


def use_counter(account: Account, counter: int) -> bool:
    """Take a code of the app as used; False where it, or a later one, was used. Uncommitted.

    The database decides, so that of two requests at once one gets in.
    """
    fresh = update(Account).where(
        Account.id == account.id,
        or_(Account.tf_last_counter.is_(None), Account.tf_last_counter < counter),
    )
    done = db.session.execute(fresh.values(tf_last_counter=counter))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def use_passkey(passkey: Passkey, asked_at: datetime) -> bool:
    """Take a passkey's answer; False where it was used since it was asked. Uncommitted.

    A key on several devices does not count how often it was used, so that the time has to: an
    answer that somebody has seen is good no more. As above, the database decides.
    """
    fresh = update(Passkey).where(Passkey.id == passkey.id, Passkey.lastuse_datetime <= asked_at)
    done = db.session.execute(fresh.values(lastuse_datetime=clock.now()))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def make_codes(account: Account) -> list[str]:
    """Replace an account's recovery codes; return the new ones. Uncommitted."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [_code() for _ in range(CODES)]
    for code in codes:
        db.session.add(RecoveryCode(account_id=account.id, code_hash=_hash(account, code)))
    _record("recovery-codes", account)
    return codes


def _code() -> str:
    letters = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS)]
    return "-".join(letters)


def _hash(account: Account, code: str) -> str:
    """Hash a code as typed: without case, blanks and hyphens, o for 0, i and l for 1."""
    plain = "".join(code.casefold().split()).replace("-", "").translate(str.maketrans("oil", "011"))
    return hashlib.sha256(f"{account.id}:{plain}".encode()).hexdigest()


def use_code(account: Account, code: str) -> bool:
    """Take a recovery code; False where there is none such, or it was used. Uncommitted."""
    own = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == _hash(account, code)
    )
    is_good = bool(db.session.execute(own).rowcount)  # type: ignore[attr-defined]
    if is_good:
        _record("recovery-code-used", account)
    return is_good


def added(account: Account, act: str, *, kept: str) -> None:
    """Note a new factor, shown by whoever holds this login's cookie. The caller commits."""
    _record(act, account)
    logins.strengthen(account, kept=kept)


def removed(account: Account, act: str, *, passkey: str = "") -> None:
    """Note that the app is gone, or is about to go with this passkey. The caller commits.

    With the last factor the recovery codes go too.
    """
    _record(act, account)
    db.session.flush()
    others = exists().where(Passkey.user_id == account.id, Passkey.name != passkey)
    if not db.session.scalar(select(others)) and not account.tf_primary_method:
        logins.weaken(account)
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _record(act: str, account: Account) -> None:
    history.record(act, by=history.office(account.id), thing=("account", account.id))


@verb
def reset(account: Account, *, by: history.Actor) -> None:
    """Take away somebody's app, passkeys and recovery codes, and end all her logins.

    The password stays. What she does at the next login depends on the setting second_factor.
    """
    account.tf_primary_method = account.tf_totp_secret = account.tf_last_counter = None
    for table, column in (
        (Passkey, Passkey.user_id),
        (RecoveryCode, RecoveryCode.account_id),
        (Login, Login.account_id),
    ):
        db.session.execute(delete(table).where(column == account.id))
    history.record("factors-reset", by=by, thing=("account", account.id))


# Queries


def codes_left(account: Account) -> int:
    query = select(func.count()).where(RecoveryCode.account_id == account.id)
    return db.session.scalar(query) or 0


def administrators_without() -> int:
    """Return how many active administrators have no second factor."""
    query = select(func.count(Account.id)).where(
        Account.active,
        Account.roles.any(Role.name == permissions.ADMINISTRATOR),
        Account.tf_primary_method.is_(None),
        ~exists().where(Passkey.user_id == Account.id),
    )
    return db.session.scalar(query) or 0
