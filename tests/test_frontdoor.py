"""Ready answers: the same bytes without Flask, and never stale."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.web import frontdoor


def test_an_unchanged_list_is_answered_without_a_query(
    client: FlaskClient, queries: Queries
) -> None:
    cast.make_workshop()
    first = client.get("/workshops")
    with queries:
        second = client.get("/workshops")
    assert queries == []
    assert second.data == first.data
    assert second.headers["ETag"] == first.headers["ETag"]


def test_a_change_is_seen_at_once(client: FlaskClient) -> None:
    workshop = cast.make_workshop("Alt")
    assert "Alt" in client.get("/workshops").text
    workshops.edit(workshop, cast.plan("Ganz neu", sessions=_same(workshop)), by=WORKER)
    assert "Ganz neu" in client.get("/workshops").text


def _same(workshop: workshops.Workshop) -> tuple[cast.SessionPlan, ...]:
    return tuple(
        cast.SessionPlan(id=s.id, starts_at=s.starts_at, ends_at=s.ends_at)
        for s in workshop.sessions
    )


def test_the_passing_of_time_changes_the_answer(client: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop("Bald vorbei", sessions=cast.dates(1))
    assert "Bald vorbei" in client.get("/workshops").text
    time.move(days=1, hours=4)
    assert "Bald vorbei" not in client.get("/workshops").text


def test_a_known_etag_gets_304_until_something_changes(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    etag = client.get("/calendar.ics").headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = client.get("/calendar.ics", headers={"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag
    workshops.cancel(workshop, because="Krank", by=WORKER)
    answer = client.get("/calendar.ics", headers={"If-None-Match": etag})
    assert answer.status_code == 200


def test_if_none_match_wins_over_if_modified_since(client: FlaskClient) -> None:
    cast.make_workshop()
    headers = {"If-None-Match": '"old"', "If-Modified-Since": "Wed, 01 Jan 2031 00:00:00 GMT"}
    assert client.get("/calendar.ics", headers=headers).status_code == 200


def test_head_is_get_without_its_body(client: FlaskClient) -> None:
    cast.make_workshop()
    for path in ("/workshops", "/calendar.ics", "/nowhere"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.data) == (get.status_code, b"")
        assert head.headers.get("ETag") == get.headers.get("ETag")


def test_gzip_is_its_own_representation(client: FlaskClient) -> None:
    cast.make_workshop()
    plain = client.get("/calendar.ics")
    packed = client.get("/calendar.ics", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("accepts", "is_packed"),
    [("br, gzip", True), ("gzip;q=0.5", True), ("gzip;q=0", False), ("gzip; q=0.0, br", False),
     ("br", False), ("", False)],
)  # fmt: skip
def test_it_packs_only_what_is_asked_for(
    client: FlaskClient, accepts: str, is_packed: bool
) -> None:
    cast.make_workshop(sessions=cast.dates(3, 10, 17))
    answer = client.get("/calendar.ics", headers={"Accept-Encoding": accepts})
    assert ("Content-Encoding" in answer.headers) is is_packed


def test_kept_answers_take_a_bounded_memory(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontdoor, "MOST_BYTES", 100_000)
    for number in range(9):
        client.get(f"/workshops?q={number}")
    kept = client.application.wsgi_app.answers.values()  # type: ignore[attr-defined]
    assert 50_000 < sum(len(answer.body) for answer in kept) <= 100_000


def test_a_feeds_language_is_never_the_clients(client: FlaskClient) -> None:
    for form in ("ics", "json"):
        answers = [
            client.get(f"/calendar.{form}", headers={"Accept-Language": language})
            for language in ("de", "en")
        ]
        assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
        assert "Accept-Language" not in answers[0].headers["Vary"]


def test_languages_are_kept_apart(client: FlaskClient) -> None:
    german = client.get("/workshops", headers={"Accept-Language": "de-DE,de;q=0.9"})
    english = client.get("/workshops", headers={"Accept-Language": "en-GB,en;q=0.8"})
    assert 'lang="de"' in german.text
    assert 'lang="en"' in english.text
    assert 'lang="en"' in client.get("/workshops?lang=en", headers={"Accept-Language": "de"}).text


def test_public_answers_set_no_cookie_and_forbid_what_is_foreign(client: FlaskClient) -> None:
    for path in ("/", "/workshops", "/workshops/calendar", "/subscribe", "/calendar.ics"):
        headers = client.get(path).headers
        assert "Set-Cookie" not in headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "Cookie" not in headers.get("Vary", "")


def test_pages_with_a_form_are_never_kept(app: Flask, client: FlaskClient) -> None:
    slug = cast.make_workshop().slug
    answers = [app.test_client().get(f"/workshops/{slug}/signup") for _ in range(2)]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 2
    assert answers[0].headers["Set-Cookie"] != answers[1].headers["Set-Cookie"]
