"""One registration behind its secret link: each state, each act, and every wrong way in."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import cast
from tests.conftest import Queries
from wirworkshops import links, tokens
from wirworkshops.database import db, transaction
from wirworkshops.domain import corrections, registrations, workshops
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration

ACTS = (
    "confirm", "withdraw", "correct", "needs", "needs/change", "needs/share", "needs/unshare",
    "answers",
)  # fmt: skip


def path_of(registration: Registration) -> str:
    return links.registration_url("", registration)


def act(client: Any, registration: Registration, what: str, **values: str) -> Any:
    path = path_of(registration)
    return client.post(f"{path}/{what}", data=values | {"csrf_token": any_token(client)})


def any_token(client: Any) -> str:
    """Return a token of this browser's, from a page that always has a form."""
    token: str = client.token("/my")
    return token


def letters() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter.kind).order_by(Letter.id)))


# What the page says


def test_a_held_seat_shows_one_thing_to_do(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    page = client.get(path_of(registration)).text
    assert "Nur noch bestätigen, Cem Aksoy</h1>" in page
    assert "<strong>Do, 4. März 2027, 9:00 Uhr</strong>" in page
    assert page.index("Platz bestätigen") < page.index("Ich kann doch nicht kommen")


def test_a_confirmed_seat_shows_dates_calendar_and_the_way_in(client: FlaskClient) -> None:
    room = cast.room()
    first, second = cast.dates(3, 10)
    plans = [SessionPlan(s.starts_at, s.ends_at, room_id=room.id) for s in (first, second)]
    registration = cast.confirmed(cast.make_workshop(sessions=tuple(plans)))
    page = client.get(path_of(registration)).text
    assert "Sie sind dabei, Cem Aksoy</h1>" in page
    assert page.count('class="ww-date ww-date--small"') == 2
    assert f'href="{path_of(registration)}/calendar.ics"' in page
    assert "S-Bahn Marktplatz" in page
    assert "Alle 2 Termine verschwinden aus Ihrem Kalender." in page


def test_the_online_link_is_for_firm_seats_only(client: FlaskClient) -> None:
    (day,) = cast.dates(3)
    url = "https://video.example/raum"
    online = SessionPlan(day.starts_at, day.ends_at, is_online=True, online_url=url)
    registration = cast.sign_up(cast.make_workshop(sessions=(online,)))
    assert url not in client.get(path_of(registration)).text
    registrations.confirm(registration)
    assert url in client.get(path_of(registration)).text


def test_the_place_in_the_queue_is_shown(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.make_workshop("Noch einmal", original_id=workshop.id, sessions=cast.dates(30))
    row = cast.fill(workshop, 4)[2]
    page = client.get(path_of(row)).text
    assert "Sie stehen auf Platz 2 der Warteliste</h1>" in page
    assert page.count("ww-queue__seat") == 3
    assert "Adresse bestätigen" in page
    assert "Schneller geht es vielleicht hier" in page


def test_a_long_queue_is_drawn_in_part(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    rows = cast.fill(workshop, 14)
    page = client.get(path_of(rows[8])).text
    assert "Platz 8 der Warteliste" in page
    assert page.count("ww-queue__seat") == 8


def test_withdrawn_shows_the_way_back(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    registrations.withdraw(registration)
    page = client.get(path_of(registration)).text
    assert "Sie sind abgemeldet</h1>" in page
    assert f'href="/workshops/{registration.workshop.slug}/signup"' in page


def test_a_hold_that_is_over_says_so_before_the_worker_does(
    client: FlaskClient, time: cast.Time
) -> None:
    registration = cast.sign_up(cast.make_workshop())
    time.move(hours=24)
    page = client.get(path_of(registration)).text
    assert "Ihr Platz ist nicht mehr reserviert</h1>" in page
    assert "bestätigen</" not in page
    registrations.expire(registration)
    assert client.get(path_of(registration)).text == page


def test_a_cancelled_workshop_says_why(client: FlaskClient) -> None:
    registration = cast.confirmed(cast.make_workshop())
    workshops.cancel(registration.workshop, because="Die Leitung ist krank.", by=WORKER)
    page = client.get(path_of(registration)).text
    assert "Diese Veranstaltung ist abgesagt</h1>" in page
    assert "Die Leitung ist krank." in page
    assert "Wieder anmelden" not in page


def test_what_is_over_offers_no_act(client: FlaskClient, time: cast.Time) -> None:
    registration = cast.confirmed(cast.make_workshop())
    time.move(days=20)
    page = client.get(path_of(registration)).text
    assert "Diese Veranstaltung ist vorbei</h1>" in page
    assert "<form" not in page


def test_after_the_start_nobody_is_offered_to_withdraw(
    client: FlaskClient, time: cast.Time
) -> None:
    registration = cast.confirmed(cast.make_workshop(sessions=cast.dates(1, 8)))
    time.move(days=2)
    assert "Ich kann doch nicht kommen" not in client.get(path_of(registration)).text
    answer = act(client, registration, "withdraw")
    assert answer.status_code == 409
    assert "Die Veranstaltung hat begonnen. Bitte rufen Sie uns an." in answer.text


def test_the_page_speaks_the_readers_language(client: FlaskClient) -> None:
    page = client.get(path_of(cast.sign_up(cast.make_workshop())) + "?lang=en")
    assert page.status_code == 200
    assert '<html lang="en"' in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_as_many_queries_with_one_date_as_with_three(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    held = cast.sign_up(cast.make_workshop(sessions=cast.dates(*range(3, 3 + number))))
    path = path_of(held)
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) == 3  # the registration, what runs at the same time, the questions


def test_secret_pages_are_for_nobody_else(client: FlaskClient) -> None:
    answer = client.get(path_of(cast.sign_up(cast.make_workshop())))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in answer.text


# What can be done


def test_a_button_confirms_the_seat(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    path = path_of(registration)
    answer = act(client, registration, "confirm")
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    page = client.get(path).text
    assert "Danke, Ihr Platz ist bestätigt." in page
    assert "Sie sind dabei" in page
    assert "Danke" not in client.get(path).text


def test_confirming_costs_few_queries(client: FlaskClient, queries: Queries) -> None:
    registration = cast.sign_up(cast.make_workshop(sessions=cast.dates(3)))
    path, token = path_of(registration), any_token(client)
    db.session.remove()
    with queries:
        client.post(f"{path}/confirm", data={"csrf_token": token})
    assert len(queries) == 7


def test_who_waits_confirms_her_address(client: FlaskClient) -> None:
    row = cast.fill(cast.make_workshop(capacity=1), 2)[1]
    act(client, row, "confirm")
    page = client.get(path_of(row)).text
    assert "Danke, Ihre Adresse ist bestätigt." in page
    assert "Adresse bestätigen</" not in page


def test_a_double_click_does_no_harm(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    codes = [act(client, registration, "confirm").status_code for _ in range(2)]
    codes += [act(client, registration, "withdraw").status_code for _ in range(2)]
    assert codes == [303, 303, 303, 303]
    assert letters() == ["please_confirm", "confirmed", "withdrawn"]


def test_of_two_tabs_the_slower_one_is_told_what_is(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    act(client, registration, "withdraw")
    answer = act(client, registration, "confirm")
    assert answer.status_code == 409
    assert "Sie sind abgemeldet. Wenn Sie doch kommen, melden Sie sich neu an." in answer.text
    assert "Sie sind abgemeldet</h1>" in answer.text


def test_a_late_click_is_told_that_the_hold_is_over(client: FlaskClient, time: cast.Time) -> None:
    registration = cast.sign_up(cast.make_workshop())
    time.move(hours=25)
    answer = act(client, registration, "confirm")
    assert answer.status_code == 409
    assert "Die Zeit zum Bestätigen ist abgelaufen." in answer.text


def test_what_follows_from_withdrawing_is_said_first(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    registration = cast.confirmed(workshop)
    assert (
        "Ihr Platz wird sofort frei für jemand anderen." in client.get(path_of(registration)).text
    )
    cast.sign_up(workshop, cast.DUA)
    page = client.get(path_of(registration)).text
    assert "Ihr Platz geht sofort an die nächste Person auf der Warteliste." in page
    act(client, registration, "withdraw")
    assert "Sie sind abgemeldet." in client.get(path_of(registration)).text


def test_name_and_contact_are_corrected(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    values = {"name": "Cem Aksoy-Kaya", "phone": "069 1", "organisation": "Hort"}
    assert act(client, registration, "correct", **values).status_code == 303
    page = client.get(path_of(registration)).text
    assert "Gespeichert." in page
    assert 'value="Cem Aksoy-Kaya"' in page
    assert (cast.fresh(registration).phone, registration.organisation) == ("069 1", "Hort")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie Ihren Namen an."),
        ({"name": "x" * 10_000}, "Bitte kürzen Sie auf 200 Zeichen."),
        ({"name": "Cem", "phone": "1" * 41}, "Bitte kürzen Sie auf 40 Zeichen."),
    ],
)
def test_a_mistake_in_the_contact_is_told(
    client: FlaskClient, values: dict[str, str], sentence: str
) -> None:
    registration = cast.sign_up(cast.make_workshop())
    answer = act(client, registration, "correct", **values)
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert values["name"] in answer.text
    assert cast.fresh(registration).participant.name == "Cem Aksoy"


def test_the_name_of_a_colleague_with_the_same_mailbox_is_refused(client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    cast.sign_up(workshop, Application(name="Dua", email="team@kita.example"))
    mine = cast.sign_up(workshop, Application(name="Cem", email="team@kita.example"))
    answer = act(client, mine, "correct", name="Dua")
    assert answer.status_code == 409
    assert "Unter diesem Namen und dieser Adresse gibt es schon eine Person." in answer.text


def test_consent_can_be_taken_back(client: FlaskClient) -> None:
    who = cast.somebody(1, needs=("childcare", "other"), need_text="Ein Stuhl mit Lehne")
    registration = cast.confirmed(cast.make_workshop(), who)
    page = client.get(path_of(registration)).text
    assert "<strong>Kinderbetreuung</strong>" in page
    assert "Ein Stuhl mit Lehne" in page
    act(client, registration, "needs")
    page = client.get(path_of(registration)).text
    assert "Diese Angaben sind gelöscht." in page
    assert "<strong>Kinderbetreuung</strong>" not in page
    assert "Ein Stuhl mit Lehne" not in page
    assert cast.fresh(registration).needs == []


# Every wrong way in


def _foreign_purpose(row: Registration) -> str:
    return tokens.issue("my", row.id, row.link_number)


def _altered(row: Registration) -> str:
    good = path_of(row).rpartition("/")[2]
    return good[:-1] + ("A" if good[-1] != "A" else "B")


def _other_row(row: Registration) -> str:
    good, other = path_of(row).rpartition("/")[2], tokens.issue("registration", row.id + 1, 0)
    return other[:16] + good[16:]


def _unknown_row(_row: Registration) -> str:
    return tokens.issue("registration", 999_999_999_999, 0)


def _garbage(_row: Registration) -> str:
    return "gar%20kein%20Link"


@pytest.mark.parametrize("make", [_foreign_purpose, _altered, _other_row, _unknown_row, _garbage])
def test_a_link_that_does_not_fit_opens_nothing(
    client: FlaskClient, make: Callable[[Registration], str]
) -> None:
    workshop = cast.make_workshop()
    registration = cast.sign_up(workshop)
    cast.sign_up(workshop, cast.DUA)
    path = f"/registrations/{make(registration)}"
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Neuen Link schicken lassen" in answer.text
    token = {"csrf_token": any_token(client)}
    assert [client.post(f"{path}/{name}", data=token).status_code for name in ACTS] == [404] * len(
        ACTS
    )
    assert cast.fresh(registration).status == "held"


def test_a_link_ends_when_its_number_is_raised(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    old = path_of(registration)
    corrections.change_address(registration, email="neu@kita.example")
    assert client.get(old).status_code == 404
    assert client.get(path_of(registration)).status_code == 200


def test_deleted_people_are_gone(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    with transaction():
        registration.participant_id = None
    answer = client.get(path_of(registration))
    assert answer.status_code == 410
    assert "Die Daten zu dieser Anmeldung sind gelöscht" in answer.text
    assert act(client, registration, "confirm").status_code == 410


def test_a_scanner_that_opens_every_link_changes_nothing(client: FlaskClient) -> None:
    registration = cast.sign_up(cast.make_workshop())
    path = path_of(registration)
    for method in (client.get, client.head):
        assert method(path).status_code == 200
        assert [method(f"{path}/{name}").status_code for name in ACTS] == [405] * len(ACTS)
    assert (cast.fresh(registration).status, registration.verified_at) == ("held", None)
    assert letters() == ["please_confirm"]


@pytest.mark.parametrize("name", ACTS)
def test_no_act_without_the_token_of_a_form(client: FlaskClient, name: str) -> None:
    registration = cast.sign_up(cast.make_workshop())
    answer = client.post(f"{path_of(registration)}/{name}", data={"name": "X"})
    assert answer.status_code == 400
    assert cast.fresh(registration).status == "held"
    assert registration.participant
    assert registration.participant.name == "Cem Aksoy"
