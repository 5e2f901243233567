"""Who may do what in the office: one table, act by role, and how far each role reaches.

docs/roles.md prints the table; a test compares the two, and one visits every address.
"""

from datetime import timedelta
from typing import Protocol

from wirworkshops import clock
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.errors import Forbidden
from wirworkshops.models.workshops import Session, Workshop

ADMINISTRATOR, COORDINATOR = "administrator", "coordinator"
TRAINER, HELPER, READER = "trainer", "helper", "reader"
ROLES = (ADMINISTRATOR, COORDINATOR, TRAINER, HELPER, READER)  # of several the first counts
OF_HOSTS = frozenset({COORDINATOR, HELPER})  # these need a host; readers may have some

ACTS: dict[str, frozenset[str]] = {
    "come in": frozenset(ROLES),
    "look after own account": frozenset(ROLES),
    "see workshops": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit workshops": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit master data": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit hosts and series": frozenset({ADMINISTRATOR}),
    "see registrations": frozenset({ADMINISTRATOR, COORDINATOR}),
    "act on registrations": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see needs": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see needs in numbers": frozenset({ADMINISTRATOR, COORDINATOR, TRAINER}),
    "see own dates": frozenset({TRAINER, HELPER}),
    "mark attendance": frozenset({ADMINISTRATOR, COORDINATOR, TRAINER, HELPER}),
    "see letters": frozenset({ADMINISTRATOR, COORDINATOR}),
    "write letters": frozenset({ADMINISTRATOR, COORDINATOR}),
    "edit wordings": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see history": frozenset({ADMINISTRATOR, COORDINATOR}),
    "see figures": frozenset({ADMINISTRATOR, COORDINATOR, READER}),
    "manage accounts": frozenset({ADMINISTRATOR}),
    "see everything": frozenset({ADMINISTRATOR}),
}
WITH_NAMES = frozenset({"mark attendance"})  # of a session, on its day only
MARKS_LATE = timedelta(days=7)  # so long a trainer may still enter who was there


class Holder(Protocol):
    """What the rules need to know of an account."""

    @property
    def host_ids(self) -> frozenset[int]: ...

    trainer_id: int | None

    def has_role(self, name: str) -> bool: ...


def role_of(account: Holder) -> str:
    """Return an account's role; empty for one without."""
    return next((role for role in ROLES if account.has_role(role)), "")


def may(account: Holder, act: str, thing: Workshop | Session | None = None) -> bool:
    """Say whether an account may do an act, on what it reaches only."""
    if role_of(account) not in ACTS[act]:
        return False
    if thing is None:
        return True
    if isinstance(thing, Session):
        return _is_hers(account, thing) and (act not in WITH_NAMES or is_list_open(account, thing))
    return reach(account).has(thing)


def refuse_unless(account: Holder, act: str, thing: Workshop | Session | None = None) -> None:
    """Raise Forbidden where the table, the reach or the day say no."""
    if may(account, act, thing):
        return
    closed = isinstance(thing, Session) and may(account, act) and _is_hers(account, thing)
    raise Forbidden("list-closed" if closed else "not-allowed")


def reach(account: Holder) -> Reach:
    """Return which workshops this account sees in lists."""
    role = role_of(account)
    if role == ADMINISTRATOR or (role == READER and not account.host_ids):
        return ALL
    if role == TRAINER:
        return Reach(trainer_id=account.trainer_id)
    return Reach(host_ids=account.host_ids, day=clock.today() if role == HELPER else None)


def is_list_open(account: Holder, session: Session) -> bool:
    """Whether the names of a session are shown: to helpers and trainers for the day.

    A trainer may still enter marks a week later.
    """
    role, today = role_of(account), clock.today()
    if role not in (HELPER, TRAINER):
        return True
    last = clock.local(session.ends_at).date() + (MARKS_LATE if role == TRAINER else timedelta())
    return clock.local(session.starts_at).date() <= today <= last


def _is_hers(account: Holder, session: Session) -> bool:
    """Whether a session is in reach on whatever day."""
    if role_of(account) == HELPER:
        return session.workshop.host_id in account.host_ids
    return reach(account).has_session(session)
