"""Blanks in the office's own texts: {Name}, {Titel} and the like, filled in for each reader."""

import re
from collections.abc import Mapping

from wirworkshops.errors import Invalid

NAMES = ("Name", "Titel", "Termin", "Ort", "Link")
SECRET = "Link"  # opens somebody's registration
_BLANK = re.compile(r"\{([^{}\n]*)\}")


def unknown(text: str, known: tuple[str, ...] = NAMES) -> list[str]:
    """Return the blanks of a text that nobody can fill in, as they were typed."""
    folded = {name.casefold() for name in known}
    return [blank for blank in _BLANK.findall(text) if blank.strip().casefold() not in folded]


def check(*texts: str, known: tuple[str, ...] = NAMES) -> None:
    """Refuse blanks that nobody can fill in, and braces that are no blank."""
    for text in texts:
        if wrong := unknown(text, known):
            raise Invalid("blank-unknown", "{" + wrong[0] + "}")
        rest = _BLANK.sub("", text)
        if "{" in rest or "}" in rest:
            raise Invalid("blank-open")


def check_subject(*texts: str, known: tuple[str, ...] = NAMES) -> None:
    """Refuse as check() does, and the secret link: lists of letters show their subjects."""
    check(*texts, known=known)
    for text in texts:
        if any(blank.strip().casefold() == SECRET.casefold() for blank in _BLANK.findall(text)):
            raise Invalid("blank-secret")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its blanks filled in; one without a value becomes empty."""
    folded = {name.casefold(): value for name, value in values.items()}
    return _BLANK.sub(lambda found: folded.get(found[1].strip().casefold(), ""), text)


def fill_subject(text: str, values: Mapping[str, str]) -> str:
    """Return a subject filled in; one kept from before check_subject() loses the secret link."""
    return " ".join(fill(text, {**values, SECRET: ""}).split())
