"""The secret calendar addresses: a participant's, a trainer's, an account's, a registration's.

They can only be read. A wrong one answers 404, a renewed one 410; nobody keeps a copy.
"""

import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as Answer

from wirworkshops import clock, i18n, links, tokens
from wirworkshops.calendars import feeds, office, personal
from wirworkshops.calendars.events import Entry
from wirworkshops.domain import (
    accounts,
    catalogue,
    participants,
    permissions,
    registrations,
    timetables,
    trainers,
)
from wirworkshops.domain.catalogue import Filters
from wirworkshops.errors import Gone, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Session
from wirworkshops.web import page
from wirworkshops.web.feeds import answer, as_icalendar, language, named, own_address
from wirworkshops.web.frontdoor import GZIP_FROM
from wirworkshops.web.my import guard
from wirworkshops.web.public import filters as public_filters

blueprint = Blueprint("secret_feeds", __name__)
blueprint.url_defaults(as_icalendar)
Subscriber = TypeVar("Subscriber", bound=links.Subscriber)


@blueprint.get("/calendar/my/<token>.<any(ics, json):form>")
def of_participant(token: str, form: str) -> Answer:
    """One participant's own dates."""
    claim = _claim(token)
    reader = _reader(claim, links.FEED, participants.by_id(claim.row))
    person = participants.followed(reader)  # two rows may have been one person's
    settings = page.settings()
    dates = personal.dates(
        person,
        registrations.of_participant(person.id),
        past_days=settings.feed_past_days,
        cancelled_days=settings.feed_cancelled_days,
    )
    chosen, wanted = _wanted(date.session for date in dates)
    entries = personal.entries(
        person,
        [date for date in dates if date.session.id in wanted],
        base_url=settings.base_url,
        alarm_minutes=person.feed_alarm,
    )
    with i18n.speaking(person.language):
        name = named(_("Meine Termine: %(centre)s", centre=settings.centre), chosen)
    return _feed(entries, name, person.language, form)


@blueprint.get("/calendar/trainer/<token>.<any(ics, json):form>")
def of_trainer(token: str, form: str) -> Answer:
    """All that one trainer leads, with the numbers."""
    claim = _claim(token)
    trainer = _reader(claim, links.TRAINER_FEED, trainers.by_id(claim.row))
    sessions = timetables.of_trainer(trainer.id, since=_since())
    chosen, wanted = _wanted(sessions)
    spoken = language()
    entries = office.trainers_entries(
        [session for session in sessions if session.id in wanted],
        timetables.last_acts(session.workshop_id for session in sessions),
        language=spoken,
        base_url=page.settings().base_url,
    )
    with i18n.speaking(spoken):
        centre = page.settings().centre
        name = named(_("Leitung %(name)s: %(centre)s", name=trainer.name, centre=centre), chosen)
    return _feed(entries, name, spoken, form)


@blueprint.get("/calendar/office/<token>.<any(ics, json):form>")
def of_office(token: str, form: str) -> Answer:
    """All that an account looks after, with the numbers; drafts as tentative."""
    claim = _claim(token)
    account = _reader(claim, links.OFFICE_FEED, accounts.active_by_id(claim.row))
    if not permissions.may(account, "see workshops"):
        raise NotFound("bad-link")
    sessions = timetables.of_office(permissions.reach(account), since=_since())
    chosen, wanted = _wanted(sessions)
    entries = office.offices_entries(
        [session for session in sessions if session.id in wanted],
        timetables.last_acts(session.workshop_id for session in sessions),
        language=account.language,
        base_url=page.settings().base_url,
    )
    with i18n.speaking(account.language):
        name = named(_("Büro: %(centre)s", centre=page.settings().centre), chosen)
    return _feed(entries, name, account.language, form)


@blueprint.get("/registrations/<token>/calendar.<any(ics, json):form>")
def of_registration(token: str, form: str) -> Answer:
    """The dates of one registration, as a file to take over once."""
    registration = guard.registration(token)
    entries = personal.of_registration(registration, base_url=page.settings().base_url)
    return _secret(answer(feeds.download(entries), "termine", form))


def _claim(token: str) -> tokens.Claim:
    claim = tokens.read(token)
    if claim is None:
        raise NotFound("bad-link")
    return claim


def _reader(claim: tokens.Claim, purpose: str, row: Subscriber | None) -> Subscriber:
    """Return whose address it is; Gone where it has been renewed."""
    if row is not None and claim.fits(purpose, row.feed_number):
        return row
    if row is not None and claim.was_good(purpose, row.feed_number):
        raise Gone("feed-renewed")
    raise NotFound("bad-link")


def _since() -> datetime:
    return clock.now() - timedelta(days=page.settings().feed_past_days)


def _wanted(sessions: Iterable[Session]) -> tuple[Filters, set[int]]:
    """Return the list's filters, as in every feed, and the sessions that match them."""
    chosen, ids = public_filters.parse(request.args), {session.id for session in sessions}
    return chosen, ids if chosen == Filters() else catalogue.among(ids, chosen)


def _feed(entries: Iterable[Entry], name: str, spoken: str, form: str) -> Answer:
    body = feeds.feed(entries, name=name, url=own_address(), language=spoken)
    return _secret(answer(body, "calendar", form))


def _secret(response: Response) -> Answer:
    """Answer one reader: compressed if asked, with the ETag of the final bytes."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Vary"] = "Accept-Encoding"
    body = response.get_data()
    if request.accept_encodings["gzip"] and len(body) >= GZIP_FROM:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.add_etag()
    return response.make_conditional(request)
