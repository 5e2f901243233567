"""What the office is told of rooms and trainers that are elsewhere, and of rooms too small."""

from flask import flash

from wirworkshops import i18n
from wirworkshops.domain import clashes
from wirworkshops.domain.clashes import Clash
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Workshop
from wirworkshops.web.organise import guard, heads

MOST_SAID = 3


def said(clash: Clash) -> str:
    """Say who or what is taken, when and by which workshop; another host's draft unnamed."""
    other = clash.session.workshop
    is_seen = other.status == "published" or guard.is_in_reach(other.host_id)
    title = heads.title(other) if is_seen else _("Entwurf von %(host)s", host=other.host.name)
    when = i18n.when(clash.session.starts_at, clash.session.ends_at)
    values = {"name": clash.name, "title": title, "when": when}
    if clash.kind == "room":
        return _("%(name)s ist belegt: „%(title)s“, %(when)s.", **values)
    return _("%(name)s ist schon woanders: „%(title)s“, %(when)s.", **values)


def of(workshop: Workshop | None) -> list[str]:
    """Return what is to be said of a workshop's coming dates."""
    if workshop is None:
        return []
    small = clashes.too_small(workshop).items()
    return [said(clash) for clash in clashes.of_workshop(workshop)] + [
        _("%(room)s hat nur %(number)s Plätze, geplant sind %(wanted)s.", room=room.label,
          number=room.capacity, wanted=wanted)
        for room, wanted in small
    ]  # fmt: skip


def warn(workshop: Workshop) -> None:
    """Say after saving what clashes now: it is allowed, but should be known."""
    found = of(workshop)
    for sentence in found[:MOST_SAID]:
        flash(sentence, "warning")
