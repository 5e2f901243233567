"""Is it running? The worker's heartbeat, and what operators ask."""

from datetime import timedelta

from sqlalchemy import func, select

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.models.heartbeats import Heartbeat

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
