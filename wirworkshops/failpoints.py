"""Failpoints: moments at which a test lets this process die, to see that nothing is lost.

WW_FAILPOINT="7" kills it at the 7th point it comes to, "handed:2" when it comes to the point
of that name for the second time. Unset, a point costs one comparison.
"""

import os
import signal

_name = ""
_left = 0


def arm(text: str) -> None:
    """Choose the point to die at: "<number>" or "<name>:<number>"; empty for none."""
    global _name, _left
    _name, _, number = text.rpartition(":")
    _left = int(number or 0)


def reached(name: str) -> None:
    """Die here, without a chance to tidy up, where this is the point that was chosen."""
    global _left
    if not _left or _name not in ("", name):
        return
    _left -= 1
    if not _left:
        os.kill(os.getpid(), signal.SIGKILL)


arm(os.environ.get("WW_FAILPOINT", ""))
