"""The iCalendar addresses: feeds that calendars poll, downloads, and a person's own feed.

They answer in the language of their address, without cookie or redirect.
"""

from datetime import timedelta

from flask import Blueprint, Response, make_response, request
from werkzeug.wrappers import Response as Answer

from wirworkshops import clock, i18n, links, tokens
from wirworkshops.calendars import events, feeds
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import catalogue, participants, registrations, workshops
from wirworkshops.domain.catalogue import Filters
from wirworkshops.errors import Gone, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.participants import Participant
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import page
from wirworkshops.web.public import filters as public_filters

blueprint = Blueprint("feeds", __name__)
TYPE = "text/calendar; charset=utf-8"


def _language() -> str:
    """Return the language asked for in the address; a client's preference does not count."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _calendar(body: bytes, file_name: str) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = TYPE
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response


def _own_address() -> str:
    """Return this request's address under the public base, as SOURCE and for people."""
    query = request.query_string.decode("ascii", "replace")
    address = page.settings().base_url + request.path
    return f"{address}?{query}" if query else address


def _entries(sessions: list[Session], language: str) -> list[events.Entry]:
    return [events.entry_of(s, language, page.settings().base_url) for s in sessions]


@blueprint.get("/calendar.ics")
def calendar() -> Response:
    """The feed of all public sessions; takes the list's filters."""
    chosen = public_filters.parse(request.args)
    language = _language()
    since = clock.now() - timedelta(days=page.settings().feed_past_days)
    since = max(since, clock.midnight(chosen.from_on)) if chosen.from_on else since
    until = clock.midnight(chosen.to_on + timedelta(days=1)) if chosen.to_on else None
    sessions = catalogue.sessions(chosen, since=since, until=until)
    with i18n.speaking(language):
        name = _name(chosen)
    body = feeds.feed(
        _entries(sessions, language),
        name=name,
        url=_own_address(),
        language=language,
        page=links.workshops_url(page.settings().base_url),
    )
    return page.ready(_calendar(body, "calendar"))


def _name(chosen: Filters) -> str:
    """Return the feed's name, with its filters: two feeds in one calendar stay apart."""
    parts = public_filters.in_words(chosen)
    centre = page.settings().centre
    return (
        _("%(centre)s: %(filters)s", centre=centre, filters=", ".join(parts)) if parts else centre
    )


@blueprint.get("/workshops/<slug>.ics")
def workshop(slug: str) -> Response:
    """All sessions of one workshop."""
    found = catalogue.by_slug(slug) or catalogue.by_slug(catalogue.slug_now(slug) or "")
    return _download(found, found.sessions if found else [], slug)


@blueprint.get("/sessions/<int:session_id>.ics")
def session(session_id: int) -> Response:
    """One session."""
    found = workshops.session_by_id(session_id) if session_id < 2**31 else None
    return _download(found.workshop if found else None, [found] if found else [], "session")


def _download(found: Workshop | None, sessions: list[Session], file_name: str) -> Response:
    if found is None or found.status == "draft":
        raise NotFound("not-found")
    return page.ready(_calendar(feeds.download(_entries(sessions, _language())), file_name))


@blueprint.get("/calendar/my/<token>.ics")
def personal(token: str) -> Answer:
    """One participant's own feed: it can only be read; a renewed address answers 410."""
    person = _reader(token)
    settings = page.settings()
    entries = feeds.personal(
        person,
        registrations.of_participant(person.id),
        language=person.language,
        base_url=settings.base_url,
        past_days=settings.feed_past_days,
    )
    with i18n.speaking(person.language):
        name = _("Meine Termine: %(centre)s", centre=settings.centre)
    body = feeds.feed(entries, name=name, url=_own_address(), language=person.language)
    response = _calendar(body, "my")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)


def _reader(token: str) -> Participant:
    claim = tokens.read(token)
    person = participants.by_id(claim.row) if claim else None
    if claim is None or person is None:
        raise NotFound("bad-link")
    if claim.fits(links.FEED, person.feed_number):
        return person
    if claim.was_good(links.FEED, person.feed_number):
        raise Gone("feed-renewed")
    raise NotFound("bad-link")
