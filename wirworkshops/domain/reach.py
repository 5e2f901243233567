"""Reach: which workshops and sessions an account sees: all, some hosts', or those she leads."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, true

from wirworkshops import clock
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Reach:
    """Workshops of these hosts, or with a session that this trainer leads; or all of them.

    With a day, only what the hosts have on that day.
    """

    is_all: bool = False
    host_ids: frozenset[int] = frozenset()
    trainer_id: int | None = None
    day: date | None = None

    def workshops(self) -> ColumnElement[bool]:
        """Return the condition on Workshop that narrows a query to what is in reach."""
        if self.is_all:
            return true()
        held: ColumnElement[bool] = Workshop.host_id.in_(self.host_ids)
        if self.day:
            held = and_(held, Workshop.sessions.any(_on(self.day)))
        if self.trainer_id is None:
            return held
        return or_(held, Workshop.sessions.any(self._led()))

    def sessions(self) -> ColumnElement[bool]:
        """Return the condition on Session, in a query that joins its workshop."""
        if self.is_all:
            return true()
        held: ColumnElement[bool] = Workshop.host_id.in_(self.host_ids)
        if self.day:
            held = and_(held, _on(self.day))
        return held if self.trainer_id is None else or_(held, self._led())

    def has(self, workshop: Workshop) -> bool:
        """Say of one workshop what workshops() says of all."""
        if self.is_all or (self.day is None and workshop.host_id in self.host_ids):
            return True
        return any(map(self.has_session, workshop.sessions))

    def has_session(self, session: Session) -> bool:
        """Say of one session what sessions() says of all."""
        if self.is_all:
            return True
        if session.workshop.host_id in self.host_ids:
            return self.day is None or is_on(session, self.day)
        if self.trainer_id is None:
            return False
        return self.trainer_id in {trainer.id for trainer in session.trainers}

    def _led(self) -> ColumnElement[bool]:
        return Session.trainers.any(Trainer.id == self.trainer_id)


ALL = Reach(is_all=True)


def is_on(session: Session, day: date) -> bool:
    """Whether a session runs on a day of the office's calendar."""
    return clock.local(session.starts_at).date() <= day <= clock.local(session.ends_at).date()


def _on(day: date) -> ColumnElement[bool]:
    begins, ends = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    return and_(Session.starts_at < ends, Session.ends_at >= begins)
