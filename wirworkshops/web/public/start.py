"""The start page: what is on next and has seats, the series, how to subscribe."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, url_for

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue
from wirworkshops.domain.catalogue import Filters
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Series
from wirworkshops.web import images, page
from wirworkshops.web.images import Picture
from wirworkshops.web.public import listing

blueprint = Blueprint("start", __name__)
CARDS = 6


@dataclass(frozen=True)
class SeriesCard:
    href: str
    palette: str
    name: str
    summary: str
    number: int
    picture: Picture | None = None


@blueprint.get("/")
def show() -> Response:
    free = catalogue.find(Filters(free=True), size=CARDS)
    found = free if free.workshops else catalogue.find(Filters(), size=CARDS)
    counts = catalogue.series_counts(clock.now())
    html = render_template(
        "public/start.html",
        items=listing.listed(found),
        all_free=bool(free.workshops),
        total=catalogue.count(Filters()),
        series=[_card(series, counts.get(series.id, 0)) for series in catalogue.all_series()],
    )
    return page.ready(html)


def _card(series: Series, number: int) -> SeriesCard:
    code = i18n.language()
    return SeriesCard(
        href=url_for("workshops.index", series=series.slug),
        palette=series.palette,
        name=text_in(series.name, code),
        summary=text_in(series.summary, code),
        number=number,
        picture=images.picture(series.image) if series.image else None,
    )
