"""Lists as files: what is on screen, narrowed alike, for the same people, and harmless."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests import cast
from tests.conftest import Queries
from tests.web.organise.conftest import LogIn
from tests.web.organise.test_needs import many
from wirworkshops.database import db, transaction
from wirworkshops.domain import attendance, chronicles, topics
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.models.history import Event
from wirworkshops.models.workshops import Workshop

ACCOUNTS, HISTORY, NEEDS = "/organise/accounts", "/organise/history", "/organise/needs"


def of(workshop: Workshop, what: str) -> str:
    return f"/organise/workshops/{workshop.id}/{what}"


def csv_rows(answer: TestResponse) -> list[list[str]]:
    """Return the rows of a CSV file, its header first."""
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def xlsx_rows(answer: TestResponse) -> list[list[Any]]:
    """Return the same of an XLSX file; no cell of it is a formula."""
    (sheet,) = load_workbook(io.BytesIO(answer.data)).worksheets
    cells = list(sheet.iter_rows())
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "d"}
    return [[cell.value for cell in row] for row in cells]


def name_of(answer: TestResponse) -> str:
    return answer.headers["Content-Disposition"].split('"')[1]


def taken(client: FlaskClient, path: str, query: str = "") -> TestResponse:
    """Ask for a file that is posted only."""
    return client.send("/account/", {}, to=f"{path}{query}")


def exports() -> list[int | None]:
    db.session.rollback()
    query = select(Event.workshop_id).where(Event.act == "needs-exported").order_by(Event.id)
    return list(db.session.scalars(query))


# Needs


@pytest.fixture
def needy() -> list[Workshop]:
    """Two workshops with somebody each who needs something; the second is another host's."""
    first = cast.make_workshop("=1+1", sessions=cast.dates(10))
    second = cast.make_workshop(host_id=cast.host("frauentreff").id, sessions=cast.dates(20))
    diet = replace(cast.somebody(1, needs=("diet",), need_diet="+ Brot"), name="=Person")
    cast.confirmed(first, diet)
    cast.confirmed(second, cast.somebody(2, needs=("sign-language",)))
    return [first, second]


def test_all_needs_are_a_file_with_their_filters(ada: FlaskClient, needy: list[Workshop]) -> None:
    answer = taken(ada, f"{NEEDS}.csv")
    assert name_of(answer) == "bedarfe-2027-03-03.csv"
    header, *rows = csv_rows(answer)
    assert header[:5] == ["Veranstaltung", "Nächster Termin", "Name", "Kontakt", "Anmeldung"]
    assert sorted(row[2] for row in rows) == ["'=Person", "Person 2"]
    (row,) = csv_rows(taken(ada, f"{NEEDS}.csv", "?kind=diet&state=open"))[1:]
    assert row == [
        "'=1+1", "13.03.2027 09:00", "'=Person", "person1@ort.example", "", "Besonderes Essen",
        "'+ Brot", "", "offen", "", "Mo, 8. März", "", "Mi, 3. März, online", "nein",
    ]  # fmt: skip
    assert csv_rows(taken(ada, f"{NEEDS}.csv", "?state=arranged"))[1:] == []
    assert xlsx_rows(taken(ada, f"{NEEDS}.xlsx", "?kind=diet"))[1][0] == "=1+1"


def test_history_says_who_took_needs_along_at_each_workshop(
    ada: FlaskClient, needy: list[Workshop]
) -> None:
    taken(ada, f"{NEEDS}.csv", "?kind=diet")
    assert exports() == [needy[0].id]
    taken(ada, f"{NEEDS}.xlsx")
    assert exports()[1:] == [row.id for row in needy]


def test_needs_are_taken_along_by_name_only_and_within_reach(
    ada: FlaskClient, mia: FlaskClient, ana: FlaskClient, needy: list[Workshop]
) -> None:
    for form in ("csv", "xlsx"):
        for path in (NEEDS, of(needy[0], "needs")):
            assert ada.get(f"{path}.{form}").status_code == 405
            assert taken(ana, f"{path}.{form}").status_code == 403
    assert taken(mia, f"{of(needy[0], 'needs')}.xlsx").status_code == 403
    assert [row[2] for row in csv_rows(taken(mia, f"{NEEDS}.csv"))[1:]] == ["Person 2"]


def test_a_workshop_s_needs_are_a_sheet_too(ada: FlaskClient, needy: list[Workshop]) -> None:
    path = of(needy[0], "needs")
    answer = taken(ada, f"{path}.xlsx")
    assert name_of(answer) == f"bedarfe-{needy[0].slug}-2027-03-03.xlsx"
    header, row = xlsx_rows(answer)
    assert (header[0], row[0], row[4]) == ("Name", "=Person", "+ Brot")
    assert csv_rows(taken(ada, f"{path}.csv"))[1][0] == "'=Person"
    assert exports() == [needy[0].id] * 2


def test_the_files_of_needs_stand_where_the_lists_do(
    ada: FlaskClient, needy: list[Workshop]
) -> None:
    page = ada.get(f"{NEEDS}?kind=diet").text
    assert f'formaction="{NEEDS}.xlsx?kind=diet"' in page
    assert "steht danach im Verlauf" in page
    assert f'formaction="{of(needy[0], "needs")}.xlsx"' in ada.get(of(needy[0], "needs")).text
    assert ".xlsx" not in ada.get(f"{NEEDS}?state=impossible").text


def test_a_file_of_500_needs_takes_no_more_queries_than_one(
    ada: FlaskClient, queries: Queries
) -> None:
    workshop, counted = cast.make_workshop(capacity=600, sessions=cast.dates(10)), []
    cast.confirmed(workshop, cast.somebody(1, needs=("childcare",)))
    for some in (range(0), range(1, 3), range(3, 500)):
        many(workshop, some)
        ada.token("/account/")
        queries.clear()
        with queries:
            rows = csv_rows(taken(ada, f"{NEEDS}.csv"))
        counted.append((len(rows) - 1, len(queries)))
    assert counted == [(number, counted[0][1]) for number in (1, 3, 500)]


# Accounts


def test_accounts_are_a_file_with_their_filters(ada: FlaskClient, log_in: LogIn) -> None:
    log_in("=Ben", "coordinator", "vielfaltszentrum")
    log_in("Rea Blum", "reader")
    answer = ada.get(f"{ACCOUNTS}.csv")
    assert name_of(answer) == "konten-2027-03-03.csv"
    header, *rows = csv_rows(answer)
    assert header == ["Name", "E-Mail-Adresse", "Rechte", "Wofür", "Zuletzt da", "Zustand"]
    ben = ["'=Ben", "=ben@buero.example", "Koordination", "Vielfaltszentrum", "03.03.2027", "aktiv"]
    assert [row[0] for row in rows] == ["'=Ben", "Ada Wolf", "Rea Blum"]
    assert csv_rows(ada.get(f"{ACCOUNTS}.csv?role=coordinator&state=active"))[1:] == [
        [ben[0], f"'{ben[1]}", *ben[2:]]
    ]
    assert csv_rows(ada.get(f"{ACCOUNTS}.csv?state=off"))[1:] == []
    found = ada.send(ACCOUNTS, {"q": "rea"}, to=f"{ACCOUNTS}.xlsx")
    assert [row[0] for row in xlsx_rows(found)] == ["Name", "Rea Blum"]


def test_accounts_are_a_file_for_administrators_only(
    ada: FlaskClient, ben: FlaskClient, rea: FlaskClient
) -> None:
    for client in (ben, rea):
        assert client.get(f"{ACCOUNTS}.csv").status_code == 403
        assert taken(client, f"{ACCOUNTS}.xlsx").status_code == 403
    assert ada.get(f"{ACCOUNTS}.csv?state=x").status_code == 404
    page = ada.get(f"{ACCOUNTS}?state=active&role=reader").text
    assert f'formaction="{ACCOUNTS}.csv?state=active&amp;role=reader"' in page


# History


def test_history_is_a_file_with_its_filters(ada: FlaskClient) -> None:
    workshop = cast.make_workshop("=Lesung")
    topics.add(NamePlan({"de": "Reden"}))
    answer = ada.get(f"{HISTORY}.csv?act=published")
    assert name_of(answer) == "verlauf-2027-03-03.csv"
    assert csv_rows(answer) == [
        ["Wann", "Was", "Einzelheiten", "Worum es geht", "Name", "Wer"],
        ["03.03.2027 09:00", "Veröffentlicht", "", "Veranstaltung", "'=Lesung", "von selbst"],
    ]
    assert [row[4] for row in csv_rows(ada.get(f"{HISTORY}.csv?what=masterdata"))[1:2]] == ["Reden"]
    assert csv_rows(ada.get(f"{HISTORY}.csv?to=2027-03-02"))[1:] == []
    rows = xlsx_rows(ada.get(f"{HISTORY}.xlsx?what=workshop"))
    assert {row[4] for row in rows[1:]} == {"=Lesung"}
    cast.confirmed(workshop)
    text = ada.get(f"{HISTORY}.csv").data.decode()
    assert cast.CEM.name not in text
    assert cast.CEM.email not in text


def test_history_is_a_file_within_reach(
    ada: FlaskClient, mia: FlaskClient, hal: FlaskClient
) -> None:
    cast.make_workshop("Lesung")
    assert "Lesung" in ada.get(f"{HISTORY}.csv").data.decode()
    assert "Lesung" not in mia.get(f"{HISTORY}.csv").data.decode()
    assert hal.get(f"{HISTORY}.csv").status_code == 403


def test_a_long_history_is_cut_and_says_so(
    ada: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as session:
        session.query(Event).delete()
    topic = topics.add(NamePlan({"de": "Eins"}), by=WORKER)
    for name in ("Zwei", "Drei"):
        topics.change(topic, NamePlan({"de": name}), by=WORKER)
    monkeypatch.setattr(chronicles, "MOST", 3)
    assert "In der Datei stehen" not in ada.get(HISTORY).text
    monkeypatch.setattr(chronicles, "MOST", 2)
    page = ada.get(f"{HISTORY}?what=masterdata").text
    assert "In der Datei stehen die neuesten 2 Zeilen." in page
    assert f'href="{HISTORY}.xlsx?what=masterdata"' in page
    assert [row[1] for row in csv_rows(ada.get(f"{HISTORY}.csv"))[1:]] == ["Geändert"] * 2


# Of one workshop


def test_requests_are_a_file(ada: FlaskClient, mia: FlaskClient, rea: FlaskClient) -> None:
    workshop = cast.make_workshop(admission="approval")
    path = of(workshop, "requests")
    assert ".xlsx" not in ada.get(path).text
    cast.confirmed(workshop, replace(cast.somebody(1, question="+1?", phone="+49 69"), name="=Eva"))
    answer = ada.get(f"{path}.csv")
    assert name_of(answer) == f"anfragen-{workshop.slug}-2027-03-03.csv"
    assert [dict(zip(*csv_rows(answer), strict=True))[name] for name in
            ("Name", "E-Mail", "Telefon", "Plätze", "Eingang", "Frage")] == [
        "'=Eva", "person1@ort.example", "'+49 69", "1", "03.03.2027 09:00", "'+1?",
    ]  # fmt: skip
    header, row = xlsx_rows(ada.get(f"{path}.xlsx"))
    assert (row[0], row[header.index("Plätze")]) == ("=Eva", 1)
    assert f'href="{path}.xlsx"' in ada.get(path).text
    assert {client.get(f"{path}.csv").status_code for client in (mia, rea)} == {403}


def test_contingents_are_a_file(ada: FlaskClient, mia: FlaskClient, rea: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = of(workshop, "contingents")
    assert ".xlsx" not in ada.get(path).text
    cast.contingent(workshop, 3, name="=Kita", until_at=workshop.starts_at)
    answer = ada.get(f"{path}.csv")
    assert name_of(answer) == f"kontingente-{workshop.slug}-2027-03-03.csv"
    assert csv_rows(answer) == [
        ["Für wen?", "Welche Plätze?", "Plätze", "Genutzt", "Reserviert bis",
         "Mit dem Link anmelden ab", "Freigegeben"],
        ["'=Kita", "", "3", "0", "17.03.2027 09:00", "", ""],
    ]  # fmt: skip
    assert xlsx_rows(ada.get(f"{path}.xlsx"))[1][:4] == ["=Kita", None, 3, 0]
    assert f'href="{path}.xlsx"' in ada.get(path).text
    assert {client.get(f"{path}.csv").status_code for client in (mia, rea)} == {403}


# Figures


def test_figures_are_a_sheet_of_numbers(
    rea: FlaskClient, ana: FlaskClient, time: cast.Time
) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1), capacity=10)
    here = cast.confirmed(workshop)
    attendance.mark(workshop.sessions[0], {here.id}, by=WORKER)
    time.move(days=2)
    answer = rea.get("/organise/figures.xlsx?by=series")
    assert name_of(answer) == "zahlen-2027-nach-reihe-2027-03-05.xlsx"
    assert xlsx_rows(answer)[1:] == [
        ["diversity-to-go", 1, 1, 1, "10 %", "100 %"], ["Zusammen", 1, 1, 1, "10 %", "100 %"],
    ]  # fmt: skip
    page = rea.get("/organise/figures?by=series").text
    assert 'href="/organise/figures.xlsx?year=2027&amp;by=series"' in page
    assert ana.get("/organise/figures.xlsx").status_code == 403


def test_a_host_s_name_in_the_figures_is_no_formula(rea: FlaskClient, time: cast.Time) -> None:
    workshop = cast.make_workshop(sessions=cast.dates(1))
    with transaction():
        workshop.host.name = "=Verein"
    time.move(days=2)
    assert csv_rows(rea.get("/organise/figures.csv?by=host"))[1][0] == "'=Verein"
    assert xlsx_rows(rea.get("/organise/figures.xlsx?by=host"))[1][0] == "=Verein"
