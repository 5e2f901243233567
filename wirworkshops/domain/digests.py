"""Digests: when an account is sent Today by mail, and that it is sent once a day only.

The lines come from outside: they are words. A day is done in the transaction that queues its
letter, so that a worker may die, be late, or run twice.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from wirworkshops import clock
from wirworkshops.database import db, put, verb
from wirworkshops.domain import deadlines, history, outbox, permissions
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.models.digests import RHYTHMS, DigestChoice, DigestDay

ACT = "see workshops"  # whoever may not do it any more could not even choose to get none
HOURS = range(5, 21)
DAYS_KEPT = timedelta(days=30)
LOOK_AHEAD = 14  # days in which there is a working day in any case
_usual = {"hour": 7}


@dataclass(frozen=True)
class Wish:
    """How often an account wants its digest, and at which hour of the wall clock."""

    rhythm: str
    hour: int


def set_hour(hour: int) -> None:
    """Say at which hour digests go out where nobody has chosen one."""
    _usual["hour"] = hour


# Pure


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not deadlines.is_rest_day(day)


def is_wanted(rhythm: str, day: date) -> bool:
    """Whether a digest goes out on a day: weekly ones on the first working day of the week."""
    if rhythm == "never" or not is_working_day(day):
        return False
    earlier = (day - timedelta(days=number) for number in range(1, day.weekday() + 1))
    return rhythm == "daily" or not any(is_working_day(each) for each in earlier)


def usual(account: Account) -> Wish:
    """Return what an account gets that has chosen nothing: who coordinates, each working day.

    A day without anything to do brings no letter. Others look for themselves, if they like.
    """
    is_daily = account.has_role(permissions.COORDINATOR)
    return Wish("daily" if is_daily else "never", _usual["hour"])


def _due_at(wish: Wish, day: date) -> datetime:
    return clock.at(day, time(wish.hour))


# Verbs


@verb
def choose(account: Account, wish: Wish, *, by: Actor) -> None:
    """Choose how often; a digest whose hour has passed today is not sent after all."""
    if wish.rhythm not in RHYTHMS or wish.hour not in HOURS:
        raise Invalid("digest-wish")
    put(DigestChoice, {"account_id": account.id, "rhythm": wish.rhythm, "hour": wish.hour})
    today = clock.today()
    if _due_at(wish, today) <= clock.now():
        put(DigestDay, {"account_id": account.id, "day": today})
    history.record("digest-chosen", by=by, thing=("account", account.id))


@verb
def send(account: Account, lines: list[dict[str, Any]]) -> bool:
    """Queue today's digest and note that the day is done; without lines, just that.

    False where it was done already, or is not wanted any more.
    """
    today = clock.today()
    found = db.session.get(Account, account.id, with_for_update=True, populate_existing=True)
    if found is None or not found.active or not permissions.may(found, ACT):
        return False
    if _is_done(found, today):
        return False
    if not is_wanted(wish_of(found).rhythm, today):
        return False
    db.session.add(DigestDay(account_id=found.id, day=today))
    if lines:
        outbox.queue_for_office("digest", found, day=today.isoformat(), lines=lines)
    return True


@verb
def forget_days() -> int:
    """Delete the days of long ago. Returns how many."""
    old = delete(DigestDay).where(DigestDay.day < clock.today() - DAYS_KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


def _is_done(account: Account, day: date) -> bool:
    query = select(DigestDay.day).where(DigestDay.account_id == account.id, DigestDay.day == day)
    return db.session.scalar(query) is not None


# Queries


def wish_of(account: Account) -> Wish:
    """Return what an account has chosen, or what it gets without having chosen."""
    choice = db.session.get(DigestChoice, account.id)
    return Wish(choice.rhythm, choice.hour) if choice else usual(account)


def due(now: datetime) -> list[Account]:
    """Return whose digest is due: her hour has come today, and the day is not done yet.

    Who was added after her hour waits for the next day.
    """
    today = clock.local(now).date()
    if not is_working_day(today):
        return []
    done = select(DigestDay.account_id).where(DigestDay.day == today)
    query = (
        select(Account, DigestChoice)
        .outerjoin(DigestChoice, DigestChoice.account_id == Account.id)
        .where(Account.active, Account.id.not_in(done))
        .options(selectinload(Account.roles))
        .order_by(Account.id)
    )
    found = []
    for account, choice in db.session.execute(query):
        if not permissions.may(account, ACT):
            continue
        wish = Wish(choice.rhythm, choice.hour) if choice else usual(account)
        due_at = _due_at(wish, today)
        if is_wanted(wish.rhythm, today) and account.created_at < due_at <= now:
            found.append(account)
    return found


def next_at(account: Account) -> datetime | None:
    """Return when the next digest can come; None where none is wanted."""
    wish, today = wish_of(account), clock.today()
    days = (today + timedelta(days=number) for number in range(LOOK_AHEAD))
    wanted = (day for day in days if is_wanted(wish.rhythm, day) and not _is_done(account, day))
    return next((_due_at(wish, day) for day in wanted), None)
