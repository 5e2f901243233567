"""How somebody comes to a sign-up form: by the workshop's page, or by a partner's link."""

from dataclasses import dataclass
from datetime import datetime

from wirworkshops import clock, i18n, links, tokens
from wirworkshops.domain import contingents, seats
from wirworkshops.domain.seats import Availability
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.pools import Contingent, Pool
from wirworkshops.models.workshops import Workshop


@dataclass(frozen=True)
class Door:
    """state is what somebody gets who comes in here; kept says whom seats are kept for."""

    contingent: Contingent | None
    pools: list[Pool]
    state: Availability
    kept: list[str]
    shut: str = ""  # why this link leads nowhere any more


def contingent_of(workshop: Workshop, code: str) -> Contingent | None:
    """Return the contingent of a link; raises NotFound where the code does not fit."""
    if not code:
        return None
    claim = tokens.read(code)
    found = contingents.by_id(claim.row) if claim else None
    if claim is None or found is None or not claim.fits(links.CONTINGENT, found.link_number):
        raise NotFound("bad-contingent")
    if all(pool.id != found.pool_id for pool in workshop.pools):
        raise NotFound("bad-contingent")
    return found


def of(workshop: Workshop, contingent: Contingent | None = None) -> Door:
    now = clock.now()
    if contingent is None:
        return Door(None, workshop.entries, seats.availability(workshop, now), [])
    pool = next(pool for pool in workshop.pools if pool.id == contingent.pool_id)
    reason = seats.closed_because(workshop, now, contingent)
    return Door(
        contingent=contingent,
        pools=[pool],
        state=Availability(reason) if reason else _state(contingent, pool, workshop),
        kept=_kept(contingent),
        shut=_shut(contingent, now),
    )


def _state(contingent: Contingent, pool: Pool, workshop: Workshop) -> Availability:
    if contingent.left:
        return Availability("few", contingent.left)
    return seats.open_label(pool, workshop)


def _shut(contingent: Contingent, now: datetime) -> str:
    if contingent.released_at or contingent.until_at <= now:
        return _("Die Zeit für diesen Link ist vorbei: Die Plätze sind wieder für alle da.")
    if contingent.opens_at and contingent.opens_at > now:
        moment = i18n.moment(contingent.opens_at)
        return _("Mit diesem Link können Sie sich ab %(moment)s anmelden.", moment=moment)
    return ""


def _kept(contingent: Contingent) -> list[str]:
    """Say for whom, how many are left, and until when."""
    name, until = contingent.name, i18n.moment(contingent.until_at)
    if not contingent.seats:
        return [_("Diese Anmeldung ist für %(name)s schon offen.", name=name)]
    if not contingent.left:
        return [
            _("Die Plätze für %(name)s sind alle vergeben.", name=name),
            _("Sie melden sich jetzt wie alle anderen an."),
        ]
    left = ngettext(
        "Noch %(num)s Platz ist frei.", "Noch %(num)s Plätze sind frei.", contingent.left
    )
    return [
        _("Für %(name)s sind Plätze reserviert, bis %(moment)s.", name=name, moment=until),
        left,
    ]
