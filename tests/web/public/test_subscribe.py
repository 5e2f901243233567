"""How to subscribe: /subscribe."""

from flask.testing import FlaskClient

from tests import cast
from tests.web.public.reading import words

FEED = "localhost/calendar.ics"


def test_the_address_of_everything_is_plain(client: FlaskClient) -> None:
    cast.make_workshop()
    page = client.get("/subscribe")
    assert page.status_code == 200
    assert f'value="http://{FEED}"' in page.text
    assert f'href="webcal://{FEED}"' in page.text
    assert "Alles, zurzeit 1 Veranstaltung" in words(page.text)


def test_the_choice_of_series_and_all_other_filters_stay(client: FlaskClient) -> None:
    cast.series("im-dialog", "leaf")
    page = client.get("/subscribe?series=im-dialog&spoken=tr&free=1").text
    query = "series=im-dialog&amp;spoken=tr&amp;free=1"
    assert f'value="http://{FEED}?{query}"' in page
    assert 'value="im-dialog" checked' in page
    assert '<input type="hidden" name="spoken" value="tr">' in page
    assert '<input type="hidden" name="free" value="1">' in page
    assert f'src="/subscribe/qr.svg?{query}&amp;lang=de"' in page


def test_programs_get_links_of_their_own(client: FlaskClient) -> None:
    page = client.get("/subscribe?series=a").text
    assert "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Flocalhost" in page
    assert "https://outlook.office.com/calendar/0/addfromweb?url=http%3A%2F%2Flocalhost" in page


def test_the_page_says_how_slowly_programs_look(client: FlaskClient) -> None:
    text = words(client.get("/subscribe").text)
    for pace in ("alle drei Stunden", "stündlich bis täglich", "8 bis 24 Stunden", "30 Minuten"):
        assert pace in text


def test_the_feed_speaks_the_readers_language(client: FlaskClient) -> None:
    assert f'value="http://{FEED}?lang=en"' in client.get("/subscribe?lang=en").text
    asked = client.get("/subscribe", headers={"Accept-Language": "en"})
    assert f'value="http://{FEED}?lang=en"' in asked.text


def test_the_address_that_is_shown_works(client: FlaskClient) -> None:
    cast.make_workshop()
    assert client.get("/calendar.ics?series=diversity-to-go").status_code == 200


def test_the_qr_code_is_a_picture(client: FlaskClient) -> None:
    picture = client.get("/subscribe/qr.svg?series=im-dialog")
    assert picture.status_code == 200
    assert picture.mimetype == "image/svg+xml"
    assert picture.data.startswith(b"<?xml")


def test_an_address_too_long_for_phones_has_no_code(client: FlaskClient) -> None:
    query = "&".join(f"topic={'x' * 100}{number}" for number in range(10))
    assert "qr.svg" not in client.get(f"/subscribe?{query}").text
    assert client.get(f"/subscribe/qr.svg?{query}").status_code == 404


def test_the_page_is_only_read(client: FlaskClient) -> None:
    assert client.post("/subscribe").status_code == 405
    assert client.post("/subscribe/qr.svg").status_code == 405
