"""Tables as files that spreadsheets open without harm: CSV and XLSX, from the same cells.

A cell is a text, a number, a date, an instant or None; each format writes it as its own.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from wirworkshops import clock

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_SIGNS = 32_767  # in a cell of a spreadsheet
NARROWEST, WIDEST = 8, 60  # columns, in signs
LOOKS = {
    "head": {"bold": True, "text_wrap": True, "valign": "top"},
    "day": {"num_format": "dd.mm.yyyy", "align": "left"},
    "moment": {"num_format": "dd.mm.yyyy hh:mm", "align": "left"},
}

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Table:
    """A list as it stands on screen: what it is called, its header and its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]] = field(default_factory=list)


def bytes_of(table: Table, form: str) -> bytes:
    """Return a table in one of the formats."""
    return xlsx_bytes(table) if form == "xlsx" else csv_bytes(table.header, table.rows)


def harmless(cell: object) -> str:
    """Return a cell as text that no spreadsheet takes for a formula (CWE-1236)."""
    text = _written(cell)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not _is_number(cell) else text


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{clock.local(cell):%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file as German spreadsheets expect it: with a BOM and semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """Return an XLSX file: a frozen header, dates as dates, and every text as a text only."""
    import xlsxwriter  # few requests need it, and each process would keep it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_sheet_name(table.name))
        formats = {name: book.add_format(look) for name, look in LOOKS.items()}
        widths = [len(text) for text in table.header]
        for column, text in enumerate(table.header):
            sheet.write_string(0, column, text, formats["head"])
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                width = _write(sheet, number, column, cell, formats)
                widths[column] = max(widths[column], width)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any]) -> int:
    """Write one cell as what it is, and return how wide it is, in signs.

    A text is never a formula or a link, whatever it looks like. Most cells are texts, so they
    come first: this is what a file of thousands of rows waits for.
    """
    if cell is None or cell == "":
        return 0
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:MOST_SIGNS])
        return max(map(len, cell.split("\n"))) if "\n" in cell else len(cell)
    if isinstance(cell, datetime):
        local = clock.local(cell).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, formats["moment"])
        return len("dd.mm.yyyy hh:mm")
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["day"])
        return len("dd.mm.yyyy")
    if _is_number(cell):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell)[:MOST_SIGNS])
    return len(str(cell))


def _sheet_name(name: str) -> str:
    """Return a name as spreadsheets take it: 31 signs, some of them forbidden."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31].strip() or "Liste"
