"""Demo mode: the letters that were kept can be read; elsewhere there is no such page."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from wirworkshops.app import create_app
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.letters import sending
from wirworkshops.models.outbox import Letter


@pytest.fixture
def letter(client: FlaskClient, settings: Settings) -> Letter:
    """The letter that confirms Cem's seat, as the worker has written it."""
    cast.confirmed(cast.make_workshop())
    sending.send_due(settings, limit=50)
    db.session.rollback()
    return db.session.scalars(select(Letter).where(Letter.kind == "confirmed")).one()


def test_all_letters_are_listed_newest_first(client: FlaskClient, letter: Letter) -> None:
    page = client.get("/demo/letters").text
    assert letter.subject in page
    assert letter.recipient in page
    newest, oldest = f'/demo/letters/{letter.id}"', f'/demo/letters/{letter.id - 1}"'
    assert page.index(newest) < page.index(oldest)


def test_without_letters_the_page_says_how_to_get_one(client: FlaskClient) -> None:
    assert "Noch keine Nachrichten." in client.get("/demo/letters?page=x").text


def test_a_letter_is_shown_with_its_text_and_attachments(
    client: FlaskClient, letter: Letter
) -> None:
    page = client.get(f"/demo/letters/{letter.id}").text
    assert letter.subject in page
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page
    assert "http://localhost/registrations/" in page
    attachment = client.get(f"/demo/letters/{letter.id}/parts/1")
    assert attachment.data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert attachment.headers["Content-Disposition"].startswith("attachment")


def test_the_body_has_a_policy_of_its_own_and_its_links_leave_the_frame(
    client: FlaskClient, letter: Letter
) -> None:
    plain = FlaskClient(client.application, client.response_wrapper)  # a letter is no page
    body = plain.get(f"/demo/letters/{letter.id}/body")
    assert '<base target="_top">' in body.text
    policy = body.headers["Content-Security-Policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "frame-ancestors 'self'" in policy


def test_a_letter_that_is_not_written_yet_says_so(client: FlaskClient) -> None:
    cast.sign_up(cast.make_workshop())
    number = db.session.scalars(select(Letter.id)).one()
    assert "wird gerade geschrieben" in client.get(f"/demo/letters/{number}").text
    assert client.get(f"/demo/letters/{number}/body").status_code == 404


@pytest.mark.parametrize("path", ["99", "99/body", "99/parts/1", str(2**40), "x"])
def test_unknown_letters_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/demo/letters/{path}").status_code == 404


def test_unknown_parts_are_not_found(client: FlaskClient, letter: Letter) -> None:
    for number in (0, 2, 99):
        assert client.get(f"/demo/letters/{letter.id}/parts/{number}").status_code == 404


def test_outside_demo_mode_there_is_no_such_page(settings: Settings) -> None:
    real = Settings(**vars(settings) | {"demo": False, "mail_host": "localhost"})
    rules = {rule.endpoint for rule in create_app(real).url_map.iter_rules()}
    assert not {rule for rule in rules if rule.startswith("demo.")}
