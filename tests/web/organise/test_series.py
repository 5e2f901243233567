"""/organise/series: how many workshops of a series one person may have."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries

PATH = "/organise/series"


def save(client: FlaskClient, most: str) -> tuple[int, int | None, str]:
    series = cast.series()
    answer = client.send(PATH, {"most": most}, to=f"{PATH}/{series.id}/limit")  # type: ignore[attr-defined]
    return answer.status_code, cast.fresh(series).most_per_person, answer.text


@pytest.mark.parametrize(("typed", "kept"), [("2", 2), ("", None), (" 100 ", 100)])
def test_a_limit_is_set_and_taken_away(ada: FlaskClient, typed: str, kept: int | None) -> None:
    cast.series()
    assert save(ada, typed)[:2] == (303, kept)


@pytest.mark.parametrize("typed", ["0", "101", "-1", "viele", "²", "99999"])
def test_what_is_no_limit_is_refused_and_kept(ada: FlaskClient, typed: str) -> None:
    cast.series()
    status, most, page = save(ada, typed)
    assert (status, most) == (422, None)
    assert "Bitte geben Sie eine Zahl von 1 bis 100 an" in page
    assert f'value="{typed}"' in page


def test_a_coordinator_is_not_asked(ben: FlaskClient) -> None:
    assert ben.get(PATH).status_code == 403
    assert "Reihen" not in ben.get("/organise/workshops").text


def test_an_unknown_series_is_not_found(ada: FlaskClient) -> None:
    cast.series()
    assert ada.send(PATH, {"most": "1"}, to=f"{PATH}/999999/limit").status_code == 404  # type: ignore[attr-defined]
    assert ada.get(f"{PATH}/1/limit").status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_as_many_queries_for_one_as_for_three(
    ada: FlaskClient, queries: Queries, number: int
) -> None:
    for index in range(number):
        cast.series(f"reihe-{index}")
    with queries:
        ada.get(PATH)
    assert len(queries) == 2


def test_without_a_series_the_page_says_so(ada: FlaskClient) -> None:
    assert "Noch gibt es keine Reihe." in ada.get(PATH).text
