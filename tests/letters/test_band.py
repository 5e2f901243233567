"""The mosaic at a letter's head: the same for the same workshop, in the series' colours."""

from wirworkshops.letters.band import PALETTES, band
from wirworkshops.models import workshops
from wirworkshops.web.public import mosaic


def test_a_band_is_two_rows_of_twelve_and_always_the_same() -> None:
    rows = band("beratung", "leaf")
    assert [len(row) for row in rows] == [12, 12]
    assert rows == band("beratung", "leaf") != band("andere", "leaf")


def test_every_piece_stands_out_from_its_ground() -> None:
    for palette in PALETTES:
        for number in range(20):
            cells = [cell for row in band(str(number), palette) for cell in row]
            assert all(cell.ground != cell.colour for cell in cells)


def test_letters_and_pictures_use_the_same_colours() -> None:
    assert PALETTES == mosaic.PALETTES
    assert tuple(PALETTES) == workshops.PALETTES
