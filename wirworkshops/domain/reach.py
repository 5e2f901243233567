"""Reach: which workshops an account sees in lists: all, some hosts', or those she leads."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, true

from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop


@dataclass(frozen=True)
class Reach:
    """Workshops of these hosts, or with a session that this trainer leads; or all of them."""

    is_all: bool = False
    host_ids: frozenset[int] = frozenset()
    trainer_id: int | None = None

    def workshops(self) -> ColumnElement[bool]:
        """Return the condition on Workshop that narrows a query to what is in reach."""
        if self.is_all:
            return true()
        held = Workshop.host_id.in_(self.host_ids)
        return held if self.trainer_id is None else or_(held, self._led())

    def _led(self) -> ColumnElement[bool]:
        hers = Session.trainers.any(Trainer.id == self.trainer_id)
        return Workshop.sessions.any(hers)


ALL = Reach(is_all=True)
