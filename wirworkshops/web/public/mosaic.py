"""Draw the mosaic picture of a workshop from its slug and its series' palette.

Many parts, one picture: 3 × 2 blocks of 4 × 4 units. Exactly one block is the whole (a disc
of four quarters, our mark), one the meeting (two discs that overlap), one the arch; the
others hold four small tiles. The same slug and palette give the same bytes, always.
"""

import hashlib
from collections.abc import Callable, Iterator

GROUND, SOFT, MID, ACCENT, DEEP, SPARK = range(6)
PALETTES = {  # ground, soft, mid, accent, deep, spark; the stylesheet holds the same hexes
    "raspberry": ("#fbedf3", "#f3b6cf", "#e2619a", "#a31d5e", "#4f0e33", "#f5b82e"),
    "brick": ("#fcefe8", "#f6c3a5", "#e9814f", "#a8401a", "#54200f", "#2f8f8b"),
    "ochre": ("#faf3df", "#f0d68a", "#dcab2a", "#7d5f00", "#3d2e00", "#c2476b"),
    "leaf": ("#eef5ea", "#bfddb1", "#6db35f", "#2e7431", "#153a1b", "#f2a93b"),
    "petrol": ("#e8f4f6", "#a9d8df", "#3fa3b3", "#00677a", "#06343f", "#f08a5d"),
    "violet": ("#f2edfa", "#cfbbee", "#9a74d6", "#6a3fa5", "#2f1a55", "#5cc2a0"),
}
ON = {  # which colours stand out on which ground
    GROUND: (SOFT, MID, ACCENT, SPARK),
    SOFT: (MID, ACCENT, DEEP, SPARK),
    DEEP: (GROUND, SOFT, MID, SPARK),
}
GROUNDS = (GROUND, SOFT, DEEP, SOFT, GROUND)  # of the blocks, in turn
SHAPES = {  # in a square of side s, half of it r, before turning
    "quarter": "M0 0h{s}a{s} {s} 0 0 1-{s} {s}z",
    "half": "M0 0h{s}a{r} {r} 0 0 1-{s} 0z",
    "leaf": "M0 0a{s} {s} 0 0 1 {s} {s}a{s} {s} 0 0 1-{s}-{s}z",
    "square": "M0 0h{s}v{s}h-{s}z",
    "disc": "M0 {r}a{r} {r} 0 1 1 {s} 0a{r} {r} 0 1 1-{s} 0z",
}
TILES = ("quarter", "quarter", "half", "leaf", "square", "disc")
LENS = "M1.935.065A1.5 1.5 0 0 1 .065 1.935 1.5 1.5 0 0 1 1.935.065z"  # overlap of two discs
CORNERS = ((0, 0), (2, 0), (2, 2), (0, 2))
COLUMNS, ROWS, UNITS = 3, 2, 4
OVERLAP = 0.02  # of a block's ground, so that no hairline shows between blocks

Part = tuple[int, str]  # colour and attributes of a path
Roll = Callable[[int], int]


def mosaic(slug: str, palette: str) -> str:
    """Return the SVG; it is decoration, shown with an empty alt text."""
    roll, fill, count = _dice(f"{palette}/{slug}"), PALETTES[palette], COLUMNS * ROWS
    kinds = [_whole, _meeting, _arch, *[_tiles] * (count - 3)]
    order = sorted(range(count), key=lambda number: (roll(256), number))
    parts: list[Part] = []
    for number, draw in zip(order, kinds, strict=True):
        column, row = number % COLUMNS, number // COLUMNS
        ground = GROUNDS[(number + row + len(slug)) % len(GROUNDS)]
        x, y = column * UNITS, row * UNITS
        parts.append((ground, _piece("square", x, y, UNITS + OVERLAP)))
        parts += draw(x, y, ground, roll)
    body = "".join(f'<path fill="{fill[colour]}" {shape}/>' for colour, shape in parts)
    box = f"0 0 {COLUMNS * UNITS} {ROWS * UNITS}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>\n'


def _dice(seed: str) -> Roll:
    """Return roll(n) -> 0..n-1: the same sequence for the same seed on every machine."""
    stream = iter(hashlib.shake_256(seed.encode()).digest(512))
    return lambda sides: next(stream) % sides


def _piece(shape: str, x: int, y: int, side: float, turn: int = 0) -> str:
    """Return the attributes of one shape, turned by quarter turns in its square."""
    half = f"{side / 2:g}"
    path = SHAPES[shape].format(s=side, r=half)
    turned = f" rotate({turn * 90} {half} {half})" if turn else ""
    return f'd="{path}" transform="translate({x} {y}){turned}"'


def _colours(ground: int, roll: Roll) -> tuple[int, list[int]]:
    """Roll a first colour and four that follow it."""
    first = roll(4)
    return first, [ON[ground][(first + step + roll(2)) % 4] for step in range(4)]


def _whole(x: int, y: int, ground: int, roll: Roll) -> Iterator[Part]:
    first, _ = _colours(ground, roll)
    for step, (right, down) in enumerate(CORNERS):
        colour = ON[ground][(first + step) % 4]
        yield colour, _piece("quarter", x + right, y + down, 2, (step + 2) % 4)


def _meeting(x: int, y: int, ground: int, roll: Roll) -> Iterator[Part]:
    _colours(ground, roll)
    yield MID, _piece("disc", x, y, 3)
    yield SPARK, _piece("disc", x + 1, y + 1, 3)
    darkest = ACCENT if ground == DEEP else DEEP
    yield darkest, f'd="{LENS}" transform="translate({x + 1} {y + 1})"'


def _arch(x: int, y: int, ground: int, roll: Roll) -> Iterator[Part]:
    first, colours = _colours(ground, roll)
    right, down = CORNERS[first]
    yield colours[0], _piece("quarter", x, y, 4, first)
    yield ground, _piece("quarter", x + right, y + down, 2, first)


def _tiles(x: int, y: int, ground: int, roll: Roll) -> Iterator[Part]:
    _, colours = _colours(ground, roll)
    for colour, (right, down) in zip(colours, CORNERS, strict=True):
        yield colour, _piece(TILES[roll(6)], x + right, y + down, 2, roll(4))
