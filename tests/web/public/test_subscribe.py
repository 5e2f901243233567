"""How to subscribe: /subscribe."""

import html
import re

import pytest
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


def test_each_program_has_a_button(client: FlaskClient) -> None:
    page = client.get("/subscribe?series=a").text
    buttons = page.split('class="ww-plain ww-programs"', 1)[1].split("</ul>")[0]
    address = "%2F%2Flocalhost%2Fcalendar.ics%3Fseries%3Da"
    assert re.findall(r'href="([^"]+)"', buttons) == [
        "webcal://localhost/calendar.ics?series=a",
        f"https://calendar.google.com/calendar/render?cid=webcal%3A{address}",
        f"https://outlook.office.com/calendar/0/addfromweb?url=http%3A{address}",
        f"https://outlook.live.com/calendar/0/addfromweb?url=http%3A{address}",
        "#thunderbird",
        "#nextcloud",
    ]
    assert 'id="thunderbird"' in page
    assert 'id="nextcloud"' in page


def test_no_program_is_told_where_one_comes_from(client: FlaskClient) -> None:
    page = client.get("/subscribe").text
    away = re.findall(r'<a [^>]*href="https:[^>]+>', page)
    assert len(away) == 3
    assert all('rel="external noreferrer"' in link for link in away)


def test_the_page_says_how_slowly_programs_look(client: FlaskClient) -> None:
    text = words(client.get("/subscribe").text)
    for pace in (
        "Apple schaut stündlich bis täglich nach",
        "Google schaut nur alle 8 bis 24 Stunden nach",
        "Outlook im Browser schaut etwa alle drei Stunden nach",
        "Thunderbird schaut alle 30 Minuten nach",
        "Nextcloud schaut stündlich nach",
    ):
        assert pace in text


def test_whoever_is_signed_up_is_led_to_her_own_feed(client: FlaskClient) -> None:
    text = client.get("/subscribe").text.split('id="eigene"', 1)[1]
    assert 'href="/my"' in text
    assert "Für Ihre eigenen Termine gibt es ein eigenes Abo." in words(text)


def test_nothing_of_the_public_address_is_called_secret(client: FlaskClient) -> None:
    text = words(client.get("/subscribe").text)
    assert "geheim" not in text
    assert "Google oder Microsoft" not in text


def test_the_feed_speaks_the_readers_language(client: FlaskClient) -> None:
    assert f'value="http://{FEED}?lang=en"' in client.get("/subscribe?lang=en").text
    asked = client.get("/subscribe", headers={"Accept-Language": "en"})
    assert f'value="http://{FEED}?lang=en"' in asked.text


@pytest.mark.parametrize("query", ["", "?series=diversity-to-go", "?lang=en", "?q=a+%26+b&free=1"])
def test_the_address_that_is_shown_works(client: FlaskClient, query: str) -> None:
    cast.make_workshop()
    shown = re.search(r'id="feed" readonly value="([^"]+)"', client.get(f"/subscribe{query}").text)
    assert shown
    feed = client.get(html.unescape(shown[1]).removeprefix("http://localhost"))
    assert (feed.status_code, feed.mimetype) == (200, "text/calendar")


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
