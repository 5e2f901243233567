"""Short texts in several languages, kept as {"de": …, "en": …} in one column."""

import unicodedata
from typing import Annotated

from sqlalchemy import JSON
from sqlalchemy.orm import mapped_column

Texts = Annotated[dict[str, str], mapped_column(JSON, nullable=False)]
# zero-width signs hide, and bidi overrides turn, what an office's list shows
_UNSEEN = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")


def text_in(texts: dict[str, str], language: str) -> str:
    """Return the text in this language, or else in German, or else any."""
    return texts.get(language) or texts.get("de") or next(iter(texts.values()), "")


def fold(text: str) -> str:
    """Return the text as searches compare it: umlauts, accents, ß and case do not matter.

    Databases fold ASCII only, so the folded text is a column of its own.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(bare.replace("ı", "i").replace("ł", "l").replace("ø", "o").split())


def one_line(text: str | None) -> str:
    """Return the text in one line: control characters out, spaces single."""
    return " ".join(_printable(text or "").split())


def several_lines(text: str | None) -> str:
    """Return the text with its lines, without other control characters."""
    lines = _printable((text or "").replace("\r\n", "\n").replace("\r", "\n"), kept="\n")
    return lines.strip()


def _printable(text: str, kept: str = "") -> str:
    if text.isprintable():  # most of what is typed
        return text
    return "".join(
        " " if unicodedata.category(sign) in _NO_TEXT and sign not in kept else sign
        for sign in text.translate(_UNSEEN)
    )
