"""Which reader reads a file: by what is in it, whatever its name says."""

from wirworkshops.calendars import reading as calendars
from wirworkshops.documents import tabular
from wirworkshops.domain import imports
from wirworkshops.domain.programme import Sheet

READERS = {"ics": calendars.read, "csv": tabular.read}


def read(body: bytes) -> Sheet:
    """Return the rows of a file. Raises Invalid with what to do instead."""
    return READERS[imports.format_of(body)](imports.text_of(body))
