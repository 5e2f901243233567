"""Tables as XLSX: read back, every cell is what it was, and no text is a formula or a link."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from wirworkshops.documents import tables
from wirworkshops.documents.tables import Cell, Table


def sheet(*rows: list[Cell], name: str = "Anmeldungen") -> Worksheet:
    header = [f"Spalte {n}" for n in range(max(map(len, rows), default=1))]
    book = load_workbook(io.BytesIO(tables.xlsx_bytes(Table(name, header, rows))))
    (found,) = book.worksheets
    return found


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 69", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://evil.example")', "{=1}",
     "http://evil.example", "mailto:x@evil.example", "internal:A1"],
)  # fmt: skip
def test_a_text_is_a_text_whatever_it_looks_like(cell: str) -> None:
    (found,) = sheet([cell])[2]
    assert (found.data_type, found.value, found.hyperlink) == ("s", cell, None)


def test_dates_are_dates_as_the_office_s_clock_shows_them() -> None:
    (moment, day) = sheet([datetime(2027, 3, 3, 8, 30, tzinfo=UTC), date(2027, 7, 1)])[2]
    assert (f"{moment.value:%d.%m. %H:%M}", moment.number_format) == (
        "03.03. 09:30",
        "dd.mm.yyyy hh:mm",
    )
    assert (day.value.date(), day.number_format) == (date(2027, 7, 1), "dd.mm.yyyy")


def test_numbers_are_numbers_and_nothing_is_empty() -> None:
    assert [cell.value for cell in sheet([7, -1, None, "", "7"])[2]] == [7, -1, None, None, "7"]


def test_the_head_stays_and_columns_are_as_wide_as_what_stands_in_them() -> None:
    found = sheet(["kurz", "a" * 30, "b" * 500])
    assert found.freeze_panes == "A2"
    widths = [found.column_dimensions[letter].width for letter in "ABC"]
    assert [round(width) for width in widths] == [11, 33, 61]


def test_a_long_text_is_cut_and_a_strange_name_is_none() -> None:
    found = sheet(["x" * 40_000], name="Reihe: [A/B] und noch viel mehr als erlaubt")
    assert len(found[2][0].value) == 32_767
    assert found.title == "Reihe   A B  und noch viel mehr"


def test_csv_writes_the_same_cells() -> None:
    table = Table("x", ["a"], [[datetime(2027, 3, 3, 8, 30, tzinfo=UTC)], [None], [-1], ["-1"]])
    lines = tables.bytes_of(table, "csv").decode("utf-8-sig").splitlines()
    assert lines == ['"a"', '"03.03.2027 09:30"', '""', '"-1"', '"\'-1"']
