"""Whatever the office is shown has words: each act of history, each kind of letter."""

import re
from pathlib import Path

from wirworkshops.letters import compose
from wirworkshops.models.registrations import STATUSES
from wirworkshops.web.organise import labels

DOMAIN = Path(labels.__file__).parents[2] / "domain"


def test_each_act_of_history_has_words() -> None:
    sources = [path.read_text("utf-8") for path in DOMAIN.glob("*.py")]
    found = {act for text in sources for act in re.findall(r'record\(\s*"([a-z-]+)"', text)}
    assert len(found) > 5
    assert {*found, *STATUSES} - set(labels.ACTS) == set()


def test_each_kind_of_letter_has_words() -> None:
    kinds = {*compose.KINDS, *compose.TO_PEOPLE, *compose.TO_OFFICE, *compose.TO_TRAINERS}
    assert kinds == set(labels.LETTERS)


def test_each_state_of_a_letter_has_words() -> None:
    assert set(labels.LETTER_STATES) == {"queued", "sent", "failed", "dropped"}
