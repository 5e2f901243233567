"""Real calendar programs subscribe to the running server: vdirsyncer fetches, khal shows."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tests import cast, servers
from tests.conftest import Installation
from wirworkshops import clock
from wirworkshops.domain import workshops
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.plans import SessionPlan

SYNC = """
[general]
status_path = "{folder}/status"
[pair programme]
a = "feed"
b = "kept"
collections = null
[storage feed]
type = "http"
url = "{url}"
[storage kept]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[kept]]
path = {folder}/kept
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


class Calendar:
    """A folder that one person's calendar program keeps."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "kept").mkdir()
        (folder / "sync").write_text(SYNC.format(folder=folder, url=url))
        (folder / "khal").write_text(SHOW.format(folder=folder))
        self._run("vdirsyncer", "-c", str(folder / "sync"), "discover")

    def _run(self, program: str, *args: str) -> str:
        path = Path(sys.executable).parent / program
        env = os.environ | {"HOME": str(self.folder), "TZ": "Europe/Berlin"}
        done = subprocess.run(
            [path, *args], capture_output=True, text=True, check=False, env=env, input="y\n"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sync(self) -> None:
        self._run("vdirsyncer", "-c", str(self.folder / "sync"), "sync", "--force-delete")

    def shows(self, day: date) -> list[str]:
        form = "{start-time}-{end-time} {title}"
        options = ["--day-format", "", "--format", form, "--once", day.isoformat(), "1d"]
        text = self._run("khal", "-c", str(self.folder / "khal"), "list", *options)
        return [line for line in text.splitlines() if line.strip()]


def _around_the_change() -> list[date]:
    """Return the days before, of and after the next change of summer time."""
    year = clock.today().year + 1
    sunday = max(date(year, 3, day) for day in range(25, 32) if date(year, 3, day).weekday() == 6)
    return [sunday.replace(day=sunday.day - 1), sunday, date(year, 4, 1)]


def _plan(
    days: list[date], hour: int, ids: tuple[int | None, ...] = (None,) * 9
) -> tuple[SessionPlan, ...]:
    return tuple(
        SessionPlan(clock.at(day, time(hour)), clock.at(day, time(hour + 2)), id=known)
        for day, known in zip(days, ids, strict=False)
    )


@pytest.fixture
def days() -> list[date]:
    return _around_the_change()


def test_every_session_stands_at_its_local_time_through_move_and_cancellation(
    installation: Installation, tmp_path: Path, days: list[date]
) -> None:
    with installation.app.app_context():
        workshop = cast.make_workshop("Kurs", sessions=_plan(days, 9))
        with servers.serving(installation.env) as address:
            calendar = Calendar(tmp_path, f"{address}/calendar.ics")
            calendar.sync()
            for number, day in enumerate(days, 1):
                assert calendar.shows(day) == [f"09:00-11:00 Kurs ({number} von 3)"]
            _move(workshop, days)
            calendar.sync()
            assert calendar.shows(days[1]) == ["14:00-16:00 Kurs (2 von 3)"]
            workshops.cancel_session(workshop.sessions[2], because="Krank", by=WORKER)
            calendar.sync()
            assert calendar.shows(days[2]) == ["14:00-16:00 Abgesagt: Kurs (3 von 3)"]


def _move(workshop: workshops.Workshop, days: list[date]) -> None:
    ids = tuple(session.id for session in workshop.sessions)
    workshops.edit(workshop, cast.plan("Kurs", sessions=_plan(days, 14, ids)), by=WORKER)


def test_the_helper_knows_the_last_sunday() -> None:
    sunday = _around_the_change()[1]
    before = datetime.combine(sunday, time(0), tzinfo=clock.BERLIN)
    after = datetime.combine(sunday, time(12), tzinfo=clock.BERLIN)
    assert (after.astimezone(UTC) - before.astimezone(UTC)).seconds == 11 * 3600
