"""What a poll costs: an ETag changes with the content of its feed, and with nothing else."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import cast
from tests.letters import mails
from tests.web.test_feeds import by_feed, feed_of
from tests.web.test_secret_feeds import account, led
from wirworkshops import clock, links
from wirworkshops.calendars import events, ready
from wirworkshops.config import Settings
from wirworkshops.database import transaction
from wirworkshops.domain import calendars, registrations, workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, WorkshopPlan
from wirworkshops.models.registrations import Registration
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Workshop

FEEDS = ("public", "series", "free", "own", "trainer", "office")
PUBLIC = {"public", "series", "free"}
ALL = {*FEEDS}
NUMBERS = {"trainer", "office"}


@dataclass
class Scene:
    """Cem has one of two seats in a workshop that a trainer leads; Ada's office holds it."""

    client: FlaskClient
    time: cast.Time
    workshop: Workshop
    row: Registration
    paths: dict[str, str]

    def get(self, feed: str, **headers: str) -> TestResponse:
        return self.client.get(self.paths[feed], headers=headers)

    def etags(self) -> dict[str, str]:
        return {feed: self.get(feed).headers["ETag"] for feed in self.paths}


@pytest.fixture
def scene(client: FlaskClient, time: cast.Time) -> Scene:
    trainer, workshop = led(capacity=2)
    row = cast.confirmed(workshop)
    cast.make_draft("Entwurf", sessions=cast.dates(20))
    paths = {
        "public": "/calendar.ics",
        "series": "/calendar.ics?series=diversity-to-go",
        "free": "/calendar.ics?free=1&lang=en",
        "own": feed_of(by_feed(row.participant)),
        "trainer": links.trainer_feed_url("", trainer),
        "office": links.office_feed_url("", account()),
    }
    return Scene(client, time, workshop, row, paths)


def plan_of(scene: Scene, title: str = "Beratung, die ankommt", hours: int = 0) -> WorkshopPlan:
    (date,) = scene.workshop.sessions
    begins, ends = (at + timedelta(hours=hours) for at in (date.starts_at, date.ends_at))
    same = SessionPlan(
        begins, ends, id=date.id, is_online=date.is_online, online_url=date.online_url,
        trainer_ids=tuple(trainer.id for trainer in date.trainers),
    )  # fmt: skip
    return cast.plan(title, sessions=(same,), capacity=2)


def edit(scene: Scene, plan: WorkshopPlan) -> None:
    workshops.edit(scene.workshop, plan, by=WORKER)


def add(title: str) -> None:
    cast.make_workshop(title, series_id=cast.series("erzaehlcafe", "brick").id)


def ask(scene: Scene) -> None:
    with transaction():
        scene.row.question, scene.row.organisation = "Gibt es Kaffee?", "Kita Mond"


def send(_: Scene) -> None:
    assert mails.news(Settings(base_url="http://localhost", demo=True))


def over(scene: Scene, days: int) -> None:
    scene.time.jump(scene.workshop.sessions[0].ends_at + timedelta(days=days, minutes=1))


CHANGES: dict[str, tuple[Callable[[Scene], object], set[str]]] = {
    "a workshop is added": (lambda _: add("Neu"), ALL - {"series", "own", "trainer"}),
    "a draft is added": (lambda _: cast.make_draft("Neu"), {"office"}),
    "a date moves": (lambda it: edit(it, plan_of(it, hours=1)), ALL),
    "the title changes": (lambda it: edit(it, plan_of(it, "Neu")), ALL),
    "it goes to another series": (
        lambda it: edit(it, replace(plan_of(it), series_id=cast.series("erzaehlcafe").id)),
        ALL,
    ),
    "it is called off": (lambda it: workshops.cancel(it.workshop, because="", by=WORKER), ALL),
    "its date is over": (lambda it: over(it, 59), {"free"}),
    "its date is long over": (lambda it: over(it, 61), ALL),
    "somebody else signs up": (lambda it: cast.sign_up(it.workshop, cast.EVE), NUMBERS | {"free"}),
    "she withdraws": (lambda it: registrations.withdraw(it.row), NUMBERS | {"own"}),
    "she wants an alarm": (
        lambda it: calendars.set_feed(it.row.participant, waiting=False, alarm=60),
        {"own"},
    ),
    "she wants invitations": (lambda it: calendars.choose(it.row.participant, "mail"), {"own"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_changes_the_etags_of_the_feeds_that_show_it(scene: Scene, what: str) -> None:
    act, expected = CHANGES[what]
    assert changed_by(scene, act) == expected


def changed_by(scene: Scene, act: Callable[[Scene], object]) -> set[str]:
    """Return the feeds that answer 200 to their old ETag; all others say 304 to it."""
    before = {feed: scene.get(feed) for feed in scene.paths}
    scene.time.move(minutes=1)
    act(scene)
    found = set()
    for feed, old in before.items():
        new, etag = scene.get(feed), old.headers["ETag"]
        assert (new.data == old.data) == (new.headers["ETag"] == etag)
        polled = scene.get(feed, **{"If-None-Match": etag})
        assert polled.status_code == (304 if new.data == old.data else 200)
        found |= {feed} if polled.status_code == 200 else set()
    return found


SAME: dict[str, Callable[[Scene], object]] = {
    "nothing": lambda _: None,
    "days pass": lambda it: it.time.move(days=13),
    "letters go out": send,
    "she writes a note": ask,
    "she signs up again": lambda it: registrations.sign_up(it.workshop, cast.CEM),
    "a trainer's feed is renewed": lambda _: add_trainer(),
    "all is made anew": lambda it: forget(it.client),
}


def add_trainer() -> None:
    """Somebody else's address changes."""
    with transaction() as session:
        session.add(Trainer(name="Jemand anderes", feed_number=1))


def forget(client: FlaskClient) -> None:
    ready.forget()
    events.vevent.cache_clear()
    client.application.wsgi_app.answers.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", SAME)
def test_nothing_else_changes_an_etag(scene: Scene, what: str) -> None:
    assert changed_by(scene, SAME[what]) == set()


def test_a_date_leaves_at_the_same_moment_from_every_copy(scene: Scene) -> None:
    """Nothing that a front door has kept since the last minute outlives it."""
    last_day = clock.local(scene.workshop.sessions[0].ends_at).date() + timedelta(days=60)
    leaves_at = clock.midnight(last_day + timedelta(days=1))
    for minutes in (-1, 0):
        scene.time.jump(leaves_at + timedelta(minutes=minutes - 1))
        scene.etags()
        scene.time.jump(leaves_at + timedelta(minutes=minutes))
        kept, shown = scene.etags(), b"VEVENT" in scene.get("public").data
        forget(scene.client)
        assert (scene.etags(), shown) == (kept, minutes < 0)


@pytest.mark.parametrize("feed", FEEDS)
def test_a_head_is_a_get_without_its_body(scene: Scene, feed: str) -> None:
    got, head = scene.get(feed), scene.client.head(scene.paths[feed])
    assert (head.status_code, head.data) == (200, b"")
    for answer in (got, head):
        del answer.headers["Date"]  # the second in which each was made
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_answers_as_it_must(scene: Scene, feed: str) -> None:
    answer = scene.get(feed, Cookie="session=abc", Accept="text/html")
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert "METHOD" not in answer.text
    assert not {"Set-Cookie", "Location", "Last-Modified", "Content-Encoding"} & set(
        answer.headers.keys()
    )
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Cache-Control"] == (
        "no-cache" if feed in PUBLIC else "private, no-cache"
    )


@pytest.mark.parametrize("feed", ["public", "own"])
@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{etag}", 304),
        ("W/{etag}", 304),
        ('"other", {etag}', 304),
        ('"other", W/{etag}, "third"', 304),
        ("*", 304),
        ('"other"', 200),
        ('W/"other", "third"', 200),
    ],
)
def test_if_none_match_is_read_as_http_says(
    scene: Scene, feed: str, header: str, status: int
) -> None:
    etag = scene.get(feed).headers["ETag"]
    answer = scene.get(feed, **{"If-None-Match": header.format(etag=etag)})
    assert answer.status_code == status
    assert bool(answer.data) == (status == 200)
    assert answer.headers["ETag"] == etag
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("feed", ["public", "own"])
def test_if_none_match_wins_over_if_modified_since(scene: Scene, feed: str) -> None:
    old, future = "Mon, 01 Jan 1990 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
    etag = scene.get(feed).headers["ETag"]
    asked = {"If-None-Match": '"other"', "If-Modified-Since": future}
    assert scene.get(feed, **asked).status_code == 200
    asked = {"If-None-Match": etag, "If-Modified-Since": old}
    assert scene.get(feed, **asked).status_code == 304
    assert scene.get(feed, **{"If-Modified-Since": future}).status_code == 200


@pytest.mark.parametrize("feed", FEEDS)
def test_gzip_has_an_etag_of_its_own(scene: Scene, feed: str) -> None:
    plain, packed = scene.get(feed), scene.get(feed, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    crossed = {"If-None-Match": packed.headers["ETag"]}
    assert scene.get(feed, **crossed).status_code == 200
    assert scene.get(feed, **crossed, **{"Accept-Encoding": "gzip"}).status_code == 304


def test_each_form_has_an_etag_of_its_own(scene: Scene) -> None:
    paths = {feed: path.replace(".ics", ".json") for feed, path in scene.paths.items()}
    as_jcal = replace(scene, paths=paths).etags()
    assert all(as_jcal[feed] != etag for feed, etag in scene.etags().items())
