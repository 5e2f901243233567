"""Two people change places, by the office: first where, then with whom."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.domain.test_choices import make_conference, pools_of
from wirworkshops.domain import attending, choices, registrations
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop


@pytest.fixture
def cem(app: object) -> Registration:
    return cast.confirmed(cast.make_workshop("Hier", capacity=1))


@pytest.fixture
def there(app: object) -> Workshop:
    return cast.make_workshop("Dort", capacity=5, sessions=cast.dates(20))


def path(row: Registration, *, to: Workshop | None = None) -> str:
    return f"/organise/registrations/{row.id}/swap" + (f"?with={to.id}" if to else "")


def test_they_change_places(ada: FlaskClient, cem: Registration, there: Workshop) -> None:
    dua = cast.confirmed(there, cast.DUA)
    assert "Platz mit jemandem tauschen …" in ada.get(f"/organise/registrations/{cem.id}").text
    assert "Dort" in ada.get(path(cem)).text
    answer = ada.send(path(cem, to=there), {"partner": str(dua.id)})
    page = ada.get(answer.location).text
    assert "Getauscht. Beide Plätze sind fest." in page
    assert "Mit jemand anderem den Platz getauscht" in page
    assert [cast.fresh(row).status for row in (cem, dua)] == ["withdrawn", "withdrawn"]


def test_only_who_has_a_firm_seat_there_can_be_chosen(
    ada: FlaskClient, cem: Registration, there: Workshop
) -> None:
    waits = cast.sign_up(there, cast.DUA)
    assert "Dort ist niemand, mit dem sich tauschen lässt" in ada.get(path(cem, to=there)).text
    cast.confirmed(there, cast.EVE)
    for wrong in ("", "x", str(waits.id)):
        answer = ada.send(path(cem, to=there), {"partner": wrong})
        assert answer.status_code == 422, wrong
    assert cast.fresh(cem).status == "confirmed"


def test_whoever_was_quicker_is_told_of(
    ada: FlaskClient, cem: Registration, there: Workshop, time: cast.Time
) -> None:
    dua = cast.confirmed(there, cast.DUA)
    token = ada.token(path(cem, to=there))
    registrations.withdraw(cem)
    answer = ada.post(path(cem, to=there), data={"partner": str(dua.id), "csrf_token": token})
    assert "Tauschen können nur zwei Menschen" in ada.get(answer.location).text


def test_sessions_of_a_conference_are_swapped(ada: FlaskClient) -> None:
    conference = make_conference()
    first, second, _ = pools_of(conference)
    cem, dua = cast.confirmed(conference), cast.confirmed(conference, cast.DUA)
    choices.choose(cem, [first.id])
    choices.choose(dua, [second.id])
    assert "Hier, ein anderer Termin zur selben Zeit" in ada.get(path(cem)).text
    answer = ada.send(path(cem, to=conference), {"partner": f"{dua.id}-{second.id}"})
    assert "Getauscht. Beide Plätze sind fest." in ada.get(answer.location).text
    assert [attending.chosen_by(cast.fresh(row)) for row in (cem, dua)] == [{second.id}, {first.id}]


def test_of_another_host_nobody_is_shown(mia: FlaskClient, cem: Registration) -> None:
    assert mia.get(path(cem)).status_code == 403
    assert mia.get("/organise/registrations/999999/swap").status_code == 404


def test_many_to_choose_from_need_no_more_queries_than_one(
    ada: FlaskClient, cem: Registration, there: Workshop, queries: Queries
) -> None:
    counts = []
    for number in (1, 2):
        cast.confirmed(there, cast.somebody(number))
        with queries:
            queries.clear()
            ada.get(path(cem, to=there))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_two_dates_at_once_are_shown_and_need_a_tick_for_that_partner(
    ada: FlaskClient, cem: Registration, there: Workshop
) -> None:
    dua, eve = cast.confirmed(there, cast.DUA), cast.confirmed(there, cast.EVE)
    cast.confirmed(cast.make_workshop("Zugleich", sessions=cast.dates(20)))
    here = path(cem, to=there)
    page = ada.get(here).text
    assert "Antworten auf Fragen der Veranstaltung gehen nicht mit." in page
    assert "Zwei Termine zur selben Zeit" not in page
    answer = ada.send(here, {"partner": str(dua.id)})
    assert answer.status_code == 422
    assert "Cem Aksoy</bdi>: Zugleich, Di, 23. März 2027, 9:00–12:30 Uhr" in answer.text
    assert f'<option value="{dua.id}" selected>' in answer.text
    given = {"knows": "y", "warned": str(dua.id)}
    other = ada.send(here, given | {"partner": str(eve.id)})  # of whom nobody was warned
    assert other.status_code == 422
    assert f'name="warned" value="{eve.id}"' in other.text
    assert " checked" not in other.text
    assert cast.fresh(cem).status == "confirmed"
    done = ada.send(here, given | {"partner": str(dua.id)})
    assert "Getauscht. Beide Plätze sind fest." in ada.get(done.location).text


def test_another_hosts_workshop_is_not_named_where_it_clashes(
    ben: FlaskClient, cem: Registration, there: Workshop
) -> None:
    dua = cast.confirmed(there, cast.DUA)
    elsewhere = cast.make_workshop(
        "Anderswo", sessions=cast.dates(20), host_id=cast.host("frauentreff").id
    )
    cast.confirmed(elsewhere)
    page = ben.send(path(cem, to=there), {"partner": str(dua.id)}).text
    assert "Cem Aksoy</bdi>: bei einem anderen Veranstalter, Di, 23. März" in page
    assert "Anderswo" not in page


@pytest.mark.usefixtures("lasting")
def test_once_it_has_begun_nobody_is_led_to_a_swap(
    ada: FlaskClient, cem: Registration, there: Workshop, time: cast.Time
) -> None:
    cast.confirmed(there, cast.DUA)
    time.jump(cem.workshop.starts_at)
    assert "Platz mit jemandem tauschen" not in ada.get(f"/organise/registrations/{cem.id}").text
    answer = ada.get(path(cem, to=there))
    assert "Diese Veranstaltung ist vorbei." in ada.get(answer.location).text


def test_where_she_stands_on_the_list_already_nothing_is_offered(
    ada: FlaskClient, cem: Registration, there: Workshop
) -> None:
    cast.confirmed(there, cast.DUA)
    cast.confirmed(there)
    answer = ada.get(path(cem))
    assert "Es steht keine andere Veranstaltung mit" in ada.get(answer.location).text
