"""The demo's words and people, as the TOML files beside this module hold them."""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_OWN = {
    "key", "dates", "crowd", "opens", "closes", "cancelled", "cancelled_session", "draft",
    "rules", "names_before", "decide", "choose", "contingent",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody invented. Who has no mailbox signs up by phone."""

    name: str
    email: str = ""
    organisation: str = ""
    field: str = ""
    phone: str = ""
    language: str = "de"


@dataclass(frozen=True)
class Dates:
    """The sessions: today, days from today, or weeks around the next change of summer time."""

    weekday: str
    start: str
    end: str
    days: int = 0
    times: int = 1
    weeks: int = 1
    across_clock_change: bool = False


@dataclass(frozen=True)
class Crowd:
    """Who signs up. needs, questions, answers and groups stand by the place in the order, from 1.
    A need is a kind, a kind with what is said about it ("interpreting=ar"), or own words.

    Of requests the first are accepted, so many as are to be confirmed. Every so-manieth
    person (online) takes part in the online half.

    Answers come in the order of the workshop's own questions; an empty one is none.
    """

    group: str = "professionals"
    confirmed: int = 0
    waiting: int = 0
    withdrawn: int = 0
    held: int = 0
    expired: int = 0
    requested: int = 0
    online: int = 0
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    needs: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        settled = self.confirmed + self.waiting + self.withdrawn + self.expired
        return settled + self.held + self.requested


@dataclass(frozen=True)
class Entry:
    """One workshop. One with an original takes from there what it does not say.

    opens, closes and decide are days from today; closes_before and names_before count from
    the first session. rules are those of a plan; choose are sessions people choose between.
    """

    key: str
    dates: Dates
    host: str
    texts: dict[str, dict[str, str]]
    original: str = ""
    kind: str = "workshop"
    series: str = ""
    partners: list[str] = field(default_factory=list)
    place: str = ""
    online_url: str = ""
    trainers: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=lambda: ["de"])
    topics: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    features: dict[str, dict[str, str]] = field(default_factory=dict)
    capacity: int = 20
    signup: str = "form"
    signup_url: str = ""
    waiting_list: bool = True
    opens: int | None = None
    closes: int | None = None
    closes_before: int = 2
    rules: dict[str, Any] = field(default_factory=dict)
    names_before: int = 0
    decide: int = 0
    choose: list[dict[str, Any]] = field(default_factory=list)
    contingent: dict[str, Any] = field(default_factory=dict)
    draft: bool = False
    attendance: bool = True
    questions: list[dict[str, Any]] = field(default_factory=list)
    cancelled: str = ""
    cancelled_session: dict[str, Any] = field(default_factory=dict)
    crowd: Crowd = field(default_factory=Crowd)


def read(name: str) -> dict[str, Any]:
    """Return what one file holds."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


@lru_cache
def people() -> dict[str, list[Person]]:
    """Return the invented people by group."""
    groups = read("people")
    return {name: [Person(**values) for values in rows] for name, rows in groups.items()}


@lru_cache
def workshops() -> list[Entry]:
    """Return all workshops, each after its original."""
    names = sorted(path.stem for path in _FOLDER.glob("workshops-*.toml"))
    raw = {row["key"]: row for name in names for row in read(name)["workshop"]}
    whole = [_entry(_content(raw.get(row.get("original", ""), {})) | row) for row in raw.values()]
    return sorted(whole, key=lambda entry: bool(entry.original))


def _content(original: dict[str, Any]) -> dict[str, Any]:
    """Return what a repetition has in common with its original."""
    return {name: value for name, value in original.items() if name not in _OWN}


def _entry(row: dict[str, Any]) -> Entry:
    texts = {language: row[language] for language in ("de", "en")}
    values = {name: value for name, value in row.items() if name not in texts}
    values["dates"] = Dates(**row["dates"])
    values["crowd"] = Crowd(**row.get("crowd", {}))
    return Entry(**values, texts=texts)
