"""One's own page while a seat is waited for, offered, asked for, or runs at the same time."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.my.test_registrations import act, letters, path_of
from tests.web.public.reading import words
from wirworkshops.database import db
from wirworkshops.domain import desk, registrations, requests
from wirworkshops.domain.applications import Application
from wirworkshops.domain.history import WORKER
from wirworkshops.models.registrations import Interest, Registration


def offered(**values: Any) -> Registration:
    """Return Dua's registration, who is offered the seat that Cem gave up."""
    workshop = cast.make_workshop(capacity=1, moves_up="offer", **values)
    first, second = cast.confirmed(workshop), cast.sign_up(workshop, cast.DUA)
    registrations.withdraw(first)
    return cast.fresh(second)  # type: ignore[no-any-return]


# Offered


def test_an_offer_says_until_when_and_has_two_buttons(client: FlaskClient) -> None:
    row = offered()
    page = client.get(path_of(row)).text
    assert "Ein Platz ist frei für Sie</h1>" in page
    assert "Wir halten den Platz bis Fr, 5. März 2027, 9:00 Uhr (noch 48 Stunden) für Sie" in words(
        page
    )
    assert "Ja, ich nehme den Platz" in page
    assert "geht der Platz an die nächste Person. Sie stehen dann nicht mehr" in words(page)
    assert "Ich kann doch nicht kommen" not in page


def test_an_offer_is_taken_by_button(client: FlaskClient) -> None:
    row = offered()
    act(client, row, "confirm")
    page = client.get(path_of(row)).text
    assert "Danke, Ihr Platz ist bestätigt." in page
    assert cast.fresh(row).status == "confirmed"


def test_an_offer_is_declined_by_button_and_goes_on(client: FlaskClient) -> None:
    row = offered()
    third = cast.sign_up(row.workshop, cast.EVE)
    act(client, row, "withdraw")
    assert "Sie sind abgemeldet" in client.get(path_of(row)).text
    assert cast.fresh(third).status == "offered"


def test_an_offer_that_is_over_says_so_before_and_after_the_worker(
    client: FlaskClient, time: cast.Time
) -> None:
    row = offered()
    time.move(days=3)
    page = client.get(path_of(row)).text
    assert "Die Zeit für das Angebot ist vorbei</h1>" in page
    assert "Bis Fr, 5. März 2027, 9:00 Uhr war der Platz für Sie frei gehalten." in page
    registrations.expire(row)
    assert client.get(path_of(row)).text == page
    answer = act(client, row, "confirm")
    assert answer.status_code == 409
    assert "Die Zeit" in answer.text


def test_a_group_is_offered_all_its_seats(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=3, most_seats=3, moves_up="offer")
    first = cast.sign_up(workshop, cast.somebody(1, seats=3))
    row = cast.sign_up(workshop, cast.somebody(2, seats=2))
    registrations.withdraw(first)
    page = client.get(path_of(row)).text
    assert "2 Plätze sind frei für Sie</h1>" in page
    assert "Ja, wir nehmen die Plätze" in page


# Waiting


def test_who_waits_for_an_offer_reads_how_it_goes_on(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1, moves_up="offer")
    row = cast.fill(workshop, 2)[1]
    text = words(client.get(path_of(row)).text)
    assert "Sie stehen auf Platz 1 der Warteliste" in text
    assert "ein Angebot per Nachricht und haben 24 Stunden Zeit" in text
    assert "Nachts von 20 bis 8 Uhr, an Sonntagen und an Feiertagen läuft die Zeit nicht." in text
    assert "(ab Di, 16. März 2027, 9:00 Uhr) schreiben wir mehreren zugleich" in text


def test_who_moves_up_directly_reads_that(client: FlaskClient) -> None:
    row = cast.fill(cast.make_workshop(capacity=1), 2)[1]
    text = words(client.get(path_of(row)).text)
    assert "Sie bekommen dann sofort eine Nachricht und bestätigen den Platz" in text
    assert "Angebot" not in text


def called(time: cast.Time) -> tuple[Registration, Registration]:
    """Return two who were told, on the last day, that the first to accept gets the seat."""
    workshop = cast.make_workshop(capacity=1, moves_up="offer", sessions=cast.dates(3))
    first, *others = cast.fill(workshop, 3)
    registrations.confirm(first)
    time.move(days=2, hours=8)
    registrations.withdraw(first)
    return cast.fresh(others[0]), cast.fresh(others[1])


def test_of_those_called_the_first_to_accept_gets_the_seat(
    client: FlaskClient, time: cast.Time
) -> None:
    one, other = called(time)
    page = client.get(path_of(other)).text
    assert "Ein Platz ist frei: Wer zuerst zusagt, bekommt ihn</h1>" in page
    assert "Ja, ich nehme den Platz" in page
    act(client, other, "confirm")
    assert cast.fresh(other).status == "confirmed"
    page = client.get(path_of(one)).text
    assert "Jemand anderes hat den freien Platz schon genommen." in page
    assert "Ja, ich nehme den Platz" not in page
    answer = act(client, one, "confirm")
    assert answer.status_code == 409
    assert "Leider war jemand schneller. Sie bleiben auf der Warteliste" in answer.text


def test_nobody_has_to_wait_to_hear_of_the_next_date(client: FlaskClient) -> None:
    row = cast.fill(cast.make_workshop(capacity=1), 2)[1]
    assert "Nicht warten, sondern vom nächsten Termin hören" in client.get(path_of(row)).text
    act(client, row, "next-date")
    page = client.get(path_of(row)).text
    assert "Sie warten nicht mehr. Gibt es einen neuen Termin, schreiben wir Ihnen." in page
    assert cast.fresh(row).status == "withdrawn"
    assert db.session.query(Interest).one().participant_id == row.participant_id
    assert letters()[-2:] == ["withdrawn", "interest"]


@pytest.mark.parametrize("number", [2, 6])
def test_waiting_costs_as_many_queries_in_a_long_line(
    client: FlaskClient, queries: Queries, number: int
) -> None:
    workshop = cast.make_workshop(capacity=1, moves_up="offer", most_seats=2)
    path = path_of(cast.fill(workshop, number)[-1])
    db.session.remove()
    with queries:
        client.get(path)
    assert len(queries) == 5  # the registration, her place, how long it is, others, questions


# Where the organiser decides


def test_a_request_says_that_nothing_is_firm_yet(client: FlaskClient) -> None:
    row = cast.sign_up(cast.make_workshop(admission="approval"))
    page = client.get(path_of(row)).text
    assert "Ihre Anfrage ist bei uns</h1>" in page
    assert "Ein fester Platz ist das noch nicht" in page
    act(client, row, "confirm")
    assert "Danke, Ihre Adresse ist bestätigt." in client.get(path_of(row)).text
    assert "Anfrage zurückziehen" in page
    act(client, row, "withdraw")
    assert cast.fresh(row).status == "withdrawn"


def test_who_is_declined_reads_why_and_where_else(client: FlaskClient) -> None:
    workshop = cast.make_workshop(admission="approval")
    cast.make_workshop("Noch einmal", original_id=workshop.id, sessions=cast.dates(30))
    row = cast.sign_up(workshop)
    requests.decline(workshop, [row.id], because="Diesmal nur für Kitas.", by=WORKER)
    page = client.get(path_of(row)).text
    assert "Diesmal hat es nicht geklappt</h1>" in page
    assert "Diesmal nur für Kitas." in page
    assert "Andere Termine mit gleichem Inhalt" in page
    assert "Wieder anmelden" not in page
    answer = act(client, row, "confirm")
    assert (answer.status_code, "abgelehnt" in answer.text) == (409, True)


# At the same time


def test_two_at_the_same_time_only_after_saying_so(client: FlaskClient) -> None:
    cast.confirmed(cast.make_workshop("Erzählcafé am Markt"))
    row = cast.sign_up(cast.make_workshop())
    page = client.get(path_of(row)).text
    assert "Zur selben Zeit haben Sie schon einen Platz" in page
    assert "Erzählcafé am Markt Mi, 17. März 2027, 9:00–12:30 Uhr" in words(page)
    answer = act(client, row, "confirm")
    assert answer.status_code == 409
    assert "setzen Sie bitte das Häkchen." in answer.text
    assert cast.fresh(row).status == "held"
    act(client, row, "confirm", knows_overlap="y")
    assert (cast.fresh(row).status, row.knows_overlap) == ("confirmed", True)


def test_what_runs_at_another_time_is_no_clash(client: FlaskClient) -> None:
    cast.confirmed(cast.make_workshop("Erzählcafé", sessions=cast.dates(15)))
    row = cast.sign_up(cast.make_workshop())
    assert "knows_overlap" not in client.get(path_of(row)).text


# Leaving


def test_who_withdraws_late_is_asked_kindly_to_do_it_anyway(
    client: FlaskClient, time: cast.Time
) -> None:
    row = cast.confirmed(cast.make_workshop(sessions=cast.dates(3)))
    assert "Es geht bald los" not in client.get(path_of(row)).text
    time.move(days=2, hours=1)
    assert "Bitte melden Sie sich trotzdem ab" in client.get(path_of(row)).text
    act(client, row, "withdraw")
    assert cast.fresh(row).is_late


def test_whoever_signed_up_by_phone_has_no_mailbox_to_hear_from(client: FlaskClient) -> None:
    workshop = cast.make_workshop(capacity=1)
    cast.sign_up(workshop)
    who = Application(name="Oma Krause", email="", other_contact="069 1")
    row = desk.sign_up(workshop, who, by=WORKER)
    assert "vom nächsten Termin hören" not in client.get(path_of(row)).text
