"""What is needed and how often: a page to print for trainers and caterers.

Names and words stand there only of those who agreed to it.
"""

from dataclasses import dataclass

from flask import render_template, url_for

from wirworkshops import i18n
from wirworkshops.domain import attending, needs, permissions
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import NEEDS
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items
from wirworkshops.web.organise import consequences, guard, heads, needed


@dataclass(frozen=True)
class Row:
    title: str
    number: int
    people: list[tuple[str, str]]  # name, and what she wrote


def page(workshop: Workshop, session: Session | None = None) -> str:
    counts = needs.counts(workshop, session)
    counts.sort(key=lambda count: (NEEDS.index(count.kind.name), count.kind.language))
    return render_template(
        "organise/needs_summary.html",
        title=heads.title(workshop),
        palette=workshop.palette,
        workshop=workshop,
        dates=_dates(workshop, session),
        rows=[_row(count) for count in counts],
        sessions=_sessions(workshop, session),
        sees_needs=permissions.may(guard.account(), "see needs", workshop),
    )


def _row(count: needs.Count) -> Row:
    people = [(consequences.name_of(need.registration), need.text) for need in count.shared]
    return Row(needed.title(count.kind), count.number, people)


def _dates(workshop: Workshop, session: Session | None) -> list[str]:
    """Return when and where it is."""
    chosen = [session] if session else [row for row in workshop.sessions if not row.is_cancelled]
    return [
        f"{i18n.when(row.starts_at, row.ends_at)}, {items.place_of(row)}"
        for row in (chosen or workshop.sessions)
    ]


def _sessions(workshop: Workshop, now: Session | None) -> list[tuple[str, str, bool]]:
    """Return the pages of a conference's sessions; elsewhere all come to each of them."""
    if not attending.has_choices(workshop):
        return []
    chosen = {pool.session_id for pool in workshop.pools if pool.session_id}
    whole = url_for("office_needs.summarise", workshop_id=workshop.id)
    return [(whole, _("Ganze Veranstaltung"), now is None)] + [
        (
            url_for("office_needs.summarise_session", session_id=row.id),
            i18n.moment(row.starts_at),
            now is not None and row.id == now.id,
        )
        for row in workshop.sessions
        if row.id in chosen
    ]
