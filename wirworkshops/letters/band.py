"""The mosaic at the head of a letter, as cells of a table: mail programs show no SVG.

Six blocks of 2 × 2 cells in the palette of the series; the same seed, the same band.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

PALETTES = {  # ground, soft, mid, accent, deep, spark: the same as the stylesheet's
    "raspberry": ("#fbedf3", "#f3b6cf", "#e2619a", "#a31d5e", "#4f0e33", "#f5b82e"),
    "brick": ("#fcefe8", "#f6c3a5", "#e9814f", "#a8401a", "#54200f", "#2f8f8b"),
    "ochre": ("#faf3df", "#f0d68a", "#dcab2a", "#7d5f00", "#3d2e00", "#c2476b"),
    "leaf": ("#eef5ea", "#bfddb1", "#6db35f", "#2e7431", "#153a1b", "#f2a93b"),
    "petrol": ("#e8f4f6", "#a9d8df", "#3fa3b3", "#00677a", "#06343f", "#f08a5d"),
    "violet": ("#f2edfa", "#cfbbee", "#9a74d6", "#6a3fa5", "#2f1a55", "#5cc2a0"),
}
GROUND, SOFT, MID, ACCENT, DEEP, SPARK = range(6)
BLOCKS = 6
_ON = {  # which colours stand out on which ground
    GROUND: (SOFT, MID, ACCENT, SPARK),
    SOFT: (MID, ACCENT, DEEP, SPARK),
    DEEP: (GROUND, SOFT, MID, SPARK),
}
_GROUNDS = (DEEP, SOFT, GROUND)
_QUARTERS = ("50px 0 0 0", "0 50px 0 0", "0 0 0 50px", "0 0 50px 0")  # of a disc, by corner
_SHAPES = (*_QUARTERS, "50px 0 50px 0", "0 50px 0 50px", "50%", "0")


class Cell(NamedTuple):
    ground: str
    colour: str
    radius: str


def _dice(seed: str) -> Callable[[int], int]:
    stream = iter(hashlib.shake_256(seed.encode()).digest(128))
    return lambda sides: next(stream) % sides


def band(seed: str, palette: str) -> list[list[Cell]]:
    """Return two rows of twelve cells; one block is the whole, our mark."""
    roll = _dice(f"{palette}/{seed}")
    whole, first = roll(BLOCKS), roll(3)
    rows: list[list[Cell]] = [[], []]
    for block in range(BLOCKS):
        ground, turn = _GROUNDS[(first + block) % 3], roll(4)
        for corner in range(4):
            shape = _QUARTERS[corner] if block == whole else _SHAPES[roll(len(_SHAPES))]
            colour = _ON[ground][(turn + corner) % 4]
            fill = PALETTES[palette]
            rows[corner // 2].append(Cell(fill[ground], fill[colour], shape))
    return rows
