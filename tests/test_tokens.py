"""Secret links: good for one row, one purpose, one number."""

from datetime import UTC, datetime

import pytest

from wirworkshops import tokens


@pytest.fixture(autouse=True)
def _key() -> None:
    tokens.use_key("a secret of the tests")


def test_a_token_fits_its_row_purpose_and_number_only() -> None:
    claim = tokens.read(tokens.issue("feed", 7, 3))
    assert claim is not None
    assert claim.row == 7
    assert claim.fits("feed", 3)
    assert not claim.fits("feed", 4)
    assert not claim.fits("my", 3)


def test_an_older_number_is_known_as_renewed() -> None:
    claim = tokens.read(tokens.issue("feed", 7, 3))
    assert claim is not None
    assert claim.was_good("feed", 4)
    assert not claim.was_good("feed", 3)


def test_an_altered_token_fits_nothing() -> None:
    token = tokens.issue("feed", 7, 3)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        claim = tokens.read(token[:place] + other + token[place + 1 :])
        assert claim is None or not claim.fits("feed", 3)


def test_another_secret_fits_nothing() -> None:
    token = tokens.issue("feed", 7, 3)
    tokens.use_key("another secret")
    claim = tokens.read(token)
    assert claim is not None
    assert not claim.fits("feed", 3)


def test_the_expiry_is_sealed_to_the_minute() -> None:
    until = datetime(2027, 3, 4, 8, 0, tzinfo=UTC)
    claim = tokens.read(tokens.issue("my", 7, 0, expires_at=until))
    assert claim is not None
    assert claim.expires_at == until


@pytest.mark.parametrize(
    "text", ["", "a", "ä" * 44, "=" * 44, "A" * 43, "A" * 4000, "\x00", "../.."]
)
def test_garbage_is_no_token(text: str) -> None:
    assert tokens.read(text) is None
