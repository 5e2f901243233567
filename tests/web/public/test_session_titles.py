"""A session's own title: on the workshop's page, where people choose, and in calendars."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.models.workshops import Workshop

TITLE = {"de": "Kita und Schule", "en": "Day care and school"}


@pytest.fixture
def conference(client: FlaskClient) -> Workshop:
    first, second = cast.parallel(20, 2)
    sessions = (*cast.dates(14), replace(first, title=TITLE), second)
    return cast.make_workshop("Ankommen", sessions=sessions)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("where", ["", "/signup"])
def test_it_stands_where_people_choose(
    client: FlaskClient, conference: Workshop, where: str, language: str
) -> None:
    page = client.get(f"/workshops/{conference.slug}{where}?lang={language}").text
    assert TITLE[language] in page


def test_it_is_the_calendars_title_instead_of_a_number(
    client: FlaskClient, conference: Workshop
) -> None:
    lines = client.get(f"/workshops/{conference.slug}.ics").text.replace("\r\n ", "").split("\r\n")
    titles = [line for line in lines if line.startswith("SUMMARY:")]
    assert titles == [
        "SUMMARY:Ankommen (1 von 3)",
        "SUMMARY:Ankommen: Kita und Schule",
        "SUMMARY:Ankommen (3 von 3)",
    ]
