"""One workshop's page: /workshops/<slug>."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.public.reading import structured, words
from wirworkshops import clock
from wirworkshops.database import transaction
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan, TextPlan
from wirworkshops.models.trainers import Trainer

PATH = "/workshops/beratung-die-ankommt"
SIGN_UP = f'href="{PATH}/signup"'


def _placed(**values: Any) -> tuple[SessionPlan, ...]:
    return tuple(SessionPlan(**(vars(plan) | values)) for plan in cast.dates(14))


def test_the_page_says_what_one_needs_to_decide(client: FlaskClient) -> None:
    with transaction() as session:
        trainer = Trainer(name="Amira Haddad")
        session.add(trainer)
    cast.make_workshop(
        sessions=_placed(room_id=cast.room().id, trainer_ids=(trainer.id,)),
        spoken=("de", "ar"),
        features=("sign-language",),
        feature_notes={"sign-language": {"de": "Auf Wunsch, 14 Tage vorher"}},
    )
    page = client.get(PATH)
    text = words(page.text)
    assert page.status_code == 200
    for said in (
        "diversity-to-go · Workshop",
        "Beratung, die ankommt",
        "Kurz gesagt.",
        "Mi 17 März 9:00–12:30 Uhr Rathaus, Saal 3",
        "Plätze frei 20 Plätze Jetzt anmelden",
        "Die Plätze gehen der Reihe nach weg",
        "Darum geht es",
        "Um viel.",
        "Rathaus, Saal 3 , Berliner Straße 100, 63065 Offenbach am Main",
        "Stufenlos",
        "Anfahrt S-Bahn Marktplatz",
        "Gebärdensprache Auf Wunsch, 14 Tage vorher",
        "Leitung Amira Haddad",
        "Sprache Deutsch und Arabisch",
        "Veranstalter Vielfaltszentrum",
    ):
        assert said in text
    assert SIGN_UP in page.text
    assert f'href="{PATH}.ics"' in page.text


def test_how_many_seats_are_left_is_told_only_where_few(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=20)
    cast.fill(workshop, 7)
    assert "13" not in words(client.get(PATH).text)


def test_waiting_list_is_said_plainly(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=2)
    cast.fill(workshop, 5)
    page = client.get(PATH)
    text = words(page.text)
    assert "Auf die Warteliste" in text
    assert "Alle 2 Plätze sind vergeben. Auf der Warteliste stehen 3 Personen." in text
    assert SIGN_UP in page.text


def test_the_number_waiting_is_never_stale(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.fill(workshop, 2)
    assert "steht 1 Person." in words(client.get(PATH).text)
    cast.fill(workshop, 1, first=2)
    assert "stehen 2 Personen." in words(client.get(PATH).text)


def test_full_without_a_list_leads_to_other_dates(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, waiting_list=False)
    cast.make_workshop(original_id=workshop.id, sessions=cast.dates(60, 74))
    cast.fill(workshop, 1)
    page = client.get(PATH)
    text = words(page.text)
    assert "Der Platz ist vergeben. Eine Warteliste gibt es nicht." in text
    assert 'href="#andere"' in page.text
    assert "2. und 16. Mai 2027" in text
    assert SIGN_UP not in page.text


def test_before_it_opens_the_page_says_when(client: FlaskClient) -> None:
    cast.make_workshop(opens_at=clock.now() + timedelta(days=3))
    page = client.get(PATH)
    assert "Anmelden können Sie sich ab Sa, 6. März 2027, 9:00 Uhr." in words(page.text)
    assert SIGN_UP not in page.text


def test_a_closed_one_offers_the_phone(client: FlaskClient) -> None:
    cast.make_workshop(closes_at=clock.now() - timedelta(hours=1))
    page = client.get(PATH)
    text = words(page.text)
    assert "Die Anmeldung ist seit Mi, 3. März 2027, 8:00 Uhr geschlossen." in text
    assert "069 90009-120" in text
    assert SIGN_UP not in page.text


def test_one_that_has_begun_takes_nobody(client: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop(sessions=cast.dates(1, 8))
    time.move(days=2)
    assert "Die Veranstaltung hat begonnen." in words(client.get(PATH).text)


def test_no_sign_up_needed(client: FlaskClient) -> None:
    cast.make_workshop(signup_mode="none")
    page = client.get(PATH)
    assert "Kostenlos und ohne Anmeldung. Kommen Sie einfach vorbei." in words(page.text)
    assert SIGN_UP not in page.text


def test_sign_up_elsewhere_names_the_other_site(client: FlaskClient) -> None:
    cast.make_workshop(signup_mode="external", signup_url="https://vhs.example/kurs/1")
    page = client.get(PATH)
    assert "Die Anmeldung läuft auf einer anderen Seite: vhs.example" in words(page.text)
    assert 'href="https://vhs.example/kurs/1" rel="external"' in page.text


def test_an_address_that_is_no_web_address_is_no_button(client: FlaskClient) -> None:
    cast.make_workshop(signup_mode="external", signup_url="javascript:alert(1)")
    assert 'href="javascript' not in client.get(PATH).text


def test_called_off_says_why(client: FlaskClient) -> None:
    workshops.cancel(cast.make_workshop(), because="Die Referentin ist krank.", by=WORKER)
    page = client.get(PATH)
    text = words(page.text)
    assert page.status_code == 200
    assert "Diese Veranstaltung findet nicht statt. Die Referentin ist krank." in text
    assert "Mehr aus der Reihe diversity-to-go" in text
    assert SIGN_UP not in page.text


def test_one_date_called_off_says_why_at_the_date(client: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(5, 12))
    workshops.cancel_session(workshop.sessions[0], because="Der Raum ist gesperrt.", by=WORKER)
    assert "Abgesagt 9:00–12:30 Uhr Der Raum ist gesperrt." in words(client.get(PATH).text)


def test_when_it_is_over_the_page_stays(client: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop()
    time.move(days=30)
    page = client.get(PATH)
    assert page.status_code == 200
    assert "Diese Veranstaltung ist vorbei." in words(page.text)


def test_the_link_to_an_online_session_is_never_public(client: FlaskClient) -> None:
    cast.make_workshop(sessions=_placed(is_online=True, online_url="https://video.example/geheim"))
    page = client.get(PATH)
    assert "Den Link zum Dabeisein schicken wir Ihnen" in words(page.text)
    assert "geheim" not in page.text


def test_what_organisers_write_cannot_harm(client: FlaskClient) -> None:
    body = "<script>alert(1)</script> [hier](javascript:alert(1)) ![](https://bild.example/x.png)"
    title = 'Beratung, die ankommt </script><img src=x onerror="alert(1)">'
    cast.make_workshop(texts={"de": TextPlan(title, title, body)})
    page = client.get("/workshops/beratung-die-ankommt-script-img-src-x-onerror-alert-1")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'bild.example/x.png"' not in page.text.replace('href="https://bild.example/x.png"', "")
    assert structured(page.text)["name"] == title


def test_nine_sessions_come_after_the_button(client: FlaskClient) -> None:
    cast.make_workshop(sessions=cast.dates(*range(10, 19)))
    text = words(client.get(PATH).text)
    assert text.index("Jetzt anmelden") < text.index("9 Termine, die zusammengehören")


def test_a_text_in_the_readers_language_or_marked_as_german(client: FlaskClient) -> None:
    texts = {"de": TextPlan("Beratung, die ankommt"), "en": TextPlan("Advice that arrives")}
    cast.make_workshop(texts=texts)
    cast.make_workshop("Nur deutsch")
    assert '<h1 class="kern-heading-x-large">Advice' in client.get(f"{PATH}?lang=en").text
    assert (
        '<h1 class="kern-heading-x-large" lang="de"'
        in client.get("/workshops/nur-deutsch?lang=en").text
    )


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "x" * 3000, "%00", "..", "ü"])
def test_an_unknown_address_is_not_found(client: FlaskClient, slug: str) -> None:
    page = client.get(f"/workshops/{slug}")
    assert page.status_code == 404
    assert "Das haben wir nicht gefunden" in words(page.text)


def test_a_draft_is_not_found(client: FlaskClient) -> None:
    cast.make_draft()
    assert client.get(PATH).status_code == 404


def test_an_old_address_leads_to_the_new_one(client: FlaskClient) -> None:
    workshops.rename(cast.make_workshop(), "beratung-neu", by=WORKER)
    moved = client.get(f"{PATH}?lang=en")
    assert moved.status_code == 301
    assert moved.location == "/workshops/beratung-neu?lang=en"


def test_the_page_is_only_read(client: FlaskClient) -> None:
    cast.make_workshop()
    assert client.post(PATH).status_code == 405


def test_search_engines_read_one_event(client: FlaskClient) -> None:
    cast.make_workshop(sessions=_placed(room_id=cast.room().id))
    data = structured(client.get(PATH).text)
    assert data["@type"] == "Event"
    assert data["startDate"] == "2027-03-17T09:00:00+01:00"
    assert data["endDate"] == "2027-03-17T12:30:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["location"]["address"]["postalCode"] == "63065"
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert data["organizer"]["name"] == "Vielfaltszentrum"
    assert data["url"] == f"http://localhost{PATH}"


def test_search_engines_read_each_session_and_what_is_off(client: FlaskClient) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(5, 33))
    workshops.cancel_session(workshop.sessions[0], because="", by=WORKER)
    data = structured(client.get(PATH).text)
    first, second = data["subEvent"]
    assert first["eventStatus"] == "https://schema.org/EventCancelled"
    assert second["startDate"] == data["startDate"] == "2027-04-05T09:00:00+02:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"


def test_a_shared_link_shows_when_and_where(client: FlaskClient) -> None:
    cast.make_workshop(sessions=_placed(room_id=cast.room().id))
    page = client.get(PATH).text
    assert '<meta property="og:title" content="Beratung, die ankommt">' in page
    assert "Mi, 17. März 2027, 9:00–12:30 Uhr, Rathaus, Saal 3. Kurz gesagt." in page
    assert f'<link rel="canonical" href="http://localhost{PATH}">' in page


def test_sessions_cost_no_query_each(client: FlaskClient, queries: Queries) -> None:
    cast.make_workshop("Eins", sessions=cast.dates(5))
    cast.make_workshop("Drei", sessions=cast.dates(6, 13, 20))
    client.get("/workshops/eins?x=1")
    with queries:
        client.get("/workshops/eins")
    one = len(queries)
    queries.clear()
    with queries:
        client.get("/workshops/drei")
    assert len(queries) == one
