"""Reading calendars back with libical (GNOME, KDE): a second implementation that wrote nothing.

Asked through ctypes, so that it needs no binding. Times are resolved by the file's own VTIMEZONE.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import Structure, c_bool, c_char_p, c_int, c_longlong, c_void_p
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

NAME = "libical.so.3"


class Time(Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        *((part, c_int) for part in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    )


TEXTS = ("uid", "summary", "description", "location")
FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "icalcomponent_new_from_string": (c_void_p, c_char_p),
    "icalcomponent_free": (None, c_void_p),
    "icalcomponent_count_errors": (c_int, c_void_p),
    "icalcomponent_string_to_kind": (c_int, c_char_p),
    "icalcomponent_get_first_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_next_component": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_first_property": (c_void_p, c_void_p, c_int),
    "icalcomponent_get_sequence": (c_int, c_void_p),
    "icalcomponent_get_dtstart": (Time, c_void_p),
    "icalcomponent_get_dtend": (Time, c_void_p),
    "icalproperty_string_to_kind": (c_int, c_char_p),
    "icalproperty_get_value_as_string": (c_char_p, c_void_p),
    "icalproperty_get_first_parameter": (c_void_p, c_void_p, c_int),
    "icalparameter_string_to_kind": (c_int, c_char_p),
    "icalparameter_get_cn": (c_char_p, c_void_p),
    "icaltime_as_timet_with_zone": (c_longlong, Time, c_void_p),
    "icalerror_set_errors_are_fatal": (None, c_bool),
} | {f"icalcomponent_get_{name}": (c_char_p, c_void_p) for name in TEXTS}


@cache
def _library() -> Any:
    try:
        library = ctypes.CDLL(NAME)
    except OSError as error:
        raise AssertionError(f"{NAME} is missing: sh tests/prepare.sh installs it") from error
    for name, (result, *arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.icalerror_set_errors_are_fatal(False)
    return library


class Event(NamedTuple):
    """A VEVENT as libical has read it; what is not there is empty."""

    uid: str
    summary: str
    description: str
    location: str
    status: str
    sequence: int
    start: datetime
    end: datetime
    organizer: str  # the name, CN
    attendee: str  # the name, CN
    alarms: tuple[str, ...]  # the trigger of each


class Calendar(NamedTuple):
    method: str
    events: list[Event]


def read(calendar: bytes) -> Calendar:
    """Return what libical finds in a calendar; whatever it calls an error fails the test."""
    with _parsed(calendar) as root:
        return Calendar(
            _value(root, "METHOD"), [_event(part) for part in _components(root, "VEVENT")]
        )


@contextmanager
def _parsed(calendar: bytes) -> Iterator[int]:
    root = _library().icalcomponent_new_from_string(calendar)
    assert root, "libical finds no calendar"
    try:
        assert _library().icalcomponent_count_errors(root) == 0
        yield root
    finally:
        _library().icalcomponent_free(root)


def _components(parent: int, name: str) -> Iterator[int]:
    kind = _library().icalcomponent_string_to_kind(name.encode())
    part = _library().icalcomponent_get_first_component(parent, kind)
    while part:
        yield part
        part = _library().icalcomponent_get_next_component(parent, kind)


def _event(part: int) -> Event:
    texts = [_text(getattr(_library(), f"icalcomponent_get_{name}")(part)) for name in TEXTS]
    return Event(
        *texts,
        status=_value(part, "STATUS"),
        sequence=_library().icalcomponent_get_sequence(part),
        start=_instant(_library().icalcomponent_get_dtstart(part)),
        end=_instant(_library().icalcomponent_get_dtend(part)),
        organizer=_name(part, "ORGANIZER"),
        attendee=_name(part, "ATTENDEE"),
        alarms=tuple(_value(alarm, "TRIGGER") for alarm in _components(part, "VALARM")),
    )


def _instant(time: Time) -> datetime:
    assert time.zone, "a floating time, or one of an unknown zone"
    seconds = _library().icaltime_as_timet_with_zone(time, time.zone)
    return datetime.fromtimestamp(seconds, UTC)


def _property(part: int, name: str) -> int | None:
    kind = _library().icalproperty_string_to_kind(name.encode())
    found: int | None = _library().icalcomponent_get_first_property(part, kind)
    return found


def _value(part: int, name: str) -> str:
    found = _property(part, name)
    return _text(_library().icalproperty_get_value_as_string(found)) if found else ""


def _name(part: int, name: str) -> str:
    """Return the CN of a person."""
    found = _property(part, name)
    kind = _library().icalparameter_string_to_kind(b"CN")
    known = _library().icalproperty_get_first_parameter(found, kind) if found else None
    return _text(_library().icalparameter_get_cn(known)) if known else ""


def _text(found: bytes | None) -> str:
    return (found or b"").decode()
