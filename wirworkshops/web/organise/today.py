"""Today: what needs somebody, urgent things first; what comes next; the year's figures."""

from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import agenda, outbox, permissions, statistics
from wirworkshops.domain.reach import Reach
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.workshops import Session
from wirworkshops.web import items
from wirworkshops.web.items import Tile
from wirworkshops.web.organise import desk, guard, heads, navigation, todo

blueprint = guard.private("office_today", __name__, prefix="/organise")


@dataclass(frozen=True)
class Coming:
    workshop_id: int
    palette: str
    date: Tile
    title: str
    times: str
    gauge: heads.Gauge | None


@blueprint.get("/")
@guard.office("come in")
def show() -> ResponseReturnValue:
    """Show what needs somebody; who has no part in that is led to her own first page."""
    if not permissions.may(guard.account(), "see workshops"):
        return redirect(navigation.home(guard.account()))
    reach, now = guard.reach(), clock.now()
    january = clock.midnight(date(clock.today().year, 1, 1))
    return render_template(
        "organise/today.html",
        today=i18n.day(now),
        greeting=_greeting(),
        desk=desk.of(guard.account()),
        coming=[_coming(session) for session in agenda.next_sessions(reach)],
        outbox=_outbox(reach),
        figures=_figures(statistics.since(january, reach=reach)),
        **todo.later(),
    )


def _greeting() -> str:
    name = guard.account().name.split(" ")[0]
    hour = clock.local(clock.now()).hour
    if hour < 11:
        return _("Guten Morgen, %(name)s", name=name)
    return (
        _("Guten Tag, %(name)s", name=name) if hour < 18 else _("Guten Abend, %(name)s", name=name)
    )


def _coming(session: Session) -> Coming:
    workshop = session.workshop
    return Coming(
        workshop_id=workshop.id,
        palette=workshop.palette,
        date=items.tile(session.starts_at),
        title=heads.title(workshop),
        times=i18n.times(session.starts_at, session.ends_at),
        gauge=heads.gauge(workshop),
    )


def _outbox(reach: Reach) -> str:
    number, due_at = outbox.waiting(reach)
    if not number or due_at is None:
        return _("Gerade wartet keine Nachricht.")
    waiting = ngettext("%(num)s Nachricht wartet.", "%(num)s Nachrichten warten.", number)
    if due_at <= clock.now():
        return _("%(waiting)s Sie gehen gleich hinaus.", waiting=waiting)
    return _(
        "%(waiting)s Die nächste geht hinaus: %(when)s.", waiting=waiting, when=i18n.moment(due_at)
    )


def _figures(figures: statistics.Figures) -> list[tuple[str, str]]:
    return [
        (_("Veranstaltungen"), str(figures.workshops)),
        (_("Menschen dabei"), str(figures.people)),
        (_("Plätze belegt"), _percent(figures.seats_taken)),
        (_("kamen auch wirklich"), _percent(figures.came)),
    ]


def _percent(share: int | None) -> str:
    return "–" if share is None else _("%(share)s %%", share=share)
