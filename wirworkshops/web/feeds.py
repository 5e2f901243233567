"""The public calendar addresses: the feed that calendars poll, and downloads; also as jCal.

They answer in the language of their address, without cookie or redirect.
"""

from datetime import timedelta

from flask import Blueprint, Response, make_response, request

from wirworkshops import clock, i18n, links
from wirworkshops.calendars import events, feeds, ready
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import catalogue, workshops
from wirworkshops.domain import feeds as public
from wirworkshops.domain.catalogue import Filters
from wirworkshops.errors import NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import page
from wirworkshops.web.public import filters as public_filters

blueprint = Blueprint("feeds", __name__)
TYPES = {"ics": "text/calendar; charset=utf-8", "json": "application/calendar+json; charset=utf-8"}


@blueprint.url_defaults
def as_icalendar(_endpoint: str, values: dict[str, str]) -> None:
    values.setdefault("form", "ics")


def language() -> str:
    """Return the language asked for in the address; a client's preference does not count."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def answer(calendar: bytes, file_name: str, form: str) -> Response:
    """Return a calendar as iCalendar or as jCal (RFC 7265), by the end of its address."""
    response = make_response(calendar if form == "ics" else feeds.as_json(calendar))
    response.headers["Content-Type"] = TYPES[form]
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.{form}"'
    return response


def own_address() -> str:
    """Return this request's address under the public base, as SOURCE and for people."""
    query = request.query_string.decode("ascii", "replace")
    address = page.settings().base_url + request.path
    return f"{address}?{query}" if query else address


def _entries(sessions: list[Session], language: str) -> list[events.Entry]:
    return [events.entry_of(s, language, page.settings().base_url) for s in sessions]


@blueprint.get("/calendar.<any(ics, json):form>")
def calendar(form: str) -> Response:
    """The feed of all public sessions; takes the list's filters."""
    chosen = public_filters.parse(request.args)
    spoken = language()
    # from a midnight on, since front doors keep the answer no longer than to the next one
    since = clock.midnight(clock.today() - timedelta(days=page.settings().feed_past_days))
    since = max(since, clock.midnight(chosen.from_on)) if chosen.from_on else since
    until = clock.midnight(chosen.to_on + timedelta(days=1)) if chosen.to_on else None
    prints = public.prints(chosen, since=since, until=until)
    with i18n.speaking(spoken):
        name = named(page.settings().centre, chosen)
    body = feeds.feed(
        ready.vevents(prints, spoken, page.settings().base_url),
        name=name,
        url=own_address(),
        language=spoken,
        page=links.workshops_url(page.settings().base_url),
    )
    return page.ready(answer(body, "calendar", form))


def named(name: str, chosen: Filters) -> str:
    """Return a feed's name, with its filters: two feeds in one calendar stay apart."""
    parts = public_filters.in_words(chosen)
    return _("%(name)s: %(filters)s", name=name, filters=", ".join(parts)) if parts else name


@blueprint.get("/workshops/<slug>.<any(ics, json):form>")
def workshop(slug: str, form: str) -> Response:
    """All sessions of one workshop."""
    found = catalogue.by_slug(slug) or catalogue.by_slug(catalogue.slug_now(slug) or "")
    return _download(found, found.sessions if found else [], slug, form)


@blueprint.get("/sessions/<int:session_id>.<any(ics, json):form>")
def session(session_id: int, form: str) -> Response:
    """One session."""
    found = workshops.session_by_id(session_id) if session_id < 2**31 else None
    return _download(found.workshop if found else None, [found] if found else [], "session", form)


def _download(
    found: Workshop | None, sessions: list[Session], file_name: str, form: str
) -> Response:
    if found is None or found.status == "draft":
        raise NotFound("not-found")
    body = feeds.download(_entries(sessions, language()))
    return page.ready(answer(body, file_name, form))
