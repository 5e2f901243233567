"""The office's list of workshops, one's history, and throwing a draft away."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.conftest import Queries
from wirworkshops.database import db
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.models.workshops import Workshop

LIST = "/organise/workshops"


def number_of_workshops() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Workshop.id))) or 0


@pytest.fixture
def some(time: cast.Time) -> None:
    """One of each view."""
    cast.make_workshop("Vorbei", sessions=cast.dates(1))
    time.move(days=3)
    cast.make_workshop("Café am Montag")
    cast.make_draft("Ein Entwurf")
    workshops.cancel(cast.make_workshop("Fällt aus"), because="Krank", by=WORKER)


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("coming", "Café am Montag"),
        ("drafts", "Ein Entwurf"),
        ("past", "Vorbei"),
        ("cancelled", "Fällt aus"),
    ],
)
def test_each_view_shows_its_own(ada: FlaskClient, some: None, view: str, title: str) -> None:
    page = ada.get(f"{LIST}?view={view}").text
    assert title in page
    assert "<strong>1 Veranstaltung</strong>" in page


def test_search_does_not_mind_accents(ada: FlaskClient, some: None) -> None:
    assert "Café am Montag" in ada.get(f"{LIST}?q=cafe").text
    assert "Dazu haben wir hier nichts." in ada.get(f"{LIST}?q=tee").text


def test_a_long_list_has_pages(ada: FlaskClient) -> None:
    for number in range(21):
        cast.make_draft(f"Entwurf {number}")
    assert "Seite 1 von 2" in ada.get(f"{LIST}?view=drafts").text
    assert "Seite 2 von 2" in ada.get(f"{LIST}?view=drafts&page=2").text


@pytest.mark.parametrize("query", ["view=alle", "page=0", "page=2", "page=-1", "page=x", "page=²"])
def test_what_is_not_there_is_not_found(ada: FlaskClient, query: str) -> None:
    assert ada.get(f"{LIST}?{query}").status_code == 404


def test_each_host_sees_her_own(mia: FlaskClient, some: None) -> None:
    assert "<strong>0 Veranstaltungen</strong>" in mia.get(LIST).text


def test_a_longer_list_needs_no_more_queries(ada: FlaskClient, queries: Queries) -> None:
    cast.make_workshop(sessions=cast.dates(5, 9))
    with queries as first:
        ada.get(LIST)
    number = len(first)
    first.clear()
    for _ in range(2):
        cast.make_workshop(sessions=cast.dates(5, 9))
    with queries as second:
        ada.get(LIST)
    assert len(second) == number


def test_history_says_who_did_what(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.sign_up(workshop)
    page = ada.get(f"{LIST}/{workshop.id}/history").text
    assert "Entwurf angelegt" in page
    assert "Platz reserviert" in page
    assert "die Person selbst" in page
    assert "Cem" not in page


def test_a_draft_is_deleted_after_asking(ada: FlaskClient) -> None:
    workshop = cast.make_draft("Weg damit")
    path = f"{LIST}/{workshop.id}/delete"
    assert "Diesen Entwurf löschen?" in ada.get(path).text
    assert number_of_workshops() == 1
    assert ada.send(path, {}).location == f"{LIST}?view=drafts"
    assert number_of_workshops() == 0


def test_what_was_public_is_not_deleted(ada: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = ada.send("/account/", {}, to=f"{LIST}/{workshop.id}/delete")
    assert answer.status_code == 409
    assert "Sie können sie absagen." in answer.text


def test_a_search_for_signs_that_no_database_knows_finds_nothing(ada: FlaskClient) -> None:
    cast.make_workshop()
    for page in (LIST, "/organise/topics", "/workshops"):
        assert ada.get(f"{page}?q=%00%F0").status_code == 200
