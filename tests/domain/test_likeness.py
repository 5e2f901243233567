"""Likely doubles: alike in name, or at the same address."""

import pytest

from wirworkshops.domain.likeness import MOST_FOUND, Candidate, likely


def found(*names: str) -> list[tuple[str, str]]:
    rows = [Candidate(number, name) for number, name in enumerate(names)]
    return [(pair.one.name, pair.other.name) for pair in likely(rows)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Arends", "Arends, Ana"), ("Haus der Vereine", "Haus der Vereinen"),
        ("Straße", "STRASSE"), ("Zoë Müller", "Zoe Muller"), ("AWO", "awo"),
    ],
)  # fmt: skip
def test_alike(one: str, other: str) -> None:
    assert found(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"), [("Saal 1", "Rathaus"), ("Kita", "Kiez"), ("Recht", "Sprache")]
)
def test_not_alike(one: str, other: str) -> None:
    assert found(one, other) == []


def test_the_same_address_is_enough() -> None:
    one = Candidate(1, "Rathaus", "Berliner Straße 100, 63065 Offenbach")
    other = Candidate(2, "Stadthof", "BERLINER STRASSE 100, 63065 Offenbach")
    assert [pair.because for pair in likely([one, other])] == ["where"]


def test_a_list_full_of_them_ends() -> None:
    assert len(found(*["Immer dasselbe"] * 100)) == MOST_FOUND
