"""How to have the dates in one's own calendar: choose, take the address, follow the steps."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from wirworkshops import i18n
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import catalogue
from wirworkshops.domain.catalogue import Filters
from wirworkshops.errors import NotFound
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Series
from wirworkshops.web import page, programs
from wirworkshops.web.public import filters, listing, offers

blueprint = Blueprint("subscribe", __name__)
LONGEST_QR = 600  # characters; with more, phones no longer read the picture


@dataclass(frozen=True)
class Pick:
    """A series to tick."""

    slug: str
    name: str
    palette: str
    is_chosen: bool


@blueprint.get("/subscribe")
def show() -> Response:
    wanted = filters.parse(request.args)
    offered = offers.offers()
    html = render_template(
        "public/subscribe.html",
        picks=[_pick(series, wanted) for series in catalogue.all_series()],
        others=filters.query(replace(wanted, series=())),
        chips=listing.chips(wanted, offered, endpoint="subscribe.show"),
        chosen=i18n.listing([text for text, _rest in offers.chosen(wanted, offered)]),
        total=catalogue.count(wanted),
        feed=programs.Feed(_address("/calendar.ics", wanted)),
        qr=_qr(wanted),
    )
    return page.ready(html)


def _pick(series: Series, wanted: Filters) -> Pick:
    name = text_in(series.name, i18n.language())
    return Pick(series.slug, name, series.palette, series.slug in wanted.series)


def _address(path: str, wanted: Filters) -> str:
    """Return a full address with these filters, in the reader's language."""
    language = i18n.language()
    spoken = [("lang", language)] if language != LANGUAGES[0] else []
    pairs = filters.query(wanted) + spoken
    address = page.settings().base_url + path
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _qr(wanted: Filters) -> str:
    """Return where the QR code lies; none for an address that phones cannot read."""
    if len(_address("/subscribe", wanted)) > LONGEST_QR:
        return ""
    return filters.address("subscribe.qr", wanted, lang=i18n.language())


@blueprint.get("/subscribe/qr.svg")
def qr() -> Response:
    """This page's address for a phone, which then opens its own calendar program."""
    address = _address("/subscribe", filters.parse(request.args))
    if len(address) > LONGEST_QR:
        raise NotFound("not-found")
    return page.ready(programs.drawn(address))
