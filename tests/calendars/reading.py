"""Reading calendars back with ical.js, an implementation that did not write them."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parent / "icaljs.mjs"


def _node() -> str:
    own = str(Path(sys.executable).parent)
    found = shutil.which("node", path=os.pathsep.join((os.environ["PATH"], own)))
    assert found, "node is missing: make test installs it"
    return found


class Component:
    """A component as ical.js has read it."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.name = raw["name"]
        self._properties = raw["properties"]
        self.components = [Component(part) for part in raw["components"]]

    def named(self, name: str) -> list["Component"]:
        return [part for part in self.components if part.name == name]

    @property
    def event(self) -> "Component":
        (event,) = self.named("vevent")
        return event

    def values(self, name: str) -> list[str]:
        return [value for each in self._properties.get(name, []) for value in each["values"]]

    def params(self, name: str) -> dict[str, str]:
        (only,) = self._properties[name]
        return dict(only["params"])

    def __contains__(self, name: str) -> bool:
        return name in self._properties

    def texts(self, name: str) -> list[str]:
        """Return TEXT of properties that ical.js does not know, and so leaves escaped."""
        return [value.replace("\\,", ",") for value in self.values(name)]

    def __getitem__(self, name: str) -> str:
        (only,) = self.values(name)
        return only

    def instant(self, name: str) -> datetime:
        return datetime.fromisoformat(self[name])


def read(calendar: bytes) -> Component:
    done = subprocess.run([_node(), SCRIPT], input=calendar, capture_output=True, check=True)
    return Component(json.loads(done.stdout))


def check_bytes(calendar: bytes) -> None:
    """Hold what RFC 5545 §3.1 says of bytes; used on every calendar the tests make."""
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert calendar.endswith(b"END:VCALENDAR\r\n")
    lines = calendar.split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        text = line.decode("utf-8")  # fails where a fold has split a character
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", text)
    names = [line for line in lines if line.startswith(b"BEGIN:")]
    assert names[1] == b"BEGIN:VTIMEZONE"
