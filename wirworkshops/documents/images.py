"""Images from elsewhere: checked, turned upright, made small and anew, so that nothing stays of
what was sent but the picture: no place, no camera, no second file hidden behind it.
"""

import struct
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from wirworkshops.domain.images import Made
from wirworkshops.errors import Invalid
from wirworkshops.models.images import WIDTHS, widths_of

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_BYTES = 12 * 2**20
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {
    "JPEG": 120_000_000,
    "MPO": 120_000_000,  # a phone's JPEG with further pictures behind it: read as JPEG
    "PNG": 25_000_000,
    "WEBP": 25_000_000,
}
LEAST = 64  # pixels of the shorter side
LONGEST = 6  # times the shorter side
MOST_HEIGHT = 2400
QUALITY = {"webp": 80, "jpeg": 85}
# what Pillow raises on a damaged or hostile file
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, struct.error)


def made(body: bytes) -> Made:
    """Make an image anew. Raises Invalid where it is none, too large, too small, or moves."""
    from PIL import Image  # heavy, and only the office needs it

    if not body:
        raise Invalid("image-missing")
    if len(body) > MOST_BYTES:
        raise Invalid("image-large")
    Image.MAX_IMAGE_PIXELS = max(MOST_PIXELS.values())  # beyond, not even the head is read
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as sent:
            _refuse(sent)
            picture = _upright(sent)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid("image-large") from error
    except BROKEN as error:
        raise Invalid("image-broken") from error
    return _files(picture)


def _refuse(sent: "Picture") -> None:
    """Look at the head only: nothing has been unpacked yet."""
    width, height = sent.size
    if width * height > MOST_PIXELS[sent.format or ""]:
        raise Invalid("image-large")
    if min(width, height) < LEAST:
        raise Invalid("image-small")
    if max(width, height) > LONGEST * min(width, height):
        raise Invalid("image-shape")
    if sent.format != "MPO" and getattr(sent, "n_frames", 1) > 1:
        raise Invalid("image-animated")


def _upright(sent: "Picture") -> "Picture":
    """Return the picture as it is meant to be seen, no larger than the largest file."""
    from PIL import ImageOps  # heavy, see above

    most = (2 * WIDTHS[-1], 2 * MOST_HEIGHT)
    sent.draft("RGB", most)  # a large photo is unpacked to a part of its size at once
    has_alpha = sent.mode in ("RGBA", "LA", "PA") or "transparency" in sent.info
    sent.thumbnail(most)
    turned = ImageOps.exif_transpose(sent)
    bare = turned.convert("RGBA" if has_alpha else "RGB")
    bare.thumbnail((WIDTHS[-1], MOST_HEIGHT))
    bare.info.clear()
    return bare


def _files(picture: "Picture") -> Made:
    plain = "png" if picture.mode == "RGBA" else "jpeg"
    files = {("webp", width): _file(picture, width, "webp") for width in widths_of(picture.width)}
    files |= {(plain, picture.width): _file(picture, picture.width, plain)}
    print_ = sha256()
    for body in files.values():
        print_.update(body)
    return Made(print_.hexdigest()[:32], picture.width, picture.height, plain, files)


def _file(picture: "Picture", width: int, kind: str) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    small = picture if width == picture.width else picture.resize((width, height))
    out = BytesIO()
    options = {"quality": QUALITY[kind]} if kind in QUALITY else {"optimize": True}
    small.save(out, kind.upper(), **options)  # neither EXIF nor a profile is handed on
    return out.getvalue()
