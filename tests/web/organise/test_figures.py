"""The year's figures: sums by month, series and host, on a page and as a table."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.conftest import Queries
from tests.web.organise.conftest import LogIn
from wirworkshops.domain import attendance
from wirworkshops.domain.history import WORKER

FIGURES = "/organise/figures"


def held(title: str = "Beratung", **values: object) -> None:
    """Hold a workshop of ten seats tomorrow, with Cem there and Dua absent."""
    workshop = cast.make_workshop(title, sessions=cast.dates(1), capacity=10, **values)
    here = cast.confirmed(workshop)
    cast.confirmed(workshop, cast.DUA)
    attendance.mark(workshop.sessions[0], {here.id}, by=WORKER)


def lines(client: FlaskClient, query: str = "") -> list[list[str]]:
    text = client.get(f"/organise/figures.csv?{query}").data.decode("utf-8-sig")
    return [[cell.strip('"') for cell in line.split(";")] for line in text.split("\r\n") if line]


def test_before_anything_is_over_there_is_only_a_kind_word(rea: FlaskClient) -> None:
    cast.make_workshop()
    assert "noch nichts vorbei" in rea.get(FIGURES).text
    assert lines(rea)[1:] == [["Zusammen", "0", "0", "0", "–", "–"]]


def test_figures_stand_by_month_series_and_host(rea: FlaskClient, time: cast.Time) -> None:
    held()
    held("Zwei", host_id=cast.host("frauentreff").id, series_id=None)
    time.move(days=2)
    one, both = ["1", "1", "1", "20 %", "50 %"], ["2", "2", "2", "20 %", "50 %"]
    assert lines(rea)[1:] == [["März", *both], ["Zusammen", *both]]
    assert lines(rea, "by=series")[1:] == [
        ["diversity-to-go", *one], ["Ohne Reihe", *one], ["Zusammen", *both],
    ]  # fmt: skip
    assert lines(rea, "by=host")[1:] == [
        ["Frauentreff", *one], ["Vielfaltszentrum", *one], ["Zusammen", *both],
    ]  # fmt: skip
    assert lines(rea, "year=2026")[1:] == [["Zusammen", "0", "0", "0", "–", "–"]]


def test_each_number_has_its_label_beside_it_for_phones(rea: FlaskClient, time: cast.Time) -> None:
    held()
    time.move(days=2)
    page = rea.get(FIGURES).text
    assert page.count('role="rowheader"') == 2
    assert page.count('<span class="ww-table__label">kamen auch wirklich</span>') == 2
    assert "ww-scroll" not in page


@pytest.mark.usefixtures("lasting")
def test_a_course_counts_once_in_the_sum(rea: FlaskClient, time: cast.Time) -> None:
    cast.make_workshop(sessions=cast.dates(1, 40))
    time.move(days=41)
    assert [line[:3] for line in lines(rea)[1:]] == [
        ["März", "1", "1"], ["April", "1", "1"], ["Zusammen", "1", "2"],
    ]  # fmt: skip


def test_a_reader_of_one_host_sees_its_figures_only(log_in: LogIn, time: cast.Time) -> None:
    held()
    time.move(days=2)
    reader = log_in("Rea Blum", "reader", "frauentreff")
    assert lines(reader)[1:] == [["Zusammen", "0", "0", "0", "–", "–"]]


def test_the_page_names_nobody(rea: FlaskClient, time: cast.Time) -> None:
    held()
    time.move(days=2)
    page = rea.get(f"{FIGURES}?by=host").text
    assert "Vielfaltszentrum" in page
    assert cast.CEM.name not in page


def test_what_is_no_year_or_way_is_not_found(rea: FlaskClient) -> None:
    for query in ("year=jetzt", "year=1999", "year=99999999999", "year=020000", "by=name"):
        assert rea.get(f"{FIGURES}?{query}").status_code == 404, query
        assert rea.get(f"/organise/figures.csv?{query}").status_code == 404, query


def test_figures_ask_as_often_for_three_as_for_one(
    rea: FlaskClient, time: cast.Time, queries: Queries
) -> None:
    counts = []
    for number in range(3):
        held(f"Nummer {number}")
        time.move(days=2)
        rea.get(FIGURES)
        with queries:
            queries.clear()
            rea.get(FIGURES)
        counts.append(len(queries))
    assert counts[0] == counts[2]
