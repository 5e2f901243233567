"""Real calendar programs subscribe to the running server: vdirsyncer fetches, khal shows."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests import cast, servers
from tests.conftest import Installation
from wirworkshops import clock, links
from wirworkshops.domain import calendars, registrations, workshops
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

    def shows(self, days: list[date]) -> list[str]:
        """Return what stands in the calendar from the first day to the last, in local time."""
        form = "{start-date} {start-time}-{end-time} {title}"
        options = ["--day-format", "", "--format", form, "--once"]
        until = days[-1] + timedelta(days=1)
        text = self._run(
            "khal", "-c", str(self.folder / "khal"), "list", *options, str(days[0]), str(until)
        )
        return [line for line in text.splitlines() if line.strip()]


def _sunday(month: int) -> date:
    """Return the last Sunday of a month of next year: summer time changes in its night."""
    year = clock.today().year + 1
    return max(day for n in range(25, 32) if (day := date(year, month, n)).weekday() == 6)


def _around(sunday: date) -> list[date]:
    """Return the days before, of and after a change of summer time."""
    return [sunday + timedelta(days=days) for days in (-1, 0, 4)]


def _plan(
    days: list[date], hour: int, ids: tuple[int | None, ...] = (None,) * 9
) -> tuple[SessionPlan, ...]:
    return tuple(
        SessionPlan(clock.at(day, time(hour)), clock.at(day, time(hour + 2)), id=known)
        for day, known in zip(days, ids, strict=False)
    )


@pytest.mark.parametrize("month", [3, 10])
def test_every_session_stands_at_its_local_time_through_move_and_cancellation(
    installation: Installation, tmp_path: Path, month: int
) -> None:
    days = _around(_sunday(month))
    with installation.app.app_context():
        workshop = cast.make_workshop("Kurs", sessions=_plan(days, 9))
        with servers.serving(installation.env) as address:
            calendar = Calendar(tmp_path, f"{address}/calendar.ics")
            calendar.sync()
            assert calendar.shows(days) == _dates(days, "09:00-11:00")
            _move(workshop, days)
            calendar.sync()
            assert calendar.shows(days) == _dates(days, "14:00-16:00")
            workshops.cancel_session(workshop.sessions[2], because="Krank", by=WORKER)
            calendar.sync()
            assert calendar.shows(days)[2] == f"{days[2]} 14:00-16:00 Abgesagt: Kurs (3 von 3)"


def _dates(days: list[date], hours: str, title: str = "Kurs") -> list[str]:
    return [f"{day} {hours} {title} ({number} von 3)" for number, day in enumerate(days, 1)]


def _move(workshop: workshops.Workshop, days: list[date]) -> None:
    ids = tuple(session.id for session in workshop.sessions)
    workshops.edit(workshop, cast.plan("Kurs", sessions=_plan(days, 14, ids)), by=WORKER)


def test_an_own_feed_shows_offer_seat_move_and_withdrawal(
    installation: Installation, tmp_path: Path
) -> None:
    days = _around(_sunday(10))
    with installation.app.app_context():
        workshop = cast.make_workshop("Kurs", sessions=_plan(days, 9), capacity=1, moves_up="offer")
        first, seat = cast.confirmed(workshop, cast.EVE), cast.sign_up(workshop)
        assert seat.participant
        calendars.choose(seat.participant, "feed")
        with servers.serving(installation.env) as address:
            calendar = Calendar(tmp_path, links.feed_url(address, seat.participant))
            calendar.sync()
            assert calendar.shows(days) == []
            registrations.withdraw(first)
            calendar.sync()
            assert calendar.shows(days) == _dates(days, "09:00-11:00", "Angeboten: Kurs")
            registrations.confirm(seat)
            _move(workshop, days)
            calendar.sync()
            assert calendar.shows(days) == _dates(days, "14:00-16:00")
            registrations.withdraw(seat)
            calendar.sync()
            assert calendar.shows(days) == _dates(days, "14:00-16:00", "Abgemeldet: Kurs")


@pytest.mark.parametrize(("month", "hours"), [(3, 11), (10, 13)])
def test_the_helper_knows_the_last_sundays(month: int, hours: int) -> None:
    sunday = _sunday(month)
    before = datetime.combine(sunday, time(0), tzinfo=clock.BERLIN)
    after = datetime.combine(sunday, time(12), tzinfo=clock.BERLIN)
    assert (after.astimezone(UTC) - before.astimezone(UTC)).seconds == hours * 3600
