"""Failpoints: a process dies exactly where it was told to, and otherwise never."""

import signal
import subprocess
import sys

import pytest

PASSING = "from wirworkshops.failpoints import reached\n" + "\n".join(
    f"reached({name!r}); print({name!r}, flush=True)" for name in ("one", "two", "one", "two")
)


@pytest.mark.parametrize(
    ("point", "passed"),
    [
        ("", ["one", "two", "one", "two"]),
        ("3", ["one", "two"]),
        ("two:2", ["one", "two", "one"]),
        ("three:1", ["one", "two", "one", "two"]),
    ],
)
def test_a_process_dies_at_its_point_and_not_before(point: str, passed: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PASSING], env={"WW_FAILPOINT": point}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == passed
    assert done.returncode == (0 if len(passed) == 4 else -signal.SIGKILL)
