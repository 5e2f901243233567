"""Short texts in several languages, kept as {"de": …, "en": …} in one column."""

import unicodedata
from typing import Annotated

from sqlalchemy import JSON
from sqlalchemy.orm import mapped_column

Texts = Annotated[dict[str, str], mapped_column(JSON, nullable=False)]


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
