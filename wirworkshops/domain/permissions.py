"""Who may do what in the office: one table, role by act, and the host an account belongs to."""

from typing import Protocol

from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.errors import Forbidden
from wirworkshops.models.workshops import Workshop

ADMINISTRATOR, COORDINATOR = "administrator", "coordinator"

ACTS: dict[str, frozenset[str]] = {
    "see workshops": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit workshops": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit master data": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit hosts and series": frozenset({ADMINISTRATOR}),
    "see registrations": frozenset({ADMINISTRATOR, COORDINATOR}),
    "act on registrations": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see needs": frozenset({ADMINISTRATOR, COORDINATOR}),
    "mark attendance": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see letters": frozenset({ADMINISTRATOR, COORDINATOR}),
    "write letters": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit wordings": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see everything": frozenset({ADMINISTRATOR}),
}


class Holder(Protocol):
    """What the rules need to know of an account."""

    host_id: int | None

    def has_role(self, name: str) -> bool: ...


def may(account: Holder, act: str, workshop: Workshop | None = None) -> bool:
    """Say whether an account may do an act, on its own host's workshops only."""
    if not any(account.has_role(role) for role in ACTS[act]):
        return False
    if workshop is None or account.has_role(ADMINISTRATOR):
        return True
    return account.host_id == workshop.host_id


def refuse_unless(account: Holder, act: str, workshop: Workshop | None = None) -> None:
    if not may(account, act, workshop):
        raise Forbidden("not-allowed")


def reach(account: Holder) -> Reach:
    """Return which workshops this account sees in lists."""
    if may(account, "see everything"):
        return ALL
    return Reach(host_ids=frozenset({account.host_id} if account.host_id else ()))
