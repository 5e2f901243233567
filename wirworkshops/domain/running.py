"""Is it running? The worker's heartbeat, and what operators ask."""

from datetime import timedelta

from sqlalchemy import exists, func, or_, select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.models.accounts import Account
from wirworkshops.models.heartbeats import Heartbeat
from wirworkshops.models.participants import Participant

LATELY = timedelta(minutes=2)


@verb
def beat(name: str) -> None:
    """Note that the worker of this name lives."""
    heartbeat = db.session.get(Heartbeat, name)
    if heartbeat is None:
        db.session.add(Heartbeat(name=name, seen_at=clock.now()))
    else:
        heartbeat.seen_at = clock.now()


def worker_seen_lately() -> bool:
    seen = db.session.scalar(select(func.max(Heartbeat.seen_at)))
    return seen is not None and clock.now() - seen < LATELY


def has_invented_people() -> bool:
    """Whether there is an address under .example, a domain that nobody can have (RFC 2606)."""
    addresses = (Account.email, Participant.email)
    query = (exists().where(address.ilike("%.example")) for address in addresses)
    return bool(db.session.scalar(select(or_(*query))))
