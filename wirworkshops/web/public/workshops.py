"""The public catalogue: the list, the month, and one workshop's page."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from wirworkshops import clock
from wirworkshops.domain import catalogue
from wirworkshops.domain import workshops as domain
from wirworkshops.errors import NotFound
from wirworkshops.web import page
from wirworkshops.web.public import details, filters, listing, months, offers

blueprint = Blueprint("workshops", __name__)


@blueprint.get("/workshops")
def index() -> Response:
    wanted = filters.parse(request.args)
    found = catalogue.find(wanted, page=_page_number())
    if found.number > found.pages:
        raise NotFound("wrong-page")
    offered = offers.offers()
    html = render_template(
        "public/workshops.html",
        found=found,
        wanted=wanted,
        mistakes=filters.mistakes(request.args),
        groups=listing.groups(wanted, offered),
        chips=listing.chips(wanted, offered, endpoint="workshops.index"),
        period=listing.period(wanted),
        months=listing.by_month(listing.listed(found)),
        pager_links=listing.pager(found, wanted),
        page_href=lambda number: listing.page_href(wanted, number),
        address=lambda endpoint: filters.address(endpoint, wanted),
    )
    return page.ready(html)


def _page_number() -> int:
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(catalogue.LAST_PAGE))):
        raise NotFound("wrong-page")
    number = int(text)
    if not 1 <= number <= catalogue.LAST_PAGE:
        raise NotFound("wrong-page")
    return number


@blueprint.get("/workshops/calendar")
def month() -> Response:
    wanted = filters.without_days(filters.parse(request.args))
    shown = months.read(request.args.get("month", ""))
    if shown is None:
        raise NotFound("wrong-month")
    html = render_template(
        "public/month.html",
        month=months.month(shown, wanted),
        chips=listing.chips(
            wanted, offers.offers(), endpoint="workshops.month", month=f"{shown:%Y-%m}"
        ),
        legend=months.legend(),
        address=lambda endpoint, **more: filters.address(endpoint, wanted, **more),
    )
    return page.ready(html)


@blueprint.get("/workshops/<slug>")
def show(slug: str) -> Answer:
    workshop = catalogue.by_slug(slug)
    if workshop is None or workshop.status == "draft":
        return _moved(slug)
    now = clock.now()
    others = catalogue.others_like(workshop, now)
    html = render_template("public/workshop.html", details=details.details(workshop, others, now))
    return page.ready(html)


@blueprint.get("/w/<int:number>")
def short(number: int) -> Answer:
    """Lead from the address on a poster to the page."""
    slug = domain.public_slug_of(number) if number < 2**31 else None
    if slug is None:
        raise NotFound("not-found")
    return redirect(url_for("workshops.show", slug=slug), 302)


def _moved(slug: str) -> Answer:
    """Answer on an address a workshop had before with its present one."""
    present = catalogue.slug_now(slug)
    if present is None:
        raise NotFound("not-found")
    return redirect(url_for("workshops.show", slug=present), 301)
