"""Put-offs: what somebody does not want to see on Today before a day. Her own, nobody else's."""

from datetime import date

from sqlalchemy import delete, select

from wirworkshops import clock
from wirworkshops.database import db, put, verb
from wirworkshops.errors import Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.models.putoffs import PutOff

MOST_DAYS = 366
Key = tuple[str, int]


@verb
def put_off(account: Account, key: Key, *, until_on: date) -> None:
    """Hide a line until a day; a second time moves the day."""
    if not 0 < (until_on - clock.today()).days <= MOST_DAYS:
        raise Invalid("put-off-day")
    kind, number = key
    row = {"account_id": account.id, "kind": kind, "number": number, "until_on": until_on}
    put(PutOff, row)


@verb
def take_back(account: Account, key: Key) -> None:
    """Show a line again; twice is the same as once."""
    kind, number = key
    hers = delete(PutOff).where(PutOff.account_id == account.id)
    db.session.execute(hers.where(PutOff.kind == kind, PutOff.number == number))


@verb
def forget_over() -> int:
    """Delete what is shown again by now. Returns how many."""
    over = delete(PutOff).where(PutOff.until_on <= clock.today())
    return int(db.session.execute(over).rowcount)  # type: ignore[attr-defined]


# Queries


def of(account: Account) -> dict[Key, date]:
    """Return what an account has put off, with the day on which each line comes back."""
    query = select(PutOff).where(PutOff.account_id == account.id, PutOff.until_on > clock.today())
    return {(row.kind, row.number): row.until_on for row in db.session.scalars(query)}
