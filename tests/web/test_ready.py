"""The public feed is put together from entries made before, and is never stale."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import InvalidRequestError

from tests import cast
from wirworkshops.calendars import ready
from wirworkshops.database import db, transaction
from wirworkshops.domain import catalogue, feeds
from wirworkshops.models.hosts import Host
from wirworkshops.models.venues import Room
from wirworkshops.models.workshops import Session, Workshop, WorkshopText

FEED = "/calendar.ics"
NO_WAYS = {"email": "", "phone": "", "website": ""}


def course() -> Workshop:
    """A published course of two dates in a room, with everything that an entry shows."""
    room = cast.room().id
    (first, second) = cast.dates(7, 14)
    dates = [cast.SessionPlan(one.starts_at, one.ends_at, room_id=room) for one in (first, second)]
    return cast.make_workshop(sessions=tuple(dates))


def room_of(workshop: Workshop) -> Room:
    room = workshop.sessions[0].room
    assert room
    return room


def move(session: Session, days: int) -> None:
    session.starts_at += cast.timedelta(days=days)
    session.ends_at += cast.timedelta(days=days)


def note(workshop: Workshop) -> None:
    room_of(workshop).features[0].note = {"de": "Rampe im Hof"}


CHANGES: dict[str, Callable[[Workshop], object]] = {
    "title": lambda w: setattr(w.texts[0], "title", "Neu"),
    "summary": lambda w: setattr(w.texts[0], "summary", "Neu"),
    "what to bring": lambda w: setattr(w.texts[0], "bring", "Stift"),
    "address": lambda w: setattr(w, "slug", "neu"),
    "sign-up": lambda w: setattr(w, "signup_mode", "none"),
    "host": lambda w: setattr(w, "host", Host(slug="anders", name="Anders", **NO_WAYS)),
    "host's phone": lambda w: setattr(w.host, "phone", "069 1"),
    "series": lambda w: setattr(w, "series_id", None),
    "series' name": lambda w: setattr(w.series, "name", {"de": "Neu"}),
    "palette": lambda w: setattr(w.series, "palette", "leaf"),
    "session's title": lambda w: setattr(w.sessions[0], "title", {"de": "Neu"}),
    "date": lambda w: move(w.sessions[0], 1),
    "order of dates": lambda w: move(w.sessions[0], 30),
    "status": lambda w: setattr(w.sessions[0], "status", "cancelled"),
    "no room": lambda w: setattr(w.sessions[0], "room", None),
    "room's name": lambda w: setattr(room_of(w), "name", "Saal 4"),
    "floor": lambda w: setattr(room_of(w), "floor", {"de": "2. Stock"}),
    "note on access": note,
    "street": lambda w: setattr(room_of(w).venue, "street", "Marktplatz 1"),
    "directions": lambda w: setattr(room_of(w).venue, "directions", {"de": "Bus 101"}),
    "place on earth": lambda w: (
        setattr(room_of(w).venue, "latitude", 50.1) or setattr(room_of(w).venue, "longitude", 8.7)
    ),
    "stamp": lambda w: setattr(w, "changed_at", w.changed_at + cast.timedelta(days=1)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_an_entry_shows_changes_it_even_without_a_stamp(
    client: FlaskClient, what: str
) -> None:
    workshop = course()
    before = client.get(FEED).data
    change(workshop, CHANGES[what])
    after = client.get(FEED).data
    assert after != before
    ready.forget()
    client.application.wsgi_app.answers.clear()  # type: ignore[attr-defined]
    assert client.get(FEED).data == after


def change(workshop: Workshop, how: Callable[[Workshop], object]) -> None:
    with transaction():
        how(workshop)
        catalogue.touch()


def test_a_new_translation_changes_the_feed_of_its_language_only(client: FlaskClient) -> None:
    workshop = course()
    german, english = client.get(FEED).data, client.get(FEED + "?lang=en").data
    text = WorkshopText(language="en", title="New", summary="", body="", bring="", folded="")
    change(workshop, lambda it: it.texts.append(text))
    assert client.get(FEED).data == german
    assert b"SUMMARY:New (1 of 2)" in client.get(FEED + "?lang=en").data
    assert b"SUMMARY:New" not in english


def test_after_a_change_only_what_shows_it_is_made_anew(client: FlaskClient) -> None:
    ready.forget()
    changed, same = course(), course()
    client.get(FEED)
    before = dict(ready.kept)
    change(changed, CHANGES["title"])
    client.get(FEED)
    anew = {key[0] for key, made in ready.kept.items() if made is not before[key]}
    assert anew == {session.id for session in changed.sessions}
    assert len(before) == len(changed.sessions) + len(same.sessions)


def test_an_entry_cannot_show_what_its_print_leaves_out(client: FlaskClient) -> None:
    number = course().sessions[0].id
    db.session.remove()
    session = next(feeds.sessions([number]))  # as long as the next is not asked for
    for read in (
        lambda: session.trainers,
        lambda: session.workshop.kind,
        lambda: session.workshop.pools,
        lambda: session.workshop.topics,
        lambda: session.workshop.texts[0].body,
    ):
        with pytest.raises(InvalidRequestError):
            read()


def test_many_sessions_come_in_batches_and_in_order(client: FlaskClient) -> None:
    days = range(1, feeds.BATCH + 20)
    cast.make_workshop(sessions=cast.dates(*days))
    text = client.get(FEED).text
    starts = [line for line in text.splitlines() if line.startswith("DTSTART;TZID")]
    assert len(starts) == len(days)
    assert starts == sorted(starts)
