"""Files that people are to download: which kinds are let in, told by their content.

They are handed out as a download with a fixed type, never shown within a page of ours.
"""

from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from wirworkshops.documents import images
from wirworkshops.domain.materials import Sent
from wirworkshops.domain.plans import slugify
from wirworkshops.errors import Invalid

MOST_BYTES = 20 * 2**20
MOST_NAME = 80
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp"}
BOOKS = {  # what the archive of a document must hold
    "odt": (f"{_OPEN}text", "content.xml"),
    "odp": (f"{_OPEN}presentation", "content.xml"),
    "ods": (f"{_OPEN}spreadsheet", "content.xml"),
    "docx": (f"{_OFFICE}wordprocessingml.document", "word/document.xml"),
    "pptx": (f"{_OFFICE}presentationml.presentation", "ppt/presentation.xml"),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", "xl/workbook.xml"),
}
ACCEPTED = ",".join(f".{kind}" for kind in ("pdf", *BOOKS, *PICTURES))


class _Kind(NamedTuple):
    ending: str
    media_type: str
    body: bytes


def looked_at(file_name: str, body: bytes) -> Sent:
    """Return the file as it is to be kept. Raises Invalid for what is none of the kinds."""
    if not body:
        raise Invalid("material-empty")
    if len(body) > MOST_BYTES:
        raise Invalid("material-large")
    path = PurePath(file_name.replace("\\", "/"))
    kind = _kind(path.suffix[1:].lower(), body)
    return Sent(f"{slugify(path.stem)[:MOST_NAME]}.{kind.ending}", kind.media_type, kind.body)


def _kind(ending: str, body: bytes) -> _Kind:
    if ending == "pdf" and body.startswith(b"%PDF-"):
        return _Kind("pdf", "application/pdf", body)
    if ending in BOOKS and _is_book(ending, body):
        return _Kind(ending, BOOKS[ending][0], body)
    if ending in PICTURES:
        return _picture(body)
    raise Invalid("material-kind")


def _is_book(ending: str, body: bytes) -> bool:
    """Look at the list of an archive only; nothing is unpacked."""
    try:
        with ZipFile(BytesIO(body)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise Invalid("material-kind") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Invalid("material-macros")
    return BOOKS[ending][1] in names


def _picture(body: bytes) -> _Kind:
    """Make a picture anew, as all images are: where it was taken stays with who sent it."""
    made = images.made(body)
    plain = made.files[(made.plain, made.width)]
    return _Kind({"jpeg": "jpg"}.get(made.plain, made.plain), f"image/{made.plain}", plain)
