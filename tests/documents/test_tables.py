"""Tables as files: nothing in them runs, nothing is lost."""

import csv
import io

import pytest

from wirworkshops.documents import tables


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+49 69",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        *(f"{sign}1+1" for sign in "\uff1d\uff0b\uff0d\uff20"),
    ],
)
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert tables.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "Kita +", "ärger", 7])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert tables.harmless(cell) == str(cell)


def test_german_spreadsheets_open_it() -> None:
    body = tables.csv_bytes(["Name", "Frage"], [["Ömer; Ğül", 'Wo "genau"?\nUnd wann?']])
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["Name", "Frage"], ["Ömer; Ğül", 'Wo "genau"?\nUnd wann?']]
