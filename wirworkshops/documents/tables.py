"""Tables as files that spreadsheets open without harm."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: object) -> str:
    """Return a cell as text that no spreadsheet takes for a formula (CWE-1236)."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file as German spreadsheets expect it: with a BOM and semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
