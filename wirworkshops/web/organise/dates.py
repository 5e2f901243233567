"""The dates of a trainer, or of a helper today: how many come, and the list for the day."""

from dataclasses import dataclass

from flask import render_template, request, url_for

from wirworkshops import clock, i18n, links
from wirworkshops.domain import permissions, timetables
from wirworkshops.errors import NotFound
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items, page
from wirworkshops.web.items import Tile
from wirworkshops.web.organise import guard, heads
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_dates", __name__, prefix="/organise/dates")
VIEWS = {"coming": _l("Kommend"), "past": _l("Vergangen")}


@dataclass(frozen=True)
class Line:
    palette: str
    date: Tile
    title: str
    times: str
    place: str
    gauge: heads.Gauge | None
    page: str  # what the public sees
    list: str  # the names, while they are shown
    needs: str  # what is needed, and how often


@blueprint.get("")
@guard.office("see own dates")
def index() -> str:
    account, number = guard.account(), page_number()
    is_helper = permissions.role_of(account) == permissions.HELPER
    view = request.args.get("view", "coming")
    if view not in VIEWS or (is_helper and view != "coming"):
        raise NotFound("not-found")
    found, total = timetables.listed(guard.reach(), is_past=view == "past", page=number)
    pages = max(1, -(-total // timetables.PAGE_SIZE))
    if number > pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/dates.html",
        is_helper=is_helper,
        today=i18n.day(clock.now()),
        views=[(name, url_for("office_dates.index", view=name), text)
               for name, text in VIEWS.items()],
        view=view,
        lines=[_line(session, account) for session in found],
        feed=_feed(account),
        number=number,
        pages=pages,
        page_href=lambda page: url_for("office_dates.index", view=view, page=page),
    )  # fmt: skip


def _line(session: Session, account: Account) -> Line:
    workshop = session.workshop
    is_open = permissions.is_list_open(account, session)
    row = items.row(session)
    return Line(
        palette=workshop.palette,
        date=row.date,
        title=heads.title(workshop),
        times=row.times,
        place=row.place,
        gauge=heads.gauge(workshop),
        page=url_for("workshops.show", slug=workshop.slug),
        list=url_for("office_attendance.mark", session_id=session.id) if is_open else "",
        needs=_needs(account, workshop),
    )


def _needs(account: Account, workshop: Workshop) -> str:
    if not permissions.may(account, "see needs in numbers"):
        return ""
    return url_for("office_needs.summarise", workshop_id=workshop.id)


def _feed(account: Account) -> str:
    """Return the address of a trainer's calendar."""
    trainer = account.trainer
    return links.trainer_feed_url(page.settings().base_url, trainer) if trainer else ""
