"""The office's calendars: the account's own feed with numbers, and the trainers' feeds."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import links
from wirworkshops.domain import accounts, trainers
from wirworkshops.domain.trainers import Leading
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.models.trainers import Trainer
from wirworkshops.web import page, programs
from wirworkshops.web.organise import guard
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_calendars", __name__, prefix="/organise/calendars")


@dataclass(frozen=True)
class Line:
    """One trainer in the list; is_new where her address has just been renewed."""

    id: int
    name: str
    coming: str
    address: str
    is_new: bool


@blueprint.get("")
@guard.office("see workshops")
def index() -> str:
    reach, number = guard.reach(), page_number()
    found, total = trainers.leading(reach, page=number)
    pages = max(1, -(-total // trainers.PAGE_SIZE))
    if number > pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/calendars.html",
        feed=_own_feed(),
        is_everything=reach.is_all,
        lines=[_line(one) for one in found],
        number=number,
        pages=pages,
        page_href=lambda page: url_for("office_calendars.index", page=page),
    )


def _own_feed() -> programs.Feed:
    return programs.Feed(links.office_feed_url(page.settings().base_url, guard.account()))


def _line(one: Leading) -> Line:
    coming = ngettext("%(num)s kommender Termin", "%(num)s kommende Termine", one.coming)
    return Line(
        id=one.trainer.id,
        name=one.trainer.name,
        coming=coming if one.coming else _("keine kommenden Termine"),
        address=links.trainer_feed_url(page.settings().base_url, one.trainer),
        is_new=request.args.get("renewed") == str(one.trainer.id),
    )


@blueprint.get("/feed.svg")
@guard.office("see workshops")
def qr() -> Response:
    """The own feed's address for a phone, which then opens its calendar program."""
    return programs.drawn(_own_feed().webcal)


@blueprint.post("/feed")
@guard.office("see workshops")
def renew() -> ResponseReturnValue:
    accounts.renew_feed(guard.account(), by=guard.actor())
    flash(_("Die Adresse ist neu. Bitte nehmen Sie sie in Ihren Kalender auf."), "success")
    return redirect(url_for("office_calendars.index"), 303)


@blueprint.post("/trainers/<int:trainer_id>/feed")
@guard.office("edit workshops")
def renew_trainers(trainer: Trainer) -> ResponseReturnValue:
    """Give a trainer's feed a new address; her row then says so."""
    number = page_number()
    trainers.renew_feed(trainer, by=guard.actor())
    place = url_for(
        "office_calendars.index",
        page=number if number > 1 else None,
        renewed=trainer.id,
        _anchor=f"trainer-{trainer.id}",
    )
    return redirect(place, 303)
