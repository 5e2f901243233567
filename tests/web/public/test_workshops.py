"""The list: /workshops."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.public.reading import chips, titles, words
from wirworkshops.database import transaction
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import TextPlan
from wirworkshops.models.hosts import Host
from wirworkshops.models.workshops import Audience, Topic, Workshop

PATH = "/workshops"


def _label(model: Any, slug: str) -> int:
    with transaction() as session:
        row = model(slug=slug, name={"de": slug.title()})
        session.add(row)
    return int(row.id)


def _rich() -> Workshop:
    """A workshop that every filter below finds; the plain one beside it, none."""
    with transaction() as session:
        host = Host(slug="vhs", name="Volkshochschule", email="", phone="", website="")
        session.add(host)
    cast.make_workshop("Ein anderer", kind="circle", capacity=1)
    cast.fill(workshops_by("Ein anderer"), 1)
    plans = cast.dates(30)
    room = cast.room("Raum 5")
    placed = tuple(type(plan)(**(vars(plan) | {"room_id": room.id})) for plan in plans)
    return cast.make_workshop(
        "Deutsch für den Beruf",
        kind="course",
        series_id=cast.series("deutsch", "petrol").id,
        topic_ids=(_label(Topic, "arbeit"),),
        audience_ids=(_label(Audience, "ehrenamt"),),
        partner_ids=(host.id,),
        spoken=("de", "tr"),
        features=("childcare",),
        sessions=placed,
    )


def workshops_by(title: str) -> Workshop:
    with transaction() as session:
        found: Workshop = session.query(Workshop).filter(Workshop.texts.any(title=title)).one()
    return found


@pytest.mark.parametrize(
    "query",
    [
        "q=beruf",
        "q=BERUF+deutsch",
        "q=kurs",
        "series=deutsch",
        "kind=course",
        "topic=arbeit",
        "audience=ehrenamt",
        "spoken=tr",
        "access=childcare",
        "access=step-free&access=childcare",
        "host=vhs",
        "venue=rathaus",
        "from=2027-03-25",
        "from=25.3.2027&to=2027-04-30",
        "free=1",
    ],
)
def test_each_filter_finds_what_it_names(client: FlaskClient, query: str) -> None:
    _rich()
    page = client.get(f"{PATH}?{query}")
    assert page.status_code == 200
    assert titles(page.text) == ["Deutsch für den Beruf"]


@pytest.mark.parametrize("word", ["cafe", "CAFÉ", "erzählcafé", "erzaehlcafe", "Erzahl"])
def test_umlauts_accents_and_case_do_not_matter(client: FlaskClient, word: str) -> None:
    cast.make_workshop("Erzählcafé: Angekommen")
    cast.make_workshop("Etwas anderes")
    assert titles(client.get(PATH, query_string={"q": word}).text) == ["Erzählcafé: Angekommen"]


def test_a_story_cafe_is_found_by_its_kind(client: FlaskClient) -> None:
    cast.make_workshop("Angekommen", kind="story-cafe", series_id=None)
    cast.make_workshop("Etwas anderes")
    assert titles(client.get(f"{PATH}?q=cafe").text) == ["Angekommen"]


@pytest.mark.parametrize("word", ["100%", "a_b", "'; drop table workshops; --", "\\"])
def test_signs_of_the_database_are_plain_signs(client: FlaskClient, word: str) -> None:
    cast.make_workshop("Beratung")
    assert titles(client.get(PATH, query_string={"q": word}).text) == []


def test_items_stand_under_their_month_soonest_first(client: FlaskClient) -> None:
    cast.make_workshop("Im April", sessions=cast.dates(40))
    cast.make_workshop("Im März", sessions=cast.dates(5))
    text = words(client.get(PATH).text)
    assert text.index("März 2027") < text.index("Im März") < text.index("April 2027")
    assert text.index("April 2027") < text.index("Im April")


def test_drafts_and_the_past_are_not_listed(client: FlaskClient) -> None:
    cast.make_draft("Noch geheim")
    cast.make_workshop("War schon", sessions=cast.dates(-3))
    cast.make_workshop("Kommt noch")
    assert titles(client.get(PATH).text) == ["Kommt noch"]


def test_a_date_in_the_past_shows_what_was(client: FlaskClient) -> None:
    cast.make_workshop("War schon", sessions=cast.dates(-3))
    page = client.get(f"{PATH}?from=2027-02-01&to=2027-03-02")
    assert titles(page.text) == ["War schon"]
    assert "Vorbei" in words(page.text)


def test_a_session_called_off_gives_way_to_the_next(client: FlaskClient) -> None:
    workshop = cast.make_workshop("Kurs", sessions=cast.dates(5, 40))
    workshops.cancel_session(workshop.sessions[0], because="Krank", by=WORKER)
    text = words(client.get(PATH).text)
    assert "April 2027" in text
    assert "März 2027 Mo" not in text


def test_a_cancelled_workshop_stays_and_says_so(client: FlaskClient) -> None:
    workshop = cast.make_workshop("Kurs")
    workshops.cancel(workshop, because="Krank", by=WORKER)
    assert "Abgesagt" in words(client.get(PATH).text)


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting_list", "said"),
    [
        (20, 0, True, "Plätze frei"),
        (20, 16, True, "Noch 4 Plätze"),
        (4, 3, True, "Noch 1 Platz"),
        (1, 1, True, "Warteliste"),
        (1, 1, False, "Ausgebucht"),
    ],
)
def test_seats_are_told_in_words(
    client: FlaskClient, capacity: int, taken: int, waiting_list: bool, said: str
) -> None:
    workshop = cast.make_workshop(capacity=capacity, waiting_list=waiting_list)
    cast.fill(workshop, taken)
    assert said in words(client.get(PATH).text)


def test_chips_remove_themselves_and_keep_the_rest(client: FlaskClient) -> None:
    _rich()
    page = client.get(f"{PATH}?series=deutsch&spoken=tr&q=beruf")
    assert chips(page.text) == {
        "Suche: beruf": "/workshops?series=deutsch&spoken=tr",
        "deutsch": "/workshops?q=beruf&spoken=tr",
        "Gesprochene Sprache: Türkisch": "/workshops?q=beruf&series=deutsch",
    }


def test_unknown_values_find_nothing_and_can_be_removed(client: FlaskClient) -> None:
    cast.make_workshop()
    page = client.get(f"{PATH}?topic=<script>&venue=nirgends")
    assert page.status_code == 200
    assert titles(page.text) == []
    assert "<script>" not in page.text.replace('<script type="application/ld+json">', "")
    assert set(chips(page.text)) == {"Thema: <script>", "Ort: nirgends"}


def test_no_result_says_what_to_do(client: FlaskClient) -> None:
    text = words(client.get(f"{PATH}?q=gibtesnicht").text)
    assert "Keine Veranstaltung" in text
    assert "Dazu haben wir gerade nichts." in text
    assert "Alle Veranstaltungen zeigen" in text


def test_a_wrong_date_stays_in_its_field_and_is_told(client: FlaskClient) -> None:
    cast.make_workshop()
    page = client.get(f"{PATH}?from=irgendwann")
    assert page.status_code == 200
    assert len(titles(page.text)) == 1
    assert 'value="irgendwann" aria-invalid="true"' in page.text
    assert "Ein Datum konnten wir nicht lesen" in words(page.text)


def test_the_feed_and_the_subscription_take_the_same_filters(client: FlaskClient) -> None:
    page = client.get(f"{PATH}?series=im-dialog&free=1&page=1")
    assert 'href="/calendar.ics?series=im-dialog&amp;free=1"' in page.text
    assert 'href="/subscribe?series=im-dialog&amp;free=1"' in page.text
    assert 'href="/workshops/calendar?series=im-dialog&amp;free=1"' in page.text


def test_thirteen_workshops_make_two_pages(client: FlaskClient) -> None:
    for number in range(13):
        cast.make_workshop(f"Nummer {number}", sessions=cast.dates(number + 1))
    first, second = client.get(f"{PATH}?spoken=de"), client.get(f"{PATH}?spoken=de&page=2")
    assert len(titles(first.text)) == 12
    assert titles(second.text) == ["Nummer 12"]
    assert 'href="/workshops?spoken=de&amp;page=2" rel="next"' in first.text
    assert 'href="/workshops?spoken=de" rel="prev"' in second.text
    assert "Seite 2 von 2" in words(second.text)


@pytest.mark.parametrize("number", ["0", "-1", "2", "abc", "1.5", "9" * 400, "²", "1e3"])
def test_a_page_that_is_none_is_not_found(client: FlaskClient, number: str) -> None:
    cast.make_workshop()
    page = client.get(PATH, query_string={"page": number})
    assert page.status_code == 404
    assert "Diese Seite der Liste gibt es nicht." in words(page.text)


def test_an_empty_list_has_one_page(client: FlaskClient) -> None:
    assert client.get(f"{PATH}?page=1").status_code == 200


def test_the_list_is_only_read(client: FlaskClient) -> None:
    assert client.post(PATH).status_code == 405


def test_three_rows_cost_as_many_queries_as_one(client: FlaskClient, queries: Queries) -> None:
    cast.make_workshop("Eins", sessions=cast.dates(5, 12))
    client.get(PATH)
    with queries:
        client.get(f"{PATH}?page=1")
    one = len(queries)
    queries.clear()
    for number in range(2):
        room = cast.room(f"Raum {number}")
        plans = cast.dates(20 + number, 30)
        placed = tuple(type(plan)(**(vars(plan) | {"room_id": room.id})) for plan in plans)
        cast.make_workshop(f"Mehr {number}", sessions=placed, features=("captions",))
    with queries:
        assert len(titles(client.get(f"{PATH}?page=1").text)) == 3
    assert len(queries) <= one + 1  # the features of rooms, where there are any


def test_a_text_in_another_language_is_marked(client: FlaskClient) -> None:
    cast.make_workshop("Nur deutsch")
    texts = {"de": TextPlan("Beides"), "en": TextPlan("Both")}
    cast.make_workshop(texts=texts, sessions=cast.dates(20))
    page = client.get(f"{PATH}?lang=en").text
    assert titles(page) == ["Nur deutsch", "Both"]
    assert 'lang="de" dir="auto">Nur deutsch' in page
    assert 'href="/workshops/nur-deutsch?lang=en"' in page
