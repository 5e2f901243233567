"""Rows of master data that are likely the same twice: found by what they are called. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from wirworkshops.models.texts import fold

ALIKE = 0.86  # from here on, of 1
SHORT = 5  # signs; below, one other letter is another word
MOST_COMPARED = 500
MOST_FOUND = 50


@dataclass(frozen=True)
class Candidate:
    """A row's number and name; where is its address, if its kind has one."""

    number: int
    name: str
    where: str = ""


@dataclass(frozen=True)
class Pair:
    one: Candidate
    other: Candidate
    because: str  # "name" or "where"


def likely(rows: Sequence[Candidate]) -> list[Pair]:
    """Return the pairs that are called alike, or stand at the same address."""
    found = _alike(rows[:MOST_COMPARED])
    return [pair for pair, _number in zip(found, range(MOST_FOUND), strict=False)]


def _alike(rows: Sequence[Candidate]) -> Iterator[Pair]:
    folded = {row.number: (_words(row.name), fold(row.where)) for row in rows}
    for one, other in combinations(rows, 2):
        (name, where), (its_name, its_where) = folded[one.number], folded[other.number]
        if _is_alike(name, its_name):
            yield Pair(one, other, "name")
        elif where and where == its_where:
            yield Pair(one, other, "where")


def _words(name: str) -> str:
    """Return the words of a name in one order: "Wolf, Ada" is "Ada Wolf"."""
    bare = "".join(sign if sign.isalnum() else " " for sign in fold(name))
    return " ".join(sorted(bare.split()))


def _is_alike(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    if min(len(one), len(other)) < SHORT:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
