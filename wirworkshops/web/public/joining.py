"""What belongs to a sign-up and follows it at once: names of a group, sessions to choose.

Each is a verb of its own. What is refused is told, but never who is registered: what the
page says of names is the same for everybody.
"""

from collections.abc import Sequence

from flask import flash, request

from wirworkshops.domain import choices, groups
from wirworkshops.domain.applications import Outcome
from wirworkshops.domain.groups import Named
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import refusals, slots


def join(workshop: Workshop, outcome: Outcome, named: Sequence[Named], *, attends: bool) -> None:
    """Name the others and choose sessions, as far as it goes."""
    if named:
        _name(outcome.registration, named)
    wanted = chosen()
    if wanted and attends and outcome.status == "held":
        _choose(workshop, outcome.registration, wanted)


def chosen() -> set[int]:
    """Return the sessions chosen in the form; what is no choice counts for nothing."""
    try:
        return slots.read(request.form)
    except Invalid:
        return set()


def _name(contact: Registration | None, named: Sequence[Named]) -> None:
    for one in named if contact else ():
        try:
            groups.name(contact, one)  # type: ignore[arg-type]
        except (Conflict, Invalid):  # her own page shows who is named; here it would give away
            continue
    flash(
        _(
            "Wen Sie genannt haben, sehen Sie auf Ihrer Seite; der Link steht in der Nachricht. "
            "Wer schon selbst angemeldet ist, zählt dort nicht mit."
        ),
        "info",
    )


def _choose(workshop: Workshop, registration: Registration | None, wanted: set[int]) -> None:
    """Take what is free of it; the pools are as the sign-up has read them under its lock."""
    full = {pool.id for pool in workshop.pools if pool.id in wanted and pool.free < 1}
    try:
        if registration and wanted - full:
            choices.choose(registration, wanted - full)
    except (Conflict, Invalid) as refusal:
        flash(refusals.sentence(refusal), "warning")
    if full:
        flash(
            _(
                "Nicht alle gewählten Termine hatten noch Platz. Auf Ihrer Seite können Sie andere "
                "wählen; der Link steht in der Nachricht."
            ),
            "warning",
        )
