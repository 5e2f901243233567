"""Which signs our fonts for paper can print: a PDF that is readable aloud must lack none."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from wirworkshops import resources

INSTEAD = "?"


def folder() -> Path:
    """Return where the fonts lie; the build puts them there."""
    return resources.static_folder() / "dist" / "print"


def printable(text: str) -> str:
    """Return the text with signs that can be printed: an accent less, or nothing for an emoji."""
    line = " ".join(text.split())
    return "".join(sign if ord(sign) in _known() else _instead(sign) for sign in line).strip()


def _instead(sign: str) -> str:
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in _known())
    if bare:
        return bare
    return INSTEAD if unicodedata.category(sign)[0] in "LN" else ""


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """Return what each family has; of its weights all have the same."""
    found = [_coverage(path.read_bytes()) for path in sorted(folder().glob("*400*.ttf"))]
    return frozenset().union(*found)


def _coverage(font: bytes) -> set[int]:
    """Return the code points of a font: its cmap table, format 4 (OpenType, "cmap")."""
    (tables,) = struct.unpack_from(">H", font, 4)
    offsets = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * tables, 16)
    }
    start = offsets[b"cmap"]
    (number,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for at in range(start + 4, start + 4 + 8 * number, 8):
        subtable = start + struct.unpack_from(">I", font, at + 4)[0]
        if struct.unpack_from(">H", font, subtable) == (4,):
            found |= _segments(font, subtable)
    return found


def _segments(font: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    pattern = f">{double // 2}H"
    ends = struct.unpack_from(pattern, font, at + 14)
    starts = struct.unpack_from(pattern, font, at + 16 + double)
    pairs = zip(starts, ends, strict=True)
    return {code for first, last in pairs if last < 0xFFFF for code in range(first, last + 1)}
