"""The start page."""

from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.public.reading import titles, words


def test_the_next_six_with_free_seats_stand_first(client: FlaskClient) -> None:
    for number in range(8):
        cast.make_workshop(f"Nummer {number}", sessions=cast.dates(number + 2), capacity=1)
    cast.fill(cast.make_workshop("Voll", sessions=cast.dates(1), capacity=1), 1)
    page = client.get("/")
    assert page.status_code == 200
    assert titles(page.text)[:6] == [f"Nummer {number}" for number in range(6)]
    assert "Als Nächstes: Plätze frei Alle 9 Veranstaltungen" in words(page.text)


def test_series_stand_with_their_numbers(client: FlaskClient) -> None:
    cast.make_workshop(series_id=cast.series("mittendrin", "ochre").id)
    cast.make_workshop(series_id=cast.series("mittendrin", "ochre").id, sessions=cast.dates(-9))
    page = client.get("/")
    assert "mittendrin 1 Veranstaltung" in words(page.text)
    assert 'href="/workshops?series=mittendrin"' in page.text


def test_where_all_is_full_the_next_ones_are_shown(client: FlaskClient) -> None:
    cast.fill(cast.make_workshop("Voll", capacity=1), 1)
    text = words(client.get("/").text)
    assert "Als Nächstes: Plätze frei" not in text
    assert "Voll" in text


def test_an_empty_programme_has_a_page_too(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Gerade ist nichts geplant." in words(page.text)


def test_the_search_keeps_the_language(client: FlaskClient) -> None:
    assert '<input type="hidden" name="lang" value="en">' in client.get("/?lang=en").text
    assert 'name="lang"' not in client.get("/").text


def test_more_workshops_cost_no_more_queries(client: FlaskClient, queries: Queries) -> None:
    cast.make_workshop("Eins", sessions=cast.dates(3, 9))
    client.get("/")
    cast.make_workshop("Zwei", sessions=cast.dates(4, 10))
    with queries:
        client.get("/")
    two = len(queries)
    cast.make_workshop("Drei", sessions=cast.dates(5, 11))
    queries.clear()
    with queries:
        client.get("/")
    assert len(queries) == two


def test_the_start_page_is_only_read(client: FlaskClient) -> None:
    assert client.post("/").status_code == 405
