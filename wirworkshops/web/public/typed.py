"""What this browser typed when it signed up, kept in its signed cookie for the next page.

Whoever holds the cookie can read it, so it looks the same whether or not the person stood
on the list already: `proof` is the seal of a new registration, or else chance.
"""

import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from flask import session

from wirworkshops import tokens
from wirworkshops.domain import moves
from wirworkshops.domain.applications import Outcome
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

KEY = "signup"
_HEAD = 16  # of a token's letters; what follows is its seal
_PROOF_BYTES = 21


@dataclass(frozen=True)
class Typed:
    """status and until say what somebody new would have got."""

    workshop_id: int
    name: str
    email: str
    status: str
    until: int
    proof: str
    seats: int = 1
    pool_id: int | None = None

    @property
    def held_until(self) -> datetime:
        return datetime.fromtimestamp(self.until, UTC)

    def owns(self, registration: Registration) -> bool:
        """Whether this browser made the registration."""
        return hmac.compare_digest(self.proof, _seal(registration))


def keep(
    workshop: Workshop,
    *,
    name: str,
    email: str,
    outcome: Outcome,
    seats: int = 1,
    pool_id: int | None = None,
) -> None:
    """Remember what was typed; workshop is as the verb has read it."""
    new = outcome.registration
    typed = Typed(
        workshop_id=workshop.id,
        name=name,
        email=email,
        status=outcome.status,
        until=int(moves.hold_ends_at(workshop).timestamp()),
        proof=_seal(new) if new else secrets.token_urlsafe(_PROOF_BYTES),
        seats=seats,
        pool_id=pool_id,
    )
    session[KEY] = asdict(typed)


def _seal(registration: Registration) -> str:
    return tokens.issue("signup", registration.id, registration.link_number)[_HEAD:]


def kept(workshop: Workshop) -> Typed | None:
    """Return what was typed for this workshop, or None."""
    found = session.get(KEY)
    return Typed(**found) if found and found["workshop_id"] == workshop.id else None


def forget() -> None:
    session.pop(KEY, None)
