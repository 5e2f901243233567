"""Lists in pages: the part of a whole list that one page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from wirworkshops.errors import NotFound
from wirworkshops.web.organise.workshops import page_number

SIZE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """The rows of one page, its number, and how many rows and pages there are."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int


def part(rows: Sequence[Row], *, name: str = "page", size: int = SIZE) -> Part[Row]:
    """Return the page that the address asks for by this name. Raises NotFound where none is."""
    number, pages = page_number(name), max(1, -(-len(rows) // size))
    if number > pages:
        raise NotFound("wrong-page")
    return Part(rows[(number - 1) * size : number * size], number, pages, len(rows))
